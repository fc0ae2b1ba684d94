"""How the sources of a fact were counted: which are one, and why it may be fewer."""

from collections.abc import Iterator

from briefgen.explain.answer import Line, Part
from briefgen.explain.material import Material
from briefgen.model.facts import Fact, Origin


def counted(fact: Fact, material: Material) -> Part:
    """Say how many independent sources state a fact, and why."""
    return Part("sources", "How its sources were counted", tuple(_lines(fact, material)))


def _lines(fact: Fact, material: Material) -> Iterator[Line]:
    number = fact.independent_sources
    named = list(dict.fromkeys(citation.source for citation in fact.citations))
    figures = {
        "independent": number,
        "exact": fact.independent_exact,
        "origins": [{"sources": list(one.sources), "why": one.why} for one in fact.origins],
    }
    if len(named) == 1:
        yield Line(f"One source states it: {_named(named[0], material)}.", figures)
        return
    at_most = "" if fact.independent_exact else "at most "
    if number == len(named):
        yield Line(f"{at_most}{number} sources state it independently:".capitalize(), figures)
    else:
        yield Line(f"{len(named)} sources state it, and count as {at_most}{number}:", figures)
    for origin in fact.origins:
        yield Line(_origin(origin, material), depth=1)
    if not fact.independent_exact:
        yield Line(_why_at_most(fact, material))


def _origin(origin: Origin, material: Material) -> str:
    listed = ", ".join(_named(key, material) for key in origin.sources)
    if len(origin.sources) == 1:
        return f"{listed}: by itself"
    return f"{listed}: one source ({origin.why})"


def _named(key: str, material: Material) -> str:
    record = next(one for one in material.evidence.sources if one.key == key)
    whose = record.publisher or record.path
    return f"{key} {whose}"


def _why_at_most(fact: Fact, material: Material) -> str:
    """Say whose report nobody knows: it may be another's of these."""
    trace = material.trace
    alone = [one.sources for one in fact.origins]
    unknown = [
        key
        for sources in alone
        if trace and not any(map(trace.is_known, sources))
        for key in sources
    ]
    if len(unknown) == 1:
        return (
            f"It is “at most”, because nobody knows whose report {unknown[0]} is: it names no"
            " publisher, site or agency, and may be another's of these."
        )
    listed = f"{', '.join(unknown[:-1])} and {unknown[-1]}" if unknown else "some of them"
    return (
        f"It is “at most”, because nobody knows whose reports {listed} are: they name no publisher,"
        " site or agency, and may be another's of these."
    )
