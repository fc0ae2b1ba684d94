"""Word files: their container, what they say of themselves, and their text, by python-docx."""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise

import docx
from docx.document import Document
from docx.oxml.ns import qn

from briefgen.errors import ReadError
from briefgen.formats.dating.iso import day_of, day_of_program
from briefgen.formats.sniffing import DOCX
from briefgen.formats.structure import Reading
from briefgen.formats.word.passages import Body, Passage
from briefgen.model.limits import Limits
from briefgen.model.spans import Span
from briefgen.model.text import GUESSED, Block, Locator, Metadata, Notice

_MEGABYTE = 1_000_000
_MOST_ENTRIES = 5000
_BESIDE = {
    qn("w:altChunk"): "embedded documents",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "formulas",
}
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_docx(content: bytes, limits: Limits) -> Reading:
    """Read a Word file as it is once its changes are accepted; hidden and struck words are no text.

    Notes and text boxes follow the paragraph on which they hang, comments are set aside.
    """
    _check_container(content, limits)
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


def _check_container(content: bytes, limits: Limits) -> None:
    """Refuse an archive that is broken, unpacks to too much, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > limits.unpacked_megabytes * _MEGABYTE or len(entries) > _MOST_ENTRIES:
                detail = f"{size / _MEGABYTE:.0f} MB; the limit is {limits.unpacked_megabytes} MB"
                raise ReadError("too-large-unpacked", detail)
            ordered = sorted(entries, key=lambda entry: entry.header_offset)
            if any(
                a.header_offset + a.compress_size > b.header_offset for a, b in pairwise(ordered)
            ):
                raise ReadError("malformed", "its parts overlap each other")
            if any(entry.flag_bits & 1 for entry in entries):
                raise ReadError("encrypted", "a password protects it: save a copy without one")
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_entities(archive, entry)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise ReadError("malformed", "its container is damaged or cut off") from error


def _check_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if _ENTITIES.search(archive.read(entry).replace(b"\0", b"")):
        raise ReadError("xml-entities", "it declares entities, which no Word file does")


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
        locator = Locator(paragraph=number, table=one.table, row=one.row, note=one.note)
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
