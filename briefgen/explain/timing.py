"""Why an event stands in the timeline, under its day, and who else dates what it tells."""

from collections.abc import Iterator

from briefgen.explain.answer import Line, Part
from briefgen.explain.material import Material, mark
from briefgen.model.citations import Citation
from briefgen.model.days import written
from briefgen.model.evidence import Event
from briefgen.model.facts import Fact


def timed(event: Event, label: str, material: Material) -> tuple[Part, ...]:
    """Say why an event is in the timeline, and what other sources say of its day."""
    return (
        Part("where", "Why it is in the timeline", tuple(_why(event, label, material))),
        Part("days", "What else dates it", tuple(_others(event, material))),
    )


def _why(event: Event, label: str, material: Material) -> Iterator[Line]:
    facts = [material.facts[ref] for ref in event.facts]
    told = written(event.date.start, event.date.end, event.date.precision)
    day = f", under {told}" if event.date.start else ""
    yield Line(
        f"The timeline has what sources date, by day. It tells {material.name(facts[0].id)} as"
        f" {label}{day}.",
        {"start": event.date.start, "end": event.date.end, "facts": list(event.facts)},
    )
    if len(facts) > 1:
        listed = ", ".join(material.name(fact.id) for fact in facts[1:])
        yield Line(f"The same words date {listed} as well; the best of them is told.")
    yield Line(_chosen(event, facts[0], material))


def _chosen(event: Event, fact: Fact, material: Material) -> str:
    development = material.developments.get(fact.id)
    if development and development in material.told:
        own = development.lead == fact.id
        as_ = "it" if own else f"its event, by {material.name(development.lead)}"
        return f"It is there because the brief tells {as_}: those come first."
    head = material.brief.masthead
    ranked = f"it ranks {fact.rank} of {len(material.facts)} facts"
    if not head.period_start or head.period_start <= event.date.start <= head.period_end:
        return (
            "The brief does not tell its event. There was room in the timeline, which goes to other"
            f" days of the period, best facts first and not many of one day: {ranked}."
        )
    number = fact.independent_sources
    return (
        "The brief does not tell its event, and its day lies outside the period. There was room in"
        f" the timeline, which goes last to days that several sources tell of: here {number}."
    )


def _others(event: Event, material: Material) -> Iterator[Line]:
    """Yield the days that statements cited for the same fact, or about its event, give."""
    fact = material.facts[event.facts[0]]
    own = {mark(event.citation)}
    found = 0
    for cited in fact.citations:
        words = [*_dates_in(cited, material)]
        if mark(cited) in own or not words:
            continue
        found += 1
        listed = " and ".join(f"“{one}”" for one in words)
        yield Line(f"[{mark(cited)}], which is cited for it too, has {listed}.", depth=1)
    for other in _of_its_event(fact, event, material):
        day = written(other.date.start, other.date.end, other.date.precision)
        found += 1
        yield Line(
            f"{material.name(other.facts[0])}, of the same event, is dated {day}, from the words"
            f" “{' '.join(other.date.expression.split())}” [{mark(other.citation)}].",
            {"fact": other.facts[0], "start": other.date.start, "end": other.date.end},
            depth=1,
        )
    if not found:
        yield Line("Nothing: no other statement of it names a day.")


def _of_its_event(fact: Fact, event: Event, material: Material) -> Iterator[Event]:
    development = material.developments.get(fact.id)
    members = set(development.members if development else ()) - set(event.facts)
    for other in material.evidence.events:
        if other.date.start and not members.isdisjoint(other.facts):
            yield other


def _dates_in(cited: Citation, material: Material) -> Iterator[str]:
    """Yield the words for dates inside a citation."""
    text = material.texts[cited.source]
    for found in material.annotations:
        if found.source == cited.source:
            for one in found.dates:
                if cited.span.contains(one.span):
                    yield " ".join(one.span.of(text).split())
