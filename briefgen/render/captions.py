"""What stands beside evidence: how well it is supported, who a speaker is, what differs."""

import re

from briefgen.model.brief import Brief, Item
from briefgen.model.citations import Citation
from briefgen.model.days import long_date, period
from briefgen.model.evidence import Actor, Disagreement, Event, Quotation, Speaker, Value
from briefgen.model.facts import Fact
from briefgen.model.links import Held, Part
from briefgen.model.offices import Office
from briefgen.render.wording import in_words, listed, resolved

_DAY = "day"
_STATUS = "status"
_CAUSE = "cause"
_MATTERS = {_STATUS: "whether it is so"}
_PEOPLE = "people"
_SHARES = ("percent", "percentage point")
_FATES = {"board": "on board", "miss": "missing", "survive": "who survived"}
_NUMBER = re.compile(r"number: (?P<counted>[^(]+?)(?: \((?P<role>\w+)\))?")
_PARTS = {
    Part.AGENT: "acts in",
    Part.SPEAKER: "speaks in",
    Part.TARGET: "is acted upon in",
    Part.ADDRESSEE: "is addressed in",
}


def support(fact: Fact) -> str:
    """Write how many sources state a fact independently: "one source", "at most two ...".

    It is a count, and no judgement of what is true.
    """
    sources = len({citation.source for citation in fact.citations})
    noun = "source" if sources == 1 else "independent source"
    told = in_words(fact.independent_sources, noun)
    return told if fact.independent_exact else f"at most {told}"


def ties(fact: Fact) -> tuple[str, ...]:
    """Say which sources of a fact count as one, and why."""
    return tuple(
        f"{listed(origin.sources)} count as one: {origin.why}"
        for origin in fact.origins
        if origin.why
    )


def as_of(actor: Actor, office: Office) -> str:
    """Return the days on which an office is stated, where another source words it otherwise."""
    sources = {citation.source for citation in office.citations}
    others = {role.citation.source for role in actor.roles} - sources
    if not (others and office.first):
        return ""
    days = period(office.first, office.last)
    return days if office.exact else f"about {days}"


def tenure(held: Held) -> str:
    """Say from when to when a role is held, as the user's file has it."""
    if held.since and held.until:
        return period(held.since, held.until)
    days = (("since", held.since), ("until", held.until))
    return next((f"{word} {long_date(day)}" for word, day in days if day), "")


def parts(brief: Brief, actor: Actor) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """Say in which of the items shown an actor acts, speaks or is meant; each item once."""
    told: dict[str, list[Item]] = {}
    known: set[str] = set()
    for part, words in _PARTS.items():
        for one in actor.involved:
            item = brief.item(one.ref) if one.part is part else None
            if item and item.ref not in known:
                known.add(item.ref)
                told.setdefault(words, []).append(item)
    return tuple((words, tuple(items)) for words, items in told.items())


def conflict(brief: Brief, actor: Actor) -> Disagreement | None:
    """Return the disagreement about an actor's titles, if sources have one."""
    slot = f"role of {actor.name}"
    return next((one for one in brief.evidence.disagreements if one.slot == slot), None)


def byline(quotation: Quotation) -> tuple[str, ...]:
    """Say who speaks, as what, to whom and through whom; the name comes first.

    A name that was inferred stands in brackets behind the words of the source. A title of one
    word stays before the name where the source has it there: "Sir Brian", "Lord Moss".
    """
    told, relayed = quotation.addressee, quotation.relay
    return (
        _named(quotation.speaker),
        *_affiliation(quotation.speaker),
        *((f"told to {_hearer(told)}",) if told else ()),
        *((f"reported by {relayed.text}",) if relayed else ()),
    )


