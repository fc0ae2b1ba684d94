"""Which facts, events, actors and quotations a brief shows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

from briefgen.compose.cast import cast
from briefgen.compose.headline import find_headline
from briefgen.compose.themes import by_theme, theme_of
from briefgen.compose.timeline import choose_events
from briefgen.config import Config
from briefgen.model.annotations import ActorKind, QuotationKind
from briefgen.model.brief import SectionName
from briefgen.model.citations import Citation
from briefgen.model.developments import Development
from briefgen.model.evidence import Actor, Disagreement, Event, Evidence, Likeness, Quotation, Title
from briefgen.model.facts import Fact
from briefgen.model.issues import Changes, FactChange

_BOTTOM_LINE = 2
_FIRST_FACTS = 40
_SAME_WORDS = 85
_SPOKEN_BEFORE = 0.3
_KNOWN_PERSON, _KNOWN_BODY, _STATED_ROLE = 0.4, 0.2, 0.2
_TOLD_AGAIN = 0.2
_MOST_VERSIONS = 4
_ASKING = frozenset(["how", "if", "what", "when", "where", "whether", "which", "who", "why"])
_OWN_WORDS = {QuotationKind.DIRECT: 0.3, QuotationKind.MIXED: 0.2, QuotationKind.INDIRECT: 0.0}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the sections show, each in its order; `by_id` finds any fact.

    `bottom_line` and `facts` are the leads of developments, `details` has by their ids what
    stands behind them. `versions` has, by the id of a quotation, how other sources give it.
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


def choose(evidence: Evidence, config: Config, changes: Changes | None = None) -> Chosen:
    """Choose what each section shows; developments are told once, in the order of their ranks.

    One that can't be understood without the sentence before it is never told; one from an
    opinion, a letter or a review never in the bottom line, nor background and unsupported talk
    while there is news.
    """
    by_id = {fact.id: fact for fact in evidence.facts}
    fit = (one for one in evidence.developments if not by_id[one.lead].leans)
    developments = tuple(islice(fit, config.facts.max))
    told = tuple(by_id[one.lead] for one in developments)
    details = {
        one.lead: tuple(by_id[ref] for ref in one.details[: config.facts.details])
        for one in developments
    }
    leads = _BOTTOM_LINE if SectionName.BOTTOM_LINE in (config.sections or SectionName) else 0
    leads = 0 if config.bottom_line else leads
    quotations = tuple(_quotations(evidence, config))
    reported = tuple(fact for fact in told if not fact.from_opinion)
    leading = tuple(fact for fact in reported if fact.may_lead) or reported
    bottom_line = leading[:leads]
    rest = tuple(fact for fact in told if fact not in bottom_line)
    refs = tuple(fact.id for lead in told for fact in (lead, *details[lead.id]))
    actors = cast(evidence, config.actors.max, (*refs, *(q.id for q in quotations)))
    return Chosen(
        headline=None if config.headline else find_headline(evidence, leading, leads),
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


def _quotations(evidence: Evidence, config: Config) -> Iterator[Quotation]:
    """Choose quotations by worth, one speaker not too often, the same words only once."""
    wanted = config.quotations
    fit = [
        q
        for q in evidence.quotations
        if q.kind in wanted.kinds and q.confidence >= wanted.min_confidence and _states(q)
    ]
    ids = {q.id for q in fit}
    again = {v.other for v in evidence.versions if v.quotation in ids}
    left = [q for q in fit if q.id not in again]
    told_again = {v.quotation for v in evidence.versions}
    kinds = {actor.id: actor.kind for actor in evidence.actors}
    worth = {q.id: _worth(q, kinds) + _TOLD_AGAIN * (q.id in told_again) for q in left}
    heard: Counter[str] = Counter()
    shown: list[str] = []
    while left and len(shown) < wanted.max:
        best = max(left, key=lambda q: worth[q.id] - _SPOKEN_BEFORE * heard[_voice(q)])
        left.remove(best)
        words = _folded(best.text)
        if all(fuzz.token_sort_ratio(words, other) < _SAME_WORDS for other in shown):
            shown += [words, *(_folded(one.text) for one in best.reservations)]
            heard[_voice(best)] += 1
            yield best


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _states(quotation: Quotation) -> bool:
    """Tell a statement from what somebody only asked or spoke about: "how the port could grow"."""
    first = quotation.text.split(maxsplit=1)[0].casefold()
    return quotation.kind is not QuotationKind.INDIRECT or first not in _ASKING


def _worth(quotation: Quotation, kinds: Mapping[str, ActorKind]) -> float:
    """Return what a quotation is worth to a reader: a known person, in their own words."""
    speaker = quotation.speaker
    kind = kinds.get(speaker.actor or "")
    return (
        quotation.confidence
        + (_KNOWN_PERSON if kind is ActorKind.PERSON else _KNOWN_BODY if kind else 0.0)
        + _STATED_ROLE * bool(speaker.role)
        + _OWN_WORDS[quotation.kind]
    )


def _versions(quotation: Quotation, evidence: Evidence) -> tuple[Quotation, ...]:
    """Choose the versions shown with a quotation: those in other words before the rest."""
    told = [v for v in evidence.versions if v.quotation == quotation.id]
    first = sorted(told, key=lambda v: v.likeness is Likeness.SAME)[:_MOST_VERSIONS]
    by_id = {q.id: q for q in evidence.quotations}
    return tuple(by_id[version.other] for version in first)


def _voice(quotation: Quotation) -> str:
    return quotation.speaker.actor or quotation.speaker.name.casefold()
