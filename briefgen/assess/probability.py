"""Words of probability: those of a published list, and those of another one beside them."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from briefgen.config import Probability


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a scale: how probable, and the terms for it, each with its forms."""

    range: str
    terms: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A published list of words; where `kept_apart`, first and second terms are not to be mixed."""

    title: str
    kept_apart: bool
    ambiguous: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def legend(self) -> str:
        """What its words stand for, in one line."""
        told = "; ".join(
            f"{', '.join(forms[0] for forms in step.terms)} ({step.range})" for step in self.steps
        )
        return f"Words of probability, {self.title}: {told}."

    def find(self, words: str) -> tuple[int, int] | None:
        """Return the step of a word and which of its terms it is, None for a word of no step."""
        for number, step in enumerate(self.steps):
            for term, forms in enumerate(step.terms):
                if words in forms and words not in self.ambiguous:
                    return number, term
        return None


class Use(NamedTuple):
    """A word of some list where it stands in a text."""

    start: int
    words: str

    @property
    def term(self) -> str:
        """The word as lists have it."""
        return " ".join(self.words.casefold().split())


def find_uses(text: str) -> Iterator[Use]:
    """Yield the words of any list in a text, the longest where one holds another."""
    for found in _pattern().finditer(text):
        yield Use(found.start(), found[0])


def is_of(use: Use, chosen: Probability) -> bool:
    """Tell whether a word is of the chosen list."""
    return scales()[chosen].find(use.term) is not None


def term_of(use: Use, chosen: Probability) -> frozenset[int]:
    """Return which term of its step a word is; none where it is of another list, or of both."""
    found = [(name, place) for name, one in scales().items() if (place := one.find(use.term))]
    return frozenset(place[1] for name, place in found if name is chosen and len(found) == 1)


def doubt(use: Use, chosen: Probability, before: frozenset[int]) -> str:
    """Say what is wrong with a word where the words of one list are chosen; "" for nothing.

    `before` are which terms of their steps the words used before it are. A word that all lists
    have is never wrong.
    """
    scale, words = scales()[chosen], use.term
    place = scale.find(words)
    if place is None:
        other = next(one for one in scales().values() if one.find(words))
        step = (other.find(words) or (0, 0))[0]
        instead = " or ".join(f"“{forms[0]}”" for forms in scale.steps[step].terms)
        own = f"{scale.title} says {instead} ({scale.steps[step].range})"
        return f"“{words}” is of the {other.title} ({other.steps[step].range}): {own}"
    if scale.kept_apart and before - term_of(use, chosen) and term_of(use, chosen):
        instead = scale.steps[place[0]].terms[min(before - {place[1]})][0]
        return (
            f"“{words}” is of another row of {scale.title} than the words before it, which"
            f" asks not to mix them: “{instead}” is of theirs"
        )
    return ""


@cache
def scales() -> dict[Probability, Scale]:
    """Return the lists."""
    text = files("briefgen.assess").joinpath("data/probability.toml").read_text("utf-8")
    return {
        Probability(name): Scale(
            one["title"],
            one["kept_apart"],
            tuple(one["ambiguous"]),
            tuple(
                Step(step["range"], tuple(tuple(forms) for forms in step["terms"]))
                for step in one["steps"]
            ),
        )
        for name, one in tomllib.loads(text).items()
    }


@cache
def _pattern() -> re.Pattern[str]:
    forms = {
        form
        for scale in scales().values()
        for step in scale.steps
        for term in step.terms
        for form in term
        if form not in scale.ambiguous
    }
    longest = sorted(forms, key=lambda form: (-len(form), form))
    spelled = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest)
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE)
