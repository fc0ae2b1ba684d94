"""Changes the program in one place after the other, and counts how often the tests notice.

Run as `make mutants`. The changes are cosmic-ray's, made in copies of this folder, one at a time.
All would take a day: of each package as many are tried as `packages.toml` says, at most one a
line, chosen by chance with a seed. A survivor that changes nothing is in `equivalent.toml`, with
the reason, and does not count. The exit status is 1 where a package falls below the floor.
"""

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from math import sqrt
from pathlib import Path
from typing import TextIO

sys.path.insert(0, str(Path(__file__).parents[1]))

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from mutants.trial import Exchange, Suite, Trial, exchange, try_anew, try_loaded, watch

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COPIED = ("briefgen", "templates", "tests", "inputs", "tools", "docs", "demo")
FLOOR = 0.85
LEFT_OUT = re.compile(r"BinaryOperator_BitOr|_Is(Not)?(_|$)|ExceptionReplacer")
"""Operators that turn types into nonsense, which any import notices, or compare by identity what
is equal, which no test can tell; and one that cannot read exceptions with a point in their name."""


@dataclass(frozen=True, slots=True)
class Change:
    """What can be changed in a module: the `number`th place for an operator, on a line."""

    module: str
    line: int
    operator: str
    number: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A module with one change in it: the line before and after, and the whole text."""

    module: str
    line: int
    before: str
    after: str
    content: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What `equivalent.toml` knows it by, wherever the line stands."""
        return self.module, self.before, self.after


def changes(modules: Iterable[Path]) -> Iterator[Change]:
    """Yield every change that can be made to some modules."""
    for module in modules:
        nodes = list(ast_nodes(get_ast(module.read_text("utf-8"))))
        for name in operator_names():
            operator = get_operator(name)
            if LEFT_OUT.search(name) or operator.arguments():
                continue
            made = operator()
            places = [place for node in nodes for place in made.mutation_positions(node)]
            for n, ((line, _), _) in enumerate(places):
                yield Change(module.relative_to(ROOT).as_posix(), line, name, n)


def sample(found: Sequence[Change], number: int, seed: int) -> list[Change]:
    """Choose some changes by chance, at most one a line."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    mixed = chance.sample(found, len(found))
    lines = {(one.module, one.line): one for one in mixed}
    return chance.sample(list(lines.values()), min(number, len(lines)))


def changed(change: Change) -> Changed:
    """Make a change."""
    text = (ROOT / change.module).read_text("utf-8")
    made = mutate_code(text, get_operator(change.operator)(), change.number)
    pairs = zip(text.splitlines(), made.splitlines(), strict=False)
    before, after = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    return Changed(change.module, change.line, before.strip(), after.strip(), made)


def move_into_a_copy(copy: Path) -> None:
    """Copy this folder and go there, and load what all tests need but our own code."""
    for name in COPIED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ROOT.glob("*.*"):
        if file.is_file():
            shutil.copy(file, copy)
    os.chdir(copy)
    os.environ |= {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.dont_write_bytecode = True
    sys.path[:] = [
        str(copy),
        *(path for path in sys.path if path not in map(str, (ROOT, HERE, HERE.parent))),
    ]
    for slow in ("pydantic", "spacy"):
        import_module(slow)


def _is_program(one: Changed) -> bool:
    """Tell what Python reads: anybody would notice the rest."""
    try:
        compile(one.content, one.module, "exec")
    except SyntaxError:
        return False
    return True


def known(path: Path) -> Mapping[tuple[str, str, str], str]:
    """Return why some survivors are no fault, by module, line and what that became."""
    rows = tomllib.loads(path.read_text("utf-8"))["equivalent"]
    return {(row["module"], row["before"], row["after"]): row["why"] for row in rows}


def measure(name: str, asked: Mapping[str, object], seed: int, number: int, out: TextIO) -> bool:
    """Try changes of one package and say what came of it; tell whether that is enough."""
    modules = sorted({path for one in asked["modules"] for path in ROOT.glob(str(one))})  # type: ignore[attr-defined]
    paths = [str(test) for test in asked["tests"]]  # type: ignore[attr-defined]
    found = list(changes(modules))
    chosen = sample(found, number or int(str(asked["number"])), seed)
    tried = [one for one in map(changed, chosen) if _is_program(one)]
    files = {one.module: str(Path(one.module).absolute()) for one in tried}
    tests = watch(paths, frozenset(files.values()))
    if tests is None:
        out.write(f"{name}: its tests fail without any change\n")
        return False
    survived = Path("survived.txt")
    survived.write_text("", "utf-8")
    equivalent = known(HERE / "equivalent.toml")

    def trial(n: int, one: Changed) -> Trial:
        def tell(passed: bool) -> None:  # noqa: FBT001 - the one thing that is told
            if passed:
                _say_survived(one, equivalent, out)
                with survived.open("a", encoding="utf-8") as stream:
                    stream.write(f"{n}\n")

        file = files[one.module]
        return Trial(exchange(file, Path(file).read_text("utf-8"), one.content), one.content, tell)

    trials = [trial(n, one) for n, one in enumerate(tried)]
    try_loaded(paths, tests, [one for one in trials if one.changed.place])
    for one in trials:
        if not one.changed.place:
            try_anew(paths, tests, one)
    if not _still_pass(paths, tests, next(iter(files.values()))):
        out.write(f"{name}: its tests fail without any change by now: these figures are none\n")
        return False
    left = [tried[int(n)] for n in survived.read_text("utf-8").split()]
    same = [one for one in left if one.key in equivalent]
    counted = len(tried) - len(same)
    score = (counted - len(left) + len(same)) / counted
    error = 1.96 * sqrt(score * (1 - score) / counted)
    out.write(
        f"{name}: {score:.3f} (+/- {error:.3f}) of {counted} changes noticed;"
        f" {len(found)} could be made, {len(same)} that change nothing are not counted\n"
    )
    out.flush()
    return score >= FLOOR


def _still_pass(paths: Sequence[str], tests: Suite, file: str) -> bool:
    """Tell whether tests pass with an unchanged module, so that what failed was the changes."""
    told: list[bool] = []
    try_anew(paths, tests, Trial(Exchange(file), Path(file).read_text("utf-8"), told.append))
    return told == [True]


def _say_survived(
    one: Changed, equivalent: Mapping[tuple[str, str, str], str], out: TextIO
) -> None:
    """Print a change that no test has noticed, at once."""
    out.write(f"survived: {one.module}:{one.line}\n  - {one.before}\n  + {one.after}\n")
    if one.key in equivalent:
        out.write(f"  same: {equivalent[one.key]}\n")
    out.flush()


def main() -> None:
    """Measure all packages, or those named."""
    packages = tomllib.loads((HERE / "packages.toml").read_text("utf-8"))
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", default=list(packages))
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--number", type=int, default=0, help="changes of each package")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as copy:
        move_into_a_copy(Path(copy))
        out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
        scores = [
            measure(name, packages[name], given.seed, given.number, out) for name in given.names
        ]
        os.chdir(ROOT)
    sys.exit(not all(scores))


if __name__ == "__main__":
    main()
