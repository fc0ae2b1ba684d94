"""Which sources count as one: copies, reprints of one agency, one publisher."""

from collections import Counter
from collections.abc import Mapping

from briefgen.model.text import Corpus, Document

_SHINGLE = 4
_COPY = 0.8
"""Share of the shorter text's four-word shingles that makes two texts one report."""


def group_sources(corpus: Corpus) -> Mapping[str, str]:
    """Return for each source key the key of the first source it counts as one with."""
    first: dict[str, str] = {}

    def find(key: str) -> str:
        while first.setdefault(key, key) != key:
            key = first[key]
        return key

    def join(a: str, b: str) -> None:
        one, other = sorted((find(a), find(b)), key=lambda key: (len(key), key))
        first[other] = one

    origins: dict[str, str] = {}
    for document in corpus.documents:
        key = document.source.key
        find(key)
        known = document.source.metadata
        for origin in filter(None, (_folded(known.publisher), _folded(known.via))):
            join(key, origins.setdefault(origin, key))
    for a, b in near_copies(corpus):
        join(a, b)
    return {document.source.key: find(document.source.key) for document in corpus.documents}


def near_copies(corpus: Corpus) -> tuple[tuple[str, str], ...]:
    """Return pairs of source keys whose texts are nearly the same, in key order."""
    shingles = [_shingles(document) for document in corpus.documents]
    holders: dict[tuple[str, ...], list[int]] = {}
    for n, each in enumerate(shingles):
        for shingle in each:
            holders.setdefault(shingle, []).append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        head, *rest = numbers
        shared.update((head, other) for other in rest)
    keys = [document.source.key for document in corpus.documents]
    return tuple(
        (keys[a], keys[b])
        for (a, b), count in sorted(shared.items())
        if count >= _COPY * min(len(shingles[a]), len(shingles[b]))
    )


def _shingles(document: Document) -> frozenset[tuple[str, ...]]:
    texts = (b.span.of(document.text) for b in document.blocks if b.kind.states)
    words = " ".join(texts).casefold().split()
    return frozenset(zip(*(words[n:] for n in range(_SHINGLE)), strict=False))


def _folded(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())