def matter(disagreement: Disagreement) -> str:
    """Name what sources disagree about: "Whether the bridge is closed", "Number of sailors"."""
    slot = disagreement.matter or _MATTERS.get(disagreement.slot, disagreement.slot)
    number = _NUMBER.fullmatch(slot)
    if number:
        if number["counted"] in _SHARES:
            return "Percentage"
        words = [value.value.split()[-1] for value in disagreement.values if value.value.split()]
        words = [word for word in words if word.isalpha()]
        counted = (words or [f"{number['counted']}s"])[0]
        counted = _PEOPLE if number["counted"] == _PEOPLE else counted
        return " ".join(filter(None, ("Number of", counted, _suffered(number["role"] or ""))))
    return slot[:1].upper() + slot[1:]


def _suffered(role: str) -> str:
    """Say what has become of those who are counted: "killed" for "kill"."""
    if not role or role.endswith("ed"):
        return role
    if role in _FATES:
        return _FATES[role]
    doubled = role + role[-1] if role.endswith("nap") else role
    return f"{doubled.removesuffix('e')}ed"


def reported(brief: Brief, disagreement: Disagreement, value: Value) -> str:
    """Say when the sources of a value were published, where the values differ in that."""
    days = [_published(brief, each) for each in disagreement.values]
    own = _published(brief, value)
    told = own if len(set(days)) > 1 else ()
    return f"published {listed([long_date(day) for day in told])}" if told else ""


def _published(brief: Brief, value: Value) -> tuple[str, ...]:
    days = (brief.source(citation.source).published for citation in value.citations)
    return tuple(sorted({day for day in days if day}))


def worth(disagreement: Disagreement, value: Value) -> str:
    """Write one of the values; days as people write them."""
    return long_date(value.value) if disagreement.slot == _DAY else value.value


def as_written(disagreement: Disagreement, value: Value) -> tuple[str, ...]:
    """Return the words that sources have for a value, where they are not the value's own.

    Of a status or cause that is the first statement; the others are cited.
    """
    words: dict[str, str] = {}
    for citation in value.citations:
        words.setdefault(_same(citation.text), citation.text)
    words.pop(_same(worth(disagreement, value)), None)
    most = 1 if disagreement.slot in (_STATUS, _CAUSE) else len(words)
    return tuple(words.values())[:most]


def dating(brief: Brief, event: Event) -> str:
    """Return the words of a source that date an event, where they are not the day itself.

    An event that no words date has the whole statement for them: that is not shown twice.
    """
    words = event.date.expression
    told = {fact.text for ref in event.facts if isinstance(fact := brief.find(ref), Fact)}
    return "" if words == resolved(event.date) or words in told else words


def _named(speaker: Speaker) -> str:
    if (
        speaker.resolved_by
        and speaker.mention
        and _same(speaker.mention.text) != _same(speaker.name)
    ):
        return f"{speaker.mention.text} [{speaker.name}]"
    if speaker.mention and _is_addressed(speaker):
        return speaker.mention.text
    return speaker.name or (speaker.mention.text if speaker.mention else "speaker not named")


def _is_addressed(speaker: Speaker) -> bool:
    """Tell whether the source has the role, of one word, before the name as a title."""
    first, _, name = " ".join((speaker.mention.text if speaker.mention else "").split()).partition(
        " "
    )
    return bool(name) and first == speaker.role


def _hearer(told: Citation) -> str:
    """Return who was spoken to; "me" and "us" are the source, which tells it."""
    return told.source if told.text.casefold() in ("me", "us") else told.text


def _affiliation(speaker: Speaker) -> tuple[str, ...]:
    """Return a speaker's role, and the organisation unless the role names it already."""
    role = "" if _is_addressed(speaker) else speaker.role
    organisation = speaker.organisation
    named = re.search(rf"(?<!\w){re.escape(_same(organisation))}(?!\w)", _same(role))
    return tuple(filter(None, (role, "" if named else organisation)))


def _same(text: str) -> str:
    """Return what is equal for wordings that differ in case, blanks or apostrophes only."""
    return " ".join(text.split()).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
