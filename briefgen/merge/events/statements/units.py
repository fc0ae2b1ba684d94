"""Statements as they are merged: each with the actors, dates, numbers and deeds inside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from briefgen.merge.who import Identities
from briefgen.merge.words import denied_by, fold_deed, fold_terms, is_light, told_deed
from briefgen.model.annotations import (
    ActorKind,
    Annotations,
    DateMention,
    Precision,
    Statement,
    Status,
)
from briefgen.model.spans import Span

_TOLD = (Status.DONE, Status.PLANNED, Status.DENIED, Status.AGREED)


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement with what was found inside it; `order` is its place in the whole run.

    `terms` are the statement's, brought down to what other reports may say as well; `kinds`
    are those of its actors who are `involved`, not of those who only say so. `plans`, `denied`
    and `done` are deeds that it gives as such, and not as done or planned as well; `agreed`
    those that an agreement it tells of is about; `when` is the date of what it tells, `absent` are
    terms that it names as not so.

    What pairs are compared by is worked out once: `deed` is that of its verb, `stated` are the
    deeds told as done or planned, with that one. `negated` says that it tells what is not so, or
    has yet to be, `planned` that it tells what is to come, or wanted. `days` are those it names,
    no months or years, and `times` the first and the last day of each date that is resolved.
    """

    order: int
    source: str
    statement: Statement
    terms: tuple[str, ...]
    actors: frozenset[str]
    involved: frozenset[str]
    kinds: frozenset[ActorKind]
    dates: tuple[DateMention, ...]
    numbers: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    plans: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()
    when: DateMention | None = None
    absent: frozenset[str] = frozenset()

    deed: str = field(init=False, repr=False, compare=False)
    stated: frozenset[str] = field(init=False, repr=False, compare=False)
    negated: bool = field(init=False, repr=False, compare=False)
    planned: bool = field(init=False, repr=False, compare=False)
    days: frozenset[str] = field(init=False, repr=False, compare=False)
    times: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what pairs are compared by."""
        deed = fold_deed(self.statement.verb, ())
        days = frozenset(one.start for one in self.dates if one.precision is Precision.DAY)
        negated = self.statement.negated or (is_light(deed) and bool(self.denied))
        planned = bool(self.feature("planned")) or deed == _promise()
        for name, value in (
            ("deed", deed),
            ("stated", self.plans | self.done | {deed}),
            ("negated", negated),
            ("planned", planned),
            ("days", days),
            ("times", tuple((one.start, one.end) for one in self.dates if one.start)),
        ):
            object.__setattr__(self, name, value)

    @property
    def things(self) -> frozenset[str]:
        """What it counts, with the number, and what it says is done, with the deed."""
        return self.numbers | self.objects

    def tells_deed_of(self, other: "Unit") -> bool:
        """Tell whether the main deed of another unit, on which its day hangs, is told here too."""
        return other.deed in self.deeds

    @property
    def deeds(self) -> frozenset[str]:
        """All deeds it tells, done, planned, denied or agreed on."""
        return self.plans | self.denied | self.done | self.agreed | {self.deed}

    def feature(self, name: str) -> float:
        """Return one feature of the statement, 0 when it has none of that name."""
        return self.statement.feature(name)


def collect_units(annotations: Sequence[Annotations], identities: Identities) -> tuple[Unit, ...]:
    """Return the statements of all documents, in source and text order."""
    told = ((one, statement) for one in annotations for statement in one.statements)
    return tuple(_unit(n, one, statement, identities) for n, (one, statement) in enumerate(told))


def _unit(order: int, one: Annotations, statement: Statement, identities: Identities) -> Unit:
    told = [statement.span, *(resolved.names for resolved in statement.resolutions)]
    told += [statement.lead_in] if statement.lead_in else []
    actors = [actor for span in told for actor in identities.within(one.source, span)]
    said = statement.attribution
    sayers = identities.within(one.source, said) if said else ()
    involved = [actor for actor in actors if actor not in sayers]
    done, plans, denied, agreed = (_deeds(statement, status) for status in _TOLD)
    denied |= {
        deed
        for one in statement.standings
        if one.status in (Status.DONE, Status.PLANNED)
        for deed in denied_by(
            one.deed[0], told_deed(one.deed[0], one.deed[1:], one.terms), one.terms
        )
    }
    return Unit(
        order,
        one.source,
        statement,
        terms=fold_terms(statement.terms),
        actors=frozenset(actor.id for actor in actors),
        involved=frozenset(actor.id for actor in involved),
        kinds=frozenset(actor.kind for actor in involved),
        dates=tuple(d for d in one.dates if not d.limit and _is_stated(d.span, statement)),
        objects=frozenset(
            f"{fold_deed(one.deed[0], ())} {noun}"
            for one in statement.standings
            for noun in fold_terms(one.deed[1:])
        ),
        numbers=frozenset(
            f"{count.low:g} {fold_terms([count.unit])[0]}"
            for count in statement.counts
            if count.low and count.low == count.high and not count.measure
        ),
        plans=plans - done,
        denied=denied - done,
        done=done - plans,
        agreed=agreed,
        absent=frozenset(fold_terms(statement.absent)),
        when=next((date for date in one.dates if date.span == statement.when), None),
    )


def _deeds(statement: Statement, status: Status) -> frozenset[str]:
    return frozenset(
        told_deed(one.deed[0], one.deed[1:], one.terms) or fold_deed(one.deed[0], ())
        for one in statement.standings
        if one.status is status
    )


def _is_stated(span: Span, statement: Statement) -> bool:
    """Tell whether a date belongs to what is stated, not to when it was said."""
    said, lead_in = statement.attribution, statement.lead_in
    inside = statement.span.contains(span) or bool(lead_in and lead_in.contains(span))
    return inside and not (said and said.contains(span))


def others_act(a: Unit, b: Unit) -> bool:
    """Tell whether both units name actors of one kind, and have none in common.

    Who only says so does not act.
    """
    return bool(a.kinds & b.kinds) and not a.involved & b.involved


def dates_differ(a: Unit, b: Unit) -> bool:
    """Tell whether both give resolved dates and none of them can be the same."""
    for start, end in a.times:
        for first, last in b.times:
            if first <= end and start <= last:
                return False
    return bool(a.times and b.times)


@cache
def _promise() -> str:
    return fold_deed("promise", ())
