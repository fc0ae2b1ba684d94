"""WebVTT (W3C) and SubRip: cues between times, with tags, voices and notes."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefgen.errors import ReadError
from briefgen.formats.encoding import decode
from briefgen.formats.sniffing import SRT, VTT
from briefgen.formats.spoken.cues import Cue, Line, begins_turn, structure_cues
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.spans import Edit, Span
from briefgen.model.text import Metadata, Notice

_CLOCK = r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"[ \t\ufeff]*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}(?:[ \t][^\n]*)?$")
_ARROW = re.compile(r"[ \t\ufeff]*(?:\d{1,9}:[^\n]*)?-->")
_LINE = re.compile(r"[^\n]*\n?")
_TURN = re.compile(
    r"<v(?:\.[^\s<>]*)?[ \t]+([^<>\s](?:[^<>\n]*[^<>\s])?)[ \t]*>|</v[ \t]*>", re.IGNORECASE
)
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>\n]{0,300}>|<[\d:.]{5,16}>|\{\\[^{}\n]{0,100}\}"
    r"|&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[A-Za-z]\w{1,7});"
)
_LANGUAGE = re.compile(r"Language:[ \t]*([A-Za-z]{2,3})\b")
_TITLE = re.compile(r"Title:[ \t]*(\S[^\n]*)")
_NUMBER = re.compile(r"[\s\ufeff]*\d+\s*")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the file, and where it begins."""

    start: int
    words: str


def read_vtt(content: bytes, _: Limits) -> Reading:
    """Read a WebVTT file; notes, styles and regions of it are for programs."""
    text, encoding, notices = decode(content)
    head = text.split("\n\n", 1)[0]
    language, title = _LANGUAGE.search(head), _TITLE.search(head)
    known = Metadata(
        title=title[1].strip() if title else "",
        language=language[1].casefold() if language else "",
    )
    return _reading(VTT, text, encoding, notices, known)


def read_srt(content: bytes, _: Limits) -> Reading:
    """Read a SubRip file, in which an empty line may also stand inside a cue."""
    text, encoding, notices = decode(content)
    return _reading(SRT, text, encoding, notices, Metadata())


def _reading(
    kind: str, text: str, encoding: str, notices: tuple[Notice, ...], known: Metadata
) -> Reading:
    inner: list[Edit] = []
    cues: list[Cue] = []
    damaged = 0
    for times, rows in _timed(text, ends_empty=kind is VTT):
        found = _TIMES.match(times.words)
        if found is None:
            damaged += 1
            continue
        begin, end = _seconds(found, 1), _seconds(found, 5)
        damaged += end < begin
        lines = tuple(_lines(rows, inner))
        cues += [Cue(begin, max(begin, end), lines)] if lines else []
    if not cues:
        raise ReadError("empty", "no words with a time were found in it")
    detail = f"Times that are none, or that end before they begin: {damaged}."
    notices += (Notice("times-damaged", detail),) if damaged else ()
    made = structure_cues(text, cues, inner)
    return Reading(kind, text, encoding, made.blocks, made.edits, (), known, notices)


def _timed(text: str, *, ends_empty: bool) -> Iterator[tuple[_Row, list[_Row]]]:
    """Yield each line of times, or that was to be one, and the lines of words below it."""
    rows = [_Row(m.start(), m[0].rstrip("\n")) for m in _LINE.finditer(text)]
    marks = [n for n, row in enumerate(rows) if _ARROW.match(row.words)]
    numbers = [n for n in marks if n and _NUMBER.fullmatch(rows[n - 1].words)]
    numbered = len(numbers) * 2 > len(marks)
    for mark, until in pairwise([*marks, len(rows)]):
        held = rows[mark + 1 : until]
        if ends_empty:
            empty = next((n for n, row in enumerate(held) if not row.words), None)
            held = held if empty is None else held[:empty]
        elif numbered and until < len(rows) and held and _NUMBER.fullmatch(held[-1].words):
            held = held[:-1]
        yield rows[mark], held


def _seconds(found: re.Match[str], at: int) -> float:
    hours, minutes, seconds, rest = found[at], found[at + 1], found[at + 2], found[at + 3]
    part = int(rest) / 10 ** len(rest) if rest else 0.0
    return 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds) + part


def _lines(rows: list[_Row], inner: list[Edit]) -> Iterator[Line]:
    """Yield what is said on the lines of a cue, parted where another voice begins.

    A voice that the file names ends where a line has the sign of another.
    """
    voice: Span | None = None
    speaker = ""
    for row in rows:
        at = 0
        if begins_turn(_MARKUP.sub(_shown, row.words).lstrip()):
            speaker, voice = "", None
        for turn in _TURN.finditer(row.words):
            yield from _line(row.words[at : turn.start()], row.start + at, speaker, voice, inner)
            named = next(_line(turn[1] or "", row.start + turn.start(1), "", None, inner), None)
            speaker, voice = (named.said, named.span) if named else ("", None)
            at = turn.end()
        yield from _line(row.words[at:], row.start + at, speaker, voice, inner)


def _line(
    words: str, at: int, speaker: str, voice: Span | None, inner: list[Edit]
) -> Iterator[Line]:
    said = " ".join(_MARKUP.sub(_shown, words).split())
    if not said:
        return
    inner += [Edit(Span(at + m.start(), at + m.end()), _shown(m)) for m in _MARKUP.finditer(words)]
    begin = at + len(words) - len(words.lstrip())
    yield Line(Span(begin, at + len(words.rstrip())), said, speaker, voice)


def _shown(markup: re.Match[str]) -> str:
    return html.unescape(markup[0]) if markup[0].startswith("&") else ""
