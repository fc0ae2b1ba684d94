"""Numbers as they are written: digits and words, magnitudes, signs of money, ranges, bounds.

Reads characters, not tokens, so that "$1.2bn", "3-4 billion" and "10-thousand plus" are one
number each, however a tokenizer cuts them. What a number counts is asked elsewhere.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from briefgen.extract.lexicon import table, words

_PIECE = re.compile(
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!,?\d)|\d+(?:\.\d+)?)[¼½¾]?|[¼½¾])"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\s\w]|_)"
)
_FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75}
_DASHES = frozenset("-–—‐‑")
_SIGNED = frozenset([*_DASHES, "+", "−"])
_JOINTS = frozenset(["to", "or", *_DASHES])
_APART = frozenset(".,:/'’°#_")
"""Right before or behind digits these make a time, a ratio, a name: "5.40.2", "2/3", "#1"."""

_NAMED = frozenset(["no", "nos", "number", "numbers"])
_HALVED = 12
_HUNDRED, _THOUSAND = 100, 1000
_TENS = range(20, 100, 10)
_MOST_WORDS = 4
_ABOUT = 0.1
_NOUN_WITHIN = 3
_SHORTEST_PLURAL = 4
_PLURALS = frozenset(["people", "men", "women", "children"])


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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, a number in digits, a sign of money or a mark, in small letters."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Value:
    """A value and the piece after it; `highest` ends what a vague word may mean.

    `scale` is the magnitude named with it, which a number before it may share.
    """

    value: float
    after: int
    scale: float = 1.0
    highest: float | None = None


def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Return the numbers of a text in order; no two overlap."""
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
    read = reader.value(0)
    whole = read is not None and read.after == len(reader.pieces) and read.highest is None
    return read.value if read is not None and whole else None


