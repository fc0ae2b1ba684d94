"""What the desk decided on what a brief shows: what goes, what comes besides, what comes first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.model.decisions import Act
from briefgen.model.developments import Development
from briefgen.model.evidence import Actor, Evidence, Quotation
from briefgen.model.facts import Fact, leading
from briefgen.model.links import Link


def decided_on(evidence: Evidence, *acts: Act) -> frozenset[str]:
    """Return the ids of what decisions of these kinds were made on."""
    return frozenset(one.ref for one in evidence.decided if one.act in acts)


def visible(evidence: Evidence) -> Evidence:
    """Return the evidence without what the desk shows nowhere."""
    gone = decided_on(evidence, Act.HIDE, Act.NOT_A_DISAGREEMENT)
    if not gone:
        return evidence
    by_id = {fact.id: fact for fact in evidence.facts}
    told = tuple(
        _told(one, gone, by_id) for one in evidence.developments if not gone.issuperset(one.members)
    )
    left = {ref for one in told for ref in one.members}
    return replace(
        evidence,
        facts=tuple(fact for fact in evidence.facts if fact.id in left),
        actors=tuple(_involved(actor, gone) for actor in evidence.actors),
        quotations=tuple(one for one in evidence.quotations if one.id not in gone),
        versions=tuple(v for v in evidence.versions if gone.isdisjoint((v.quotation, v.other))),
        events=tuple(one for one in evidence.events if one.id not in gone),
        disagreements=tuple(one for one in evidence.disagreements if one.id not in gone),
        titles=tuple(one for one in evidence.titles if one.id not in gone),
        together=tuple(_tied(evidence.together, gone)),
        said_about=tuple(_tied(evidence.said_about, gone)),
        developments=told,
    )


def _told(development: Development, gone: frozenset[str], facts: Mapping[str, Fact]) -> Development:
    """Return a development without what is gone, led by the best that is left."""
    left = [facts[ref] for ref in development.members if ref not in gone]
    lead = leading(left).id if development.lead in gone else development.lead
    return replace(
        development,
        lead=lead,
        details=tuple(ref for ref in development.details if ref not in gone and ref != lead),
        members=tuple(ref for ref in development.members if ref not in gone),
        links=tuple(link for link in development.links if gone.isdisjoint((link.a, link.b))),
    )


def _involved(actor: Actor, gone: frozenset[str]) -> Actor:
    return replace(actor, involved=tuple(one for one in actor.involved if one.ref not in gone))


def _tied(links: Iterable[Link], gone: frozenset[str]) -> Iterator[Link]:
    for link in links:
        refs = tuple(ref for ref in link.refs if ref not in gone)
        if refs:
            yield replace(link, refs=refs)


def wanted(evidence: Evidence, most: int) -> tuple[Development, ...]:
    """Choose the developments to tell: the first ones, then those with a fact to be shown.

    One that can't be understood without the sentence before it is told only where the desk
    wants it.
    """
    leaning = {fact.id for fact in evidence.facts if fact.leans}
    leaning -= decided_on(evidence, Act.SHOW, Act.PIN, Act.ABOVE)
    shown = decided_on(evidence, Act.SHOW)
    fit = [one for one in evidence.developments if one.lead not in leaning]
    more = (one for one in fit[most:] if not shown.isdisjoint((one.lead, *one.details)))
    return (*fit[:most], *more)


def behind(evidence: Evidence, development: Development, most: int) -> tuple[str, ...]:
    """Choose what stands behind a lead: the first details, and those to be shown."""
    shown = decided_on(evidence, Act.SHOW)
    details = enumerate(development.details)
    return tuple(ref for n, ref in details if n < most or ref in shown)


def heard(evidence: Evidence, chosen: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Return quotations as the desk wants them: with those to be shown, and in its order."""
    by_id = {quotation.id: quotation for quotation in evidence.quotations}
    order = [quotation.id for quotation in chosen]
    for one in evidence.decided:
        if one.ref not in by_id or (one.act is Act.SHOW and one.ref in order):
            continue
        if one.act is Act.SHOW:
            order.append(one.ref)
        elif one.act is Act.PIN:
            order = [one.ref, *(ref for ref in order if ref != one.ref)]
        elif one.act is Act.ABOVE and one.decided in order:
            order = [ref for ref in order if ref != one.ref]
            order.insert(order.index(one.decided), one.ref)
    return tuple(by_id[ref] for ref in order)
