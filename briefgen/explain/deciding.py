"""What the desk decided on a fact: which decision, by whom, when and why, and what it changed."""

from collections.abc import Iterator

from briefgen.explain.answer import Line, Part
from briefgen.explain.material import Material
from briefgen.explain.phrases import phrase
from briefgen.model.days import long_date
from briefgen.model.decisions import Decided


def by_desk(material: Material, *refs: str) -> tuple[Part, ...]:
    """Say what the desk decided on some pieces of evidence, by their ids; nothing for nothing."""
    lines = tuple(_lines(material, refs))
    return (Part("desk", "What the desk decided", lines),) if lines else ()


def _lines(material: Material, refs: tuple[str, ...]) -> Iterator[Line]:
    for one in material.decided_on(*refs):
        figures = {
            "decision": one.decision,
            "act": str(one.act),
            "found": one.found,
            "decided": one.decided,
            "by": one.by,
            "on": one.on,
        }
        yield Line(f"{told(one, material)}.", figures)
        if one.found and one.found != one.decided:
            yield Line(f"Found was: {one.found}", depth=1)
        if one.decided:
            yield Line(f"Decided is: {one.decided}", depth=1)


def told(one: Decided, material: Material) -> str:
    """Say what was decided, by whom, when and why: "The desk hides it (A. Analyst: ...)"."""
    entry = next((entry for entry in material.decisions if entry.id == one.decision), None)
    day = long_date(one.on[:10]) if one.on else ""
    who = ", ".join(filter(None, (one.by, day)))
    why = entry.why if entry else ""
    beside = ": ".join(filter(None, (who, why)))
    return f"The desk {phrase('acts', one.act)}{f' ({beside})' if beside else ''}"
