# ruff: noqa: E402 - a process is settled before it imports numpy
"""What annotating costs beside bare spaCy, and reading web pages beside bare trafilatura.

`python benchmarks/annotating.py [TEXTS [PAGES]]`: a folder of sources and one of pages (.html or
.html.gz); without them the sources of the demonstration, and no pages. Both sides take turns in
one process, with the matrix kernel that the command line takes, or BLIS if the environment says
OPENBLAS_NUM_THREADS=0, and no word was seen before; printed are medians of processor time.
"""

import gzip
import resource
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from briefgen.commands.process import settle

settle()

import spacy
import trafilatura

from briefgen.clean import clean
from briefgen.extract import annotate, inspect_kernel, load
from briefgen.extract.kernels import fitting_kernel
from briefgen.extract.nlp import analysis_text
from briefgen.intake import ingest
from briefgen.language_model import find_model
from briefgen.model.text import Document, Skipped
from briefgen.read import find_files, read

ROUNDS = 7
DEMONSTRATION = Path(__file__).parents[1] / "demo" / "weeks" / "inputs"


def spent() -> float:
    """Return CPU seconds of this process and of those it has waited for."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, who))


def compared(name: str, bare: Callable[[], object], whole: Callable[[], object]) -> None:
    """Let both take turns, after one round to warm up, and print medians and their ratio."""
    times: dict[Callable[[], object], list[float]] = {bare: [], whole: []}
    for round_ in range(ROUNDS + 1):
        for work in (bare, whole) if round_ % 2 else (whole, bare):
            start = spent()
            work()
            if round_:
                times[work].append(spent() - start)
    ratios = sorted(w / b for b, w in zip(times[bare], times[whole], strict=True))
    print(f"{name:12} bare {median(times[bare]):7.3f} s, all in {median(times[whole]):7.3f} s")
    print(f"{'':12} ratio {median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")


def annotating(documents: Sequence[Document]) -> None:
    """Compare annotating with bare spaCy on the same pieces of text."""
    nlp = load()
    with fitting_kernel():
        alone = spacy.load(find_model().source)
    pieces = [
        [analysis_text(block.span.of(each.text)) for block in each.blocks if block.kind.states]
        for each in documents
    ]
    words = sum(len(piece.split()) for each in pieces for piece in each)
    print(f"{len(documents)} sources, {words} words; matrices: {inspect_kernel()}")

    def bare() -> None:
        alone.get_pipe("lemmatizer").cache.clear()
        for each in pieces:
            list(alone.pipe(each))

    def whole() -> None:
        nlp.get_pipe("lemmatizer").cache.clear()
        for each in documents:
            annotate(each, nlp)

    compared("annotating", bare, whole)


def reading(folder: Path) -> None:
    """Compare reading and cleaning pages with what chooses their main text, alone."""
    contents = [
        gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        for file in sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")])
    ]
    print(f"{len(contents)} pages of {sum(map(len, contents)) / len(contents) / 1000:.0f} kB")
    with TemporaryDirectory() as name:
        for n, content in enumerate(contents):
            (Path(name) / f"{n}.html").write_bytes(content)
        found = find_files((Path(name),))

        def bare() -> None:
            for content in contents:
                trafilatura.bare_extraction(content, favor_precision=True, with_metadata=True)

        def whole() -> None:
            for n, raw in enumerate(read(found)):
                if not isinstance(raw, Skipped):
                    clean(raw, f"S{n}")

        compared("reading", bare, whole)


def main() -> None:
    """Measure and print."""
    texts, *pages = map(Path, sys.argv[1:]) if sys.argv[1:] else (DEMONSTRATION,)
    annotating(ingest(find_files((texts,))).documents)
    for folder in pages:
        reading(folder)


if __name__ == "__main__":
    main()
