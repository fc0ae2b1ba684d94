"""What a reader would ask of a harm that is told, and none of the sentences cited answers.

Few, and none rather than a silly one: a state of things, a plan, and a toll that goes on are not
asked for their day, an accident not for who did it.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import islice

from briefgen.model.annotations import ActorKind, AmountKind
from briefgen.model.citations import Citation
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact
from briefgen.model.links import Part
from briefgen.model.spans import Span

_MOST = 3
"""Facts that are asked about, and questions."""

_PLACES = (ActorKind.PLACE, ActorKind.STATE)

_WORDS = tomllib.loads(files(__package__).joinpath("data/questions.toml").read_text("utf-8"))


def _any(kind: str, name: str) -> str:
    """Return a pattern for the words of a list."""
    return f"(?:{'|'.join(map(re.escape, _WORDS[kind][name]))})"


_WAS = r"\b(?:was|were)(?:\s\w+ly)?\s"
_HARM = re.compile(rf"{_WAS}{_any('harm', 'suffered')}\b", re.IGNORECASE)
_VIOLENT = re.compile(rf"{_WAS}{_any('harm', 'done')}\b", re.IGNORECASE)
_ANSWERED = re.compile(
    rf"\b(?:{_any('doer', 'words')}|{_any('doer', 'stems')}\w+)\b", re.IGNORECASE
)
_RUNNING = re.compile(rf"\b{_any('running', 'words')}\b", re.IGNORECASE)
_YEAR, _ORDINAL = r"(?:1[89]|20)\d\d", r"\d(?:st|nd|rd|th)"
_TIMED = re.compile(
    rf"\b(?:{_any('day', 'names')}|{_any('day', 'words')}|{_any('day', 'pointing')}\s\w+|"
    rf"{_any('day', 'short')}\.?\s\d|{_YEAR}|{_ORDINAL})\b"
)
_VAGUE = re.compile(
    rf"\b(?P<said>{_any('number', 'vague')})\b(?:\s\w+){{0,4}}\s{_any('number', 'victims')}\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"\d|\b(?:{_any('number', 'words')}|\w+{_any('number', 'endings')})\b", re.IGNORECASE
)
_NAME = re.compile(rf"(?<=[\w,”’)] )(?!{_any('day', 'begins')})[A-Z]\w+")
"""What may be a name."""


Details = Mapping[str, Sequence[Fact]]
"""What stands behind facts, by their ids."""


def open_questions(
    evidence: Evidence, facts: Sequence[Fact], details: Details, labels: Mapping[str, str]
) -> Iterator[str]:
    """Say what the first facts that tell a harm leave open, and their details too.

    A question is open when no sentence cited for the fact or for a detail of it answers.
    """
    yield from islice(_questions(evidence, facts, details, labels), _MOST)


def _questions(
    evidence: Evidence, facts: Sequence[Fact], details: Details, labels: Mapping[str, str]
) -> Iterator[str]:
    told = {fact.id: (fact, *details[fact.id]) for fact in facts}
    harmful = [f for f in facts if not (f.hedged or f.negated) and _tells_harm(f)][:_MOST]
    agents = frozenset(
        one.ref for actor in evidence.actors for one in actor.involved if one.part is Part.AGENT
    )
    dated = frozenset(fact for event in evidence.events for fact in event.facts)

    def open_where(known: frozenset[str], is_open: Callable[[Sequence[Fact]], bool]) -> list[Fact]:
        unknown = (f for f in harmful if known.isdisjoint(one.id for one in told[f.id]))
        return [fact for fact in unknown if is_open(told[fact.id])]

    slots = {
        "Who did it is not said": open_where(agents, _is_unclaimed),
        "No day is given": open_where(dated, _is_timeless),
        "No place is named": open_where(frozenset(), lambda group: _is_nowhere(group, evidence)),
    }
    for words, missing in slots.items():
        if missing:
            yield f"{words} for {', '.join(labels[fact.id] for fact in missing)}."
    for fact in facts:
        said = _VAGUE.search(fact.text)
        if said and not any(_NUMBER.search(one.text) for one in _cited(told[fact.id])):
            yield f"How many is not said for {labels[fact.id]}, only “{said['said']}”."
            return


def _cited(group: Sequence[Fact]) -> list[Citation]:
    return [citation for fact in group for citation in fact.cited]


def _tells_harm(fact: Fact) -> bool:
    toll = any(one.kind is AmountKind.TOLL for one in fact.key_numbers)
    return toll or _HARM.search(fact.text) is not None


def _is_unclaimed(group: Sequence[Fact]) -> bool:
    claimed = any(_ANSWERED.search(citation.text) for citation in _cited(group))
    return not claimed and all(_VIOLENT.search(citation.text) for citation in group[0].citations)


def _is_timeless(group: Sequence[Fact]) -> bool:
    told = (citation.text for citation in _cited(group))
    return not any(_TIMED.search(text) or _RUNNING.search(text) for text in told)


def _is_nowhere(group: Sequence[Fact], evidence: Evidence) -> bool:
    """Tell whether no place is named, nor anything that may be one."""
    cited = _cited(group)
    for citation in cited:
        people = [
            mention.span
            for actor in evidence.actors
            for mention in actor.mentions
            if actor.kind is ActorKind.PERSON
            if mention.source == citation.source and citation.span.overlaps(mention.span)
        ]
        names = (Span(*n.span()).shifted(citation.start) for n in _NAME.finditer(citation.text))
        if any(not any(name.overlaps(person) for person in people) for name in names):
            return False
    return not any(
        actor.kind in _PLACES and citation.span.contains(mention.span)
        for actor in evidence.actors
        for mention in actor.mentions
        for citation in cited
        if mention.source == citation.source
    )
