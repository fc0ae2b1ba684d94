"""Which day a fact has, and from which words."""

from collections.abc import Iterator

from briefgen.explain.answer import Line, Part
from briefgen.explain.material import Material, mark
from briefgen.explain.phrases import phrase
from briefgen.model.citations import Citation
from briefgen.model.days import counting_rule, long_date, written
from briefgen.model.evidence import Event
from briefgen.model.facts import Fact, When
from briefgen.model.text import GUESSED


def dated(fact: Fact, material: Material) -> Part:
    """Say which day a fact has, and from which words, or why it has none."""
    event = next((one for one in material.evidence.events if fact.id in one.facts), None)
    lines = [*_day(fact, event, material)] if event else [_no_day(fact, material)]
    return Part("day", "Which day it has", tuple(lines))


def _day(fact: Fact, event: Event, material: Material) -> Iterator[Line]:
    day = event.date
    figures = {
        "start": day.start,
        "end": day.end,
        "words": day.expression,
        "place": mark(event.citation),
        "counted_from": day.anchor,
    }
    if not day.start:
        words = f"“{' '.join(day.expression.split())}” [{mark(event.citation)}]"
        yield Line(f"None: the words {words} {_unresolved(event.citation, material)}.", figures)
        return
    yield Line(f"{told_day(event, material)}.", figures)
    whose = _lender(fact, event.citation)
    if whose:
        yield Line(whose)


def told_day(event: Event, material: Material) -> str:
    """Say which day an event has, from which words, and how they were counted."""
    day = event.date
    words = f"“{' '.join(day.expression.split())}” [{mark(event.citation)}]"
    told = written(day.start, day.end, day.precision)
    return f"{told}, from the words {words}{_counted(day, event.citation, material)}"


def _counted(day: When, citation: Citation, material: Material) -> str:
    if not day.anchor:
        return ""
    rule = counting_rule(day.expression, day.precision)
    how = phrase("days", rule or "year")
    record = next(one for one in material.evidence.sources if one.key == citation.source)
    whence = phrase("published", record.published_from) if record.published_from else ""
    return f", {how}: {long_date(day.anchor)} ({whence})"


def _unresolved(citation: Citation, material: Material) -> str:
    record = next(one for one in material.evidence.sources if one.key == citation.source)
    if not record.published:
        return f"mean no day, since nobody knows when {record.key} was published"
    if record.published_from == GUESSED:
        return f"mean no day, since the day of {record.key} is a guess"
    return "name no day that can be told"


def _lender(fact: Fact, citation: Citation) -> str:
    """Say whose day it is where the words of the fact give none, or a less exact one."""
    own = fact.citations[0]
    ahead = fact.lead_in
    inside = [one for one in (own, ahead) if one and _holds(one, citation)]
    if inside:
        return ""
    if any(_holds(one, citation) for one in fact.citations[1:]):
        return "Its own words give no exact day: another source that states the same lends it."
    return (
        "Its own words name a weekday of a text whose day nobody knows: another source that tells"
        " the same deed of the same people on that weekday lends the day."
    )


def _holds(whole: Citation, part: Citation) -> bool:
    return whole.source == part.source and whole.span.contains(part.span)


def _no_day(fact: Fact, material: Material) -> Line:
    named = list(_named(fact, material))
    if not named:
        return Line("None: its words name no day.", {"start": ""})
    listed = ", ".join(f"“{' '.join(words.split())}”" for words in named)
    return Line(
        f"None: its words name {listed}, but not as the day of what it tells.", {"start": ""}
    )


def _named(fact: Fact, material: Material) -> Iterator[str]:
    """Yield the words for dates inside a fact."""
    own = fact.citations[0]
    for found in material.annotations:
        if found.source == own.source:
            dates = (one for one in found.dates if own.span.contains(one.span))
            yield from (one.span.of(material.texts[own.source]) for one in dates)
