"""What was merged with a fact and why, and what was not: the same fact, and the same event."""

from collections.abc import Iterator, Sequence

from briefgen.explain.answer import Line, Part
from briefgen.explain.material import Material, mark
from briefgen.explain.phrases import phrase
from briefgen.explain.worth import signed
from briefgen.merge import Beside, Compared
from briefgen.model.citations import Citation
from briefgen.model.developments import Development, SameEvent
from briefgen.model.facts import Fact

_BIAS, _AFFAIR = "without any sign", "affair"
_ONE_SOURCE = "both stand in one source"
_APART = (
    "another time", "denied", "few words", "names apart", "no affair", "one counts", "one leads",
    "other actors", "other count", "other day", "other number", "other object", "other place",
    "planned", "size", "written apart",
)  # fmt: skip
"""Signals that tell two statements apart by what they say."""

_MOST_FOR, _MOST_AGAINST = 5, 3
_MOST_NEAR = 3
_LEAST_NEAR = 0.05
"""How many of the nearest are told that were not joined, and the least score of one."""

_LONGEST = 160

Reasons = Sequence[tuple[str, float]]


def same_fact(fact: Fact, material: Material) -> Part:
    """Say which statements are cited for a fact besides its own, and which are nearest to that."""
    others = fact.citations[1:]
    lines = [_opening(len(others))]
    if material.trace_of(fact.id) is None:
        lines += [Line(_quoted(one), {"place": mark(one)}, 1) for one in others]
    else:
        lines += _members(fact, material)
        lines += _not_members(fact, material)
    return Part("same_fact", "What was merged with it as the same fact", tuple(lines))


def _opening(number: int) -> Line:
    if not number:
        return Line("Nothing: no other statement says the same.", {"statements": 0})
    what = "One other statement is" if number == 1 else f"{number} other statements are"
    return Line(f"{what} cited for it:", {"statements": number})


def _members(fact: Fact, material: Material) -> Iterator[Line]:
    trace = material.trace_of(fact.id)
    for one in trace.members(fact.id) if trace else ():
        compared = one.compared
        seconds = [mark(place) for place in one.seconds]
        figures = _figures(compared) | {"joined": True, "seconded_by": seconds}
        if one.seconds:
            both = " and ".join(mark(place) for place in one.seconds[:2])
            why = f"{_short_of(compared)}; it is cited because it says the same as {both} do"
        else:
            why = _scored(compared, _alone(fact, compared))
        yield Line(f"{_quoted(compared.citation)}: {why}", figures, 1)


def _short_of(compared: Compared) -> str:
    if compared.against:
        return f"by itself it is ruled out, as {phrase('grounds', compared.against)}"
    return f"by itself it has {compared.score:.2f}, where {compared.enough:.2f} is enough"


def _not_members(fact: Fact, material: Material) -> Iterator[Line]:
    trace = material.trace_of(fact.id)
    near = trace.not_members(fact.id, _MOST_NEAR, _LEAST_NEAR) if trace else ()
    if not near:
        yield Line("No other statement comes near it.")
        return
    yield Line("The nearest that were not joined:")
    for one in near:
        if one.against:
            had = f"it would have had {one.score:.2f}"
            why = f"ruled out, as {phrase('grounds', one.against)} ({had})"
        else:
            why = f"too little: {_scored(one, _alone(fact, one))}"
        where = _told_as(one, fact, material)
        figures = _figures(one) | {"joined": False}
        yield Line(f"{_quoted(one.citation)}{where}: {why}", figures, 1)


def _told_as(one: Compared, fact: Fact, material: Material) -> str:
    names = [material.name(ref) for ref in one.facts if ref != fact.id]
    return f", told as {names[0]}" if names and material.fact_item(one.facts[0]) else ""


def same_event(fact: Fact, material: Material) -> Part:
    """Say which facts are told as one event with a fact, and which of other events are nearest."""
    development = material.developments.get(fact.id)
    lines: list[Line] = []
    if development is not None:
        lines += _linked(fact, development, material)
        lines += _beside(fact, material)
    return Part("same_event", "What was told with it as one event", tuple(lines))