class _Reader:
    """Reads numbers off the pieces of a text."""

    def __init__(self, text: str) -> None:
        """Cut a text to pieces."""
        self.pieces = tuple(_pieces(text))

    def numeral(self, at: int) -> tuple[Numeral | None, int]:
        """Return the number that begins at a piece, None for none, and the next piece to read."""
        signed = self._kind(at) == "sign"
        first = self.value(at + signed, money=signed)
        if first is None:
            return None, at + 1
        if self._is_ratio(at, first) or self._is_size(first.after):
            return None, first.after + 2
        begun = self._joined(at, first.after)
        also = self._kind(begun) == "sign"
        second = self.value(begun + also, money=signed or also) if begun else None
        if second is None or second.highest is not None or self._others(at, begun, first, second):
            return self._done(at, at, first, first)
        first = _sharing(first, second)
        if first.value < second.value or self._word(at - 1) == "from":
            return self._done(at, begun, first, second)
        torn = self._word(begun - 1) in _DASHES
        return (None, second.after) if torn else self._done(at, at, first, first)

    def value(self, at: int, *, money: bool = False) -> _Value | None:
        """Return the one value that begins at a piece; None for none."""
        vague = self._vague(at) or self._few(at)
        return vague or self._half(at) or self._digits(at, money=money) or self._worded(at)

    def _done(self, at: int, begun: int, first: _Value, last: _Value) -> tuple[Numeral, int]:
        """Return the number from piece `at` on, of which the last value begins at `begun`."""
        pieces = self.pieces
        unit, after = self._unit(at, begun, last.after)
        start = at - 1 if begun > at and self._word(at - 1) == "between" else at
        bound, start, end = self._bound(start, after)
        minus = start == at and self._is_signed(at)
        start -= minus
        core = (pieces[at - minus].start, pieces[after - 1].end)
        low, high = sorted((first.value, last.value))
        if minus and self._word(at - 1) != "+":
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
            moves=begun > at and self._word(at - 1) == "from",
            reached=last.value,
        )
        return numeral, end

    def _is_ratio(self, at: int, first: _Value) -> bool:
        """Tell "one in four", which counts neither one nor four."""
        joint = self._word(first.after)
        of = self.value(first.after + 1) if joint == "in" else None
        return of is not None and first.value == 1 and self._kind(at) != "sign"

    def _is_size(self, after: int) -> bool:
        """Tell "four-by-four", which counts nothing."""
        return self._word(after) in _DASHES and self._word(after + 1) == "by"

    def _others(self, at: int, begun: int, first: _Value, second: _Value) -> bool:
        """Tell two numbers of other kinds: "by 2 percentage points to 41%"."""
        unit, _ = self._unit(at, at, first.after)
        then, _ = self._unit(begun, begun, second.after)
        return bool(unit) and unit != then and not (self._kind(at) == "sign" and not then)

    def _is_signed(self, at: int) -> bool:
        """Tell digits with a sign of their own, which stands apart from what is before it."""
        return self._word(at - 1) in _SIGNED and self._is_glued(at) and not self._is_glued(at - 1)

    def _bound(self, at: int, after: int) -> tuple[str, int, int]:
        """Return the bound of a number, and the pieces it begins and ends with then."""
        found = self._phrase_before(at, _phrases("bounds"))
        if found:
            return _phrases("bounds")[found[0]], found[1], after
        dashed = after + (self._word(after) in _DASHES and self._is_glued(after))
        behind = self._phrase(dashed, _phrases("bounds_behind"))
        if behind and self._kind(behind[1]) != "digits":
            return _phrases("bounds_behind")[behind[0]], at, behind[1]
        return "", at, after

    def _joined(self, at: int, after: int) -> int:
        """Return the piece at which a second number of a range may begin; 0 for none."""
        _, after = self._share(after)
        joint = self._word(after)
        between = joint == "and" and self._word(at - 1) == "between"
        return after + 1 if joint in _JOINTS or between else 0

    def _unit(self, at: int, begun: int, after: int) -> tuple[str, int]:
        """Return what the signs of a number say, and the piece after it and them."""
        signs = [self.pieces[i].text for i in (at, begun) if self._kind(i) == "sign"]
        if signs:
            return _sign(signs[0]), after
        if self._kind(after) == "sign" and self._kind(after + 1) != "digits":
            return _sign(self.pieces[after].text), after + 1
        return self._share(after)

    def _share(self, after: int) -> tuple[str, int]:
        """Return the kind of share that is written at a piece, and the piece behind."""
        dashed = after + (self._word(after) in _DASHES and self._is_glued(after))
        found = self._phrase(dashed, _table("shares"))
        return (str(_table("shares")[found[0]]), found[1]) if found else ("", after)

    def _vague(self, at: int) -> _Value | None:
        """Read "dozens", "tens of thousands"."""
        found = self._phrase(at, _table("vague"))
        if found is None or self._kind(at - 1) == "digits":
            return None
        low, high = _table("vague")[found[0]]
        return _Value(float(low), found[1], highest=float(high))

    def _few(self, at: int) -> _Value | None:
        """Read "several dozen", "a few hundred"."""
        found = self._phrase(at, _table("few"))
        scale = _table("scales").get(self._word(found[1])) if found else None
        if found is None or scale is None:
            return None
        low, high = _table("few")[found[0]]
        return _Value(float(low * scale), found[1] + 1, highest=float(high * scale))

    def _half(self, at: int) -> _Value | None:
        """Read "half a million", "half a dozen"."""
        if self._word(at) != "half":
            return None
        scaled = at + 1 + (self._word(at + 1) in ("a", "an"))
        scale = _table("scales").get(self._word(scaled), 0)
        return _Value(scale / 2, scaled + 1) if scale >= _HALVED else None

    def _digits(self, at: int, *, money: bool) -> _Value | None:
        """Read digits, with a magnitude where there is one."""
        if self._kind(at) != "digits" or not self._is_free(at, money=money):
            return None
        value, after, scale = _in_digits(self.pieces[at].text), at + 1, 1.0
        if self._is_glued(after) and self._kind(after) == "word":
            glued = self._letter(after, money=money)
            if not glued and self._word(after) not in words("numerals", "measures"):
                return None
            after, scale = (after + 1, glued) if glued else (after, 1.0)
        while (named := self._magnitude(after)) is not None:
            after, scale = named[0], scale * named[1]
        return _Value(value * scale, after, scale)

    def _is_free(self, at: int, *, money: bool) -> bool:
        """Tell digits that are no part of a name, a time, a ratio or a longer number."""
        before, behind = self._word(at - 1), self._word(at + 1)
        if self._is_glued(at) and not money:
            lettered = before in _DASHES and self._kind(at - 2) == "word" and self._is_glued(at - 1)
            counted = self._word(at - 2) in table("facts")["numbers"]
            if self._kind(at - 1) == "word" or before in _APART or (lettered and not counted):
                return False
        numbered = before in _NAMED or (before == "." and self._word(at - 2) in _NAMED)
        apart = self._is_glued(at + 1) and self._is_glued(at + 2) and self._kind(at + 2) == "digits"
        return not numbered and not (apart and behind in _APART)

    def _letter(self, at: int, *, money: bool) -> float:
        """Return the magnitude that letters right behind digits stand for; 0 for none."""
        text = self._word(at)
        if text in _table("scales"):
            return float(_table("scales")[text])
        if money:
            both = {**_table("letters"), **_table("letters_of_money")}
            return float(both.get(text, 0))
        counted = self._counts_many(at + 1) or self._kind(at + 1) == "sign"
        return float(_table("letters").get(text, 0)) if counted else 0.0

    def _counts_many(self, at: int) -> bool:
        """Tell whether a noun in the plural, or money, follows: "3m homes", "300m euros"."""
        near = []
        for piece in self.pieces[at : at + _NOUN_WITHIN]:
            if piece.kind != "word":
                break
            near.append(piece.text)
        return any(
            word in _PLURALS
            or word in words("facts", "money")
            or (word.endswith("s") and not word.endswith("ss") and len(word) >= _SHORTEST_PLURAL)
            for word in near
        )

    def _magnitude(self, at: int) -> tuple[int, float] | None:
        """Return the piece behind a magnitude that stands apart, and the magnitude."""
        dashed = at + (self._word(at) in _DASHES and self._is_glued(at) and self._is_glued(at + 1))
        scale = _table("scales").get(self._word(dashed))
        return (dashed + 1, float(scale)) if scale is not None else None

    def _worded(self, at: int) -> _Value | None:
        """Read "twenty-six", "two hundred and five", "a dozen", "3 hundred thousand"."""
        numbers: Mapping[str, int] = table("facts")["numbers"]
        article = self._word(at) in ("a", "an") and self._word(at + 1) in _table("scales")
        at += article
        if self._word(at) not in numbers or (self._word(at - 1) == "no" and not article):
            return None
        if self._kind(at - 1) == "digits" or self._follows_name(at):
            return None
        total, group, scale = 0.0, 0.0, 1.0
        first = at
        while True:
            word = self._word(at)
            step = numbers[word]
            if word in _table("scales"):
                scale = float(step)
                group = max(group, 1) * step
                total, group = (total + group, 0.0) if step >= _THOUSAND else (total, group)
            else:
                group += step
            after = self._goes_on(at, first)
            if after is None:
                return _Value(total + group, at + 1, scale)
            at = after

    def _follows_name(self, at: int) -> bool:
        """Tell the "one" of "number one" and "Formula-one"."""
        lettered = self._word(at - 1) in _DASHES and self._is_glued(at) and self._is_glued(at - 1)
        return self._word(at - 1) in _NAMED or (lettered and self._kind(at - 2) == "word")

    def _goes_on(self, at: int, first: int) -> int | None:
        """Return the piece that goes on with a number in words after `at`; None for none."""
        numbers: Mapping[str, int] = table("facts")["numbers"]
        scales = _table("scales")
        word, behind = self._word(at), at + 1
        if self._word(behind) in _DASHES and self._is_glued(behind):
            behind += 1 if self._is_glued(behind + 1) else 0
        added = self._word(behind) == "and" and word in scales and word != "dozen"
        behind += added
        then = self._word(behind)
        if then not in numbers:
            return None
        if then in scales:
            larger = word not in scales or numbers[then] > numbers[word]
            return behind if larger and not added else None
        if added:
            further = self._word(behind + 1) in scales or self._word(first - 1) == "between"
            return None if further else behind
        if word in scales:
            return behind if word != "dozen" and self._kind(behind) == "word" else None
        units = numbers[word] in _TENS and numbers[then] in range(1, 10)
        return behind if units else None

    def _phrase(self, at: int, known: Mapping[str, Any]) -> tuple[str, int] | None:
        """Return the longest known phrase that begins at a piece, and the piece behind it."""
        for length in range(_MOST_WORDS, 0, -1):
            said = " ".join(piece.text for piece in self.pieces[at : at + length])
            if said in known and at + length <= len(self.pieces):
                return said, at + length
        return None

    def _phrase_before(self, at: int, known: Mapping[str, Any]) -> tuple[str, int] | None:
        """Return the longest known phrase that ends before a piece, and where it begins."""
        for length in range(_MOST_WORDS, 0, -1):
            said = " ".join(piece.text for piece in self.pieces[max(at - length, 0) : at])
            if said in known and at >= length:
                return said, at - length
        return None

    def _kind(self, at: int) -> str:
        return self.pieces[at].kind if 0 <= at < len(self.pieces) else ""

    def _word(self, at: int) -> str:
        return self.pieces[at].text if 0 <= at < len(self.pieces) else ""

    def _is_glued(self, at: int) -> bool:
        """Tell a piece that stands right behind the one before it."""
        inside = 0 < at < len(self.pieces)
        return inside and self.pieces[at].start == self.pieces[at - 1].end


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    while at < len(text):
        sign = _signs().match(text, at)
        match = sign or _PIECE.match(text, at)
        if match is None:
            at += 1
            continue
        kind = "sign" if sign else match.lastgroup or "mark"
        said = match[0] if sign else match[0].casefold()
        yield _Piece(kind, said, at, match.end())
        at = match.end()


@cache
def _signs() -> re.Pattern[str]:
    """Return what finds signs of money, the longest first, and codes beside digits."""
    signs = sorted(_table("signs"), key=lambda sign: (-len(sign), sign))
    codes = "|".join(map(re.escape, sorted(_table("codes"))))
    written = "|".join(map(re.escape, signs))
    beside = rf"\b(?:{codes})\b\.?(?=\s?\d)|(?<=[\dnm]\s)(?:{codes})\b"
    return re.compile(rf"(?<![A-Za-z])(?:{written})|{beside}")


def _sign(written: str) -> str:
    return str({**_table("signs"), **_table("codes")}[written.rstrip(".")])


def _table(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = table("numerals")[name]
    return found


@cache
def _phrases(name: str) -> Mapping[str, str]:
    """Return the bounds by the phrases that say them."""
    return {phrase: bound for bound, said in _table(name).items() for phrase in said}


def _in_digits(written: str) -> float:
    fraction = _FRACTIONS.get(written[-1], 0.0)
    digits = written[:-1] if fraction else written
    return (float(digits.replace(",", "")) if digits else 0.0) + fraction


def _sharing(first: _Value, second: _Value) -> _Value:
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
