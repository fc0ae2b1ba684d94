"""Which facts, events, actors and quotations a brief shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from briefgen.compose.cast import cast
from briefgen.compose.desk import behind, decided_on, heard, wanted
from briefgen.compose.headline import find_headline
from briefgen.compose.themes import by_theme, theme_of
from briefgen.compose.timeline import choose_events
from briefgen.compose.voices import Voices
from briefgen.config import Config
from briefgen.model.analysis import SILENT, Analysis
from briefgen.model.brief import USUAL_ORDER, SectionName
from briefgen.model.citations import Citation
from briefgen.model.decisions import Act
from briefgen.model.developments import Development
from briefgen.model.evidence import Actor, Disagreement, Event, Evidence, Likeness, Quotation, Title
from briefgen.model.facts import Fact
from briefgen.model.issues import Changes, FactChange

_BOTTOM_LINE = 2
_FIRST_FACTS = 40
_MOST_VERSIONS = 4


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the sections show, each in its order; `by_id` finds any fact.

    `bottom_line` and `facts` are the leads of developments, `details` has by their ids what
    stands behind them. `versions` has, by the id of a quotation, how other sources give it.
    `edited` are the ids of what the desk has decided on.
    """

    headline: Title | Fact | None
    bottom_line: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    details: Mapping[str, tuple[Fact, ...]]
    events: tuple[Event, ...]
    actors: tuple[Actor, ...]
    quotations: tuple[Quotation, ...]
    versions: dict[str, tuple[Quotation, ...]]
    disagreements: tuple[Disagreement, ...]
    themes: Mapping[str, str]
    by_id: dict[str, Fact]
    changed: tuple[tuple[Fact, FactChange], ...] = ()
    edited: frozenset[str] = frozenset()


def choose(
    evidence: Evidence,
    config: Config,
    changes: Changes | None = None,
    analysis: Analysis = SILENT,
) -> Chosen:
    """Choose what each section shows; developments are told once, in the order of their ranks.

    One that can't be understood without the sentence before it is not told; one from an
    opinion, a letter or a review not in the bottom line, nor background and unsupported talk
    while there is news. What the desk decided comes before all this. Where
    the analyst gives headline or bottom line, none is chosen.
    """
    by_id = {fact.id: fact for fact in evidence.facts}
    developments = wanted(evidence, config.facts.max)
    told = tuple(by_id[one.lead] for one in developments)
    details = {
        one.lead: tuple(by_id[ref] for ref in behind(evidence, one, config.facts.details))
        for one in developments
    }
    leads = _BOTTOM_LINE if SectionName.BOTTOM_LINE in (config.sections or USUAL_ORDER) else 0
    leads = 0 if analysis.bottom_line else leads
    quotations = heard(evidence, tuple(Voices(evidence, developments).choose(config)))
    pinned = decided_on(evidence, Act.PIN)
    reported = tuple(fact for fact in told if not fact.from_opinion or fact.id in pinned)
    leading = tuple(fact for fact in reported if fact.may_lead or fact.id in pinned) or reported
    bottom_line = leading[:leads]
    rest = tuple(fact for fact in told if fact not in bottom_line)
    refs = tuple(fact.id for lead in told for fact in (lead, *details[lead.id]))
    actors = cast(evidence, config.actors.max, (*refs, *(q.id for q in quotations)))
    return Chosen(
        headline=None if analysis.headline else find_headline(evidence, leading, leads),
        bottom_line=bottom_line,
        facts=tuple(by_theme(rest, config.facts.themes)),
        details=details,
        events=tuple(choose_events(evidence, config, developments)),
        actors=actors,
        quotations=quotations,
        versions={q.id: _versions(q, evidence) for q in quotations},
        disagreements=tuple(_disagreements(evidence, config, developments, actors)),
        themes=theme_of(rest, config.facts.themes),
        by_id=by_id,
        changed=tuple(_changed(evidence, config, changes)) if changes else (),
        edited=decided_on(evidence, *Act),
    )


def _disagreements(
    evidence: Evidence,
    config: Config,
    developments: Sequence[Development],
    actors: Sequence[Actor],
) -> Iterator[Disagreement]:
    """Choose those about what the brief shows, or about the first facts of all, in their order.

    Of what else sources give differently few readers ask; evidence.json has all of it.
    """
    places: dict[str, list[Citation]] = {}
    shown = {ref for one in developments for ref in one.members}
    for fact in evidence.facts:
        if fact.rank <= _FIRST_FACTS or fact.id in shown:
            for citation in fact.citations:
                places.setdefault(citation.source, []).append(citation)
    roles = {f"role of {actor.name}" for actor in actors}
    fit = (
        one
        for one in evidence.disagreements
        if (not one.fact and one.slot in roles)
        or any(_touches(c, places) for value in one.values for c in value.citations)
    )
    return islice(fit, config.disagreements.max)


def _touches(citation: Citation, places: Mapping[str, Sequence[Citation]]) -> bool:
    return any(
        citation.start < other.end and other.start < citation.end
        for other in places.get(citation.source, ())
    )


def _changed(
    evidence: Evidence, config: Config, changes: Changes
) -> Iterator[tuple[Fact, FactChange]]:
    """Choose the best-ranked facts with another value than in the last issue."""
    revised = ((fact, changes.of(fact.id)) for fact in evidence.facts)
    found = ((fact, one) for fact, one in revised if one and one.revisions)
    return islice(found, config.changes.max)


def _versions(quotation: Quotation, evidence: Evidence) -> tuple[Quotation, ...]:
    """Choose the versions shown with a quotation: those in other words before the rest."""
    told = [v for v in evidence.versions if v.quotation == quotation.id]
    first = sorted(told, key=lambda v: v.likeness is Likeness.SAME)[:_MOST_VERSIONS]
    by_id = {q.id: q for q in evidence.quotations}
    return tuple(by_id[version.other] for version in first)
