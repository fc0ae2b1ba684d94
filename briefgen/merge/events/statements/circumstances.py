"""What stands round the statements of a run, and how much of it two of them have in common."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from briefgen.merge.events.statements.scenes import Setting, settings
from briefgen.merge.events.statements.subjects import Stated, others
from briefgen.merge.events.statements.units import Unit
from briefgen.merge.tables import Weights
from briefgen.merge.who import Identities
from briefgen.merge.words import Similarity, fold_terms, named_bodies
from briefgen.model.annotations import ActorKind
from briefgen.model.text import Document

_CAPITALS = re.compile(r"[A-Z]\w+(?:\s(?:of|the|for|and|[A-Z]\w+))*")


_W = Weights(__package__, "circumstances")


class Circumstances:
    """The settings of all statements of a run, with their words and documents."""

    def __init__(
        self,
        units: Sequence[Unit],
        identities: Identities,
        documents: Mapping[str, Document],
        similarity: Similarity,
    ) -> None:
        """Find the setting of each unit; units stand in source and text order."""
        self.similarity = similarity
        self._documents = documents
        self._identities = identities
        self._settings = settings(units, identities, documents)
        self._told_of = Counter(person for one in self._settings for person in one.persons)
        self._stated = tuple(Stated.of(unit, self.document(unit)) for unit in units)
        self._names = tuple(self._names_in(unit) for unit in units)
        self._names_of_bodies = tuple(self._names_of_bodies_in(unit) for unit in units)

    def of(self, unit: Unit) -> Setting:
        """Return where, when and among whom a statement happens."""
        return self._settings[unit.order]

    def document(self, unit: Unit) -> Document:
        """Return the document that a statement stands in."""
        return self._documents[unit.source]

    def text(self, unit: Unit) -> str:
        """Return the words of a statement."""
        return unit.statement.span.of(self.document(unit).text)

    def words(self, terms: Iterable[str]) -> float:
        """Weigh words that two statements share: a rare one is 1, common ones together at most."""
        rare = [self.similarity.is_rare(term) for term in terms]
        return sum(rare) + min(_W.common * (len(rare) - sum(rare)), _W.most_common)

    def share_person(self, a: Unit, b: Unit) -> bool:
        """Tell whether two statements share a person of whom not too many others tell."""
        shared = self.of(a).persons & self.of(b).persons
        most = max(_W.few_tell, 2 * self.similarity.few)
        return any(self._told_of[person] <= most for person in shared)

    def others(self, a: Unit, b: Unit, *, of_bodies: bool = True) -> bool:
        """Tell whether two statements name other actors, or have names and none in common.

        Without `of_bodies` organisations do not count, which only tell of it, perhaps.
        """
        one, other = self._stated[a.order], self._stated[b.order]
        if of_bodies:
            return others(one, other)
        bodies_in = (self._names_of_bodies[a.order], self._names_of_bodies[b.order])
        return others(one.without(bodies_in[0]), other.without(bodies_in[1]), of_bodies=False)

    def contrast(self, a: Unit, b: Unit, *, of_bodies: bool = True) -> bool:
        """Tell whether each of two statements has a name that the other does not have.

        Without `of_bodies` the names of organisations do not count.
        """
        one, other = (self._names_of(unit, of_bodies=of_bodies) for unit in (a, b))
        return _is_missing(one, self.text(b)) and _is_missing(other, self.text(a))

    def _names_of(self, unit: Unit, *, of_bodies: bool) -> frozenset[str]:
        names = self._names[unit.order]
        return names if of_bodies else names - self._names_of_bodies[unit.order]

    def _names_in(self, unit: Unit) -> frozenset[str]:
        """Return the words of names in a statement, its first word too if it is one elsewhere."""
        first, _, _ = self.text(unit).partition(" ")
        also = {first} if first.casefold() in self.of(unit).names else set()
        return self._stated[unit.order].names | also

    def _names_of_bodies_in(self, unit: Unit) -> frozenset[str]:
        """Return the words of what names organisations, known or by its sort: "the Ministry of"."""
        text, span = self.document(unit).text, unit.statement.span
        named = self._identities.named(unit.source, span)
        found = [words.of(text) for words, actor in named if actor.kind is ActorKind.ORGANISATION]
        found += [
            words
            for words in _CAPITALS.findall(span.of(text))
            if not named_bodies().isdisjoint(fold_terms(words.casefold().split()))
        ]
        return frozenset(word for words in found for word in words.split())


def _is_missing(names: Iterable[str], text: str) -> bool:
    """Tell whether a text lacks one of some names."""
    return any(name not in text for name in names)
