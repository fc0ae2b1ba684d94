"""Quotation marks: which stretches of a paragraph stand inside them.

Every paragraph is read by itself, in one pass, so a lost mark damages its own paragraph
only. Curly marks count by their direction, straight ones by their neighbours; single
marks count only in a text that has no double ones. Nothing raises, whatever the marks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from briefgen.model.spans import Span

_DOUBLE = re.compile(r"[“”„‟«»\"]|``|''")
_SINGLE = re.compile(r"[‘’‚‛']")
_INCHES = re.compile(r"\d['’′]\s?\d{1,2}$")
_STOP = re.compile(r"[.!?…,](?=\s)")
_BEFORE_OPENING = frozenset("([{-–—/…")
_LEFT = frozenset("“„«‟``")
_RIGHT = frozenset("”»")


_STOPPED = frozenset(",.?!…")
_LAST_MARKS = 4
"""Characters of the longest run of marks that ends a paragraph."""
_CARRIED = 2
"""Paragraphs after which a quotation that nothing closes has a mark missing."""


class _Turn(Enum):
    OPEN = "open"
    CLOSE = "close"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch inside quotation marks.

    `whole` includes the marks, `inner` is the words alone. `continued` says that the
    quotation began in an earlier paragraph, `open` that it runs on into the next one,
    `repaired` that a mark is missing and its place was guessed.
    """

    whole: Span
    inner: Span
    continued: bool = False
    open: bool = False
    repaired: bool = False


def find_quoted(text: str, paragraphs: Iterable[Span]) -> tuple[tuple[Quoted, ...], ...]:
    """Return, for each paragraph, its outermost quoted stretches in text order.

    Takes linear time. A quotation left open is carried over when the next paragraph
    opens with a mark again; otherwise it ends with its paragraph, as `repaired`.
    """
    spans = tuple(paragraphs)
    single = not any(_DOUBLE.search(text, span.start, span.end) for span in spans)
    read = _single_quoted if single else _double_quoted
    found = [read(text, span) for span in spans]
    if not single:
        _carry(text, spans, found)
    for at, (quoted, following) in enumerate(pairwise(found)):
        runs_on = bool(quoted) and quoted[-1].open
        if runs_on and following and following[0].continued:
            continue
        if runs_on and following and following[0].whole.start == _first(text, spans[at + 1]):
            following[0] = replace(following[0], continued=True)
        elif runs_on:
            quoted[-1] = replace(quoted[-1], open=False, repaired=True)
    if found and found[-1] and found[-1][-1].open:
        found[-1][-1] = replace(found[-1][-1], open=False, repaired=True)
    return tuple(tuple(quoted) for quoted in found)


def _carry(text: str, spans: Sequence[Span], found: list[list[Quoted]]) -> None:
    """Carry a quotation over paragraphs that have no marks, to where one closes it.

    A text with each sentence in a paragraph of its own opens and closes it once.
    """
    firsts = [next(_double_marks(text, span), None) for span in spans]
    for at, quoted in enumerate(found):
        if not quoted or not quoted[-1].open:
            continue
        near = range(at + 1, min(at + _CARRIED + 1, len(found)))
        last = next((n for n in near if firsts[n]), at)
        paragraph, close = spans[last], firsts[last]
        before = _words(text, paragraph.start, close.start) if close else None
        if last == at or close is None or before is None:
            continue
        turn, stopped = _turn(text, close, paragraph), text[before.end - 1] in _STOPPED
        if turn is _Turn.OPEN or (turn is _Turn.EITHER and not stopped):
            continue
        between = [_words(text, span.start, span.end) for span in spans[at + 1 : last]]
        for n, words in enumerate(between, at + 1):
            found[n] = [Quoted(words, words, continued=True, open=True)] if words else []
        carried = Quoted(Span(before.start, close.end), before, continued=True)
        after = _words(text, close.end, paragraph.end)
        found[last] = [carried, *(_double_quoted(text, after) if after else ())]


def _words(text: str, start: int, end: int) -> Span | None:
    """Return a stretch without the blanks at its ends, None when there is nothing else."""
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    return Span(left, right) if left < right else None


def _double_quoted(text: str, paragraph: Span) -> list[Quoted]:
    """Pair double marks with a stack; only what no other pair encloses is kept."""
    waiting: list[Span] = []
    pairs: list[tuple[Span, Span]] = []
    orphans: list[Span] = []
    for mark in _double_marks(text, paragraph):
        turn = _turn(text, mark, paragraph)
        if turn is _Turn.OPEN or (turn is _Turn.EITHER and not waiting):
            waiting.append(mark)
        elif waiting:
            opening = waiting.pop()
            while pairs and pairs[-1][0].start > opening.start:
                pairs.pop()
            pairs.append((opening, mark))
        else:
            orphans.append(mark)
    return _with_repairs(text, paragraph, pairs, waiting, orphans)


