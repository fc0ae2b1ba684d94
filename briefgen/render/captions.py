"""What stands beside evidence: how well it is supported, who a speaker is, what differs."""

import re

from briefgen.model.evidence import Actor, Citation, Disagreement, Fact, Quotation, Speaker, Value
from briefgen.render.wording import counted, long_date

_DAY = "day"
_NUMBER = "number:"
_GRADES = ("low", "medium", "high")


def support(fact: Fact) -> str:
    """Write how many sources state a fact, and how many of them independently."""
    sources = len({citation.source for citation in fact.citations})
    alone = fact.independent_sources
    if sources > alone:
        return f"{counted(sources, 'source')}, {alone} independent"
    return counted(alone, "source" if alone == 1 else "independent source")


def confidence(fact: Fact) -> str:
    """Grade how well a fact is supported: "high", "medium" or "low".

    Three or more independent sources make it high, two medium, one low; a source that
    hedges takes it one step down. It is a count, and no judgement of what is true.
    """
    step = min(fact.independent_sources, len(_GRADES)) - 1
    return _GRADES[max(0, step - fact.hedged)]


def roles(actor: Actor) -> tuple[tuple[str, tuple[Citation, ...]], ...]:
    """Return each wording of an actor's roles once, with all its citations."""
    wordings: dict[str, tuple[str, tuple[Citation, ...]]] = {}
    for role in actor.roles:
        text, citations = wordings.get(_same(role.text), (role.text, ()))
        wordings[_same(role.text)] = (text, (*citations, role.citation))
    return tuple(wordings.values())


def byline(quotation: Quotation) -> tuple[str, ...]:
    """Say who speaks, as what, to whom and through whom; the name comes first.

    A name that was inferred stands in brackets behind the words of the source.
    """
    told, relayed = quotation.addressee, quotation.relay
    return (
        _named(quotation.speaker),
        *_affiliation(quotation.speaker),
        *((f"told to {told.text}",) if told else ()),
        *((f"reported by {relayed.text}",) if relayed else ()),
    )


def matter(disagreement: Disagreement) -> str:
    """Name what sources disagree about: "Day", "Number", or in the disagreement's words."""
    slot = disagreement.slot
    return "Number" if slot.startswith(_NUMBER) else slot[:1].upper() + slot[1:]


def worth(disagreement: Disagreement, value: Value) -> str:
    """Write one of the values; days as people write them."""
    return long_date(value.value) if disagreement.slot == _DAY else value.value


def as_written(disagreement: Disagreement, value: Value) -> tuple[str, ...]:
    """Return the words that sources have for a value, where they are not the value's own."""
    words: dict[str, str] = {}
    for citation in value.citations:
        words.setdefault(_same(citation.text), citation.text)
    words.pop(_same(worth(disagreement, value)), None)
    return tuple(words.values())


def _named(speaker: Speaker) -> str:
    if speaker.resolved_by and speaker.mention:
        return f"{speaker.mention.text} [{speaker.name}]"
    return speaker.name or (speaker.mention.text if speaker.mention else "speaker not named")


def _affiliation(speaker: Speaker) -> tuple[str, ...]:
    """Return a speaker's role, and the organisation unless the role names it already."""
    role, organisation = speaker.role, speaker.organisation
    named = re.search(rf"(?<!\w){re.escape(_same(organisation))}(?!\w)", _same(role))
    return tuple(filter(None, (role, "" if named else organisation)))


def _same(text: str) -> str:
    """Return what is equal for wordings that differ in case, blanks or apostrophes only."""
    return " ".join(text.split()).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
