"""Which sources count as one: copies, reprints of one agency, one publisher.

Each source has its origins; sources that share one count as one, and the reason is kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefgen.merge.origins.copies import copied
from briefgen.merge.origins.credits import Agencies
from briefgen.merge.origins.joining import Joined
from briefgen.model.facts import Origin
from briefgen.model.spans import Span
from briefgen.model.text import Corpus, Document


class Tie(StrEnum):
    """What makes two sources one: the words that name it."""

    PUBLISHER = "same publisher"
    AGENCY = "same agency"
    COPY = "nearly the same text"


@dataclass(frozen=True, slots=True)
class _Root:
    """Where a source comes from: a folded `key` to compare, its `name`, and how it is tied."""

    key: str
    name: str
    tie: Tie


class Independence:
    """Tells which of some sources count as one, and why."""

    def __init__(self, corpus: Corpus) -> None:
        """Find the publisher, agencies and copies of every source."""
        known = [document.source.metadata for document in corpus.documents]
        self._agencies = Agencies(
            publishers=frozenset(m.publisher for m in known if m.publisher),
            reprinted=frozenset(m.via for m in known if m.via),
        )
        copies = copied(corpus)
        self._documents = {document.source.key: document for document in corpus.documents}
        self._roots = {
            key: tuple(self._of(document, copies)) for key, document in self._documents.items()
        }
        self._first: dict[str, tuple[str, _Root]] = {}
        for key, roots in self._roots.items():
            for root in roots:
                self._first.setdefault(root.key, (key, root))

    def of_source(self, key: str) -> tuple[str, str]:
        """Return the first source that this one counts as one with, and why; "" for itself."""
        held = [(*self._first[root.key], root) for root in self._roots[key]]
        earlier = [one for one in held if one[0] != key]
        if not earlier:
            return "", ""
        first = min((source for source, _, _ in earlier), key=_order)
        why = (_why((root, other)) for source, root, other in earlier if source == first)
        return first, "; ".join(dict.fromkeys(why))

    def of_statements(self, told: Iterable[tuple[str, Span | None]]) -> tuple[Origin, ...]:
        """Return who states one thing independently, each origin with its sources and why.

        `told` gives the source of each statement, and the words that say on whose word it
        states it: one on an agency's word counts as one with that agency here.
        """
        roots: dict[str, tuple[_Root, ...]] = {}
        for source, said in told:
            held = roots.get(source, self._roots[source])
            roots[source] = (*held, *self._attributed(source, said))
        return tuple(_origins({source: roots[source] for source in sorted(roots, key=_order)}))

    def _of(self, document: Document, copies: Mapping[str, str]) -> Iterator[_Root]:
        known = document.source.metadata
        if known.publisher:
            yield self._named(known.publisher, Tie.PUBLISHER)
        for name in (known.via, *self._agencies.credited(document)):
            if name:
                yield self._named(name, Tie.AGENCY)
        key = document.source.key
        yield _Root(f"text of {copies.get(key, key)}", "", Tie.COPY)

    def _named(self, name: str, tie: Tie) -> _Root:
        usual = self._agencies.usual(name)
        return _Root(f"name {_folded(usual)}", usual, tie)

    def _attributed(self, source: str, said: Span | None) -> Iterator[_Root]:
        text = said.of(self._documents[source].text) if said else ""
        return (self._named(name, Tie.AGENCY) for name in self._agencies.named_in(text))


def _origins(roots: Mapping[str, tuple[_Root, ...]]) -> Iterator[Origin]:
    """Join sources that share a root, directly or through others, in the order given."""
    joined = Joined(roots)
    holders: dict[str, list[tuple[str, _Root]]] = {}
    for source, held in roots.items():
        for root in held:
            holders.setdefault(root.key, []).append((source, root))
            joined.join(source, holders[root.key][0][0])
    reasons: dict[str, dict[str, None]] = {}
    for shared in holders.values():
        if len({source for source, _ in shared}) > 1:
            why = _why([root for _, root in shared])
            reasons.setdefault(joined.first(shared[0][0]), {}).setdefault(why)
    for first, sources in joined.groups().items():
        yield Origin(tuple(sources), "; ".join(reasons.get(first, ())))


def _why(shared: Sequence[_Root]) -> str:
    """Say what sources with a common root share."""
    ties = {root.tie for root in shared}
    tie = shared[0].tie if len(ties) == 1 else Tie.AGENCY
    return f"{tie}, {shared[0].name}" if shared[0].name else tie.value


def _order(key: str) -> tuple[int, str]:
    return len(key), key


def _folded(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())
