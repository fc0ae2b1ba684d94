"""Measure which texts are found to tell the same fact: python tests/eval/links.py FOLDER.

FOLDER/facts holds rows {sentences: [{id, text}], propositions: [{sentences}]}: short posts
on one story, and which posts state which proposition. Two posts tell the same fact when
they share half of the propositions of the smaller and a third of the union. Rows
{summary_spans: [text], source_spans: [{text}], aligned: [[summary, source]]} say which parts
of articles state what parts of a summary do; only such pairs count.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer, TfidfVectorizer

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.corpora import Row, find, report

FILE = "merge_okr_dev.jsonl"
SUMMARY_FILE = "merge_superpal_dev.jsonl"
_STEMMER = snowballstemmer.stemmer("english")
_OF_SMALLER, _OF_UNION = 1 / 2, 1 / 3

Link = tuple[str, str]
Links = frozenset[Link]


def measure(rows: Sequence[Row]) -> Iterator[str]:
    """Yield pairwise precision, recall and F1 of briefgen, and of simple methods.

    A simple method links all pairs from the threshold on that is best for it on these rows.
    """
    yield from _compare(rows, [links_of(row) for row in rows])


def measure_summaries(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the same of the parts of articles that support parts of a summary."""
    gold = [frozenset((f"d{d:03}", f"s{s:03}") for s, d in row["aligned"]) for row in rows]
    yield from _compare([_as_posts(row) for row in rows], gold, _across)


def _as_posts(row: Row) -> Row:
    summary = enumerate(row["summary_spans"])
    sources = enumerate(span["text"] for span in row["source_spans"])
    texts = [*((f"s{n:03}", text) for n, text in summary), *((f"d{n:03}", t) for n, t in sources)]
    return {"sentences": [{"id": name, "text": text} for name, text in texts]}


def _across(links: Links) -> Links:
    return frozenset((a, b) for a, b in links if a[0] != b[0])


def _compare(
    rows: Sequence[Row], gold: Sequence[Links], counted: Callable[[Links], Links] = frozenset
) -> Iterator[str]:
    yield f"{'':28} precision  recall     F1"
    yield _line("briefgen", score([counted(briefgen(row)) for row in rows], gold))
    for name, method in SIMPLE.items():
        alike = [method(row) for row in rows]
        linked = ((percent, _from(alike, percent / 100)) for percent in range(5, 80))
        best = max((score(list(map(counted, links)), gold), percent) for percent, links in linked)
        yield _line(f"{name} >= {best[1] / 100:.2f}", best[0])


def links_of(row: Row) -> Links:
    """Return the gold links."""
    told: dict[str, set[int]] = {}
    for number, proposition in enumerate(row["propositions"]):
        for post in proposition["sentences"]:
            told.setdefault(post, set()).add(number)
    return frozenset(
        (a, b)
        for a, b in combinations(sorted(told), 2)
        if (both := len(told[a] & told[b]))
        and both >= _OF_SMALLER * min(len(told[a]), len(told[b]))
        and both >= _OF_UNION * len(told[a] | told[b])
    )


def briefgen(row: Row) -> Links:
    """Link posts that support one fact; each post is a source of its own."""
    posts = row["sentences"]
    found = find([post["text"] for post in posts])
    name = {f"S{number}": post["id"] for number, post in enumerate(posts, 1)}
    return frozenset(
        link
        for fact in found.evidence().facts
        for link in combinations(sorted({name[one.source] for one in fact.citations}), 2)
    )


def jaccard(row: Row) -> Mapping[Link, float]:
    """Return how alike the posts are: Jaccard of their words, weighted by how rare those are."""
    matrix = CountVectorizer(analyzer=_words, binary=True).fit_transform(_texts(row))
    rare = np.log(1 + matrix.shape[0] / matrix.sum(axis=0).A1)
    shared = (matrix.multiply(rare) @ matrix.T).toarray()
    weight = shared.diagonal()
    union = weight[:, None] + weight[None, :] - shared
    return _pairs(row, shared / np.where(union, union, 1))


def cosine(row: Row) -> Mapping[Link, float]:
    """Return how alike the posts are: TF-IDF cosine."""
    matrix = TfidfVectorizer(analyzer=_words).fit_transform(_texts(row))
    return _pairs(row, (matrix @ matrix.T).toarray())


SIMPLE: Mapping[str, Callable[[Row], Mapping[Link, float]]] = {
    "IDF-weighted Jaccard": jaccard,
    "TF-IDF cosine": cosine,
}


def _texts(row: Row) -> list[str]:
    return [post["text"] for post in row["sentences"]]


def _words(text: str) -> list[str]:
    words = re.findall(r"[^\W\d_]{2,}", text.casefold())
    return [_STEMMER.stemWord(word) for word in words if word not in ENGLISH_STOP_WORDS]


def _pairs(row: Row, alike: NDArray[np.float64]) -> Mapping[Link, float]:
    names = [post["id"] for post in row["sentences"]]
    numbers = combinations(range(len(names)), 2)
    return {_link(names[a], names[b]): float(alike[a, b]) for a, b in numbers}


def _link(a: str, b: str) -> Link:
    return (a, b) if a < b else (b, a)


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
    report(FILE, measure)
    report(SUMMARY_FILE, measure_summaries)
