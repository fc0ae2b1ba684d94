"""Word files: their container, what they say of themselves, and their text, by python-docx."""

import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn

from briefgen.formats.dating.iso import day_of, day_of_program
from briefgen.formats.package import Package
from briefgen.formats.sniffing import DOCX
from briefgen.formats.structure import Reading
from briefgen.formats.word.passages import Body, Passage
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.spans import Span
from briefgen.model.text import GUESSED, Block, Metadata, Notice

_BESIDE = {
    qn("w:altChunk"): "embedded documents",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "formulas",
}


def read_docx(content: bytes, limits: Limits) -> Reading:
    """Read a Word file as it is once its changes are accepted; hidden and struck words are no text.

    Notes and text boxes follow the paragraph on which they hang, comments are set aside.
    """
    Package(content, limits).refuse_entities()
    document = docx.Document(io.BytesIO(content))
    body = Body(document)
    passages = [one for one in body.passages(document.element.body) if one.text]
    text = "\n\n".join(passage.text for passage in passages)
    return Reading(
        media_type=DOCX,
        text=text,
        blocks=tuple(_blocks(passages)),
        metadata=_metadata(document),
        notices=(*_unread(document), *_left_out(body)),
    )


def _left_out(body: Body) -> Iterator[Notice]:
    """Say how often words that are hidden or struck through were left out."""
    for code, runs, what in (
        ("hidden-text", body.hidden, "Words that a reader does not see"),
        ("struck-text", body.struck, "Words that are struck through"),
    ):
        if runs:
            yield Notice(code, f"{what} were left out, in {runs} place{'s' * (runs > 1)}.")


def _blocks(passages: list[Passage]) -> Iterator[Block]:
    at = 0
    for number, one in enumerate(passages, 1):
        locator = Locator(
            paragraph=number, table=one.table, row=one.row, note=one.note, head=one.head
        )
        yield Block(Span(at, at + len(one.text)), one.kind, locator, one.reason)
        at += len(one.text) + len("\n\n")


def _metadata(document: Document) -> Metadata:
    known = document.core_properties
    when = known.modified or known.created
    saved = day_of_program(day_of(when.year, when.month, when.day)) if when else ""
    author = " ".join(known.author.split())
    return Metadata(
        title=" ".join(known.title.split()),
        author="" if author == "python-docx" else author,
        published=saved,
        published_from=GUESSED if saved else "",
        language=known.language.split("-")[0].casefold(),
    )


def _unread(document: Document) -> tuple[Notice, ...]:
    """Say what the body holds that is not read."""
    body = document.element.body
    found = [name for tag, name in _BESIDE.items() if next(body.iter(tag), None) is not None]
    if not found:
        return ()
    listed = ", ".join(found)
    return (Notice("not-read", f"Besides its text it holds what was not read: {listed}."),)
