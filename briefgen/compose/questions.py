"""What a reader would ask of a harm that is told, and none of the sentences cited answers.

Few, and none rather than a silly one: a state of things, a plan, and a toll that goes on are not
asked for their day, an accident not for who did it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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

_HARM = re.compile(
    r"\b(?:was|were)(?:\s\w+ly)?\s(?:abducted|ambushed|assassinated|attacked|beaten|bombed|burned|"
    r"burnt|crushed|detained|drowned|evacuated|hurt|injured|kidnapped|killed|murdered|poisoned|"
    r"robbed|shot|stabbed|wounded)\b",
    re.IGNORECASE,
)
_VIOLENT = re.compile(
    r"\b(?:was|were)(?:\s\w+ly)?\s(?:abducted|ambushed|assassinated|attacked|bombed|kidnapped|"
    r"murdered|poisoned|robbed|shot|stabbed)\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\b(?:by|accus\w+|admitted|arrest\w+|attackers?|blam\w+|charged|claimed|convicted|custody|"
    r"gunm[ae]n|himself|herself|militants?|police|rebels?|responsib\w+|soldiers?|suspect\w*|troops)\b",
    re.IGNORECASE,
)
"""Words that say, or may say, who did it."""

_RUNNING = re.compile(
    r"\b(?:ha(?:s|ve|d)\b|so far|now\b|toll|total|each|every|often|usually|will|would|could|may|"
    r"might|can|if)\b",
    re.IGNORECASE,
)
"""What goes on, recurs, is planned or only possible has no one day."""

_TIMED = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|"
    r"August|(?:Septem|Octo|Novem|Decem)ber|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
    r"\s\d|yesterday|today|tonight|overnight|(?:last|this|next|that|same)\s\w+|ago|later|earlier|"
    r"before|after|during|when|while|since|morning|noon|afternoon|evening|night|1[89]\d\d|20\d\d|"
    r"\d(?:st|nd|rd|th))\b"
)
_VAGUE = re.compile(
    r"\b(?P<said>dozens|hundreds|numerous|scores|several|thousands|(?:a|the) number of)\b"
    r"(?:\s\w+){0,4}\s(?:dead|died|drowned|hurt|injured|killed|missing|wounded|arrested|detained)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety)\b",
    re.IGNORECASE,
)
_DAYS = (
    "(?!Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)"
)
_NAME = re.compile(rf"(?<=[\w,”’)] ){_DAYS}[A-Z]\w+")
"""A number, and what may be a name."""


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
