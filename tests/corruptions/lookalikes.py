"""Sentences that look like another one, and differ in a name, number, negation, unit or day."""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

Change = Callable[[str, Sequence[str], Random], str | None]
"""Changes a sentence with what stands elsewhere in its source, or with what is made up; None
where it has nothing of the kind."""

_NAME = re.compile(r"(?<!^)(?<![.!?“\"] )\b[A-Z][a-zà-ÿ]{3,}\b")
_NUMBER = re.compile(r"(?<![\w¶])\d[\d,.]*\d|(?<![\w¶])\d(?!\w)")
_WORDED = ("two", "three", "four", "five", "six", "ten", "twelve", "twenty", "thirty")
_UNITS = (
    ("million", "billion"), ("tonnes", "kilograms"), ("euros", "dollars"), ("percent", "per mille"),
    ("kilometres", "metres"), ("metres", "miles"), ("houses", "streets"), ("people", "families"),
    ("boats", "ships"), ("satellites", "drones"), ("hours", "days"), ("years", "months"),
    ("weeks", "months"), ("soldiers", "officers"), ("crowns", "pounds"), ("sailors", "officers"),
    ("households", "people"), ("milligrams", "grams"), ("month", "year"), ("week", "month"),
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MADE_UP = ("Hollin", "Vestrup", "Kastanow", "Merrin", "Delbrook")
_AUXILIARY = re.compile(
    r"\b(was|were|is|are|has|have|had|will|would|can|did|does|do|may)\b(?! not)"
)
_DENIED = re.compile(r" (?:not|never)\b| no(?= )")


def _other(found: Sequence[str], wrong: str, rng: Random) -> str | None:
    others = sorted({one for one in found if one.casefold() != wrong.casefold()})
    return rng.choice(others) if others else None


def _swapped(pattern: re.Pattern[str], made_up: Callable[[str, Random], str]) -> Change:
    def change(sentence: str, elsewhere: Sequence[str], rng: Random) -> str | None:
        places = list(pattern.finditer(sentence))
        if not places:
            return None
        at = rng.choice(places)
        there = [found[0] for text in elsewhere for found in pattern.finditer(text)]
        other = _other(there, at[0], rng) if elsewhere else made_up(at[0], rng)
        return sentence[: at.start()] + other + sentence[at.end() :] if other else None

    return change


def _other_number(number: str, rng: Random) -> str:
    at = rng.choice([n for n, sign in enumerate(number) if sign.isdigit()])
    digit = rng.choice([d for d in "123456789" if d != number[at]])
    return number[:at] + digit + number[at + 1 :]


def _negated(sentence: str, elsewhere: Sequence[str], rng: Random) -> str | None:
    if denied := _DENIED.search(sentence):
        return sentence[: denied.start()] + sentence[denied.end() :]
    if said := _AUXILIARY.search(sentence):
        return f"{sentence[: said.end()]} {rng.choice(('not', 'never'))}{sentence[said.end() :]}"
    verb = re.search(r" (?=[a-z]+ed\b)", sentence)
    return f"{sentence[: verb.end()]}never {sentence[verb.end() :]}" if verb else None


def _of_words(words: Sequence[str]) -> Change:
    pattern = re.compile(rf"\b(?:{'|'.join(words)})\b")
    return _swapped(pattern, lambda word, rng: rng.choice([w for w in words if w != word]))


def _other_unit(sentence: str, elsewhere: Sequence[str], rng: Random) -> str | None:
    units = [unit for pair in _UNITS for unit in pair]
    if elsewhere:
        return _of_words(units)(sentence, elsewhere, rng)
    pairs = [(a, b) for pair in _UNITS for a, b in (pair, pair[::-1])]
    there = [(a, b) for a, b in pairs if re.search(rf"\b{a}\b", sentence)]
    if not there:
        return None
    unit, other = rng.choice(there)
    return re.sub(rf"\b{unit}\b", other, sentence, count=1)


def _other_quantity(sentence: str, elsewhere: Sequence[str], rng: Random) -> str | None:
    digits = _swapped(_NUMBER, _other_number)(sentence, elsewhere, rng)
    return digits or _of_words(_WORDED)(sentence, elsewhere, rng)


KINDS: Mapping[str, Change] = {
    "name": _swapped(_NAME, lambda _, rng: rng.choice(_MADE_UP)),
    "number": _other_quantity,
    "negation": _negated,
    "unit": _other_unit,
    "day": _of_words((*_DAYS, *_MONTHS)),
}


def like(sentence: str, kind: str, elsewhere: Sequence[str], rng: Random) -> str | None:
    """Return a look-alike of a sentence; `elsewhere` are texts to borrow from, none to make up."""
    made = KINDS[kind](sentence, elsewhere, rng)
    return made if made and " ".join(made.split()) != " ".join(sentence.split()) else None
