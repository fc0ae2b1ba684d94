"""Looks for words in every byte that a program has written, unpacked as far as it can be."""

import email
import email.policy
import io
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pypdfium2
import pypdfium2.raw as pdfium

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_DATA = re.compile(rb"base64,([A-Za-z0-9+/=]{40,})")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_LOOSE = re.compile(r"[\s\u00ad\u200b\ufffe\u0002‐‑-]+")


def find_leaks(folder: Path, secrets: Iterable[str]) -> list[tuple[str, str]]:
    """Return where secrets stand in files below a folder: in their names, bytes, or what they pack.

    Case, blanks, hyphens and accents do not count, nor how a format writes them.
    """
    sought = {secret: _plain(secret) for secret in secrets}
    return sorted(
        {
            (where, secret)
            for where, text in _texts(folder)
            for secret, plain in sought.items()
            if plain in text
        }
    )


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        yield f"name of {name}", _plain(name)
        if file.is_file():
            for where, content in _unpacked(name, file.read_bytes()):
                for text in _read(content):
                    yield where, _plain(text)


def _unpacked(where: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield bytes and whatever lies packed in them."""
    yield where, content
    if depth > 6:
        return
    for name, inner in _inside(content):
        yield from _unpacked(f"{where} > {name}", inner, depth + 1)


def _inside(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content.startswith(b"%PDF"):
        yield from _of_pdf(content)
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name, packed.read(name)
    elif content.startswith(b"SQLite format 3\0"):
        yield from _of_database(content)
    elif re.match(rb"[A-Za-z-]+: .*\r?\n", content) and b"\nMIME-Version:" in content:
        yield from _of_mail(content)
    for n, found in enumerate(_DATA.findall(content)):
        with suppress(ValueError):
            yield f"data {n}", b64decode(found)


def _of_mail(content: bytes) -> Iterator[tuple[str, bytes]]:
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        yield "headers", "\n".join(f"{k}: {v}" for k, v in part.items()).encode("utf-8", "replace")
        held = part.get_payload(decode=True)
        if isinstance(held, bytes):
            yield part.get_filename() or part.get_content_type(), held


def _of_pdf(content: bytes) -> Iterator[tuple[str, bytes]]:
    for n, packed in enumerate(_STREAM.findall(content)):
        with suppress(zlib.error):
            yield f"stream {n}", zlib.decompressobj().decompress(packed)
    with pypdfium2.PdfDocument(content) as document:
        yield "metadata", repr(document.get_metadata_dict()).encode()
        yield "outline", "\n".join(one.get_title() for one in document.get_toc()).encode()
        for n in range(document.count_attachments()):
            held = document.get_attachment(n)
            yield held.get_name(), bytes(held.get_data())
        for n, page in enumerate(document):
            yield f"page {n + 1}", page.get_textpage().get_text_bounded().encode("utf-8", "replace")
            yield f"links of page {n + 1}", b"\n".join(_links(document, page))


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[bytes]:
    for n in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, n)
        link = pdfium.FPDFAnnot_GetLink(annotation)
        action = pdfium.FPDFLink_GetAction(link) if link else None
        size = pdfium.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if size:
            held = bytearray(size)
            room = (pdfium.c_char * size).from_buffer(held)
            pdfium.FPDFAction_GetURIPath(document, action, room, size)
            yield bytes(held)


def _of_database(content: bytes) -> Iterator[tuple[str, bytes]]:
    as_one_file = content[:18] + b"\1\1" + content[20:]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(as_one_file)
        named = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = connection.execute(named).fetchall()
        for (table,) in tables:
            with suppress(sqlite3.Error):
                for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
                    for value in row:
                        held = value if isinstance(value, bytes) else str(value).encode()
                        yield table, held
                        if isinstance(value, bytes):
                            with suppress(zlib.error):
                                yield f"{table}, unpacked", zlib.decompress(value)


def _read(content: bytes) -> Iterator[str]:
    """Yield bytes as text, as programs and formats may write it."""
    text = content.decode("utf-8", "replace")
    yield text
    yield unescape(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))
    if "%" in text:
        yield unquote(text)
    if content.startswith((b"\xfe\xff", b"\xff\xfe")) or b"\0" in content[:4000]:
        yield content.decode("utf-16-le", "replace")
        yield content.decode("utf-16-be", "replace")
    if b"<" in content:
        for found in _HEX.findall(content):
            with suppress(ValueError):
                held = bytes.fromhex(b"".join(found.split()).decode())
                yield held.decode("utf-16-be", "replace")
                yield held.decode("latin-1")


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    return _LOOSE.sub("", "".join(one for one in apart if not unicodedata.combining(one)))
