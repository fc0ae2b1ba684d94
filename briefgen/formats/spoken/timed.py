"""Timed Text (W3C TTML, EBU-TT-D): paragraphs with times, and agents who speak."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from briefgen.errors import ReadError
from briefgen.formats.encoding import decode
from briefgen.formats.sniffing import TTML
from briefgen.formats.spoken.cues import Cue, Line, begins_turn, structure_cues
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.spans import Edit, Span
from briefgen.model.text import Metadata

_DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = re.compile(r"[^\x00-\uffff]")
_CLOCK = re.compile(r"(\d{2,4}):(\d\d):(\d\d)(?:(\.\d{1,9})|:(\d{1,3}))?")
_COUNT = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|f|t)")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_ASIDE = frozenset(["metadata", "desc", "title", "copyright", "agent", "name"])
"""Elements whose words are about what is said."""

_DEEPEST = 200
_FRAMES = 30.0
"""Frames a second where a file says nothing (TTML 2, section 7.2.3)."""


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element: when it begins, counted from the start, who speaks in it, if it is shown."""

    name: str
    begin: float
    agent: str
    shown: bool


_OUTSIDE = _Element("", 0.0, "", shown=True)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters at [start, end) of the file, and what is seen of them."""

    start: int
    end: int
    shown: str


def read_ttml(content: bytes, _: Limits) -> Reading:
    """Read the paragraphs of a TTML file in its order."""
    text, encoding, notices = decode(content)
    if _DECLARED.search(text):
        raise ReadError("xml-entities", "it declares a document type, which no captions need")
    found = _Walk(text)
    try:
        found.walk()
    except expat.ExpatError as error:
        raise ReadError("malformed", f"it is no well-formed XML: {error}") from error
    if not found.cues:
        raise ReadError("empty", "no words with a time were found in it")
    spoken = {line.voice for cue in found.cues for line in cue.lines}
    names = sorted(span for span in found.names.values() if span in spoken)
    made = structure_cues(text, found.cues, found.inner, names)
    known = Metadata(title=found.title, language=found.language)
    return Reading(TTML, text, encoding, made.blocks, made.edits, (), known, notices)


class _Walk:
    """Follows the elements of a file, and collects its cues, names and title."""

    def __init__(self, text: str) -> None:
        self.cues: list[Cue] = []
        self.inner: list[Edit] = []
        self.names: dict[str, Span] = {}
        self.title = self.language = ""
        self._text = text
        self._parser = expat.ParserCreate("utf-16le")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._words
        self._parser.StartCdataSectionHandler = self._literal_begins
        self._parser.EndCdataSectionHandler = self._literal_ends
        self._literal = False
        self._rates: Mapping[str, str] = {}
        self._open: list[_Element] = []
        self._pieces: list[_Piece] = []
        self._lines: list[Line] = []
        self._begun: float | None = None
        self._ended = 0.0
        self._answered = ""

    def walk(self) -> None:
        """Read the whole file. In UTF-16, half the parser's byte is the character."""
        self._parser.Parse(_WIDE.sub("\ufffd", self._text).encode("utf-16-le"), True)

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        name = full.rpartition(":")[2]
        told = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        around = self._open[-1] if self._open else _OUTSIDE
        if not self._open:
            self._rates, self.language = told, told.get("lang", "").split("-")[0].casefold()
        if len(self._open) >= _DEEPEST:
            raise ReadError("too-deep", f"over {_DEEPEST} elements inside each other")
        agent = told.get("id", "") if name == "agent" else told.get("agent", around.agent)
        offset = _seconds(told.get("begin", ""), self._rates)
        begin = around.begin + (offset or 0.0)
        if name in ("p", "br", "name", "title") or agent != around.agent:
            self._line()
        if name == "p":
            self._begun, self._ended = None if offset is None else begin, begin
            self._answered = ""
        elif name == "span" and self._begun is None and offset is not None:
            self._begun = begin
        if name in ("p", "span"):
            length, until = (_seconds(told.get(one, ""), self._rates) for one in ("dur", "end"))
            ends = (begin + (length or 0.0), around.begin + (until or 0.0))
            self._ended = max(self._ended, *ends)
        shown = around.shown and name not in _ASIDE and told.get("display") != "none"
        self._open.append(_Element(name, begin, agent, shown))

    def _end(self, full: str) -> None:
        name = full.rpartition(":")[2]
        after = self._open[-2] if len(self._open) > 1 else _OUTSIDE
        if name in ("name", "title"):
            self._told(name)
        elif name == "p" or self._open[-1].agent != after.agent:
            self._line()
        if name == "p" and self._lines:
            begin = self._open[-1].begin if self._begun is None else self._begun
            self.cues.append(Cue(begin, max(begin, self._ended), tuple(self._lines)))
            self._lines = []
        self._open.pop()

    def _literal_begins(self) -> None:
        self._literal = True

    def _literal_ends(self) -> None:
        self._literal = False

    def _words(self, data: str) -> None:
        spoken = self._open[-1].shown and any(one.name == "p" for one in self._open)
        if not (spoken or self._open[-1].name in ("name", "title")):
            return
        at = self._parser.CurrentByteIndex // 2
        if self._text[at] == "&" and not self._literal:
            self._pieces.append(_Piece(at, self._text.index(";", at) + 1, data))
        else:
            self._pieces.append(_Piece(at, at + len(data), self._text[at : at + len(data)]))

    def _told(self, name: str) -> None:
        """Note a name of an agent, or the title."""
        span, said = self._taken()
        if span and name == "title" and all(one.name != "body" for one in self._open):
            self.title = self.title or said
        elif span and name == "name" and self._open[-1].agent:
            self.names.setdefault(self._open[-1].agent, span)

    def _line(self) -> None:
        """End a line: at a break, another speaker, or the end of a paragraph.

        An agent of a paragraph speaks until a line has the sign of another speaker.
        """
        span, said = self._taken()
        agent = self._open[-1].agent if self._open else ""
        if span:
            self._answered = agent if self._lines and begins_turn(said) else self._answered
            speaker = "" if agent == self._answered else agent
            self._lines.append(Line(span, said, speaker, self.names.get(speaker)))

    def _taken(self) -> tuple[Span | None, str]:
        """Return where the characters met since the last line stand, and what is seen of them."""
        pieces, self._pieces = self._pieces, []
        said = " ".join("".join(piece.shown for piece in pieces).split())
        full = [piece for piece in pieces if piece.shown.strip()]
        if not full:
            return None, ""
        first, last = full[0], full[-1]
        start = first.start + len(first.shown) - len(first.shown.lstrip())
        end = last.end - len(last.shown) + len(last.shown.rstrip())
        at, broken = start, False
        for piece in pieces[pieces.index(first) : pieces.index(last) + 1]:
            if at < piece.start:
                self.inner.append(Edit(Span(at, piece.start)))
            plain = self._text[piece.start : piece.end]
            blanks = len(plain) - len(plain.lstrip())
            if plain != piece.shown or plain == "\n":
                shown = "" if plain == "\n" and broken else " " if plain == "\n" else piece.shown
                self.inner.append(Edit(Span(piece.start, piece.end), shown))
            elif broken and blanks:
                self.inner.append(Edit(Span(piece.start, piece.start + blanks)))
            broken = plain == "\n" or (broken and not plain.strip())
            at = piece.end
        return Span(start, end), said


def _seconds(told: str, rates: Mapping[str, str]) -> float | None:
    """Read a time as a clock or a count (TTML 2, section 12.3.1)."""
    frames = _rate(rates, "frameRate", _FRAMES)
    clock = _CLOCK.fullmatch(told.strip())
    if clock:
        whole = 3600 * int(clock[1]) + 60 * int(clock[2]) + int(clock[3])
        return whole + float(clock[4] or 0) + int(clock[5] or 0) / frames
    count = _COUNT.fullmatch(told.strip())
    if not count:
        return None
    ticks = _rate(rates, "tickRate", _rate(rates, "frameRate", 1.0))
    units = {**_SECONDS, "f": 1 / frames, "t": 1 / ticks}
    return float(count[1]) * units[count[2]]


def _rate(rates: Mapping[str, str], name: str, usual: float) -> float:
    told = rates.get(name, "")
    return float(told) if re.fullmatch(r"[1-9]\d{0,8}", told) else usual
