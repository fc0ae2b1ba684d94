"""Cues to blocks: sentences over several cues, each with its time, said once, by whom."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from briefgen.formats.structure import Structure
from briefgen.model.locators import Locator
from briefgen.model.spans import Edit, Span
from briefgen.model.text import Block, BlockKind

_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*$")
_LABEL = re.compile(r"((?:[\w.'’-]+ ){0,6}[\w.'’-]+)(?:, [^:]{2,60})?:(?:\s|$)")
_PARTICLE = 3
"""Letters of the longest small word inside a name: "Maria de Silva", "Jan van der Berg"."""

_DASH = re.compile(r"(?:[-‐–—]\s*(?=\S)|>>+\s*)")
_SOUND = re.compile(r"(?:\s*(?:[(\[][^()\[\]]{1,80}[)\]]|[♪♫][^♪♫]*[♪♫]?))+\s*")
_LONGEST_GAP = 4.0
"""Seconds without words after which nothing goes on."""

_MOST_LINES = 16
"""Lines of a block: captions made by a program have no sentence ends."""

_AT_ONCE = 0.5
_SHARE_REPEATED = 4
"""Captions roll up where one cue of so many has new lines below those of the cue before it."""

SOUND = "sound in a transcript"


@dataclass(frozen=True, slots=True)
class Line:
    """Words of a cue on one line, at `span` of the file; `said` is what is seen of them.

    `speaker` tells who says them from others, if the file does, and `voice` is where it names them.
    """

    span: Span
    said: str
    speaker: str = ""
    voice: Span | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from `begin` to `end`, in seconds."""

    begin: float
    end: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    line: Line
    begin: float
    end: float


def structure_cues(
    text: str, cues: Sequence[Cue], inner: Iterable[Edit], names: Sequence[Span] = ()
) -> Structure:
    """Make blocks of cues that stand in this order in `text`; all else is cut out.

    A block ends with a sentence, a voice, a long silence, or after sixteen lines. Who speaks is
    named before a turn, or where `names`, in text order, stand. `inner` are edits of markup in
    lines.
    """
    kept = [(name, "\n\n") for name in names]
    blocks = [Block(name, BlockKind.CAPTION) for name in names]
    speaker, voice = "", None
    for number, group in enumerate(_groups(list(_once(cues)), names), 1):
        line = group[0].line
        place = Locator(paragraph=number, time=_clock(group[0].begin))
        if line.speaker != speaker or voice is None:
            speaker, voice = line.speaker, line.voice
            if voice and voice not in names:
                kept.append((voice, "\n\n"))
                blocks.append(Block(voice, BlockKind.CAPTION, place))
        spans = [held.line.span for held in group]
        spans[0] = Span(line.span.start + _dash(line), line.span.end)
        kept += [(span, " " if n else "\n\n") for n, span in enumerate(spans)]
        sound = all(_SOUND.fullmatch(held.line.said) for held in group)
        kind, reason = (BlockKind.BOILERPLATE, SOUND) if sound else (BlockKind.PARAGRAPH, "")
        whole = Span(spans[0].start, spans[-1].end)
        blocks.append(Block(whole, kind, place, reason, None if sound else voice))
    blocks.sort(key=attrgetter("span"))
    return Structure(tuple(blocks), tuple(_edits(text, sorted(kept), inner)))


def begins_turn(said: str) -> bool:
    """Tell whether words have the sign of another speaker before them: a dash, or a label."""
    label = _LABEL.match(said)
    return _DASH.match(said) is not None or (label is not None and _is_name(label[1].split()))


def _is_name(words: Sequence[str]) -> bool:
    """Tell a name by its capitals, in any script that has them."""
    small = any(word[0].islower() and len(word) > _PARTICLE for word in words)
    return words[0][0].isupper() and not words[-1][0].islower() and not small


def _clock(seconds: float) -> str:
    """Write a time as players do: "00:12:31"."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _edits(text: str, kept: Sequence[tuple[Span, str]], inner: Iterable[Edit]) -> Iterator[Edit]:
    """Yield edits that cut out what lies between stretches, and the markup inside them."""
    markup = sorted(inner)
    begins = [edit.span.start for edit in markup]
    at = 0
    for span, between in kept:
        if at < span.start:
            yield Edit(Span(at, span.start), between if at else "")
        yield from markup[bisect_left(begins, span.start) : bisect_left(begins, span.end)]
        at = span.end
    if at < len(text):
        yield Edit(Span(at, len(text)))


def _dash(line: Line) -> int:
    """Return how far into a line its words begin: behind the sign of another speaker."""
    sign = _DASH.match(line.said)
    plain = len(line.span) == len(line.said)
    return sign.end() if sign and plain and sign.end() < len(line.said) else 0


def _once(cues: Sequence[Cue]) -> Iterator[_Held]:
    """Yield the lines that are new: captions that roll up show each two or three times."""
    repeated = [_repeated(one, after) for one, after in pairwise(cues)]
    growing = sum(0 < n < len(cue.lines) for n, cue in zip(repeated, cues[1:], strict=True))
    rolls = growing * _SHARE_REPEATED >= len(cues)
    for n, cue in enumerate(cues):
        old = repeated[n - 1] if rolls and n else 0
        yield from (_Held(line, cue.begin, cue.end) for line in cue.lines[old:])


def _repeated(one: Cue, after: Cue) -> int:
    """Return how many of the last lines of a cue the next one, without a pause, begins with."""
    if abs(after.begin - one.end) > _AT_ONCE and not one.begin <= after.begin <= one.end:
        return 0
    said, then = [line.said for line in one.lines], [line.said for line in after.lines]
    most = min(len(said), len(then))
    return next((n for n in range(most, 0, -1) if said[-n:] == then[:n]), 0)


def _groups(held: Sequence[_Held], names: Sequence[Span]) -> Iterator[list[_Held]]:
    group: list[_Held] = []
    for one in held:
        if group and not _goes_on(group, one, names):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _goes_on(group: Sequence[_Held], one: _Held, names: Sequence[Span]) -> bool:
    last = group[-1]
    named = [bisect_right(names, held.line.span) for held in (last, one)]
    return not (
        len(group) >= _MOST_LINES
        or named[0] != named[1]
        or last.line.speaker != one.line.speaker
        or not last.begin <= one.begin <= last.end + _LONGEST_GAP
        or _SENTENCE_END.search(last.line.said)
        or begins_turn(one.line.said)
        or _SOUND.fullmatch(last.line.said)
        or _SOUND.fullmatch(one.line.said)
    )
