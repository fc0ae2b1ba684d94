"""Texts that are nearly the same, found without comparing all pairs."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import combinations

from briefgen.merge.origins.joining import Joined
from briefgen.merge.tables import Weights
from briefgen.model.text import Corpus, Document

_W = Weights(__package__, "copies")
_LOW_BITS = 0xFFFFFFFF


def copied(corpus: Corpus) -> Mapping[str, str]:
    """Return for each source key that of the first source with nearly the same text.

    Copies of copies are copies of the first. Of many texts, MinHash signatures (Broder,
    1997) in an LSH ensemble (Zhu et al., 2016), which finds texts contained in others,
    propose the pairs; the shingles themselves decide.
    """
    shingles = {document.source.key: _shingles(document) for document in corpus.documents}
    joined = Joined(shingles)
    same: dict[frozenset[int], str] = {}
    for key, held in shingles.items():
        if held:
            joined.join(key, same.setdefault(held, key))
    for key, other in _likely({key: held for held, key in same.items()}):
        if joined.first(key) != joined.first(other):
            one, two = shingles[key], shingles[other]
            if len(one & two) >= _W.copy * min(len(one), len(two)):
                joined.join(key, other)
    return {key: joined.first(key) for key in shingles}


def _likely(shingles: Mapping[str, frozenset[int]]) -> Iterable[tuple[str, str]]:
    """Yield the pairs of texts to compare: all of a few, else those with like signatures."""
    if len(shingles) <= _W.few:
        yield from combinations(shingles, 2)
        return
    from datasketch import MinHash, MinHashLSHEnsemble

    hashes = MinHash.bulk(shingles.values(), hashfunc=_low_bits)
    signed = list(zip(shingles, hashes, strict=True))
    ensemble = MinHashLSHEnsemble(threshold=_W.likely, num_part=4, m=4)
    ensemble.index((key, minhash, len(shingles[key])) for key, minhash in signed)
    for key, minhash in signed:
        for other in sorted(ensemble.query(minhash, len(shingles[key]))):
            yield key, other


def _low_bits(shingle: int) -> int:
    return shingle & _LOW_BITS


def _shingles(document: Document) -> frozenset[int]:
    """Return the hashed word shingles of what a document states."""
    texts = (b.span.of(document.text) for b in document.blocks if b.kind.states)
    words = " ".join(texts).casefold().split()
    runs = zip(*(words[n:] for n in range(int(_W.shingle))), strict=False)
    return frozenset(
        int.from_bytes(
            blake2b(" ".join(run).encode("utf-8", "surrogatepass"), digest_size=8).digest()
        )
        for run in runs
    )
