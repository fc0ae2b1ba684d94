"""Numbers as they are written, whole: ranges, signs of money and share, bounds."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from briefgen.extract.numerals.pieces import DASHES, Pieces, known
from briefgen.extract.numerals.values import Value, Values, begins_value, may_hold_value

_SIGNED = frozenset([*DASHES, "+", "−"])
_JOINTS = frozenset(["to", "or", *DASHES])
_ABOUT = 0.1


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at `start` to `end` of a text: `low <= true value <= high`, None where open.

    `core` is its place without words of bound ("at least"), `last` that of the second number of
    a range, or of the only one. `unit` is what a sign says: a currency, or a kind of share, ""
    for none. It is a `floor` where so many were counted so far ("at least 12", not "more than
    12"), `vague` where a plural says no more than a magnitude, and `moves` where two numbers
    follow "from", so that it may be a change and no range, which has `reached` the second one.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    core: tuple[int, int]
    last: tuple[int, int]
    unit: str = ""
    floor: bool = False
    vague: bool = False
    moves: bool = False
    reached: float = 0.0


def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Return the numbers of a text in order; no two overlap."""
    if not may_hold_value(text):
        return ()
    reader = _Reader(text)
    found = []
    at = 0
    while at < len(reader.pieces):
        numeral, at = reader.numeral(at)
        found += [numeral] if numeral is not None else []
    return tuple(found)


def value_of(text: str) -> float | None:
    """Return the value of "12,500", "twenty six", "two hundred and five" or "3 million"."""
    reader = _Reader(text)
    read = reader.values.at(0)
    whole = read is not None and read.after == len(reader.pieces) and read.highest is None
    return read.value if read is not None and whole else None


