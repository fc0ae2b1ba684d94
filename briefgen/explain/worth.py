"""How the rank of a fact came about: the parts of its score, and what was told before it."""

from collections.abc import Iterator

from briefgen.explain.answer import Line, Part
from briefgen.explain.material import Material
from briefgen.explain.phrases import phrase
from briefgen.merge import WEIGHTS, Turn, worth_beside
from briefgen.model.developments import Development
from briefgen.model.facts import Fact

_LEAST = 0.005
"""What a part adds at least to be told: less is 0.00 in two figures."""


def ranks(fact: Fact, material: Material) -> Part:
    """Say how the rank of a fact and of its event came about."""
    lines = [*_of_fact(fact, material)]
    development = material.developments.get(fact.id)
    if development is not None:
        lines += _of_event(fact, development, material)
    return Part("rank", "How its rank came about", tuple(lines))


def signed(value: float) -> str:
    """Write a part of a sum: "+1.52", "−0.50"."""
    return _number(value, "+.2f")


def _number(value: float, form: str = ".2f") -> str:
    """Write a number with a minus sign that is one, and none before a zero."""
    return format(round(value, 2) + 0.0, form).replace("-", "−")


def _of_fact(fact: Fact, material: Material) -> Iterator[Line]:
    facts = material.evidence.facts
    above = sum(one.score > fact.score for one in facts)
    figures = {"score": fact.score, "reasons": dict(fact.reasons)}
    better = "no fact is worth more"
    if above:
        better = f"{above} of {len(facts)} facts {'is' if above == 1 else 'are'} worth more"
    yield Line(f"The statement is worth {_number(fact.score)} ({better}), the sum of", figures)
    for name, part in sorted(fact.reasons, key=lambda one: (-abs(one[1]), one[0])):
        if abs(part) >= _LEAST:
            weight = f" (weight {_number(WEIGHTS[name], 'g')})" if name in WEIGHTS else ""
            yield Line(f"{signed(part)}: {phrase('worth', name)}{weight}", depth=1)


def _of_event(fact: Fact, development: Development, material: Material) -> Iterator[Line]:
    total = len(material.evidence.developments)
    best = max((material.facts[ref] for ref in development.members), key=lambda one: one.score)
    origins, background = worth_beside(development)
    worth = best.score + origins + background
    figures = {"rank": development.rank, "events": total, "worth": round(worth, 3)}
    yield Line(
        f"Its event is number {development.rank} of {total} in the order of telling. An event is"
        f" worth as much as its best fact, and more the more independent sources tell of it:"
        f" {_number(worth)}, of which",
        figures,
    )
    whose = "this fact" if best.id == fact.id else material.name(best.id)
    yield Line(f"{signed(best.score)}: the worth of {whose}", depth=1)
    count = development.origins.count
    if origins:
        exact = "" if development.origins.exact else "at most "
        yield Line(f"{signed(origins)}: {exact}{count} independent sources of the event", depth=1)
    if background:
        yield Line(f"{signed(background)}: it lies before the period of the brief", depth=1)
    trace = material.trace_of(fact.id)
    if trace is not None and trace.rank(fact.id) != development.rank:
        yield Line(
            f"That is as the desk decided: it was found as number {trace.rank(fact.id)}.",
            {"found": trace.rank(fact.id)},
        )
    if trace is not None:
        yield from _turn(development, material)


def _turn(development: Development, material: Material) -> Iterator[Line]:
    """Say what was told before it, and what that took off."""
    trace = material.trace_of(development.lead)
    parts = trace.turn(development.id) if trace else {}
    if material.facts[development.lead].leans:
        yield Line("What cannot be understood alone comes after everything else.")
        return
    if not parts:
        yield Line("So far down its worth alone decided on its place.")
        return
    figures = {"turn": {str(name): round(part, 3) for name, part in parts.items()}}
    less = [(name, part) for name, part in parts.items() if part <= -_LEAST]
    value = _number(sum(parts.values()))
    if not less:
        yield Line(
            f"At its turn nothing told before counted against it: it counted {value}, three"
            " quarters of what it is worth, and no event that was left counted more.",
            figures,
        )
        return
    yield Line(f"At its turn it counted {value}, more than any event that was left:", figures)
    yield Line(f"{signed(parts[Turn.WORTH])}: {phrase('turns', Turn.WORTH)}", depth=1)
    for name, part in less:
        whom = _repeated(development, material) if name is Turn.REPEATED else ""
        yield Line(f"{signed(part)}: {phrase('turns', name)}{whom}", depth=1)


def _repeated(development: Development, material: Material) -> str:
    trace = material.trace_of(development.lead)
    lead, _ = trace.repeats(development) if trace else ("", 0.0)
    return f", most those of {material.name(lead)}" if lead else ""
