"""One file to one raw document: check it, find its format by content, hand it to its reader."""

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from briefgen.errors import ReadError
from briefgen.model.text import RawDocument
from briefgen.read.encoding import decode
from briefgen.read.folder import Found
from briefgen.read.markdown import structure_markdown
from briefgen.read.plain import structure_text
from briefgen.read.structure import Structure

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 2_000_000

READERS: dict[str, Callable[[str], Structure]] = {
    "text/plain": structure_text,
    "text/markdown": structure_markdown,
}
"""Media type to the function that finds the structure of decoded text."""

_SUFFIXES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    "": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP container (Word, Excel, EPUB or the like)"),
    (b"\xd0\xcf\x11\xe0", "an old Office or Outlook file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a rich-text file"),
    (b"\x1f\x8b", "a compressed file"),
)


def read(found: Found) -> RawDocument:
    """Read one file. Raises ReadError with a reason from the closed list of the docs."""
    content = _content(found.file)
    media_type = _media_type(content, found.file)
    text, encoding, notices = decode(content)
    if len(text) > MAX_CHARACTERS:
        raise ReadError("too-long", f"{len(text):,} characters; the limit is {MAX_CHARACTERS:,}")
    if not text.strip():
        raise ReadError("empty", "the file holds no text")
    structure = READERS[media_type](text)
    return RawDocument(
        path=found.name,
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        encoding=encoding,
        text=text,
        blocks=structure.blocks,
        edits=structure.edits,
        metadata=found.metadata,
        notices=notices,
    )


def _content(file: Path) -> bytes:
    """Return the bytes of a regular file, refusing by size before reading."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if file.is_symlink():
            raise ReadError("not-a-regular-file", "a link: copy the file itself") from error
        raise ReadError("unreadable", f"{error.strerror}") from error
    with os.fdopen(handle, "rb") as stream:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise ReadError("not-a-regular-file", "a device, pipe or socket")
        if state.st_size > MAX_BYTES:
            size, limit = state.st_size / 1e6, MAX_BYTES / 1e6
            raise ReadError("too-large", f"{size:.1f} MB; the limit is {limit:.0f} MB")
        content = stream.read(MAX_BYTES + 1)
    if not content:
        raise ReadError("empty", "the file has no bytes")
    if len(content) > MAX_BYTES:
        raise ReadError("too-large", f"it grew beyond {MAX_BYTES / 1e6:.0f} MB during the read")
    return content


def _media_type(content: bytes, file: Path) -> str:
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            raise ReadError("unsupported-type", f"{kind}: this version reads .txt and .md")
    media_type = _SUFFIXES.get(file.suffix.casefold())
    if media_type is None:
        raise ReadError(
            "unsupported-type", f"'{file.suffix}' files: this version reads .txt and .md"
        )
    return media_type
