"""Annotations with the days and the speakers that the desk gives statements."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.model.annotations import Annotations, DateMention, Precision, Resolution, Statement
from briefgen.model.citations import Citation
from briefgen.model.evidence import Quotation
from briefgen.model.facts import SPEAKER
from briefgen.model.rulings import Rulings
from briefgen.model.spans import Span


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Quoted words of a source, the words there for who was found to say them, and who does.

    `names` are the words of the same source that name the decided speaker, None where it has none.
    """

    parts: tuple[Span, ...]
    found: Span | None
    names: Span | None


def ruled(
    annotations: Sequence[Annotations], quotations: Iterable[Quotation], rulings: Rulings
) -> tuple[Annotations, ...]:
    """Return annotations whose statements are of the days, and of the speakers, that are decided.

    `quotations` are all that were found. Words that are nobody's, or of somebody whom their own
    source does not name, cannot stand alone.
    """
    decided = {
        (one.parts[0].source, tuple(part.span for part in one.parts)): speaker.mention
        for one in quotations
        if (speaker := rulings.speakers.get(one.id))
    }
    return tuple(_dated(_said(found, decided), rulings) for found in annotations)


def _said(
    found: Annotations, decided: Mapping[tuple[str, tuple[Span, ...]], Citation | None]
) -> Annotations:
    spoken = []
    for one in found.utterances:
        if (found.source, one.parts) in decided:
            named = decided[found.source, one.parts]
            here = named.span if named and named.source == found.source else None
            spoken.append(_Spoken(one.parts, one.speaker, here))
    if not spoken:
        return found
    return replace(found, statements=tuple(_by(one, spoken) for one in found.statements))


def _by(statement: Statement, spoken: Sequence[_Spoken]) -> Statement:
    """Return a statement of quoted words, or one that has such in it, with who says them."""
    for said in spoken:
        if any(part.contains(statement.span) for part in said.parts):
            return _inside(statement, said)
        if any(statement.span.overlaps(part) for part in said.parts):
            statement = _around(statement, said)
    return statement


def _inside(statement: Statement, said: _Spoken) -> Statement:
    others = (one for one in statement.resolutions if one.rule != SPEAKER)
    own = (Resolution(statement.span, said.names, SPEAKER),) if said.names else ()
    changed = replace(statement, resolutions=tuple(sorted((*others, *own))), attribution=said.names)
    return _leaning(changed, leans=said.names is None)


def _around(statement: Statement, said: _Spoken) -> Statement:
    """Return a statement in which "she said" is of the decided speaker, where that can be said."""
    meant = [one for one in statement.resolutions if said.found and one.words.overlaps(said.found)]
    if not meant:
        return statement
    others = [one for one in statement.resolutions if one not in meant]
    names = said.names
    if names is None or any(names.end > one.words.start for one in meant):
        return _leaning(replace(statement, resolutions=tuple(others)), leans=True)
    told = (replace(one, names=names) for one in meant)
    return replace(statement, resolutions=tuple(sorted((*others, *told))))


def _leaning(statement: Statement, *, leans: bool) -> Statement:
    features = {**dict(statement.features), "leaning": float(leans)}
    return replace(statement, features=tuple(features.items()))


def _dated(found: Annotations, rulings: Rulings) -> Annotations:
    decided = {
        one.span: rulings.days[found.source, one.span]
        for one in found.statements
        if (found.source, one.span) in rulings.days
    }
    if not decided:
        return found
    days = dict(_days(found.statements, decided))
    known = tuple(days.pop(one.span, one) for one in found.dates)
    added = tuple(days.values())
    return replace(
        found,
        statements=tuple(_on(one) if one.span in decided else one for one in found.statements),
        dates=tuple(sorted((*known, *added), key=lambda one: one.span)),
    )


def _days(
    statements: Iterable[Statement], decided: Mapping[Span, str]
) -> Iterator[tuple[Span, DateMention]]:
    """Yield the decided days of statements, in the words of their dates; without those, in all."""
    for one in statements:
        if one.span in decided:
            day, words = decided[one.span], one.when or one.span
            yield words, DateMention(words, day, day, Precision.DAY, "")


def _on(statement: Statement) -> Statement:
    """Return a statement that has its day as decided, and not as it is counted."""
    when = statement.when or statement.span
    counted = tuple(one for one in statement.counted_days if one.span != when)
    return replace(statement, when=when, counted_days=counted)
