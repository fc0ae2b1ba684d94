"""Where a fact stands in the brief, or why it does not."""

from collections.abc import Iterator

from briefgen.explain.answer import Line, Part
from briefgen.explain.deciding import told
from briefgen.explain.material import SECTIONS, Material
from briefgen.explain.phrases import phrase
from briefgen.model.brief import SectionName
from briefgen.model.decisions import OF_CHOICE, Act
from briefgen.model.developments import MOST_DETAILS, Development
from briefgen.model.facts import Fact

_FACTS = (SectionName.BOTTOM_LINE, SectionName.KEY_FACTS)


def stands(fact: Fact, material: Material) -> Part:
    """Say where a fact stands in the brief, or why it does not."""
    lines = (*_place(fact, material), *_elsewhere(fact, material))
    return Part("where", "Where it stands", tuple(lines))


def _place(fact: Fact, material: Material) -> Iterator[Line]:
    development = material.developments.get(fact.id)
    item = material.fact_item(fact.id)
    figures = {"told": item is not None, "label": item.label if item else ""}
    if development is None:
        yield Line("Its brief was made before facts were grouped by event.", figures)
        return
    figures |= {"event": development.rank, "events": len(material.evidence.developments)}
    if item is None:
        yield Line(_why_not(fact, development, material), figures)
    elif fact.id == development.lead:
        section = next(s for s in material.brief.sections if item in s.items)
        yield Line(f"It is told as {item.label}, in {SECTIONS[section.name]}.", figures)
        chosen = [one for one in material.decided_on(fact.id) if one.act in OF_CHOICE]
        if chosen:
            yield from (Line(f"{told(one, material)}.") for one in chosen)
        else:
            yield from _why_there(fact, section.name, material)
    else:
        lead = material.name(development.lead)
        yield Line(
            f"It is told as {item.label}, behind {lead}: both tell of one event, and it has a"
            " number, a name, a day or a deed that the facts before it do not have.",
            figures,
        )
    if fact.id == development.lead and len(development.members) > 1:
        yield from _why_leading(fact, development, material)


def _why_there(fact: Fact, section: SectionName, material: Material) -> Iterator[Line]:
    leads = material.brief.section(SectionName.BOTTOM_LINE)
    number = len(leads.items) if leads else 0
    if section is SectionName.BOTTOM_LINE and not fact.may_lead:
        yield Line(
            f"The bottom line has the first {_events(number)} of the brief, since none of them is"
            " news of the period that more than one source's scene, word or doubt tells."
        )
        return
    if section is SectionName.BOTTOM_LINE:
        yield Line(
            f"The bottom line has the first {_events(number)} of the brief that may lead it:"
            " nothing from an opinion, nothing of before the period, and not what one source alone"
            " has as a scene, somebody's word or doubt."
        )
        return
    own = material.developments[fact.id].rank
    passed = [one for one in material.told if one.rank > own and _is_in(one, leads)]
    if passed:
        why = _no_lead(fact)
        first = material.name(passed[0].lead)
        yield Line(
            f"It ranks before {first}, but {why}, so that it does not stand in the bottom line."
        )


def _is_in(development: Development, section: object) -> bool:
    items = getattr(section, "items", ())
    return any(item.ref == development.lead for item in items)


def _no_lead(fact: Fact) -> str:
    if fact.from_opinion:
        return "it stands in an opinion, a letter or a review"
    if fact.is_background:
        return "all its days lie before the period of the brief"
    return "one source alone has it, and as a scene, somebody's word or doubt"


def _why_leading(fact: Fact, development: Development, material: Material) -> Iterator[Line]:
    """Say why a fact leads its event, where another one of it ranks higher."""
    higher = [material.facts[ref] for ref in development.members]
    higher = [one for one in higher if one.rank < fact.rank]
    if not higher:
        others = len(development.members) - 1
        yield Line(f"Of the {others + 1} facts of its event it ranks highest, so it leads them.")
        return
    trace = material.trace_of(fact.id)
    flaws = trace.against_leading(development) if trace else {}
    for one in higher:
        flaw = flaws.get(one.id)
        why = f" (of which {phrase('flaws', flaw)})" if flaw else ""
        yield Line(f"It leads its event, though {material.name(one.id)} ranks higher{why}.")


def _why_not(fact: Fact, development: Development, material: Material) -> str:
    hidden = [one for one in material.decided_on(fact.id) if one.act is Act.HIDE]
    if hidden:
        return f"It is not told: {_lowered(told(hidden[-1], material))}."
    if material.facts[development.lead].leans:
        others = "nor can any other fact of its event" if len(development.members) > 1 else ""
        alone = ": it cannot be understood without the sentence before it"
        return f"It is not told{alone}{', ' if others else ''}{others}."
    if not any(material.brief.section(name) for name in _FACTS):
        return "It is not told: the brief has no section of facts."
    if development not in material.told:
        return _beyond(development, material)
    return _hidden(fact, development, material)


def _beyond(development: Development, material: Material) -> str:
    shown = len(material.told)
    settings = material.settings
    asked = f" (facts.max in briefgen.yaml is {settings.facts.max})" if settings else ""
    chosen = any(one.act in OF_CHOICE for one in material.evidence.decided)
    if chosen:
        asked += ", but for what the desk decided"
    if settings and shown < min(settings.facts.max, _tellable(material)):
        asked = ", as its template limits the pages"
    return (
        f"It is not told: the brief tells the first {_events(shown)}{asked}, and its event is"
        f" number {development.rank} of {len(material.evidence.developments)}."
    )


def _tellable(material: Material) -> int:
    developments = material.evidence.developments
    return sum(not material.facts[one.lead].leans for one in developments)


def _hidden(fact: Fact, development: Development, material: Material) -> str:
    lead = material.name(development.lead)
    opening = (
        f"It is not told by itself: it is one of {len(development.members)} facts of the event that"
        f" {lead} tells"
    )
    if fact.id in development.details:
        return (
            f"{opening}, and the brief shows fewer details of it (facts.details in briefgen.yaml)."
        )
    trace = material.trace_of(fact.id)
    if trace is None:
        return (
            f"{opening}, and an event is told by the best of them and at most {MOST_DETAILS} more."
        )
    flaw = trace.left_out(development)[fact.id]
    return f"{opening}, and {phrase('flaws', flaw)}."


def _elsewhere(fact: Fact, material: Material) -> Iterator[Line]:
    """Say where else the brief shows the fact, or words of it."""
    events = {event.id for event in material.evidence.events if fact.id in event.facts}
    labels = dict.fromkeys(
        item.label
        for section in material.brief.sections
        for item in section.items
        if item.ref == fact.id or item.ref in events
    )
    labels |= dict.fromkeys(
        item.label
        for name, item in material.items_citing(fact.citations[0])
        if name is not SectionName.ACTORS
    )
    own = material.fact_item(fact.id)
    labels.pop(own.label if own else "", None)
    *others, last = labels or ("",)
    listed = f"{', '.join(others)} and {last}" if others else last
    if listed:
        yield Line(f"Words of it stand in the brief as {listed}, too.", {"also": list(labels)})


def _events(number: int) -> str:
    return f"{number} event{'s' * (number != 1)}"


def _lowered(text: str) -> str:
    return text[0].lower() + text[1:]
