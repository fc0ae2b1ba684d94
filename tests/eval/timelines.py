"""Measure which dates matter: python tests/eval/timelines.py FOLDER.

FOLDER/facts holds rows {articles: [{pub, text}], gold: [{source, timeline: {day: ...}}]}.
As many days as a reference timeline has, from the period it covers: date F1, exact and
within a day, the mean over all references.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.corpora import Found, Row, find, report

from briefgen.model.annotations import Precision

FILE = "timeline_t17_dev.jsonl"
_SEEDS = 20
_LOOKING_BACK = 2

Ranking = Sequence[str]


def measure(rows: Sequence[Row]) -> Iterator[str]:
    """Yield one line for briefgen and one for each simple method."""
    scores: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        articles = row["articles"]
        found = find([one["text"] for one in articles], [one["pub"] for one in articles])
        for name, rank in METHODS.items():
            for ranking in rank(found):
                scored = [score(ranking, sorted(one["timeline"])) for one in row["gold"]]
                scores.setdefault(name, []).extend(scored)
    yield f"{'':42} date F1  within a day"
    for name, told in scores.items():
        exact, near = (100 * fmean(each) for each in zip(*told, strict=True))
        yield f"{name:42} {exact:7.1f} {near:13.1f}"


def score(ranking: Ranking, reference: Sequence[str]) -> tuple[float, float]:
    """Return date F1, exact and within a day, of the first days in the reference's period."""
    within = [day for day in ranking if reference[0] <= day <= reference[-1]][: len(reference)]
    return _f1(within, reference, tolerance=0), _f1(within, reference, tolerance=1)


def _f1(told: Sequence[str], reference: Sequence[str], *, tolerance: int) -> float:
    a = [date.fromisoformat(day).toordinal() for day in told]
    b = [date.fromisoformat(day).toordinal() for day in reference]
    right = sum(any(abs(x - y) <= tolerance for y in b) for x in a) / (len(a) or 1)
    seen = sum(any(abs(x - y) <= tolerance for x in a) for y in b) / len(b)
    return 2 * right * seen / ((right + seen) or 1)


def briefgen(found: Found) -> Iterator[Ranking]:
    """Yield the days of the events in rank order."""
    events = sorted(found.evidence().events, key=lambda event: event.rank)
    days = (e.date.start for e in events if e.date.precision is Precision.DAY)
    yield tuple(dict.fromkeys(days))


def at_random(found: Found) -> Iterator[Ranking]:
    """Yield the days of publication in several random orders."""
    days = sorted(set(_published(found)))
    for seed in range(_SEEDS):
        yield sorted(days, key=lambda day: sha256(f"{seed} {day}".encode()).digest())


def most_articles(found: Found) -> Iterator[Ranking]:
    """Yield the days of publication, those with most articles first."""
    yield _ranked(Counter(_published(found)))


def most_mentioned(found: Found) -> Iterator[Ranking]:
    """Yield the days that most articles mention."""
    yield _ranked(Counter(day for _, days in _mentioned(found) for day in set(days)))


def looked_back_on(found: Found) -> Iterator[Ranking]:
    """Yield the days by articles that mention them and twice the mentions from later days."""
    weight: Counter[str] = Counter()
    for published, days in _mentioned(found):
        weight.update(set(days))
        weight.update([day for day in days if day < published] * _LOOKING_BACK)
    yield _ranked(weight)


def _published(found: Found) -> list[str]:
    return [document.source.metadata.published for document in found.corpus.documents]


def _mentioned(found: Found) -> Iterator[tuple[str, list[str]]]:
    for published, one in zip(_published(found), found.annotations, strict=True):
        yield published, [d.start for d in one.dates if d.precision is Precision.DAY]


def _ranked(weight: Mapping[str, int]) -> Ranking:
    return sorted(weight, key=lambda day: (-weight[day], day))


METHODS: Mapping[str, Callable[[Found], Iterator[Ranking]]] = {
    "briefgen": briefgen,
    "random days of publication": at_random,
    "days with most articles": most_articles,
    "days most articles mention": most_mentioned,
    "the same, and twice each look back": looked_back_on,
}

if __name__ == "__main__":
    report(FILE, measure)
