"""A PDF saved anew is the same document; one in which anything was changed is not."""

import io
from collections.abc import Callable
from functools import cache

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject
from unit.briefs import dam_brief

from briefgen.render.pdf import write_pdf
from briefgen.verification.paper.likeness import differences
from briefgen.verification.paper.paper import unlike


@cache
def paper() -> bytes:
    return write_pdf(dam_brief(), "ua-1").content


def saved(change: Callable[[PdfWriter], object] = id) -> bytes:
    """Return the paper as another program saves it, with a change."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper())))
    change(writer)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def appended() -> bytes:
    """Return the paper with a revision behind it that changes nothing."""
    writer = PdfWriter(io.BytesIO(paper()), incremental=True)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def packed(writer: PdfWriter) -> None:
    for page in writer.pages:
        page.compress_content_streams()


def locked(writer: PdfWriter) -> None:
    writer.encrypt("", "of the owner", algorithm="AES-256")


SAME: dict[str, Callable[[], bytes]] = {
    "as it was": paper,
    "saved": saved,
    "with an empty revision": appended,
    "packed otherwise": lambda: saved(packed),
    "encrypted without a word to open it": lambda: saved(locked),
}


@pytest.mark.parametrize("name", SAME)
def test_a_paper_saved_anew_is_the_same(name: str) -> None:
    assert differences(SAME[name](), paper()) == ()
    assert unlike(SAME[name](), paper()) == ()


def painted(writer: PdfWriter) -> None:
    page = writer.pages[0]
    box = StreamObject()
    box.set_data(b"q 1 0 0 rg 100 100 50 50 re f Q")
    held = page["/Contents"]
    others = list(held) if isinstance(held, ArrayObject) else [page.raw_get("/Contents")]
    page[NameObject("/Contents")] = ArrayObject([*others, writer._add_object(box)])  # noqa: SLF001


def turned(writer: PdfWriter) -> None:
    first, second = (one.get_object() for one in (writer.pages[0].annotations or [])[:2])
    first[NameObject("/Rect")], second[NameObject("/Rect")] = second["/Rect"], first["/Rect"]


def noted(writer: PdfWriter) -> None:
    writer.add_annotation(0, FreeText(text="Not so", rect=(50, 50, 200, 80)))


def widened(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/CropBox")] = ArrayObject(map(NumberObject, (0, 0, 300, 300)))


def opening(writer: PdfWriter) -> None:
    action = {"/S": NameObject("/Named"), "/N": NameObject("/LastPage")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject(key): value for key, value in action.items()}
    )


CHANGED: dict[str, tuple[Callable[[PdfWriter], object], str]] = {
    "painted over": (painted, "page 1: what is printed on it"),
    "links exchanged": (turned, "page 1: its links or notes"),
    "a note put on it": (noted, "page 1: its links or notes"),
    "cut off": (widened, "page 1: its size or frame"),
    "a page doubled": (lambda w: w.add_page(w.pages[0]), "the number of its pages"),
    "a page taken out": (lambda w: w.remove_page(0), "the number of its pages"),
    "another title": (lambda w: w.add_metadata({"/Title": "x"}), "its metadata"),
    "something attached": (lambda w: w.add_attachment("x.txt", b"x"), "attachments"),
    "an action": (opening, "what it does when it is opened"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_is_found_and_said_where(name: str) -> None:
    change, where = CHANGED[name]
    told = differences(saved(change), paper())
    assert any(where in one for one in told), told


def test_what_is_no_pdf_is_said() -> None:
    with pytest.raises(ValueError, match="no readable PDF"):
        unlike(b"%PDF-1.7 and nothing more", paper())
