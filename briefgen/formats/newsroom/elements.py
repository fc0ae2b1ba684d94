"""XML of newsrooms as a tree whose words know where in the file they stand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from briefgen.errors import ReadError
from briefgen.formats.encoding import decode
from briefgen.model.text import Notice

_DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LABEL = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_TAG = re.compile(r"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*+>")
_WIDE = re.compile(r"[^\x00-\uffff]")
_DEEPEST = 200


class Piece(NamedTuple):
    """Characters at [start, end) of the file, and what is seen of them."""

    start: int
    end: int
    shown: str


@dataclass(slots=True)
class Element:
    """An element, its names without prefix; `begin` and `end` are those of what it holds.

    `start` and `stop` are its own, tags included; all count in the decoded file.
    """

    name: str
    prefix: str
    attributes: Mapping[str, str]
    start: int
    begin: int
    end: int = 0
    stop: int = 0
    held: list["Element | Piece"] = field(default_factory=list)

    def inner(self, name: str) -> Iterator["Element"]:
        """Yield the elements of a name right inside this one."""
        return (one for one in self.held if isinstance(one, Element) and one.name == name)

    def first(self, *path: str) -> "Element | None":
        """Return the first element down a path of names, each right inside the one before."""
        found: Element | None = self
        for name in path:
            found = next(found.inner(name), None) if found else None
        return found

    def within(self, name: str) -> Iterator["Element"]:
        """Yield the elements of a name at any depth, in order."""
        for one in self.held:
            if isinstance(one, Element):
                if one.name == name:
                    yield one
                yield from one.within(name)

    def of(self, name: str) -> str:
        """Return an attribute, "" for none."""
        return self.attributes.get(name, "").strip()

    @property
    def text(self) -> str:
        """All characters in it, as they are seen."""
        return "".join(one.shown if isinstance(one, Piece) else one.text for one in self.held)

    @property
    def words(self) -> str:
        """What it says, on one line."""
        return " ".join(self.text.split())


def words(element: Element | None) -> str:
    """Return what an element says, "" for none."""
    return element.words if element else ""


@dataclass(frozen=True, slots=True)
class Tree:
    """The decoded text of a file, its root element, and how it was decoded."""

    text: str
    root: Element
    encoding: str
    notices: tuple[Notice, ...]


def parse(content: bytes) -> Tree:
    """Parse XML that declares no document type. Raises ReadError, also where it is too deep."""
    label = _LABEL.match(content)
    text, encoding, notices = decode(content, label[1].decode("ascii") if label else "")
    if _DECLARED.search(text):
        detail = "it declares a document type: have it sent, or save it, without <!DOCTYPE"
        raise ReadError("xml-entities", detail)
    try:
        return Tree(text, _Walk(text).root(), encoding, notices)
    except expat.ExpatError as error:
        raise ReadError("malformed", f"it is no well-formed XML: {error}") from error


class _Walk:
    """Follows the elements of a file and keeps them as a tree."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parser = expat.ParserCreate("utf-16le")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._words
        self._parser.StartCdataSectionHandler = lambda: self._literal(begins=True)
        self._parser.EndCdataSectionHandler = lambda: self._literal(begins=False)
        self._is_literal = False
        self._top = Element("", "", {}, 0, 0)
        self._open = [self._top]

    def root(self) -> Element:
        """Read the whole file. In UTF-16, half the parser's byte is the character."""
        self._parser.Parse(_WIDE.sub("\ufffd", self._text).encode("utf-16-le"), True)
        return next(one for one in self._top.held if isinstance(one, Element))

    def _at(self) -> int:
        return self._parser.CurrentByteIndex // 2

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        if len(self._open) > _DEEPEST:
            raise ReadError("too-deep", f"over {_DEEPEST} elements inside each other")
        prefix, _, name = full.rpartition(":")
        told = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        tag = _TAG.match(self._text, self._at())
        begin = tag.end() if tag else self._at()
        element = Element(name, prefix, told, self._at(), begin)
        self._open[-1].held.append(element)
        self._open.append(element)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        element.end = self._at()
        is_empty = self._text.endswith("/>", element.start, element.begin)
        element.stop = element.end if is_empty else self._text.index(">", element.end) + 1

    def _literal(self, *, begins: bool) -> None:
        self._is_literal = begins

    def _words(self, data: str) -> None:
        at = self._at()
        if self._text[at] == "&" and not self._is_literal:
            piece = Piece(at, self._text.index(";", at) + 1, data)
        else:
            piece = Piece(at, at + len(data), self._text[at : at + len(data)])
        self._open[-1].held.append(piece)
