"""What is new, what goes on and what has changed since the last issue.

Ids cannot tell: next week's sources are other files. Facts are matched by what they state,
and cautiously: a wrong "changed" misleads more than a wrong "new". Two statements are one
fact only if they share rare words, have the same polarity, and contradict each other
neither in days nor in actors nor in names. Where a value changes, all other words must
agree, though one statement may say more: 14 arrests at the parliament do not become 30 at
the embassy.
"""

from collections.abc import Iterator, Mapping

from briefgen.merge.since.compared import Stated, all_stated, planned
from briefgen.merge.tables import Weights
from briefgen.merge.words import Similarity, fold
from briefgen.model.evidence import Actor, Evidence
from briefgen.model.facts import Fact, Figure
from briefgen.model.issues import Changes, FactChange, Past, Revision, Standing

_W = Weights(__package__, "changes")


def compare(past: Past, evidence: Evidence) -> Changes:
    """Say how the evidence stands to the last issue."""
    before = list(all_stated(past.evidence))
    after = list(all_stated(evidence))
    similarity = Similarity([one.terms for one in (*before, *after)])
    matches = _matches(before, after, similarity)
    changes = tuple(_change(one, matches.get(one.fact.id)) for one in after)
    met = {other.fact.id for other in matches.values()}
    gone = tuple(
        old.fact.citations[0]
        for old in before
        if old.fact.id in past.shown
        and old.fact.id not in met
        and not _met(old, after, before, similarity)
    )
    told = Changes(past.issue, changes, gone, tuple(_new_actors(past, evidence)), ())
    cited = {citation.source for citation in told.earlier}
    records = tuple(record for record in past.evidence.sources if record.key in cited)
    return Changes(told.issue, told.facts, told.gone, told.new_actors, records)


def _matches(
    before: list[Stated], after: list[Stated], similarity: Similarity
) -> Mapping[str, Stated]:
    """Pair each new fact with the earlier one most like it; the likest pairs come first.

    An earlier fact may go on in several new ones, but it changes into one only.
    """
    by_id = {old.fact.id: old for old in before}
    found = {one.fact.id: by_id[one.fact.id] for one in after if one.fact.id in by_id}
    pairs = sorted(
        (-similarity.between(o, len(before) + n), n, o)
        for n, one in enumerate(after)
        if one.fact.id not in found
        for o in similarity.partners(len(before) + n)
        if o < len(before)
    )
    changed: set[str] = {ref for ref in found if _revisions(found[ref], _find(after, ref))}
    for unlike, n, o in pairs:
        old, new = before[o], after[n]
        if new.fact.id in found:
            continue
        shared = similarity.shared(o, len(before) + n)
        if not _same(old, new, -unlike, shared):
            continue
        if _revisions(old, new):
            if old.fact.id in changed:
                continue
            changed.add(old.fact.id)
        found[new.fact.id] = old
    return found


def _find(stated: list[Stated], ref: str) -> Stated:
    return next(one for one in stated if one.fact.id == ref)


def _met(old: Stated, after: list[Stated], before: list[Stated], similarity: Similarity) -> bool:
    """Tell whether some new fact states what an earlier one did, in any of its statements."""
    position = before.index(old)
    return any(
        _same(old, one, similarity.between(position, len(before) + n),
              similarity.shared(position, len(before) + n))
        for n, one in enumerate(after)
    )  # fmt: skip


def _same(old: Stated, new: Stated, alike: float, shared: int) -> bool:
    """Tell whether two statements are of one fact, though maybe with another value."""
    a, b = old.fact, new.fact
    if a.negated != b.negated or shared < _W.fewest_shared:
        return False
    if _days_differ(a, b):
        return alike >= _W.postponed and planned(a) and planned(b) and _agree(old, new)
    if _undated(a) != _undated(b) or (_undated(a) and a.text != b.text):
        return alike >= _W.same_words and not _revisions(old, new)
    if a.actors and b.actors and not set(a.actors) & set(b.actors):
        return False
    if _revisions(old, new):
        return alike >= _W.revised and _agree(old, new)
    acting = bool(set(a.actors) & set(b.actors)) and _compatible(old, new)
    return alike >= (_W.same_actors if acting else _W.same)


