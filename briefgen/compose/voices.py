"""Which quotations a brief shows: about what it tells, of those who matter, with something said."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib.resources import files
from math import log2

from rapidfuzz import fuzz

from briefgen.config import Config
from briefgen.model.annotations import ActorKind, QuotationKind
from briefgen.model.citations import Citation
from briefgen.model.developments import Development
from briefgen.model.evidence import Actor, Evidence, Quotation
from briefgen.model.links import Part

_DATA = tomllib.loads(files("briefgen.compose").joinpath("data/voices.toml").read_text("utf-8"))
_ASKING = frozenset(_DATA["asking"])
_PRONOUNS = frozenset(_DATA["pronouns"])
_OPENINGS = frozenset(_DATA["openings"])
_INDEFINITE = frozenset(_DATA["indefinite"])
_DEEDS = re.compile(rf"(?:{'|'.join(_DATA['deeds'])})(?:s|d|es|ed|ing)?", re.IGNORECASE)
_PERFORMS = re.compile(
    r"\b(?:I|we)\s(?:(?:do|also|hereby|must|now|strongly|deeply|want\sto|wish\sto|would\slike\sto|have\sto)\s)*"
    rf"(?:{'|'.join(_DATA['performatives'])})\b",
    re.IGNORECASE,
)
_STANDS = re.compile(rf"\b(?:{'|'.join(_DATA['stands'])})\b", re.IGNORECASE)
_FEELINGS = re.compile(rf"\b(?:{'|'.join(_DATA['feelings'])})\b", re.IGNORECASE)
_SET_PHRASES = re.compile("|".join(_DATA["phrases"]), re.IGNORECASE)
_NUMBER = re.compile(r"\d|\b(?:dozen|hundred|thousand|million|billion)s?\b", re.IGNORECASE)
_LONG_WORD = re.compile(r"\w{5,}")

_TOPICS = frozenset(["topic", "verdict", "bare"])
"""Rules that find what somebody spoke of, or words that nobody is named for."""

_SAME_WORDS = 85
_SPOKEN_BEFORE = 0.5
_TOLD_BEFORE = 0.1
_MOST_ABOUT, _MOST_OF_ONE = 4, 3
"""Quotations about one development, and of one speaker."""

_IN_IT, _BESIDE_IT, _NEAR_IT = 0.5, 0.5, 0.3
_NEAR = 3
"""Paragraphs within which a quotation and a fact of one source belong together."""
_LEAST_WORTH = 0.6
"""Part of the best quotation's worth below which none is shown, where there are a few."""
_FEWEST_SHOWN = 4

_ENOUGH_WORDS = 4
_LEAST = 0.5
"""What being about the last development shown is worth, beside the first."""

_OWN_WORDS = {QuotationKind.DIRECT: 0.8, QuotationKind.MIXED: 0.2, QuotationKind.INDIRECT: -0.3}
_NAMED, _STATED_ROLE, _TAKES_PART, _SPREAD = 0.2, 0.2, 0.15, 0.06
_ANYBODY = -0.3
_TOLD_AGAIN, _TOLD_ALREADY = 0.2, -0.3
_DEED, _STAND, _COUNTED = 0.15, 0.1, 0.1
_FEELING, _SET_PHRASE, _FRAGMENT = -0.2, -0.4, -0.4
_FEWEST, _MANY = 6, 70
_TOO_SHORT, _TOO_LONG = -0.3, -0.2


class Unheard(StrEnum):
    """Why a brief does not show a quotation."""

    KIND = "kind not wanted"
    CONFIDENCE = "not sure enough"
    NOBODY = "nobody is named"
    ASKS = "a question"
    VACANT = "too short in indirect speech"
    TOPIC = "no words that were said"
    VERSION = "told with another"
    WORTH = "worth too little"
    SPEAKER = "speaker heard"
    EVENT = "event heard"
    SAID = "said already"
    FULL = "enough are shown"