def _with_repairs(
    text: str,
    paragraph: Span,
    pairs: list[tuple[Span, Span]],
    unclosed: list[Span],
    unopened: list[Span],
) -> list[Quoted]:
    stretches = [_pair(text, opening, close) for opening, close in pairs]
    edges = sorted([*pairs, *((m, m) for m in unclosed), *((m, m) for m in unopened)])
    lost_close, lost_open = frozenset(unclosed), frozenset(unopened)
    for at, (mark, _) in enumerate(edges):
        before = edges[at - 1][1].end if at else paragraph.start
        after = edges[at + 1][0].start if at + 1 < len(edges) else paragraph.end
        if mark in lost_close:
            last = at + 1 == len(edges)
            stop = None if last else _STOP.search(text, mark.end, after)
            end = after if last else stop.end() if stop else mark.end
            stretches.append(_quoted(text, mark.start, mark.end, end, end, last=last))
        elif mark in lost_open:
            start = _sentence_start(text, before, mark.start)
            stretches.append(_quoted(text, start, start, mark.start, mark.end))
    kept = [q for q in stretches if q is not None]
    return sorted(kept, key=lambda q: q.whole)


def _quoted(
    text: str, start: int, words: int, end: int, close: int, *, last: bool = False
) -> Quoted | None:
    """Make a stretch from the places of its marks, or None when it holds no words."""
    inner = text[words:end]
    left = words + len(inner) - len(inner.lstrip())
    right = end - (len(inner) - len(inner.rstrip()))
    if not any(c.isalnum() for c in inner):
        return None
    repaired = (start == words or end == close) and not last
    whole = Span(start, max(close, right) if end != close else right)
    return Quoted(whole, Span(left, right), open=last, repaired=repaired)


def _double_marks(text: str, paragraph: Span) -> Iterator[Span]:
    for match in _DOUBLE.finditer(text, paragraph.start, paragraph.end):
        near = text[max(paragraph.start, match.start() - 5) : match.start()]
        if not (match.group() in ('"', "”", "''") and _INCHES.search(near)):
            yield Span(*match.span())


def _turn(text: str, mark: Span, paragraph: Span) -> _Turn:
    """Tell whether a mark opens or closes, from its shape, else from its neighbours."""
    before = text[mark.start - 1] if mark.start > paragraph.start else " "
    after = text[mark.end] if mark.end < paragraph.end else " "
    free = before.isspace() or before in _BEFORE_OPENING
    shape = mark.of(text)
    if shape in _LEFT:
        stray = not free and not after.isalnum() and after not in _LEFT and shape != "«"
        return _Turn.CLOSE if stray else _Turn.OPEN
    if shape in _RIGHT:
        return _Turn.OPEN if before.isspace() and after.isalnum() else _Turn.CLOSE
    rest = text[mark.end : paragraph.end] if paragraph.end - mark.end < _LAST_MARKS else "a"
    if not any(c.isalnum() for c in rest):
        return _Turn.CLOSE
    if free and not after.isspace():
        return _Turn.OPEN
    if not before.isspace() and not after.isalnum():
        return _Turn.CLOSE
    return _Turn.EITHER


def _first(text: str, span: Span) -> int:
    words = span.of(text)
    return span.start + len(words) - len(words.lstrip())


def _sentence_start(text: str, start: int, end: int) -> int:
    """Return where the last sentence that begins before `end` starts."""
    ends = [match.end() for match in re.finditer(r"[.!?…]\s+", text[start : max(start, end - 1)])]
    return _first(text, Span(start + (ends[-1] if ends else 0), end)) if start < end else start


def _single_quoted(text: str, paragraph: Span) -> list[Quoted]:
    """Pair single marks. After an s a mark may be a possessive: it closes only at need."""
    found: list[Quoted | None] = []
    opening: Span | None = None
    possessive: Span | None = None
    for match in _SINGLE.finditer(text, paragraph.start, paragraph.end):
        mark = Span(*match.span())
        before = text[mark.start - 1] if mark.start > paragraph.start else " "
        after = text[mark.end] if mark.end < paragraph.end else " "
        opens = (before.isspace() or before in _BEFORE_OPENING) and after.isalpha()
        closes = not before.isspace() and not after.isalnum()
        if opens and match.group() != "’":
            if opening and possessive:
                found.append(_pair(text, opening, possessive))
            opening, possessive = mark, None
        elif opening and closes and before == "s" and after.isspace():
            possessive = mark
        elif opening and closes:
            found.append(_pair(text, opening, mark))
            opening = possessive = None
    if opening and possessive:
        found.append(_pair(text, opening, possessive))
    return [quoted for quoted in found if quoted is not None]


def _pair(text: str, opening: Span, close: Span) -> Quoted | None:
    return _quoted(text, opening.start, opening.end, close.start, close.end)