def _compatible(old: Stated, new: Stated) -> bool:
    """Tell whether neither statement names something that the other replaces."""
    a, b = set(old.fact.actors), set(new.fact.actors)
    actors = a <= b or b <= a
    names = old.names <= new.names or new.names <= old.names
    return actors and names


def _agree(old: Stated, new: Stated) -> bool:
    """Tell whether one statement has all the words of the other beside the values."""
    a, b = old.matter, new.matter
    return _compatible(old, new) and (a <= b or b <= a)


def _days_differ(a: Fact, b: Fact) -> bool:
    if not (a.date and b.date and a.date.start and b.date.start):
        return False
    return a.date.end < b.date.start or b.date.end < a.date.start


def _undated(fact: Fact) -> bool:
    """Tell a fact with a date that nobody can resolve: "on Tuesday" of an unknown week."""
    return fact.date is not None and not fact.date.start


def _change(new: Stated, old: Stated | None) -> FactChange:
    if old is None:
        return FactChange(new.fact.id, Standing.NEW)
    revisions = _revisions(old, new)
    standing = Standing.CHANGED if revisions else Standing.CONTINUING
    return FactChange(new.fact.id, standing, old.fact.citations[0], revisions)


def _revisions(old: Stated, new: Stated) -> tuple[Revision, ...]:
    """Return the values that differ: counts of the same thing, the day of a plan, its status.

    Where the value has no citation of its own, the whole statements are its before and after.
    """
    before, after = old.fact.figures, new.fact.figures
    slots = {_slot(figure) for figure in before} & {_slot(figure) for figure in after}
    found = []
    for slot in sorted(slots):
        a = [figure for figure in before if _slot(figure) == slot]
        b = [figure for figure in after if _slot(figure) == slot]
        if len(a) == len(b) == 1 and _differ(a[0], b[0]):
            found.append(Revision(slot[0], a[0].citation, b[0].citation))
    whole = old.fact.citations[0], new.fact.citations[0]
    if not found and _days_differ(old.fact, new.fact):
        return (Revision("day", old.day, new.day),)
    if not found and old.numbers and new.numbers and old.numbers != new.numbers:
        return (Revision("number", *whole),)
    if not found and _carried_out(old.fact, new.fact):
        return (Revision("status", *whole),)
    return tuple(found)


def _carried_out(old: Fact, new: Fact) -> bool:
    """Tell whether a plan for a day is told as done on that day."""
    dated = bool(old.date and new.date and old.date.start and new.date.start)
    return dated and planned(old) and not planned(new)


def _slot(figure: Figure) -> tuple[str, str]:
    return figure.unit, figure.role


def _differ(a: Figure, b: Figure) -> bool:
    """Tell whether two counts differ for a reader; "about 100" and 98 do not."""
    one, other = _point(a), _point(b)
    if one is not None and other is not None:
        return one != other
    low = max(x for x in (a.low, b.low, float("-inf")) if x is not None)
    high = min(x for x in (a.high, b.high, float("inf")) if x is not None)
    return low > high


def _point(figure: Figure) -> float | None:
    """Return the number that is written; None for an approximation, which is an interval."""
    if figure.low is None or figure.high is None:
        return figure.high if figure.low is None else figure.low
    return figure.low if figure.low == figure.high else None


def _new_actors(past: Past, after: Evidence) -> Iterator[str]:
    """Yield the ids of actors that have neither id nor name nor alias of an earlier one.

    Who was in an issue before the last one has come back, and is not new.
    """
    before = past.evidence.actors
    ids = {actor.id for actor in before}
    names = {fold(name) for name in past.names}
    names |= {name for actor in before for name in _names(actor)}
    for actor in after.actors:
        if actor.id not in ids and not names & set(_names(actor)):
            yield actor.id


def _names(actor: Actor) -> Iterator[str]:
    yield fold(actor.name)
    yield from (fold(alias.text) for alias in actor.aliases)
