"""Measure which texts are found to tell the same: python tests/eval/links.py FOLDER.

FOLDER/facts holds short posts on one story and which propositions each states; parts of
articles and of summaries, and which state the same; whole articles on two happenings, with the
sentences that tell of one event. Every part that was judged is a statement here, and links are
measured before anything is chosen: *same event* links, that group, and *same fact* links, that
count as support. Links of one article's own sentences are not counted. Where gold leaves links
open, they are wrong for *same event*, and not counted for *same fact*.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer, TfidfVectorizer

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.corpora import Row, report
from eval.judged import (
    ARTICLES,
    POSTS,
    SUMMARIES,
    Judged,
    Link,
    Links,
    articles,
    judging,
    posts,
    statements_of,
    summaries,
)

from briefgen.merge.events.sameness.judgement import Sameness, Verdict

_STEMMER = snowballstemmer.stemmer("english")

Judge = Callable[[Sameness, int, int], Verdict]


def measure(make: Callable[[Row], Judged]) -> Callable[[Sequence[Row]], Iterator[str]]:
    """Return what yields precision, recall and F1 of briefgen, and of simple methods.

    A simple method links all pairs from the threshold on that is best for it on these rows.
    """

    def lines(rows: Sequence[Row]) -> Iterator[str]:
        told = [make(row) for row in rows]
        gold = [one.links for one in told]
        yield f"{'':28} precision  recall     F1"
        yield _line("briefgen, same event", score([linked(one, _event) for one in told], gold))
        stated = [linked(one, _fact) - one.open for one in told]
        yield _line("briefgen, same fact", score(stated, gold))
        for name, method in SIMPLE.items():
            alike = [method(one) for one in told]
            found = ((percent, _from(alike, percent / 100)) for percent in range(3, 80))
            best = max((score(links, gold), percent) for percent, links in found)
            yield _line(f"{name} >= {best[1] / 100:.2f}", best[0])

    return lines


def _event(sameness: Sameness, a: int, b: int) -> Verdict:
    return sameness.event(a, b)


def _fact(sameness: Sameness, a: int, b: int) -> Verdict:
    """Judge one fact as where either of the two represents it."""
    one, other = sameness.fact(a, b), sameness.fact(b, a)
    return one if one.holds else other


def linked(one: Judged, judge: Judge) -> Links:
    """Link the parts that two statements of theirs link."""
    units, sameness = judging(one.found)
    stated = statements_of(one, units)
    return frozenset(
        (a, b)
        for a, b in one.pairs
        if any(judge(sameness, x, y).holds for x, y in product(stated[a], stated[b]) if x != y)
    )


def jaccard(one: Judged) -> Mapping[Link, float]:
    """Return how alike the parts are: Jaccard of their words, weighted by how rare those are."""
    matrix = CountVectorizer(analyzer=_words, binary=True).fit_transform(_texts(one))
    rare = np.log(1 + matrix.shape[0] / matrix.sum(axis=0).A1)
    shared = (matrix.multiply(rare) @ matrix.T).toarray()
    weight = shared.diagonal()
    union = weight[:, None] + weight[None, :] - shared
    return _pairs(one, shared / np.where(union, union, 1))


def cosine(one: Judged) -> Mapping[Link, float]:
    """Return how alike the parts are: TF-IDF cosine."""
    matrix = TfidfVectorizer(analyzer=_words).fit_transform(_texts(one))
    return _pairs(one, (matrix @ matrix.T).toarray())


SIMPLE: Mapping[str, Callable[[Judged], Mapping[Link, float]]] = {
    "IDF-weighted Jaccard": jaccard,
    "TF-IDF cosine": cosine,
}


def _texts(one: Judged) -> list[str]:
    texts = {document.source.key: document.text for document in one.found.corpus.documents}
    return [span.of(texts[source]) for _, (source, span) in sorted(one.parts.items())]


def _words(text: str) -> list[str]:
    words = re.findall(r"[^\W\d_]{2,}", text.casefold())
    return [_STEMMER.stemWord(word) for word in words if word not in ENGLISH_STOP_WORDS]


def _pairs(one: Judged, alike: NDArray[np.float64]) -> Mapping[Link, float]:
    place = {part: n for n, part in enumerate(sorted(one.parts))}
    return {(a, b): float(alike[place[a], place[b]]) for a, b in one.pairs}


def _from(alike: Sequence[Mapping[Link, float]], least: float) -> list[Links]:
    return [frozenset(link for link, value in one.items() if value >= least) for one in alike]


def score(found: Sequence[Links], gold: Sequence[Links]) -> tuple[float, float, float]:
    """Return F1, precision and recall over the links of all rows."""
    hits = sum(len(a & b) for a, b in zip(found, gold, strict=True))
    right = hits / (sum(map(len, found)) or 1)
    seen = hits / (sum(map(len, gold)) or 1)
    return 2 * right * seen / ((right + seen) or 1), right, seen


def _line(name: str, scored: tuple[float, float, float]) -> str:
    f1, right, seen = (100 * each for each in scored)
    return f"{name:28} {right:9.1f} {seen:7.1f} {f1:6.1f}"


if __name__ == "__main__":
    report(POSTS, measure(posts))
    report(SUMMARIES, measure(summaries))
    report(ARTICLES, measure(articles))