def _linked(fact: Fact, development: Development, material: Material) -> Iterator[Line]:
    others = [ref for ref in development.members if ref != fact.id]
    if not others:
        yield Line("Nothing: no other fact tells of its event.", {"facts": 1})
        return
    number = len(others)
    what = "one other fact tells" if number == 1 else f"{number} other facts tell"
    yield Line(f"{what} of its event:".capitalize(), {"facts": number + 1})
    links = {frozenset((one.a, one.b)): one for one in development.links}
    for ref in others:
        yield _link(links.get(frozenset((fact.id, ref))), fact, ref, material)


def _link(link: SameEvent | None, fact: Fact, ref: str, material: Material) -> Line:
    other = material.facts[ref]
    told = f"{material.name(ref)}, {_quoted(other.citations[0])}"
    if link is None:
        return Line(
            f"{told}: not linked with it itself, but with others of the event", {"fact": ref}, 1
        )
    figures = {"fact": ref, "score": link.score, "reasons": dict(link.reasons)}
    alone = fact.citations[0].source == other.citations[0].source
    return Line(f"{told}: {link.score:.2f}; {_because(link.reasons, alone=alone)}", figures, 1)


def _beside(fact: Fact, material: Material) -> Iterator[Line]:
    trace = material.trace_of(fact.id)
    near = trace.beside(fact.id, _MOST_NEAR, _LEAST_NEAR) if trace else ()
    if not near:
        return
    yield Line("The nearest facts of other events:")
    for one in near:
        ref = one.compared.facts[0]
        told = f"{material.name(ref)}, {_quoted(one.compared.citation)}"
        figures = _figures(one.compared) | {"linked": one.linked, "together": one.together}
        yield Line(f"{told}: {_apart(one, _alone(fact, one.compared))}", figures, 1)


def _alone(fact: Fact, compared: Compared) -> bool:
    """Tell whether a statement stands in the one source of a fact's own words."""
    return compared.citation.source == fact.citations[0].source


def _apart(one: Beside, alone: bool) -> str:  # noqa: FBT001 - handed on by name
    compared = one.compared
    if compared.against:
        return f"ruled out, as {phrase('grounds', compared.against)}"
    if not one.tied:
        return (
            "no deed, nothing that one is done to and no large number was found in both"
            f" (alike otherwise: {compared.score:.2f})"
        )
    if not one.linked:
        return f"too little: {_scored(compared, alone)}"
    return (
        f"linked ({compared.score:.2f}), but all facts of the two events together have"
        f" {one.together:.2f} on average, where {one.enough_together:.2f} is needed"
    )


def _scored(compared: Compared, alone: bool) -> str:  # noqa: FBT001 - handed on by name
    enough = f"{compared.score:.2f}, where {compared.enough:.2f} is enough"
    return f"{enough}; {_because(compared.reasons, alone=alone)}"


def _because(reasons: Reasons, *, alone: bool) -> str:
    """Say the weightiest that speaks for it, and against it, what is said in one way together.

    What would speak for it and is taken off goes with what counts already, which is what the
    weights were fitted to; it is told as such. Of two statements that stand `alone` in one source
    no two sources have anything in common.
    """
    told: dict[str, float] = {}
    apart = {phrase("signals", name) for name in _APART}
    for name, part in reasons:
        if name != _BIAS:
            words = _ONE_SOURCE if alone and name == _AFFAIR else phrase("signals", name)
            told[words] = told.get(words, 0.0) + part
    ordered = sorted(told.items(), key=lambda one: (-abs(one[1]), one[0]))
    speaks_for = [_part(*one) for one in ordered if one[1] > 0][:_MOST_FOR]
    against = [_part(*one) for one in ordered if one[1] < 0 and one[0] in apart][:_MOST_AGAINST]
    less = [_part(*one) for one in ordered if one[1] < 0 and one[0] not in apart][:_MOST_AGAINST]
    parts = [f"for it: {', '.join(speaks_for)}"] if speaks_for else ["nothing speaks for it"]
    parts += [f"against it: {', '.join(against)}"] if against else []
    parts += [f"taken off, as it goes with what counts already: {', '.join(less)}"] if less else []
    return "; ".join(parts)


def _part(words: str, part: float) -> str:
    return f"{words} ({signed(part)})"


def _figures(one: Compared) -> dict[str, object]:
    return {
        "place": mark(one.citation),
        "facts": list(one.facts),
        "score": one.score,
        "enough": one.enough,
        "reasons": dict(one.reasons),
        "against": str(one.against or ""),
    }


def _quoted(citation: Citation) -> str:
    words = " ".join(citation.text.split())
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
    return f"[{mark(citation)}] “{short}”"
