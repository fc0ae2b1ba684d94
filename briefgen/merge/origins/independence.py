"""Which sources count as one: copies, reprints of one agency, one publisher, the same words.

Each source has its origins, and so has each telling of a claim; those that share one count as
one, and the reason is kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product

from briefgen.merge.origins.agencies import Agencies
from briefgen.merge.origins.copies import copied
from briefgen.merge.origins.credits import find_credits
from briefgen.merge.origins.houses import country_of_host, folded, house_of, site_of
from briefgen.merge.origins.joining import Joined
from briefgen.merge.origins.wording import Telling, Wordings
from briefgen.model.annotations import Annotations, Statement
from briefgen.model.facts import Origin
from briefgen.model.text import Corpus, Document


class Tie(StrEnum):
    """What makes two sources one: the words that name it."""

    PUBLISHER = "same publisher"
    SITE = "same site"
    HOUSE = "same house"
    AGENCY = "same agency"
    COPY = "nearly the same text"
    REWRITTEN = "one text rewritten"
    WORDS = "the same words"


@dataclass(frozen=True, slots=True)
class _Root:
    """Where a source comes from: a folded `key` to compare, its `name`, and how it is tied."""

    key: str
    name: str
    tie: Tie


@dataclass(frozen=True, slots=True)
class Origins:
    """Who states one thing independently; not `exact` where they may be fewer.

    That is so where several do, and of one of them nobody knows whose report it is.
    """

    told: tuple[Origin, ...]
    exact: bool


class Independence:
    """Tells which of some sources count as one, and why."""

    def __init__(self, corpus: Corpus, annotations: Sequence[Annotations]) -> None:
        """Find the publisher, agencies and copies of every source.

        `annotations` say what the documents state in words to compare.
        """
        known = [document.source.metadata for document in corpus.documents]
        self._agencies = Agencies(
            publishers=frozenset(m.publisher for m in known if m.publisher),
            reprinted=frozenset(m.via for m in known if m.via),
        )
        copies = copied(corpus)
        self._wordings = Wordings(corpus.documents, annotations)
        self._documents = {document.source.key: document for document in corpus.documents}
        self._roots = {
            key: _once(self._of(document, copies)) for key, document in self._documents.items()
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

    def of_all(self) -> tuple[Origin, ...]:
        """Return the origins of all sources, whatever they state."""
        return tuple(_origins({key: self._roots[key] for key in sorted(self._roots, key=_order)}))

    def count(self, sources: Iterable[str]) -> int:
        """Return how many of some sources are independent, whatever they state."""
        held = {key: self._roots[key] for key in sorted(set(sources), key=_order)}
        return len(tuple(_origins(held)))

    def of_statements(self, told: Iterable[tuple[str, Statement]]) -> Origins:
        """Return who states one thing independently, each origin with its sources and why.

        `told` gives the source of each statement. One on an agency's word counts as one with
        that agency here, and those that have it in the same words count as one.
        """
        given = tuple(told)
        tellings: dict[str, list[Telling]] = {source: [] for source, _ in given}
        for source, statement in given if len(tellings) > 1 else ():
            tellings[source].append(self._wordings.telling(source, statement))
        return self._counted(given, tellings)

    def of_event(self, told: Iterable[tuple[str, Statement]]) -> Origins:
        """Return who tells independently of one event, of which there are several things to say.

        Reports that have one speaker's sentence in common are still reports of their own.
        """
        return self._counted(tuple(told), {})

    def _counted(
        self,
        told: Sequence[tuple[str, Statement]],
        tellings: Mapping[str, Sequence[Telling]],
    ) -> Origins:
        roots: dict[str, tuple[_Root, ...]] = {}
        for source, statement in told:
            held = roots.get(source, self._roots[source])
            roots[source] = _once((*held, *self._attributed(source, statement)))
        ordered = {source: roots[source] for source in sorted(roots, key=_order)}
        origins = tuple(_origins(self._with_same_words(ordered, tellings)))
        known = [any(self.is_known(source) for source in one.sources) for one in origins]
        return Origins(origins, exact=len(origins) == 1 or all(known))

    def _of(self, document: Document, copies: Mapping[str, str]) -> Iterator[_Root]:
        known = document.source.metadata
        site = site_of(known.url, known.publisher)
        country = country_of_host(known.url)
        if known.publisher:
            yield self._named(known.publisher, Tie.PUBLISHER, country)
        if site:
            yield _Root(f"site {site}", site, Tie.SITE)
        if house := house_of(known.publisher, site):
            yield _Root(f"house {house}", house, Tie.HOUSE)
        if known.via:
            yield self._named(known.via, Tie.AGENCY, country)
        for name in find_credits(document, self._agencies):
            yield self._named(name, Tie.AGENCY, country)
        key = document.source.key
        yield _Root(f"text of {copies.get(key, key)}", "", Tie.COPY)

    def _named(self, name: str, tie: Tie, country: str = "") -> _Root:
        usual = self._agencies.usual(name, country)
        return _Root(f"name {folded(usual)}", usual, tie)

    def _attributed(self, source: str, statement: Statement) -> Iterator[_Root]:
        said = statement.attribution
        text = said.of(self._documents[source].text) if said else ""
        return (self._named(name, Tie.AGENCY) for name in self._agencies.named_in(text))

    def _with_same_words(
        self, roots: Mapping[str, tuple[_Root, ...]], tellings: Mapping[str, Sequence[Telling]]
    ) -> Mapping[str, tuple[_Root, ...]]:
        """Add a root to any two sources that nothing else ties and that share their words."""
        joined = _joined(roots)
        added = {source: list(held) for source, held in roots.items()}
        for a, b in combinations(roots, 2):
            if joined.first(a) == joined.first(b):
                continue
            tie = self._shared(a, b, tellings)
            if tie:
                joined.join(a, b)
                for source in (a, b):
                    added[source].append(_Root(f"words of {a} and {b}", "", tie))
        return {source: tuple(held) for source, held in added.items()}

    def _shared(self, a: str, b: str, tellings: Mapping[str, Sequence[Telling]]) -> Tie | None:
        told = product(tellings.get(a, ()), tellings.get(b, ()))
        if any(one.has_words_of(other) for one, other in told):
            return Tie.WORDS
        return Tie.REWRITTEN if self._wordings.rewritten(a, b) else None

    def is_known(self, source: str) -> bool:
        """Tell whether it is known whose report a source is."""
        return any(root.tie is not Tie.COPY for root in self._roots[source])


def _once(roots: Iterable[_Root]) -> tuple[_Root, ...]:
    """Keep the first root of each key: the publisher in a byline of its own text is no agency."""
    first: dict[str, _Root] = {}
    for root in roots:
        first.setdefault(root.key, root)
    return tuple(first.values())


def _joined(roots: Mapping[str, tuple[_Root, ...]]) -> Joined:
    """Join sources that share a root, directly or through others."""
    joined = Joined(roots)
    first: dict[str, str] = {}
    for source, held in roots.items():
        for root in held:
            joined.join(source, first.setdefault(root.key, source))
    return joined


def _origins(roots: Mapping[str, tuple[_Root, ...]]) -> Iterator[Origin]:
    """Yield sources that count as one together, in the order given, and why."""
    joined = _joined(roots)
    holders: dict[str, list[tuple[str, _Root]]] = {}
    for source, held in roots.items():
        for root in held:
            holders.setdefault(root.key, []).append((source, root))
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
