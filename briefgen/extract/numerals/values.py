"""Single values: digits and words with their magnitudes, and what vague words may mean."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from briefgen.extract.lexicon import table, words
from briefgen.extract.numerals.pieces import DASHES, Piece, Pieces, known

_FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75}
_APART = frozenset(".,:/'’°#_")
"""Right before or behind digits these make a time, a ratio, a name: "5.40.2", "2/3", "#1"."""

_NAMED = frozenset(["no", "nos", "number", "numbers"])
_HALVED = 12
_THOUSAND = 1000
_TENS = range(20, 100, 10)
_NOUN_WITHIN = 3
_SHORTEST_PLURAL = 4
_PLURALS = frozenset(["people", "men", "women", "children"])
_DIGIT = re.compile(r"[\d¼½¾]")
_WORD = re.compile(r"[^\W\d_]+")


def may_hold_value(text: str) -> bool:
    """Tell at little cost whether a text may hold a value: most texts do not."""
    words_of_it = (word.casefold() for word in _WORD.findall(text))
    return _DIGIT.search(text) is not None or not _telling().isdisjoint(words_of_it)


def begins_value(piece: Piece) -> bool:
    """Tell at little cost whether a value may begin with a piece."""
    return piece.kind == "digits" or piece.text in _first()


@cache
def _telling() -> frozenset[str]:
    """Return the words of which one stands in every value without digits."""
    return frozenset([*known("scales"), *table("facts")["numbers"], *_beginnings("vague")])


@cache
def _first() -> frozenset[str]:
    """Return the words that a value can begin with."""
    numbers = table("facts")["numbers"]
    return frozenset(["a", "an", "half", *numbers, *_beginnings("vague"), *_beginnings("few")])


def _beginnings(name: str) -> Iterator[str]:
    return (phrase.split(" ")[0] for phrase in known(name))


@dataclass(frozen=True, slots=True)
class Value:
    """A value and the piece after it; `highest` ends what a vague word may mean.

    `scale` is the magnitude named with it, which a number before it may share.
    """

    value: float
    after: int
    scale: float = 1.0
    highest: float | None = None


class Values:
    """Reads values off the pieces of a text."""

    def __init__(self, pieces: Pieces) -> None:
        """Read off these pieces."""
        self._of = pieces

    def at(self, at: int, *, money: bool = False) -> Value | None:
        """Return the one value that begins at a piece; None for none."""
        vague = self._vague(at) or self._few(at)
        return vague or self._half(at) or self._digits(at, money=money) or self._worded(at)

    def _vague(self, at: int) -> Value | None:
        """Read "dozens", "tens of thousands"."""
        found = self._of.phrase(at, known("vague"))
        if found is None or self._of.kind(at - 1) == "digits":
            return None
        low, high = known("vague")[found[0]]
        return Value(float(low), found[1], highest=float(high))

    def _few(self, at: int) -> Value | None:
        """Read "several dozen", "a few hundred"."""
        found = self._of.phrase(at, known("few"))
        scale = known("scales").get(self._of.word(found[1])) if found else None
        if found is None or scale is None:
            return None
        low, high = known("few")[found[0]]
        return Value(float(low * scale), found[1] + 1, highest=float(high * scale))

    def _half(self, at: int) -> Value | None:
        """Read "half a million", "half a dozen"."""
        if self._of.word(at) != "half":
            return None
        scaled = at + 1 + (self._of.word(at + 1) in ("a", "an"))
        scale = known("scales").get(self._of.word(scaled), 0)
        return Value(scale / 2, scaled + 1) if scale >= _HALVED else None

    def _digits(self, at: int, *, money: bool) -> Value | None:
        """Read digits, with a magnitude where there is one."""
        if self._of.kind(at) != "digits" or not self._is_free(at, money=money):
            return None
        value, after, scale = _in_digits(self._of.pieces[at].text), at + 1, 1.0
        if self._of.is_glued(after) and self._of.kind(after) == "word":
            glued = self._letter(after, money=money)
            if not glued and self._of.word(after) not in words("numerals", "measures"):
                return None
            after, scale = (after + 1, glued) if glued else (after, 1.0)
        while (named := self._magnitude(after)) is not None:
            after, scale = named[0], scale * named[1]
        return Value(value * scale, after, scale)

    def _is_free(self, at: int, *, money: bool) -> bool:
        """Tell digits that are no part of a name, a time, a ratio or a longer number."""
        before, behind = self._of.word(at - 1), self._of.word(at + 1)
        if self._of.is_glued(at) and not money:
            lettered = (
                before in DASHES and self._of.kind(at - 2) == "word" and self._of.is_glued(at - 1)
            )
            counted = self._of.word(at - 2) in table("facts")["numbers"]
            if self._of.kind(at - 1) == "word" or before in _APART or (lettered and not counted):
                return False
        numbered = before in _NAMED or (before == "." and self._of.word(at - 2) in _NAMED)
        apart = (
            self._of.is_glued(at + 1)
            and self._of.is_glued(at + 2)
            and self._of.kind(at + 2) == "digits"
        )
        return not numbered and not (apart and behind in _APART)

    def _letter(self, at: int, *, money: bool) -> float:
        """Return the magnitude that letters right behind digits stand for; 0 for none."""
        text = self._of.word(at)
        if text in known("scales"):
            return float(known("scales")[text])
        if money:
            both = {**known("letters"), **known("letters_of_money")}
            return float(both.get(text, 0))
        counted = self._counts_many(at + 1) or self._of.kind(at + 1) == "sign"
        return float(known("letters").get(text, 0)) if counted else 0.0

    def _counts_many(self, at: int) -> bool:
        """Tell whether a noun in the plural, or money, follows: "3m homes", "300m euros"."""
        near = []
        for piece in self._of.pieces[at : at + _NOUN_WITHIN]:
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
        dashed = at + (
            self._of.word(at) in DASHES and self._of.is_glued(at) and self._of.is_glued(at + 1)
        )
        scale = known("scales").get(self._of.word(dashed))
        return (dashed + 1, float(scale)) if scale is not None else None

    def _worded(self, at: int) -> Value | None:
        """Read "twenty-six", "two hundred and five", "a dozen", "3 hundred thousand"."""
        numbers: Mapping[str, int] = table("facts")["numbers"]
        article = self._of.word(at) in ("a", "an") and self._of.word(at + 1) in known("scales")
        at += article
        if self._of.word(at) not in numbers or (self._of.word(at - 1) == "no" and not article):
            return None
        if self._of.kind(at - 1) == "digits" or self._follows_name(at):
            return None
        total, group, scale = 0.0, 0.0, 1.0
        first = at
        while True:
            word = self._of.word(at)
            step = numbers[word]
            if word in known("scales"):
                scale = float(step)
                group = max(group, 1) * step
                total, group = (total + group, 0.0) if step >= _THOUSAND else (total, group)
            else:
                group += step
            after = self._goes_on(at, first)
            if after is None:
                return Value(total + group, at + 1, scale)
            at = after

    def _follows_name(self, at: int) -> bool:
        """Tell the "one" of "number one" and "Formula-one"."""
        lettered = (
            self._of.word(at - 1) in DASHES and self._of.is_glued(at) and self._of.is_glued(at - 1)
        )
        return self._of.word(at - 1) in _NAMED or (lettered and self._of.kind(at - 2) == "word")

    def _goes_on(self, at: int, first: int) -> int | None:
        """Return the piece that goes on with a number in words after `at`; None for none."""
        numbers: Mapping[str, int] = table("facts")["numbers"]
        scales = known("scales")
        word, behind = self._of.word(at), at + 1
        if self._of.word(behind) in DASHES and self._of.is_glued(behind):
            behind += 1 if self._of.is_glued(behind + 1) else 0
        added = self._of.word(behind) == "and" and word in scales and word != "dozen"
        behind += added
        then = self._of.word(behind)
        if then not in numbers:
            return None
        if then in scales:
            larger = word not in scales or numbers[then] > numbers[word]
            return behind if larger and not added else None
        if added:
            further = self._of.word(behind + 1) in scales or self._of.word(first - 1) == "between"
            return None if further else behind
        if word in scales:
            return behind if word != "dozen" and self._of.kind(behind) == "word" else None
        units = numbers[word] in _TENS and numbers[then] in range(1, 10)
        return behind if units else None


def _in_digits(written: str) -> float:
    fraction = _FRACTIONS.get(written[-1], 0.0)
    digits = written[:-1] if fraction else written
    return (float(digits.replace(",", "")) if digits else 0.0) + fraction
