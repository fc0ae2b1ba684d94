"""Places in text: spans, edits, and the map from edited text back to the original.

All offsets are half-open, count Unicode code points, and refer to the *canonical
text* of one document unless a name says `raw`. Raw offsets refer to the decoded
original, in which every line ending counts as one character (as in Python's text
mode, in editors and in HTML and XML, which normalise line ends on input: XML 1.0,
section 2.11).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty stretch of text: `0 <= start < end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty, reversed or negative span."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Span":
        """Return the same stretch, `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """Return the slice of `text` that this span names."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace `span` by `replacement`; an empty replacement deletes."""

    span: Span
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of edited text and the piece of raw text it stands for.

    A verbatim segment has equal lengths and is a copy, character by character;
    any other stands as a whole for the whole of its raw piece.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    verbatim: bool


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """A monotone map from edited text back to raw text, made of ordered segments."""

    segments: tuple[Segment, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Build the index for bisection."""
        object.__setattr__(self, "_starts", tuple(s.start for s in self.segments))

    @classmethod
    def identity(cls, length: int) -> "OffsetMap":
        """Return the map of a text that was not edited."""
        return cls((Segment(0, length, 0, length, verbatim=True),) if length else ())

    def raw(self, span: Span) -> Span:
        """Return the raw stretch that `span` of the edited text stands for.

        Characters deleted inside the stretch belong to it, those at its edges don't.
        """
        first = self.segments[bisect_right(self._starts, span.start) - 1]
        last = self.segments[bisect_right(self._starts, span.end - 1) - 1]
        start = first.raw_start + (span.start - first.start if first.verbatim else 0)
        end = last.raw_start + (span.end - last.start) if last.verbatim else last.raw_end
        return Span(start, end)

    def edited(self, raw: Span) -> Span | None:
        """Return the edited stretch that stands wholly inside `raw`, if any is left."""
        at = bisect_right(self.segments, raw.start, key=lambda segment: segment.raw_end)
        until = bisect_left(self.segments, raw.end, key=lambda segment: segment.raw_start)
        pieces = [piece for s in self.segments[at:until] if (piece := _inside(s, raw))]
        return Span(pieces[0].start, pieces[-1].end) if pieces else None

    def then(self, later: "OffsetMap") -> "OffsetMap":
        """Return the map of two edits in a row: this one first, `later` on its result."""
        return OffsetMap(_joined(piece for s in later.segments for piece in self._through(s)))

    def _through(self, later: Segment) -> Iterator[Segment]:
        if not later.verbatim:
            raw = self.raw(Span(later.raw_start, later.raw_end))
            yield Segment(later.start, later.end, raw.start, raw.end, verbatim=False)
            return
        shift = later.start - later.raw_start
        at = bisect_right(self._starts, later.raw_start) - 1
        while at < len(self.segments) and self.segments[at].start < later.raw_end:
            s = self.segments[at]
            start, end = max(s.start, later.raw_start), min(s.end, later.raw_end)
            if s.verbatim:
                raw = Span(s.raw_start + start - s.start, s.raw_start + end - s.start)
            else:
                raw = Span(s.raw_start, s.raw_end)
            yield Segment(start + shift, end + shift, raw.start, raw.end, s.verbatim)
            at += 1


def _inside(segment: Segment, raw: Span) -> Span | None:
    if segment.verbatim:
        start = max(segment.raw_start, raw.start)
        end = min(segment.raw_end, raw.end)
        shift = segment.start - segment.raw_start
        return Span(start + shift, end + shift) if start < end else None
    whole = raw.start <= segment.raw_start and segment.raw_end <= raw.end
    return Span(segment.start, segment.end) if whole else None


def _joined(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Join neighbouring verbatim segments that touch on both sides."""
    out: list[Segment] = []
    for s in segments:
        if out and s.verbatim and out[-1].verbatim:
            last = out[-1]
            if last.end == s.start and last.raw_end == s.raw_start:
                out[-1] = Segment(last.start, s.end, last.raw_start, s.raw_end, verbatim=True)
                continue
        out.append(s)
    return tuple(out)


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """Apply non-overlapping edits to `text`; return the new text and the map back.

    Raises ValueError when edits overlap or reach beyond the text.
    """
    pieces: list[str] = []
    segments: list[Segment] = []
    at = length = 0

    def copy(until: int) -> None:
        nonlocal length
        if at < until:
            segments.append(Segment(length, length + until - at, at, until, verbatim=True))
            pieces.append(text[at:until])
            length += until - at

    for edit in sorted(edits, key=attrgetter("span.start")):
        if edit.span.start < at or edit.span.end > len(text):
            raise ValueError(f"edit overlaps another or leaves the text: {edit.span}")
        copy(edit.span.start)
        new = length + len(edit.replacement)
        if new > length:
            span = edit.span
            segments.append(Segment(length, new, span.start, span.end, verbatim=False))
            pieces.append(edit.replacement)
            length = new
        at = edit.span.end
    copy(len(text))
    return "".join(pieces), OffsetMap(tuple(segments))