class _Reader:
    """Reads numbers off the pieces of a text."""

    def __init__(self, text: str) -> None:
        """Cut a text to pieces."""
        self._of = Pieces(text)
        self.pieces = self._of.pieces
        self.values = Values(self._of)

    def numeral(self, at: int) -> tuple[Numeral | None, int]:
        """Return the number that begins at a piece, None for none, and the next piece to read."""
        signed = self._of.kind(at) == "sign"
        if not signed and not begins_value(self.pieces[at]):
            return None, at + 1
        first = self.values.at(at + signed, money=signed)
        if first is None:
            return None, at + 1
        if self._is_ratio(at, first) or self._is_size(first.after):
            return None, first.after + 2
        begun = self._joined(at, first.after)
        also = self._of.kind(begun) == "sign"
        second = self.values.at(begun + also, money=signed or also) if begun else None
        if second is None or second.highest is not None or self._others(at, begun, first, second):
            return self._done(at, at, first, first)
        first = _sharing(first, second)
        if first.value < second.value or self._of.word(at - 1) == "from":
            return self._done(at, begun, first, second)
        torn = self._of.word(begun - 1) in DASHES
        return (None, second.after) if torn else self._done(at, at, first, first)

    def _done(self, at: int, begun: int, first: Value, last: Value) -> tuple[Numeral, int]:
        """Return the number from piece `at` on, of which the last value begins at `begun`."""
        pieces = self._of.pieces
        unit, after = self._unit(at, begun, last.after)
        start = at - 1 if begun > at and self._of.word(at - 1) == "between" else at
        bound, start, end = self._bound(start, after)
        minus = start == at and self._is_signed(at)
        start -= minus
        core = (pieces[at - minus].start, pieces[after - 1].end)
        low, high = sorted((first.value, last.value))
        if minus and self._of.word(at - 1) != "+":
            low, high = -high, -low
        opened = (low, last.highest) if last.highest else _opened(bound, low, high)
        numeral = Numeral(
            pieces[start].start,
            pieces[end - 1].end,
            *opened,
            core,
            (pieces[begun].start, core[1]),
            unit,
            floor=bound == "at_least",
            vague=last.highest is not None,
            moves=begun > at and self._of.word(at - 1) == "from",
            reached=last.value,
        )
        return numeral, end

    def _is_ratio(self, at: int, first: Value) -> bool:
        """Tell "one in four", which counts neither one nor four."""
        joint = self._of.word(first.after)
        of = self.values.at(first.after + 1) if joint == "in" else None
        return of is not None and first.value == 1 and self._of.kind(at) != "sign"

    def _is_size(self, after: int) -> bool:
        """Tell "four-by-four", which counts nothing."""
        return self._of.word(after) in DASHES and self._of.word(after + 1) == "by"

    def _others(self, at: int, begun: int, first: Value, second: Value) -> bool:
        """Tell two numbers of other kinds: "by 2 percentage points to 41%"."""
        unit, _ = self._unit(at, at, first.after)
        then, _ = self._unit(begun, begun, second.after)
        return bool(unit) and unit != then and not (self._of.kind(at) == "sign" and not then)

    def _is_signed(self, at: int) -> bool:
        """Tell digits with a sign of their own, which stands apart from what is before it."""
        return (
            self._of.word(at - 1) in _SIGNED
            and self._of.is_glued(at)
            and not self._of.is_glued(at - 1)
        )

    def _bound(self, at: int, after: int) -> tuple[str, int, int]:
        """Return the bound of a number, and the pieces it begins and ends with then."""
        found = self._of.phrase_before(at, _bounds("bounds"))
        if found:
            return _bounds("bounds")[found[0]], found[1], after
        dashed = after + (self._of.word(after) in DASHES and self._of.is_glued(after))
        behind = self._of.phrase(dashed, _bounds("bounds_behind"))
        if behind and self._of.kind(behind[1]) != "digits":
            return _bounds("bounds_behind")[behind[0]], at, behind[1]
        return "", at, after

    def _joined(self, at: int, after: int) -> int:
        """Return the piece at which a second number of a range may begin; 0 for none."""
        _, after = self._share(after)
        joint = self._of.word(after)
        between = joint == "and" and self._of.word(at - 1) == "between"
        return after + 1 if joint in _JOINTS or between else 0

    def _unit(self, at: int, begun: int, after: int) -> tuple[str, int]:
        """Return what the signs of a number say, and the piece after it and them."""
        signs = [self._of.pieces[i].text for i in (at, begun) if self._of.kind(i) == "sign"]
        if signs:
            return _sign(signs[0]), after
        if self._of.kind(after) == "sign" and self._of.kind(after + 1) != "digits":
            return _sign(self._of.pieces[after].text), after + 1
        return self._share(after)

    def _share(self, after: int) -> tuple[str, int]:
        """Return the kind of share that is written at a piece, and the piece behind."""
        dashed = after + (self._of.word(after) in DASHES and self._of.is_glued(after))
        found = self._of.phrase(dashed, known("shares"))
        return (str(known("shares")[found[0]]), found[1]) if found else ("", after)


def _sign(written: str) -> str:
    return str({**known("signs"), **known("codes")}[written.rstrip(".")])


@cache
def _bounds(name: str) -> Mapping[str, str]:
    """Return the bounds by the phrases that say them."""
    return {phrase: bound for bound, said in known(name).items() for phrase in said}


def _sharing(first: Value, second: Value) -> Value:
    """Give a first number the magnitude of the second: "3" of "3 to 4 billion"."""
    shares = first.scale == 1 < second.scale and first.value < second.value / second.scale
    return replace(first, value=first.value * second.scale) if shares else first


def _opened(bound: str, low: float, high: float) -> tuple[float | None, float | None]:
    """Return the interval that a bound makes of a number or a range."""
    if bound in ("at_least", "more_than"):
        return low, None
    if bound in ("at_most", "less_than"):
        return None, high
    if bound == "about":
        return math.floor(low * (1 - _ABOUT)), math.ceil(high * (1 + _ABOUT))
    return low, high
