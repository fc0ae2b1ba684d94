"""What a reader would ask of a harm that is told, and none of the sentences cited answers.

Few, and none rather than a silly one: a state of things, a plan, and a toll that goes on are not
asked for their day, an accident not for who did it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from briefgen.model.annotations import ActorKind, AmountKind
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


def open_questions(
    evidence: Evidence, facts: Sequence[Fact], labels: Mapping[str, str]
) -> Iterator[str]:
    """Say what the first facts that tell a harm leave open in every sentence cited for them."""
    yield from islice(_questions(evidence, facts, labels), _MOST)


def _questions(
    evidence: Evidence, facts: Sequence[Fact], labels: Mapping[str, str]
) -> Iterator[str]:
    harmful = [f for f in facts if not (f.hedged or f.negated) and _tells_harm(f)][:_MOST]
    agents = {
        one.ref for actor in evidence.actors for one in actor.involved if one.part is Part.AGENT
    }
    dated = {fact for event in evidence.events for fact in event.facts}
    slots = {
        "Who did it is not said": [f for f in harmful if f.id not in agents and _is_unclaimed(f)],
        "No day is given": [f for f in harmful if f.id not in dated and _is_timeless(f)],
        "No place is named": [f for f in harmful if _is_nowhere(f, evidence)],
    }
    for words, missing in slots.items():
        if missing:
            yield f"{words} for {', '.join(labels[fact.id] for fact in missing)}."
    for fact in facts:
        said = _VAGUE.search(fact.text)
        if said and not any(_NUMBER.search(citation.text) for citation in fact.citations):
            yield f"How many is not said for {labels[fact.id]}, only “{said['said']}”."
            return


def _tells_harm(fact: Fact) -> bool:
    toll = any(one.kind is AmountKind.TOLL for one in fact.key_numbers)
    return toll or _HARM.search(fact.text) is not None


def _is_unclaimed(fact: Fact) -> bool:
    told = [citation.text for citation in fact.citations]
    return all(_VIOLENT.search(text) and not _ANSWERED.search(text) for text in told)


def _is_timeless(fact: Fact) -> bool:
    told = [citation.text for citation in fact.cited]
    return not any(_TIMED.search(text) or _RUNNING.search(text) for text in told)


def _is_nowhere(fact: Fact, evidence: Evidence) -> bool:
    """Tell whether no place is named, nor anything that may be one."""
    for citation in fact.cited:
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
        for citation in fact.cited
        if mention.source == citation.source
    )
