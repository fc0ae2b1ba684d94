"""Set what signals weigh in sameness/data/sameness.toml: python tests/eval/weighing.py FOLDER.

Two logistic regressions on pairs that people judged. *Same fact* learns from the subjects of
tests/eval/facts that rules may be made for, and a little from whole articles; *same event* from
posts, parts of summaries and whole articles in FOLDER/facts. Pairs that were left open teach
nothing. Each figure printed is of pairs whose subject or story was left out of learning.
Weights are written as whole 64ths, so that they are the same on every machine.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.facts import HELD_OUT
from eval.facts_gold import subjects
from eval.judged import (
    ARTICLES,
    POSTS,
    SUMMARIES,
    Judged,
    Pairs,
    articles,
    compared,
    posts,
    subject,
    summaries,
)

FILE = Path(__file__).parents[2] / "briefgen/merge/events/sameness/data/sameness.toml"
BIAS = "without any sign"
_GRAIN = 64
_FOLDS = 5
_STEPS = 15
_LEAST_ALIKE = 0.04
"""Pairs less alike than this are never judged by the program, and teach nothing."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Lesson:
    """What one model learns from: what a pair of each set counts, and how far weights shrink."""

    sets: Mapping[str, float]
    shrink: float
    judged_on: tuple[str, ...]


LESSONS = {
    "fact": Lesson({"own": 1.0, "articles": 0.03}, 5.0, ("own", "articles")),
    "event": Lesson(
        {"posts": 1.0, "summaries": 1.0, "articles": 0.2}, 2.0, ("posts", "summaries", "articles")
    ),
}


def read(folder: Path) -> dict[str, list[Judged]]:
    """Read and annotate all that was judged."""
    kinds = {"posts": (POSTS, posts), "summaries": (SUMMARIES, summaries)}
    kinds["articles"] = (ARTICLES, articles)
    learnt = [name for name in subjects() if name not in HELD_OUT]
    found = {"own": [subject(name) for name in learnt]}
    for kind, (name, make) in kinds.items():
        lines = (folder / "facts" / name).read_text("utf-8").splitlines()
        found[kind] = [make(json.loads(line)) for line in lines if line.strip()]
    return found


class Fit:
    """Learns a model, and says how well it does on what was left out."""

    def __init__(
        self, lesson: Lesson, told: Mapping[str, Sequence[Pairs]], names: Sequence[str]
    ) -> None:
        """Take the pairs of each story of each set as a matrix."""
        self._lesson = lesson
        self._names = [*names, BIAS]
        self._told = {kind: [self._matrix(pairs) for pairs in told[kind]] for kind in lesson.sets}
        self._all = {kind: sum(len(one.links) for one in told[kind]) for kind in lesson.sets}

    def _matrix(self, pairs: Pairs) -> tuple[Matrix, Matrix]:
        kept = [
            (given, answer)
            for given, answer in pairs.judged
            if max(given.get("alike", 0), given.get("told alike", 0)) >= _LEAST_ALIKE
        ]
        x = np.zeros((len(kept), len(self._names)))
        for row, (given, _) in enumerate(kept):
            x[row] = [given.get(name, 0.0) for name in self._names]
        x[:, -1] = 1.0
        return x, np.array([answer for _, answer in kept], dtype=float)

    def weights(self, left_out: tuple[str, int] = ("", -1)) -> Matrix:
        """Learn from all stories but each fifth one of a set (Newton's method)."""
        parts = [
            (x[y >= 0], y[y >= 0], np.full((y >= 0).sum(), weight))
            for kind, weight in self._lesson.sets.items()
            for n, (x, y) in enumerate(self._told[kind])
            if (kind, n % self._folds(kind)) != left_out
        ]
        x, y, counts = (np.concatenate(each) for each in zip(*parts, strict=True))
        shrink = np.full(x.shape[1], self._lesson.shrink)
        shrink[-1] = 1e-6
        learnt = np.zeros(x.shape[1])
        for _ in range(_STEPS):
            sure = 1 / (1 + np.exp(-x @ learnt))
            slope = x.T @ (counts * (sure - y)) + shrink * learnt
            bend = (x * (counts * sure * (1 - sure))[:, None]).T @ x + np.diag(shrink)
            learnt -= np.linalg.solve(bend, slope)
        return np.round(learnt * _GRAIN) / _GRAIN

    def _folds(self, kind: str) -> int:
        """Return in how many parts a set is left out: each of few stories for itself."""
        return len(self._told[kind]) if kind == "own" else _FOLDS

    def figures(self, enough: Sequence[float]) -> Iterator[str]:
        """Yield precision, recall and F1 on what was left out, from each sum on."""
        for kind in self._lesson.judged_on:
            sums, answers = self._left_out(kind)
            for least in enough:
                found = sums >= least
                hits = (found & (answers == 1)).sum()
                right = hits / max(1, (found & (answers >= 0)).sum())
                strict = hits / max(1, found.sum())
                seen = hits / self._all[kind]
                f1 = 2 * strict * seen / max(strict + seen, 1e-9)
                yield (
                    f"{kind:10} from {least:5.2f}: precision {right:.3f} (open ones as wrong"
                    f" {strict:.3f}), recall {seen:.3f}, F1 {f1:.3f}"
                )

    def _left_out(self, kind: str) -> tuple[Matrix, Matrix]:
        sums, answers = [], []
        for fold in range(self._folds(kind)):
            learnt = self.weights((kind, fold))
            for x, y in self._told[kind][fold :: self._folds(kind)]:
                sums.append(x @ learnt)
                answers.append(y)
        return np.concatenate(sums), np.concatenate(answers)

    def table(self) -> str:
        """Return the weights as they are written."""
        told = sorted(zip(self._names, self.weights(), strict=True))
        return "\n".join(f'"{name}" = {float(weight)}' for name, weight in told if weight)


def learn(told: Mapping[str, Sequence[Pairs]]) -> Iterator[str]:
    """Yield the figures of each model, and write its weights."""
    text = FILE.read_text("utf-8")
    for kind, lesson in LESSONS.items():
        used = tomllib.loads(text)[kind]["signals"]
        fit = Fit(lesson, told, sorted(used))
        yield f"same {kind}"
        yield from fit.figures((-1.5, -1.25, -1, -0.75, -0.5, -0.25, 0, 0.5, 1))
        head = f"[{kind}.weights]\n"
        text = re.sub(rf"(?<={re.escape(head)})(?:\".*\n)*", f"{fit.table()}\n", text)
    FILE.write_text(text, "utf-8")


def main() -> None:
    """Learn from a folder."""
    found = read(Path(sys.argv[1]))
    told = {kind: [compared(one) for one in each] for kind, each in found.items()}
    for line in learn(told):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
