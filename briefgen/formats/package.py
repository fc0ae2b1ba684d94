"""Containers of office files and books: zip archives, bounded, whose XML declares no entities."""

import io
import re
import zipfile
import zlib
from itertools import pairwise

from lxml import etree
from lxml.etree import _Element

from briefgen.errors import ReadError
from briefgen.model.limits import Limits

PROTECTED = "a password protects it: save a copy without one"
_MEGABYTE = 1_000_000
_MOST_ENTRIES = 5000
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DAMAGED = "its container is damaged or cut off: have it sent again"


class Package:
    """The parts of an archive by name, none of which unpacks to more than a file may hold."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Open an archive.

        Raises ReadError for one that is broken, unpacks to too much, or is encrypted.
        """
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
            raise ReadError("malformed", _DAMAGED) from error
        entries = self._archive.infolist()
        size = sum(entry.file_size for entry in entries)
        if size > limits.unpacked_megabytes * _MEGABYTE or len(entries) > _MOST_ENTRIES:
            detail = f"{size / _MEGABYTE:.0f} MB; the limit is {limits.unpacked_megabytes} MB"
            raise ReadError("too-large-unpacked", detail)
        ordered = sorted(entries, key=lambda entry: entry.header_offset)
        if any(a.header_offset + a.compress_size > b.header_offset for a, b in pairwise(ordered)):
            raise ReadError("malformed", "its parts overlap each other")
        if any(entry.flag_bits & 1 for entry in entries):
            raise ReadError("encrypted", PROTECTED)
        self.names = tuple(entry.filename for entry in entries)
        self._known = frozenset(self.names)

    def part(self, name: str) -> bytes:
        """Return the bytes of a part, none for one that is not there."""
        if name not in self._known:
            return b""
        try:
            with self._archive.open(name) as part:
                return part.read(self._archive.getinfo(name).file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise ReadError("malformed", _DAMAGED) from error

    def tree(self, name: str) -> _Element:
        """Return a part that is XML. Raises ReadError where it is missing, or declares entities."""
        content = self.part(name)
        if not content:
            raise ReadError("malformed", f"its part {name} is missing")
        _refuse_declared(content)
        return parsed(content)

    def refuse_entities(self) -> None:
        """Raise ReadError where any part that is XML declares entities."""
        for name in self.names:
            if name.endswith((".xml", ".rels")):
                _refuse_declared(self.part(name))


def _refuse_declared(xml: bytes) -> None:
    if _ENTITIES.search(xml.replace(b"\0", b"")):
        raise ReadError("xml-entities", "it declares entities, which no office file does")


def parsed(content: bytes) -> _Element:
    """Return the tree of XML that may name a document type, but declares no entities."""
    if _DECLARED.search(content.replace(b"\0", b"")):
        raise ReadError("xml-entities", "it declares entities")
    safe = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content, safe)
    except etree.XMLSyntaxError as error:
        raise ReadError("malformed", "its XML is damaged") from error
