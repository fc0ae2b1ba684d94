"""What is one fact, and which facts are of one event; the day of what a statement tells.

Only the groups are decided here, and whose words tell a fact. What follows from them is counted
again afterwards.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from briefgen.decide.effects import Effect
from briefgen.decide.groups import leaving, united
from briefgen.decide.places import Place, Places
from briefgen.decide.things import no_statement
from briefgen.model.citations import Citation
from briefgen.model.decisions import Decision, Passage
from briefgen.model.developments import Development, SameEvent
from briefgen.model.evidence import Disagreement, Evidence
from briefgen.model.facts import Fact, Origin
from briefgen.model.ids import content_id
from briefgen.model.rulings import DESK, Rulings

ONE_FACT, TWO_FACTS = "one fact", "two facts"
ONE_EVENT, TWO_EVENTS = "one event", "two events"

Pair = tuple[Place, Place]
Judged = Effect | str


@dataclass(slots=True)
class Grouping:
    """Joins and parts statements, one decision after the other, and keeps to what was decided."""

    _same_fact: list[Pair] = field(default_factory=list)
    _two_facts: list[Pair] = field(default_factory=list)
    _same_event: list[Pair] = field(default_factory=list)
    _two_events: list[Pair] = field(default_factory=list)

    def same_fact(self, evidence: Evidence, decision: Decision, places: Places) -> Judged:
        """Take two statements for one fact: that told first gives the words.

        What tells of one fact tells of one event, too.
        """
        pair = _statements(evidence, decision, places)
        if isinstance(pair, str):
            return pair
        self._same_fact.append(pair)
        one, other = (fact_of(evidence, place) for place in pair)
        if one.id == other.id:
            return Effect(evidence, (one.id,), ONE_FACT, ONE_FACT)
        first, second = sorted((one, other), key=lambda fact: fact.rank)
        held, left = united(_places(first), _places(second), pair, _parting(self._two_facts))
        names = {second.id: first.id}
        grouped = self._one_event(evidence, first, second)
        joined = _tell(grouped, (first, second), held, left, decision, names)
        return Effect(joined, (first.id,), TWO_FACTS, ONE_FACT, renamed=names)

    def not_same_fact(self, evidence: Evidence, decision: Decision, places: Places) -> Judged:
        """Take two statements for two facts: whose words do not tell the fact leaves it.

        Both still tell of one event where they did.
        """
        pair = _statements(evidence, decision, places)
        if isinstance(pair, str):
            return pair
        self._two_facts.append(pair)
        parted = self._parted(evidence, pair, decision)
        refs = tuple(dict.fromkeys(fact_of(parted, place).id for place in pair))
        found = TWO_FACTS if parted is evidence else ONE_FACT
        return Effect(parted, refs, found, TWO_FACTS)

    def same_event(self, evidence: Evidence, decision: Decision, places: Places) -> Judged:
        """Take two statements for tellings of one event."""
        pair = _statements(evidence, decision, places)
        if isinstance(pair, str):
            return pair
        self._same_event.append(pair)
        one, other = (fact_of(evidence, place) for place in pair)
        refs = tuple(dict.fromkeys((one.id, other.id)))
        joined = self._one_event(evidence, one, other)
        found = ONE_EVENT if joined is evidence else TWO_EVENTS
        return Effect(joined, refs, found, ONE_EVENT)

    def not_same_event(self, evidence: Evidence, decision: Decision, places: Places) -> Judged:
        """Take two statements for tellings of two events, and so for two facts.

        What else tells of the event stays with its lead, or goes where its links are stronger.
        """
        pair = _statements(evidence, decision, places)
        if isinstance(pair, str):
            return pair
        self._two_events.append(pair)
        self._two_facts.append(pair)
        parted = self._parted(evidence, pair, decision)
        one, other = (fact_of(parted, place) for place in pair)
        own = _of(parted, one)
        refs = tuple(dict.fromkeys((one.id, other.id)))
        if other.id not in own.members:
            found = TWO_EVENTS if parted is evidence else ONE_FACT
            return Effect(parted, refs, found, TWO_EVENTS)
        stays, leaves = (other.id, one.id) if own.lead == other.id else (one.id, other.id)
        links = {frozenset((link.a, link.b)): link.score for link in own.links}

        def nearer(ref: str) -> bool:
            near, far = (links.get(frozenset((ref, end)), 0.0) for end in (leaves, stays))
            return near > far

        joined = _lifted(parted, self._same_event)
        gone = leaving(own.members, stays, leaves, joined, nearer)
        left = tuple(ref for ref in own.members if ref not in gone)
        told = tuple(_grouped(parted, own, group) for group in (left, gone))
        decided = _with_developments(parted, (own,), told)
        return Effect(decided, refs, ONE_EVENT, TWO_EVENTS)

    def _parted(self, evidence: Evidence, pair: Pair, decision: Decision) -> Evidence:
        """Return evidence in which no fact has both statements; as it is, where none has."""
        for fact in evidence.facts:
            members = _places(fact)
            if all(place in members for place in pair):
                stays, leaves = reversed(pair) if members[0] == pair[1] else pair
                gone = leaving(members, stays, leaves, self._same_fact)
                kept = tuple(place for place in members if place not in gone)
                evidence = _tell(evidence, (fact,), kept, (gone,), decision, {})
        return evidence

    def _one_event(self, evidence: Evidence, one: Fact, other: Fact) -> Evidence:
        """Return evidence in which two facts are of one event, and nothing that was parted is."""
        own, its = _of(evidence, one), _of(evidence, other)
        if own is its:
            return evidence
        first, second = sorted((own, its), key=lambda each: each.rank)
        parted = _parting(_lifted(evidence, self._two_events))
        held, left = united(first.members, second.members, (one.id, other.id), parted)
        link = SameEvent(one.id, other.id, 1.0, ((DESK, 1.0),))
        whole = replace(
            _grouped(evidence, first, held),
            links=(*_inside(held, (*first.links, *second.links)), link),
        )
        rest = (
            _grouped(evidence, first if group[0] in first.members else second, group)
            for group in left
        )
        return _with_developments(evidence, (first, second), (whole, *rest))


def day(evidence: Evidence, decision: Decision, places: Places) -> Judged:
    """Take a day for that of what a statement tells, whatever words date it."""
    found = _statement(evidence, decision.passage, places)
    if isinstance(found, str):
        return found
    fact = fact_of(evidence, found)
    dated = (one.date.start for one in evidence.events if fact.id in one.facts)
    before = next(dated, fact.date.start if fact.date else "")
    own = fact.citations[0]
    rulings = Rulings(days={(own.source, own.span): decision.value})
    return Effect(evidence, (fact.id,), before, decision.value, rulings=rulings)


def fact_of(evidence: Evidence, place: Place) -> Fact:
    """Return the fact that is told in the words at a place, or else one that they support."""
    holding = (fact for fact in evidence.facts if place in _places(fact))
    return min(holding, key=lambda fact: (_places(fact)[0] != place, fact.rank))


def _statements(evidence: Evidence, decision: Decision, places: Places) -> Pair | str:
    """Return where the two statements of a decision stand, or say why one is none any more."""
    one = _statement(evidence, decision.passage, places)
    other = _statement(evidence, decision.other, places)
    if isinstance(one, str):
        return one
    if isinstance(other, str):
        return f"of “{decision.other.words}”: {other}"
    if one == other:
        return "both are one statement: say which by 'at'"
    return one, other


def _statement(evidence: Evidence, passage: Passage, places: Places) -> Place | str:
    found = places.find(passage)
    if isinstance(found, str):
        return found
    stated = {place for fact in evidence.facts for place in _places(fact)}
    return next((one for one in found if one in stated), no_statement(evidence, found))


def _places(fact: Fact) -> tuple[Place, ...]:
    """Return where a fact is stated, the words that tell it first."""
    return tuple(Place(one.source, one.span) for one in fact.citations)


def _parting(pairs: Iterable[tuple[object, object]]) -> Callable[[object, object], bool]:
    known = {frozenset(pair) for pair in pairs}
    return lambda one, other: frozenset((one, other)) in known


def _lifted(evidence: Evidence, pairs: Iterable[Pair]) -> list[tuple[str, str]]:
    """Return pairs of statements as those of the facts that have them."""
    stated = {place for fact in evidence.facts for place in _places(fact)}
    held = ([fact_of(evidence, place).id for place in pair] for pair in pairs if {*pair} <= stated)
    return [(one, other) for one, other in held if one != other]


def _of(evidence: Evidence, fact: Fact) -> Development:
    return next(one for one in evidence.developments if fact.id in one.members)


def _tell(
    evidence: Evidence,
    before: Sequence[Fact],
    held: Sequence[Place],
    left: Iterable[Sequence[Place]],
    decision: Decision,
    names: Mapping[str, str],
) -> Evidence:
    """Return evidence in which the first of some facts is told at some places, the rest apart.

    What is left makes facts of its own where no other fact has it, of the same event. `names`
    are the new ids of facts that are no more, by the old ones.
    """
    fact = before[0]
    cited = {Place(c.source, c.span): c for one in before for c in one.citations}
    gone = {one.id for one in before}
    others = [one for one in evidence.facts if one.id not in gone]
    telling = {_places(one)[0] for one in others}
    stated = {place for one in others for place in _places(one)} | {*held}
    first = next(place for place in held if place not in telling)
    whole = _told(fact, fact.id, first, held, cited)
    parted = [
        _told(fact, content_id("fact", decision.id, cited[alone[0]].text), alone[0], alone, cited)
        for group in left
        if (alone := tuple(place for place in group if place not in stated))
    ]
    return _replaced(evidence, whole, parted, names, cited)


def _told(
    fact: Fact, ref: str, first: Place, held: Iterable[Place], cited: Mapping[Place, Citation]
) -> Fact:
    own = cited[first]
    others = sorted((cited[place] for place in held if place != first), key=lambda c: c.order)
    sources = dict.fromkeys(one.source for one in (own, *others))
    return replace(
        fact,
        id=ref,
        text=own.text,
        citations=(own, *others),
        independent_sources=len(sources),
        origins=tuple(Origin((source,), "") for source in sources),
    )


def _replaced(
    evidence: Evidence,
    whole: Fact,
    parted: Sequence[Fact],
    names: Mapping[str, str],
    cited: Mapping[Place, Citation],
) -> Evidence:
    """Return evidence with a fact as it is now, without those it has in it, and with new ones."""
    facts = [
        each
        for fact in evidence.facts
        if fact.id not in names
        for each in ((whole, *parted) if fact.id == whole.id else (fact,))
    ]
    members = set(_places(whole))
    apart = [place for place in cited if place not in members]
    clashes = tuple(
        replace(one, fact=names.get(one.fact, one.fact))
        for one in evidence.disagreements
        if names.get(one.fact, one.fact) != whole.id or not _cites(one, apart)
    )
    new = tuple(fact.id for fact in parted)
    return replace(
        evidence,
        facts=tuple(facts),
        events=tuple(
            replace(one, facts=tuple(dict.fromkeys(names.get(ref, ref) for ref in one.facts)))
            for one in evidence.events
        ),
        disagreements=clashes,
        developments=tuple(
            _with_members(one, whole.id, new, names) for one in evidence.developments
        ),
        together=(),
        said_about=(),
        actors=tuple(replace(actor, involved=()) for actor in evidence.actors),
    )


def _cites(one: Disagreement, places: Sequence[Place]) -> bool:
    given = (citation for value in one.values for citation in value.citations)
    return any(
        citation.source == place.source and place.span.contains(citation.span)
        for citation, place in product(tuple(given), places)
    )


def _with_members(
    one: Development, whole: str, parted: Sequence[str], names: Mapping[str, str]
) -> Development:
    """Return a development with facts by their new ids, and those parted from its own."""
    if not {whole, *names} & {*one.members}:
        return one
    members = tuple(dict.fromkeys(names.get(ref, ref) for ref in one.members))
    members += tuple(parted) if whole in members else ()
    lead = names.get(one.lead, one.lead)
    links = (
        replace(link, a=names.get(link.a, link.a), b=names.get(link.b, link.b))
        for link in one.links
    )
    pairs = {frozenset((link.a, link.b)): link for link in links if link.a != link.b}
    return replace(one, lead=lead, details=(), members=members, links=tuple(pairs.values()))


def _grouped(evidence: Evidence, template: Development, members: Sequence[str]) -> Development:
    """Return a development of some facts; the one that leads is chosen when it is told."""
    ranks = {fact.id: fact.rank for fact in evidence.facts}
    lead = template.lead if template.lead in members else min(members, key=ranks.__getitem__)
    return replace(
        template,
        id=content_id("development", lead),
        lead=lead,
        details=(),
        members=tuple(members),
        links=tuple(_inside(members, template.links)),
    )


def _inside(members: Iterable[str], links: Iterable[SameEvent]) -> Iterator[SameEvent]:
    held = {*members}
    return (link for link in links if {link.a, link.b} <= held)


def _with_developments(
    evidence: Evidence, gone: Sequence[Development], told: Sequence[Development]
) -> Evidence:
    kept = (one for one in evidence.developments if one not in gone)
    return replace(evidence, developments=(*kept, *told))
