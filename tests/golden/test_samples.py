"""The sample sources, against what other programs read in them.

The texts in `formats` were written by pdftotext 22.12 (`pdftotext FILE`) and pandoc 2.17
(`pandoc -t plain --wrap=none FILE`), and for the mail by hand. `LEFT_OUT` is what those programs
keep and we must not: running heads, page numbers, menus, hidden words.
"""

import re
from pathlib import Path

import pytest

from briefgen.clean import clean
from briefgen.model.text import BlockKind, Document, RawDocument
from briefgen.read import find_files, read

ROOT = Path(__file__).parents[2]
FORMATS = Path(__file__).parent / "formats"
LEFT_OUT = {
    "dryland-note.pdf": (r"^\f?Dryland Notes 31$", r"^\d/\d$", r"‐\n"),
    "desk-memo.docx": (r"Note to self: check\.", r"^ *-[- ]+$"),
    "news-portal.html": (
        r"^-   \w+$", r"^By .*", r"^Members read .*", r"^\[A burned .*", r"^Related posts",
        r"^Millet .*", r"^© .*",
    ),
    "letter.eml": (),
}  # fmt: skip


@pytest.fixture(scope="module")
def samples() -> dict[str, Document]:
    """Every sample source that is no plain text, by its name."""
    found = find_files(tuple(ROOT / "inputs" / name for name in LEFT_OUT))
    return {raw.path: clean(raw, "S1") for raw in read(found) if isinstance(raw, RawDocument)}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_sample_is_read_as_other_programs_read_it(
    samples: dict[str, Document], name: str
) -> None:
    expected = (FORMATS / f"{name}.txt").read_text("utf-8")
    for pattern in LEFT_OUT[name]:
        expected = re.sub(pattern, "", expected, flags=re.MULTILINE)
    words = re.compile(r"\w[\w’'-]*|[“”\".,:;]")
    assert words.findall(samples[name].text) == words.findall(expected)


def test_samples_carry_what_their_files_say_of_themselves(samples: dict[str, Document]) -> None:
    known = {name: held.source.metadata for name, held in samples.items()}
    dates = {name: (m.published, m.published_from) for name, m in known.items()}
    assert dates == {
        "news-portal.html": ("2024-09-26", "page"),
        "dryland-note.pdf": ("2024-09-28", "text"),
        "desk-memo.docx": ("2024-09-27", "text"),
        "letter.eml": ("2024-09-25", "file"),
        "letter.eml/sites.txt": ("2024-09-25", "guessed"),
    }
    page = known["news-portal.html"]
    assert (page.title, page.author, page.publisher) == (
        "Villages wait for the satellite", "Hadiza Ouattara-Belem", "Gourma Portal",
    )  # fmt: skip
    assert page.url == "https://portal.example.org/2024/09/26/villages-wait"
    assert known["dryland-note.pdf"].title == "Three armies, two satellites"
    assert known["letter.eml"].author == "Aminata Zerbo-Lang"
    assert {m.language for m in known.values()} == {"en"}


def place(held: Document, words: str) -> str:
    (block,) = [block for block in held.blocks if words in block.span.of(held.text)]
    return f"{block.kind} {block.locator.place}"


def test_samples_are_cited_to_page_paragraph_row_and_part(samples: dict[str, Document]) -> None:
    memo, letter = samples["desk-memo.docx"], samples["letter.eml"]
    assert place(samples["dryland-note.pdf"], "40 officers from each") == "paragraph p. 2"
    assert place(samples["dryland-note.pdf"], "What the armies lack") == "heading p. 1"
    assert place(memo, "The project office counts") == "cell table 1, row 3"
    assert place(memo, "120 operators") == "item ¶5"
    (counted,) = [b for b in memo.blocks if "The project office counts" in b.span.of(memo.text)]
    assert counted.locator.head == "Figure, Item Villages"
    assert place(letter, "left Bamako on Tuesday") == "paragraph ¶2"
    assert {b.locator.part for b in letter.blocks} == {"text/plain"}
    assert {b.locator.part for b in samples["letter.eml/sites.txt"].blocks} == {"attachment 1"}
    quoted = [b.reason for b in letter.blocks if b.kind is BlockKind.BOILERPLATE]
    closing, cited, signed = ["signature"] * 2, ["quoted mail"] * 2, ["signature"] * 2
    assert quoted == [*closing, *cited, *signed]
