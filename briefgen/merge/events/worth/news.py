"""What makes a statement news: what it changed, who could change it, and when that was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefgen.merge.events.statements import Unit
from briefgen.merge.tables import Weights, read_words
from briefgen.merge.words import fold_deed, fold_terms, told_deed
from briefgen.model.annotations import ActorKind, DateMention, Standing, Status
from briefgen.model.developments import Days
from briefgen.model.text import Corpus

_W = Weights(__package__, "news")
_WORDS = read_words(__package__, "news")
_KINDS = {
    "harm": _W.harm,
    "justice": _W.justice,
    "rule": _W.rule,
    "measure": _W.measure,
    "disclosed": _W.disclosed,
}
_SHADES = {"scene": _W.scene, "life": _W.life, "telling": _W.telling, "being": _W.being}
_CHANGES = {word: weight for kind, weight in _KINDS.items() for word in _WORDS[kind]}
_COLOUR = {word: weight for kind, weight in _SHADES.items() for word in _WORDS[kind]}
_POWERS = frozenset(fold_terms(sorted(_WORDS["powers"])))
_STATUS: Mapping[Status, float] = {
    Status.DONE: 1,
    Status.AGREED: _W.agreed,
    Status.PLANNED: _W.planned,
    Status.DENIED: _W.denied,
}
_ABLE = (ActorKind.STATE, ActorKind.ORGANISATION)

Dated = DateMention | Days


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a brief is about, and the newest source's; ISO 8601, "" where nobody knows."""

    start: str
    end: str
    newest: str

    @classmethod
    def of(cls, corpus: Corpus, asked: tuple[str, str]) -> "Period":
        """Return the days that are asked for, or else those on which the sources were written."""
        known = [one.source.metadata.anchor for one in corpus.documents]
        written = sorted(day for day in known if day)
        first, newest = (written[0], written[-1]) if written else ("", "")
        return cls(asked[0] or first, asked[1] or newest, newest)

    def is_over(self, days: Sequence[Dated]) -> bool:
        """Tell whether some days are known, and all of them lie before the period."""
        known = [one for one in days if one.start]
        return bool(self.start and known) and all(one.end < self._from for one in known)

    def holds(self, days: Sequence[Dated]) -> bool:
        """Tell whether one of some days lies in the period."""
        known = (one for one in days if one.start) if self.start else ()
        return any(self._from <= one.start and one.end <= self.end for one in known)

    @property
    def _from(self) -> str:
        """The first day that is still news: what happened the evening before is reported in it."""
        return (date.fromisoformat(self.start) - timedelta(days=int(_W.grace))).isoformat()


def consequence(unit: Unit) -> float:
    """Return from 0 to 1 how much a statement tells of a change for others."""
    return max(_changes(unit), default=0.0)


def colour(unit: Unit) -> float:
    """Return from 0 to 1 how much of a statement's main clause is scene, biography or telling."""
    main = [one.deed for one in unit.statement.standings if _is_main(one, unit)]
    phrases = (f"{deed[0]} {noun}" for deed in main for noun in deed[1:])
    words = (unit.statement.verb, *(deed[0] for deed in main), *phrases)
    return max(_COLOUR.get(word, 0.0) for word in words)


def is_by_power(unit: Unit) -> bool:
    """Tell whether a body or person with power takes part."""
    return any(kind in unit.kinds for kind in _ABLE) or not _POWERS.isdisjoint(unit.terms)


def _is_main(one: Standing, unit: Unit) -> bool:
    return one.deed[0].split()[0] == unit.statement.verb


def _changes(unit: Unit) -> Iterator[float]:
    for one in unit.statement.standings:
        yield _STATUS[one.status] * (1.0 if _is_main(one, unit) else _W.beside) * _changed(one)
    if any(count.role for count in unit.statement.counts):
        yield _W.counted


def _changed(one: Standing) -> float:
    """Return what a deed changes, by its verb, or less by the nouns it stands with.

    "Was found dead" and "issued a ban" leave it to the noun.
    """
    verb = one.deed[0]
    if verb not in _WORDS["being"]:
        deeds = (verb, fold_deed(verb, ()), told_deed(verb, one.deed[1:], one.terms))
        if by_verb := max(_CHANGES.get(deed, 0.0) for deed in deeds):
            return by_verb
        if verb in _COLOUR:
            return 0.0
    by_noun = max((_CHANGES.get(noun, 0.0) for noun in fold_terms(one.terms)), default=0.0)
    return by_noun * (1.0 if verb in _WORDS["carrying"] else _W.noun)