@dataclass(frozen=True)
class Voices:
    """The quotations of a brief that tells these developments, in the order of their ranks."""

    evidence: Evidence
    told: Sequence[Development]

    def choose(self, config: Config) -> Iterator[Quotation]:
        """Yield quotations by worth: one speaker not too often, the same words only once."""
        yield from (one for one, why in self.judge(config) if why is None)

    def judge(self, config: Config) -> Iterator[tuple[Quotation, Unheard | None]]:
        """Yield all quotations with why each is not shown, None where it is; those by worth."""
        wanted = config.quotations
        unfit = {q.id: why for q in self.evidence.quotations if (why := _unfit(q, config))}
        versions = ((v.quotation, v.other) for v in self.evidence.versions)
        again = {other for ref, other in versions if ref not in unfit}
        unfit |= {ref: Unheard.VERSION for ref in again if ref not in unfit}
        yield from ((q, unfit[q.id]) for q in self.evidence.quotations if q.id in unfit)
        left = [q for q in self.evidence.quotations if q.id not in unfit]
        worth = {q.id: self._worth(q) for q in left}
        heard: Counter[str] = Counter()
        about: Counter[str] = Counter()
        shown: list[str] = []
        least = _LEAST_WORTH * max(worth.values(), default=0.0)
        while left and len(shown) < wanted.max:
            best = max(
                left,
                key=lambda q: (
                    worth[q.id]
                    - _SPOKEN_BEFORE * heard[_voice(q)]
                    - _TOLD_BEFORE * about[self._about[q.id][0]]
                ),
            )
            left.remove(best)
            words = _folded(best.text)
            event, _ = self._about[best.id]
            against = {
                Unheard.WORTH: worth[best.id] < least and len(shown) >= _FEWEST_SHOWN,
                Unheard.SPEAKER: heard[_voice(best)] >= _MOST_OF_ONE,
                Unheard.EVENT: bool(event) and about[event] >= _MOST_ABOUT,
                Unheard.SAID: any(
                    fuzz.token_sort_ratio(words, one) >= _SAME_WORDS for one in shown
                ),
            }
            why = next((reason for reason, holds in against.items() if holds), None)
            if why is None:
                shown += [words, *(_folded(one.text) for one in best.reservations)]
                heard[_voice(best)] += 1
                about[event] += 1
            yield best, why
        yield from ((one, Unheard.FULL) for one in left)

    def _worth(self, quotation: Quotation) -> float:
        """Return what a quotation is worth to a reader of this brief."""
        return (
            quotation.confidence
            + self._about[quotation.id][1]
            + self._weight(quotation)
            + _OWN_WORDS[quotation.kind]
            + _TOLD_AGAIN * (quotation.id in self._told_again)
            + _TOLD_ALREADY * self._is_told(quotation)
            + _says(quotation, party=self._is_party(quotation))
        )

    @cached_property
    def _about(self) -> Mapping[str, tuple[str, float]]:
        """By quotation: the development that it is most about, and how much that is worth."""
        return {
            q.id: max(self._nearness(q), key=lambda one: one[1]) for q in self.evidence.quotations
        }

    def _nearness(self, quotation: Quotation) -> Iterator[tuple[str, float]]:
        yield "", 0.0
        most = max((one.origins.count for one in self.told), default=1)
        said = _long_words(quotation.text)
        for n, development in enumerate(self.told):
            places, words = self._places[development.id]
            near = max((_distance(quotation, place) for place in places), default=0.0)
            shared = min(len(said & words) / _ENOUGH_WORDS, 1.0)
            rank = 1 - (1 - _LEAST) * n / len(self.told)
            spread = (1 + development.origins.count / most) / 2
            yield development.id, max(near, shared * _BESIDE_IT) * rank * spread

    @cached_property
    def _places(self) -> Mapping[str, tuple[Sequence[Citation], frozenset[str]]]:
        """By development: where its facts stand, and the long words of what is told of it."""
        facts = {fact.id: fact for fact in self.evidence.facts}
        return {
            one.id: (
                [cited for ref in one.members for cited in facts[ref].citations],
                frozenset().union(
                    *(_long_words(facts[ref].text) for ref in (one.lead, *one.details))
                ),
            )
            for one in self.told
        }

    def _is_told(self, quotation: Quotation) -> bool:
        """Tell whether the brief has these words among its facts."""
        spans = [place.span for place in self._words if place.source == quotation.parts[0].source]
        return any(part.span.overlaps(span) for part in quotation.parts for span in spans)

    @cached_property
    def _words(self) -> Sequence[Citation]:
        """The words of the facts that the brief shows."""
        told = {ref for one in self.told for ref in (one.lead, *one.details)}
        return [fact.citations[0] for fact in self.evidence.facts if fact.id in told]

    @cached_property
    def _actors(self) -> Mapping[str, Actor]:
        return {actor.id: actor for actor in self.evidence.actors}

    @cached_property
    def _told_again(self) -> frozenset[str]:
        return frozenset(version.quotation for version in self.evidence.versions)

    @cached_property
    def _taking_part(self) -> frozenset[str]:
        """The actors who act, or are acted on, in what the brief tells."""
        told = {ref for one in self.told for ref in (one.lead, *one.details)}
        parts = (Part.AGENT, Part.TARGET)
        return frozenset(
            actor.id
            for actor in self.evidence.actors
            if any(one.ref in told and one.part in parts for one in actor.involved)
        )

    def _weight(self, quotation: Quotation) -> float:
        """Return how much it matters who speaks: how many tell of them, in what part."""
        speaker = quotation.speaker
        actor = self._actors.get(speaker.actor or "")
        if actor is None:
            first = speaker.name.split(maxsplit=1)[0].casefold()
            return _ANYBODY * (first in _INDEFINITE)
        return (
            _NAMED * (actor.kind is ActorKind.PERSON)
            + _STATED_ROLE * bool(speaker.role)
            + _TAKES_PART * (actor.id in self._taking_part)
            + _SPREAD * log2(len(actor.sources))
        )

    def _is_party(self, quotation: Quotation) -> bool:
        """Tell whether somebody speaks who has a post, is a body, or acts in what is told."""
        actor = self._actors.get(quotation.speaker.actor or "")
        body = actor is not None and actor.kind is not ActorKind.PERSON
        acts = actor is not None and actor.id in self._taking_part
        return bool(quotation.speaker.role) or body or acts


