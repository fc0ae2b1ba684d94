"""How well PDFs are read: neighbouring words of running text that pdftotext finds, and we too.

`python benchmarks/pdf_words.py FOLDER [FILE ...]` reads all PDFs of a folder and prints for each
the share of pairs of neighbouring words in pdftotext's running paragraphs (`pdftotext FILE`) that
are neighbours in a block of our text, and the share of all. For files that are named the pairs
which are not there are printed too. Needs pdftotext.

Words are runs of letters and figures, without case; hyphens inside words count for nothing, since
pdftotext drops them at line ends, those of compounds too. A running paragraph has 12 words or more,
five or more a line, mostly of letters, and some that English prose is never without. Left out are
notes (what begins with a mark), heads and feet (a block of the same words, but for figures, on
several pages), tables and contents; the raised mark of a note behind a word or a full stop. Pages
where fewer than nine tenths of the pairs are also found by `pdftotext -raw`, in the order in which
the page was drawn, are named and left out: there pdftotext puts columns, or texts and tables,
together.
"""

import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from briefgen.clean import clean
from briefgen.model.text import RawDocument
from briefgen.read import find_files, read

WORD = re.compile(r"[^\W_]+")
HYPHEN = re.compile(
    "(?<=[^\\W_])[-\N{HYPHEN}\N{SOFT HYPHEN}\N{NON-BREAKING HYPHEN}](?:\\s*\n\\s*)?(?=[^\\W_])"
)
MARK = re.compile(
    r"(?:(?<=[a-z]{3})|(?<=[^\W\d][.,;:”’\"')])|(?<=[.,;:][”’\"')]))\d{1,3}(?=[\s.,;:)]|$)"
)
NOTE = re.compile(r"\s*(?:\d{1,3}|[*†‡§]+|\[\d+\])[.)]?\s")
PROSE = frozenset("the of and to in a is that for as on with by was".split())  # noqa: SIM905 - words
Pair = tuple[str, str]


def words_of(text: str) -> list[str]:
    """Return the words of a text, letters for ligatures and raised figures."""
    return WORD.findall(HYPHEN.sub("", unicodedata.normalize("NFKC", text).casefold()))


def is_running(block: str) -> bool:
    """Tell a running paragraph from notes, tables and lists of contents."""
    words = words_of(block)
    lines = [line for line in block.splitlines() if line.strip()]
    if len(words) < max(12, 5 * len(lines)) or NOTE.match(block) or re.search(r"\. ?\. ?\.", block):
        return False
    letters = sum(word.isalpha() for word in words)
    prose = sum(word in PROSE for word in words)
    return letters >= 0.8 * len(words) and prose >= 0.12 * len(words)


def said(file: Path, *options: str) -> list[str]:
    """Return what pdftotext says of each page."""
    command = ["pdftotext", *options, str(file), "-"]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - a known program
    return done.stdout.decode("utf-8", "replace").split("\f")


def neighbours(texts: Iterable[str]) -> Counter[Pair]:
    """Count the pairs of neighbouring words of texts."""
    return Counter(pair for text in texts for pair in pairwise(words_of(text)))


def wanted_of(file: Path) -> tuple[Counter[Pair], list[int]]:
    """Return the pairs that a file should give, and the numbers of pages left out."""
    pages = said(file)
    blocks = [[b for b in re.split(r"\n\s*\n", page) if is_running(b)] for page in pages]
    times = Counter(re.sub(r"\d", "#", b) for page in blocks for b in page)
    wanted: Counter[Pair] = Counter()
    mixed = []
    for number, (page, drawn) in enumerate(zip(blocks, said(file, "-raw"), strict=False), 1):
        once = (MARK.sub("", b) for b in page if times[re.sub(r"\d", "#", b)] == 1)
        pairs = neighbours(once)
        if (pairs - neighbours([MARK.sub("", drawn)])).total() > 0.1 * pairs.total():
            mixed.append(number)
        else:
            wanted += pairs
    return wanted, mixed


def main() -> None:
    """Measure and print."""
    folder, *named = sys.argv[1:]
    total = missed = 0
    for raw in read(find_files((Path(folder),))):
        if not isinstance(raw, RawDocument):
            print(f"skipped ({raw.reason})  {raw.path}")
            continue
        held = clean(raw, "S1")
        wanted, mixed = wanted_of(Path(folder, raw.path))
        lost = wanted - neighbours(block.span.of(held.text) for block in held.blocks)
        total, missed = total + wanted.total(), missed + lost.total()
        share = f"{1 - lost.total() / wanted.total():.3f}" if wanted else "  -  "
        left_out = f"  pages left out: {', '.join(map(str, mixed))}" if mixed else ""
        print(f"{share}  of {wanted.total():6}  {raw.path}{left_out}", flush=True)
        for pair in lost if raw.path in named else ():
            print("   ", *pair)
    print(f"{1 - missed / max(total, 1):.4f}  of {total:6}  in all")


main()
