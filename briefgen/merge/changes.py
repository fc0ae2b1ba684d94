"""What is new, what goes on and what has changed since the last issue.

Ids cannot tell: next week's sources are other files. Facts are matched by what they state,
and cautiously: a wrong "changed" misleads more than a wrong "new". Two statements are one
fact only if they share rare words, have the same polarity, and contradict each other
neither in days nor in actors nor in names; a changed value needs more likeness still.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.merge.folding import fold
from briefgen.merge.similarity import Similarity
from briefgen.model.evidence import Actor, Citation, Evidence, Fact, Figure
from briefgen.model.issues import Changes, FactChange, Past, Revision, Standing

_SAME_WORDS = 0.9
_SAME = 0.5
_SAME_ACTORS = 0.3
"""Enough likeness where both name the same actors."""

_REVISED = 0.4
_POSTPONED = 0.6
_FEWEST_SHARED = 3

_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a about after again all also an and any are as at be been before being but by can could
        did do does during each for from had has have he her his how if in into is it its may might
        more most must no nor not now of off on once only or other our out over own said same say
        says she should since so some still such than that the their them then there these they
        this those through to too under until up was we were what when where which while who whom
        whose why will with would yet you your around least nearly almost""",
    )
)
_PLAN = re.compile(
    r"\b(?:will|would|plans?|planned|scheduled|due|set to|expected)\b", re.IGNORECASE
)
_CALENDAR = frozenset(
    re.findall(
        r"\w+",
        """monday tuesday wednesday thursday friday saturday sunday january february march april
        may june july august september october november december""",
    )
)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A fact with what it is compared by: content words, and names after its first word.

    `day` cites the words of its date, or else the whole statement.
    """

    fact: Fact
    terms: tuple[str, ...]
    names: frozenset[str]
    day: Citation


def compare(past: Past, evidence: Evidence) -> Changes:
    """Say how the evidence stands to the last issue."""
    before = list(_all_stated(past.evidence))
    after = list(_all_stated(evidence))
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
    before: list[_Stated], after: list[_Stated], similarity: Similarity
) -> Mapping[str, _Stated]:
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


def _find(stated: list[_Stated], ref: str) -> _Stated:
    return next(one for one in stated if one.fact.id == ref)


def _met(old: _Stated, after: list[_Stated], before: list[_Stated], similarity: Similarity) -> bool:
    """Tell whether some new fact states what an earlier one did, in any of its statements."""
    position = before.index(old)
    return any(
        _same(old, one, similarity.between(position, len(before) + n),
              similarity.shared(position, len(before) + n))
        for n, one in enumerate(after)
    )  # fmt: skip


def _same(old: _Stated, new: _Stated, alike: float, shared: int) -> bool:
    """Tell whether two statements are of one fact, though maybe with another value."""
    a, b = old.fact, new.fact
    if a.negated != b.negated or shared < _FEWEST_SHARED:
        return False
    if _days_differ(a, b):
        return alike >= _POSTPONED and _planned(a) and _planned(b) and _compatible(old, new)
    if _undated(a) != _undated(b) or (_undated(a) and a.text != b.text):
        return alike >= _SAME_WORDS and not _revisions(old, new)
    if a.actors and b.actors and not set(a.actors) & set(b.actors):
        return False
    if _revisions(old, new):
        return alike >= _REVISED and _compatible(old, new)
    acting = bool(set(a.actors) & set(b.actors)) and _compatible(old, new)
    return alike >= (_SAME_ACTORS if acting else _SAME)


def _compatible(old: _Stated, new: _Stated) -> bool:
    """Tell whether neither statement names something that the other replaces."""
    a, b = set(old.fact.actors), set(new.fact.actors)
    actors = a <= b or b <= a
    names = old.names <= new.names or new.names <= old.names
    return actors and names


def _days_differ(a: Fact, b: Fact) -> bool:
    if not (a.date and b.date and a.date.start and b.date.start):
        return False
    return a.date.end < b.date.start or b.date.end < a.date.start


def _undated(fact: Fact) -> bool:
    """Tell a fact with a date that nobody can resolve: "on Tuesday" of an unknown week."""
    return fact.date is not None and not fact.date.start


def _planned(fact: Fact) -> bool:
    return bool(_PLAN.search(fact.text))


def _change(new: _Stated, old: _Stated | None) -> FactChange:
    if old is None:
        return FactChange(new.fact.id, Standing.NEW)
    revisions = _revisions(old, new)
    standing = Standing.CHANGED if revisions else Standing.CONTINUING
    return FactChange(new.fact.id, standing, old.fact.citations[0], revisions)


def _revisions(old: _Stated, new: _Stated) -> tuple[Revision, ...]:
    """Return the values that differ: counts of the same thing, and the day of a plan."""
    before, after = old.fact.figures, new.fact.figures
    slots = {_slot(figure) for figure in before} & {_slot(figure) for figure in after}
    found = []
    for slot in sorted(slots):
        a = [figure for figure in before if _slot(figure) == slot]
        b = [figure for figure in after if _slot(figure) == slot]
        if len(a) == len(b) == 1 and _differ(a[0], b[0]):
            found.append(Revision(slot[0], a[0].citation, b[0].citation))
    if not found and _days_differ(old.fact, new.fact):
        return (Revision("day", old.day, new.day),)
    return tuple(found)


def _expression(fact: Fact) -> str:
    return fact.date.expression if fact.date else ""


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


def _all_stated(evidence: Evidence) -> Iterator[_Stated]:
    days = {
        (ref, event.citation.text): event.citation
        for event in evidence.events
        for ref in event.facts
    }
    for fact in evidence.facts:
        yield _stated(fact, days.get((fact.id, _expression(fact)), fact.citations[0]))


def _stated(fact: Fact, day: Citation) -> _Stated:
    words = fact.text
    aside = (fact.attribution.text if fact.attribution else "", _expression(fact))
    for part in filter(None, aside):
        words = words.replace(part, " ")
    tokens = re.findall(r"[^\W\d_][\w'’-]*", words)
    folded = [_stem(_plain(token)) for token in tokens]
    terms = dict.fromkeys(
        term for term in folded if term not in _FUNCTION_WORDS and term not in _CALENDAR
    )
    names = frozenset(
        _stem(_plain(token)) for token in tokens[1:] if token[0].isupper()
    ) - _CALENDAR - _FUNCTION_WORDS  # fmt: skip
    return _Stated(fact, tuple(terms), names, day)


def _plain(token: str) -> str:
    letters = unicodedata.normalize("NFKD", re.sub(r"['’]s$", "", token))
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()


def _stem(word: str) -> str:
    """Take the ending of a plural away (the S stemmer of Harman, 1991)."""
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return f"{word[:-3]}y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word


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
