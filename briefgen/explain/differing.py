"""Why values stand side by side as a disagreement, and why that one is shown."""

from collections.abc import Iterator

from briefgen.explain.answer import Line, Part
from briefgen.explain.dating import told_day
from briefgen.explain.material import Material, mark
from briefgen.model.citations import Citation
from briefgen.model.evidence import Disagreement, Value
from briefgen.render.captions import matter, worth

_LONGEST = 160


def differing(one: Disagreement, material: Material) -> tuple[Part, ...]:
    """Say what sources disagree about, who gives which value, and what is made of it."""
    return (
        Part("values", "Who gives which value", tuple(_values(one, material))),
        Part("why", "Why they cannot all be right", tuple(_why(one, material))),
        Part("where", "Where it stands", tuple(_place(one, material))),
    )


def _values(one: Disagreement, material: Material) -> Iterator[Line]:
    number = len(one.values)
    figures = {"slot": one.slot, "values": [value.value for value in one.values]}
    yield Line(f"{matter(one)}: {number} values are given.", figures)
    for value in one.values:
        sources = list(dict.fromkeys(cited.source for cited in value.citations))
        whose = ", ".join(_named(key, material) for key in sources)
        yield Line(f"{worth(one, value)}: {whose}.", {"value": value.value, "sources": sources}, 1)
        for cited in value.citations:
            counted = _counted(cited, value, one, material)
            yield Line(f"[{mark(cited)}] “{_short(cited.text)}”{counted}", depth=2)


def _counted(cited: Citation, value: Value, one: Disagreement, material: Material) -> str:
    """Say how words come to mean a day that they do not write out."""
    if one.slot != "day":
        return ""
    for event in material.evidence.events:
        same = event.citation.source == cited.source and cited.span.overlaps(event.citation.span)
        if same and event.date.start == value.value:
            return f": {told_day(event, material)}"
    return ""


def _why(one: Disagreement, material: Material) -> Iterator[Line]:
    yield Line(f"{one.why[:1].upper()}{one.why[1:].rstrip('.')}.")
    if one.fact:
        fact = material.facts[one.fact]
        own = fact.citations[0]
        holding = next((v for v in one.values if _has(v, own)), None)
        says = (
            f"whose own words have {worth(one, holding)}"
            if holding
            else "whose own words have none of them: those cited for it have, or that stand beside"
        )
        yield Line(f"It is about {material.name(one.fact)} [{mark(own)}], {says}.")
    yield Line("No value is preferred: which one is right no rule here can know.")


def _place(one: Disagreement, material: Material) -> Iterator[Line]:
    item = material.brief.item(one.id)
    if item is None:
        yield Line(
            "The brief does not show it: it has those about what it shows or about the first facts,"
            " in their order, up to disagreements.max of briefgen.yaml.",
            {"shown": False},
        )
    else:
        yield Line(
            f"It is shown as {item.label}: it is about words that the brief shows, or about one of"
            " the first facts.",
            {"shown": True, "label": item.label},
        )


def _has(value: Value, own: Citation) -> bool:
    return any(c.source == own.source and c.span.overlaps(own.span) for c in value.citations)


def _named(key: str, material: Material) -> str:
    record = next(one for one in material.evidence.sources if one.key == key)
    return f"{key} {record.publisher or record.path}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]} …"
