"""Compare the words that office readers find with what other programs read in the same files.

    pip install striprtf python-calamine
    python benchmarks/office_words.py FILE...

Prints for each file the harmonic mean of precision and recall over its words, each counted as
often as it occurs, and how many words the other program finds.
"""

import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html
from lxml import etree

from briefgen.errors import ReadError
from briefgen.formats.registry import parse
from briefgen.model.limits import Limits
from briefgen.model.spans import apply_edits


def rich_text(file: Path) -> str:
    """Read rich text by striprtf."""
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - only where rich text is compared

    return rtf_to_text(file.read_bytes().decode("latin-1"), errors="ignore").replace("|", " ")


TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
APART = (f"{TEXT}p", f"{TEXT}h", f"{TEXT}tab", f"{TEXT}s", f"{TEXT}line-break", f"{TEXT}note")
LEFT_OUT = ("tracked-changes", "note-citation", "title", "desc", "creator", "date-string", "date")


def open_text(file: Path) -> str:
    """Read an OpenDocument text by lxml: all that stands in its paragraphs."""
    with zipfile.ZipFile(file) as archive:
        tree = etree.fromstring(archive.read("content.xml"))

    def told(element: etree._Element, *, inside: bool) -> Iterator[str]:
        if element.tag.rpartition("}")[2] not in LEFT_OUT or element.tag == f"{TEXT}date":
            within = inside or element.tag in (f"{TEXT}p", f"{TEXT}h")
            yield " " if element.tag in APART else ""
            yield (element.text or "") if within else ""
            for child in element:
                yield from told(child, inside=within)
            yield " " if element.tag in APART else ""
        yield (element.tail or "") if inside else ""

    return "".join(told(tree, inside=False))


def slides(file: Path) -> str:
    """Read slides and their notes by lxml: all runs, those of heads, feet and numbers too."""
    told = []
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"ppt/(slides|notesSlides)/[^/]*\.xml", name):
                runs = etree.fromstring(archive.read(name)).iter("{*}p", "{*}t")
                told += [
                    run.text or "" if etree.QName(run).localname == "t" else " " for run in runs
                ]
    return "".join(told)


def book(file: Path) -> str:
    """Read all pages of an e-book but its contents, by lxml."""
    with zipfile.ZipFile(file) as archive:
        pages = [
            archive.read(name)
            for name in archive.namelist()
            if name.endswith((".xhtml", ".html")) and b'epub:type="toc"' not in archive.read(name)
        ]
    told = []
    for page in pages:
        parser = lxml.html.HTMLParser(encoding="utf-8")
        body = lxml.html.document_fromstring(page, parser=parser).find(".//body")
        if body is None:
            continue
        etree.strip_elements(body, "script", "style", with_tail=False)
        told += [f"{one} " for one in body.itertext()]
    return "".join(told)


def sheets(file: Path) -> str:
    """Read all cells of a workbook by python-calamine, hidden ones too."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only for workbooks

    book = CalamineWorkbook.from_path(str(file))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    cells = (f"{one:.15g}" if isinstance(one, float) else str(one) for row in rows for one in row)
    return " ".join(cells)


OTHERS: dict[str, Callable[[Path], str]] = {
    ".rtf": rich_text,
    ".odt": open_text,
    ".pptx": slides,
    ".epub": book,
    ".xlsx": sheets,
    ".ods": sheets,
}


def words(text: str) -> Counter[str]:
    """Count the words of a text."""
    return Counter(re.findall(r"\w+", text.casefold()))


def compared(files: list[str]) -> Iterator[str]:
    """Yield a line for each file."""
    for name in files:
        file = Path(name)
        try:
            reading = parse(file.read_bytes(), name, "", Limits())
        except ReadError as error:
            yield f"{name}: skipped, {error}"
            continue
        ours = words(apply_edits(reading.text, reading.edits)[0])
        theirs = words(OTHERS[file.suffix](file))
        both, total = (ours & theirs).total(), ours.total() + theirs.total()
        yield f"{2 * both / total if total else 1:.3f} {theirs.total():6} {name}"
        if "-v" in sys.argv:
            yield f"   ours alone {list((ours - theirs).items())[:12]}"
            yield f"   theirs alone {list((theirs - ours).items())[:12]}"


if __name__ == "__main__":
    for line in compared([one for one in sys.argv[1:] if one != "-v"]):
        print(line)