def _unfit(quotation: Quotation, config: Config) -> Unheard | None:
    """Return why a quotation can't be shown: only statements of somebody can.

    A question, a mere subject and words of nobody known are none.
    """
    speaker = quotation.speaker
    named = speaker.mention is not None and speaker.name.casefold() not in _PRONOUNS
    first = quotation.text.split(maxsplit=1)[0].casefold()
    asks = quotation.kind is QuotationKind.INDIRECT and first in _ASKING
    vacant = quotation.kind is QuotationKind.INDIRECT and len(quotation.text.split()) < _FEWEST
    faults = {
        Unheard.KIND: quotation.kind not in config.quotations.kinds,
        Unheard.CONFIDENCE: quotation.confidence < config.quotations.min_confidence,
        Unheard.NOBODY: not named,
        Unheard.ASKS: asks,
        Unheard.VACANT: vacant,
        Unheard.TOPIC: quotation.rule in _TOPICS,
    }
    return next((why for why, holds in faults.items() if holds), None)


def _distance(quotation: Quotation, place: Citation) -> float:
    """Return how near a fact's words a quotation stands: in them, beside them, or not far."""
    first = quotation.parts[0]
    if first.source != place.source:
        return 0.0
    if any(part.span.overlaps(place.span) for part in quotation.parts):
        return _IN_IT
    here, there = first.locator.paragraph, place.locator.paragraph
    if here is None or there is None:
        return 0.0
    gap = abs(here - there)
    return _BESIDE_IT if gap <= 1 else _NEAR_IT if gap <= _NEAR else 0.0


def _says(quotation: Quotation, *, party: bool) -> float:
    """Return how much is said: a deed, a stand, a number; not a feeling, nor half a sentence."""
    text, cue = quotation.text, quotation.cue
    count = len(text.split())
    deed = bool(cue and _DEEDS.fullmatch(cue.text.split()[0])) or bool(_PERFORMS.search(text))
    loose = quotation.kind is not QuotationKind.INDIRECT and text.split()[0].casefold() in _OPENINGS
    return (
        _DEED * deed
        + _STAND * bool(_STANDS.search(text))
        + _COUNTED * bool(_NUMBER.search(text))
        + _FEELING * (not party and bool(_FEELINGS.search(text)))
        + _SET_PHRASE * bool(_SET_PHRASES.search(text))
        + _FRAGMENT * (loose or (quotation.rule == "weak"))
        + (_TOO_SHORT if count < _FEWEST else _TOO_LONG if count > _MANY else 0.0)
    )


def _long_words(text: str) -> frozenset[str]:
    return frozenset(_LONG_WORD.findall(text.casefold()))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _voice(quotation: Quotation) -> str:
    return quotation.speaker.actor or quotation.speaker.name.casefold()
