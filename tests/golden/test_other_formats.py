"""Files of formats that no sample has, against what other programs read in them.

The texts beside `files` were written by pandoc 2.17 (`pandoc -t plain --wrap=none`: HTML inside
a saved page, a mail, a feed and JSON; Markdown), by iconv 2.36, and for plain parts and office
files by hand. odfdo 3.27 wrote the OpenDocument files, python-pptx 1.0 and openpyxl 3.1 the slides
and the workbook; the rich text is as Word lays it out, the book as EPUB 3.3 has it, the mails as
their programs keep them. The texts of subtitles are by webvtt-py 0.6.0, srt 3.5.3 and ElementTree,
with the speakers above by hand; those of stories and posts by hand.
"""

import re
from itertools import groupby
from pathlib import Path

import pytest

from briefgen.clean import clean
from briefgen.model.text import Document, RawDocument
from briefgen.read import find_files, read

FORMATS = Path(__file__).parent / "formats"
FILES = sorted(path.name for path in (FORMATS / "files").iterdir())
LEFT_OUT = {
    "osterby.mhtml": (r"^Home Locks$", r"^© .*", r"^\[\]$", r"^ *-[- ]+$"),
    "notes.md": (r"^-  ", r"^ *-[- ]+$"),
    "locks.atom": (r"^-  ",),
}
"""What pandoc draws, and the menu and foot of the page."""


@pytest.fixture(scope="module")
def sources() -> dict[str, list[Document]]:
    """Return the sources in each file."""
    outcomes = list(read(find_files((FORMATS / "files",))))
    held = [clean(raw, "S1") for raw in outcomes if isinstance(raw, RawDocument)]
    assert len(held) == len(outcomes)
    return {
        name: list(group) for name, group in groupby(held, lambda d: d.source.path.split("/")[0])
    }


def test_all_of_them_are_read(sources: dict[str, list[Document]]) -> None:
    assert sorted(sources) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_other_programs_read_it(
    sources: dict[str, list[Document]], name: str
) -> None:
    expected = (FORMATS / f"{name}.txt").read_text("utf-8")
    for pattern in LEFT_OUT.get(name, ()):
        expected = re.sub(pattern, "", expected, flags=re.MULTILINE)
    found = "\n\n".join(b.span.of(d.text) for d in sources[name] for b in d.blocks)
    assert found.split() == expected.split()


def test_each_source_knows_what_its_file_says_of_it(sources: dict[str, list[Document]]) -> None:
    known = {
        d.source.path: (m.title, m.author, m.publisher, m.published, m.published_from, m.url)
        for held in sources.values()
        for d in held
        for m in [d.source.metadata]
    }
    canal, town = "https://canal.example.org/", "https://osterby.example.org/"
    assert known == {
        "4711.emlx": ("Rain at Kvam", "Ove Lund", "", "2025-02-28", "file", ""),
        "barges.csv": ("", "", "", "", "", ""),
        "divers.msg": ("Divers at Osterby", "Wiebke Halvorsen", "", "2025-02-28", "file", ""),
        "divers.msg/anchors.txt": ("", "", "", "2025-02-28", "guessed", ""),
        "flows.xlsx": ("River flows at Osterby", "", "", "2025-02-26", "guessed", ""),
        "gate-report.odt": ("Gate report of the Osterby lock", "", "", "2025-02-20", "guessed", ""),
        "harbour-plan.pptx": ("Kvam harbour plan", "", "", "2025-02-24", "text", ""),
        "bulletin.ttml": ("Evening bulletin", "", "", "", "", ""),
        "canal.newsml.xml/entry 1":
            ("Tolls stay at Kvam", "Karin Moss", "Canal Wire", "2025-02-21", "file", ""),
        "canal.newsml.xml/entry 2":
            ("Ice at Veddel", "", "Canal Wire", "2025-02-22", "file", ""),
        "canal.newsml.xml/entry 3": ("Rain ahead", "", "Canal Wire", "2025-02-22", "file", ""),
        "crane.nitf":
            ("Crane lifts the last gate at Osterby", "Wiebke Halvorsen", "Canal Wire",
             "2025-02-20", "file", ""),
        "council.vtt": ("Council on the lock", "", "", "", "", ""),
        "letters.mbox/mail 1":
            ("Night shifts – our view", "Åse Brandt", "", "2025-02-13", "file", ""),
        "letters.mbox/mail 2":
            ("The hall is booked", "clerk@osterby.example.org", "", "2025-02-14", "file", ""),
        "levels.ods": ("Water levels", "", "", "2025-02-27", "guessed", ""),
        "locks.atom/entry 1":
            ("A new gate", "Town clerk", "Osterby town hall", "2025-02-16", "file", f"{town}gate"),
        "locks.rss/entry 1":
            ("Divers & cranes at Osterby", "Wiebke Halvorsen", "Canal Watch", "2025-02-14", "file",
             f"{canal}1"),
        "locks.rss/entry 2": ("Water level", "", "Canal Watch", "2025-02-15", "file", f"{canal}2"),
        "lock.7901.txt":
            ("Osterby lock to open a week early, café owners relieved", "Wiebke Halvorsen", "cw",
             "2025-02-21", "file", ""),
        "night-shift.rtf":
            ("Night shift at the Osterby lock", "", "", "2025-02-22", "guessed", ""),
        "notes.md": ("Notes from the lock", "", "", "2025-02-13", "file", ""),
        "osterby.mhtml":
            ("The lock at Osterby is shut", "Wiebke Halvorsen", "Canal Watch", "2025-02-11", "page",
             f"{canal}locks/osterby"),
        "posts.jsonl/line 1": ("Post 1", "", "", "2025-02-18", "file", ""),
        "posts.jsonl/line 2": ("Post 2", "", "", "2025-02-19", "file", ""),
        "telegram.txt": ("", "", "", "", "", ""),
        "visit.srt": ("", "", "", "", "", ""),
        "watch.wxr.xml/entry 1":
            ("Ice & barges at Veddel", "Ove Lund", "Veddel Watch", "2025-02-22", "file",
             "https://veddel.example.org/2025/02/ice/"),
        "watch.wxr.xml/entry 2":
            ("The quay", "Ove Lund", "Veddel Watch", "2024-05-03", "file",
             "https://veddel.example.org/quay/"),
        "wire.json/entry 1":
            ("Barges wait", "Ove Lund", "Coast Wire", "2025-02-17", "file",
             "https://wire.example.org/7"),
        "wire.json/entry 2": ("Rain ahead", "", "", "2025-02-18", "file", ""),
        "yearbook.epub":
            ("Osterby yearbook 2024", "Wiebke Halvorsen", "Canal Press", "2025-01-15", "file", ""),
    }  # fmt: skip
