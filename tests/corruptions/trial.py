"""Corrupts finished briefs, one change at a time, and asks `verify` what it sees of it."""

import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from random import Random

import pikepdf
from corruptions.briefs import Finished
from corruptions.case import Attack, Case, Files, sealed
from corruptions.files import LISTED, PLAIN
from corruptions.markup import LOOK_ALIKES as SHOWN_LIKE
from corruptions.markup import PAGES
from corruptions.paper import PAPER
from corruptions.records import LOOK_ALIKES as RECORDED_LIKE
from corruptions.records import RECORDS

from briefgen.model.text import Corpus
from briefgen.proof import Checked, State, verify
from briefgen.verification import check_folder

UNSEALED = frozenset(PLAIN)
RANDOM = (*PLAIN, *LISTED, *PAPER, *PAGES, *RECORDS)
LIKE = (*SHOWN_LIKE, *RECORDED_LIKE)
DEEP = "deep"
WAYS = (DEEP, "originals", "alone", "paper")
"""A folder with the originals beside it, its evidence found in them again or not, a folder alone,
its PDF alone."""

SEARCHED = "searched"
"""A folder alone whose note cannot be printed again: its files are searched for what it says."""


class Printed(dict[tuple[bytes, ...], bytes]):
    """A shelf for what printing gave: that of the brief itself for good, of others for a trial."""

    def __init__(self) -> None:
        super().__init__()
        self._lasting: frozenset[tuple[bytes, ...]] = frozenset()

    def find(self, *shaped_by: bytes) -> bytes | None:
        return self.get(shaped_by)

    def keep(self, content: bytes, *shaped_by: bytes) -> None:
        self[shaped_by] = content

    def settle(self) -> None:
        """Keep for good what is kept by now."""
        self._lasting = frozenset(self)

    def forget(self) -> None:
        """Let go of all else."""
        for key in set(self) - self._lasting:
            del self[key]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one corruption, by each way of verifying that could see it.

    True where it was caught, None where that way is beyond it by nature. What is seen with the
    originals is seen by the deep check of them too, which is made of the others alone.
    """

    attack: str
    brief: str
    seed: str
    told: str
    caught: Mapping[str, bool | None]
    failed: str = ""


class Trial:
    """One finished brief, and a place where it is corrupted again and again."""

    def __init__(self, brief: Finished, work: Path) -> None:
        self._brief = brief
        self._work = work / brief.name
        self.clean = Case(_files(brief.folder), _files(brief.inputs))
        self.printed = Printed()
        self._checked = {
            way: self.check(self.clean, way) for way in (*WAYS, SEARCHED) if self._has(way)
        }
        self.printed.settle()
        self.alarms = [way for way, checked in self._checked.items() if checked.findings]

    def _has(self, way: str) -> bool:
        return way != "paper" or "brief.pdf" in self.clean.folder

    def check(self, case: Case, way: str) -> Checked:
        """Verify a case in one way."""
        if way == SEARCHED:
            return Checked(check_folder(case.folder, Corpus(())))
        shutil.rmtree(self._work, ignore_errors=True)
        folder = self._work / "out" / self._brief.folder.name
        _write(folder, case.folder)
        if way in (DEEP, "originals"):
            _write(self._work / "inputs", case.originals)
        held = folder / "brief.pdf" if way == "paper" else folder
        return verify(held, deep=way == DEEP, shelf=self.printed)

    def attacked(
        self, attack: Attack, seed: str, asked: Sequence[str] = (*WAYS, SEARCHED)
    ) -> Outcome | None:
        """Corrupt the brief once, None where that changes nothing that was `asked` about."""
        rng = Random(f"{self._brief.name} {attack.name} {seed}")
        made = attack.make(self.clean, rng)
        if made is None:
            return None
        if attack not in UNSEALED:
            made = sealed(made)
        ways = [way for way in asked if way != DEEP and self._concerns(way, made)]
        if not ways or (attack.name == "PDF: byte flipped" and _same_pdf(self.clean, made)):
            return None
        caught: dict[str, bool | None] = {}
        failed = ""
        for way in ways:
            try:
                caught[way] = self._is_caught(self.check(made, way), way)
            except Exception as error:  # noqa: BLE001 - a crash is what we look for
                caught[way], failed = False, f"{type(error).__name__}: {error}"
        if DEEP in asked and "originals" in caught:
            caught[DEEP] = caught["originals"] or self._is_caught(self.check(made, DEEP), DEEP)
        caught |= {way: None for way in attack.beyond if caught.get(way) is False}
        self.printed.forget()
        return Outcome(
            attack.name, self._brief.name, seed, difference(self.clean, made), caught, failed
        )

    def _concerns(self, way: str, made: Case) -> bool:
        if way == "paper":
            paper = made.folder.get("brief.pdf")
            return paper is not None and paper != self.clean.folder.get("brief.pdf")
        return made.folder != self.clean.folder or way == "originals"

    def _is_caught(self, checked: Checked, way: str) -> bool:
        clean = self._checked[way]
        lost = set(checked.paths(State.ABSENT)) - set(clean.paths(State.ABSENT))
        hindered = {step for step, _ in checked.hindrances} - {step for step, _ in clean.hindrances}
        return bool(checked.findings or lost or hindered)


def difference(clean: Case, made: Case) -> str:
    """Say in a line what was changed."""
    told = []
    for held, other in ((clean.folder, made.folder), (clean.originals, made.originals)):
        for path in sorted({*held, *other}):
            if held.get(path) != other.get(path) and path != "manifest.json":
                told += [f"{path}: {_apart(held.get(path), other.get(path), path)}"]
    return "; ".join(told[:4]) or "manifest.json"


def _apart(one: bytes | None, other: bytes | None, path: str) -> str:
    if one is None or other is None:
        return "added" if one is None else "removed"
    if path.endswith((".pdf", ".docx")):
        return f"{len(one)} -> {len(other)} bytes"
    first, second = one.decode(errors="replace"), other.decode(errors="replace")
    start = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
    here, there = first[max(0, start - 30) : start + 50], second[max(0, start - 30) : start + 50]
    return f"{here!r} -> {there!r}"


def _same_pdf(clean: Case, made: Case) -> bool:
    """Tell whether nothing that is in a PDF was changed, but padding or unused bytes."""
    try:
        with (
            pikepdf.open(io.BytesIO(clean.folder["brief.pdf"])) as one,
            pikepdf.open(io.BytesIO(made.folder["brief.pdf"])) as other,
        ):
            return all(
                _held(a) == _held(b) for a, b in zip(one.objects, other.objects, strict=True)
            )
    except (pikepdf.PdfError, ValueError):
        return False


def _held(value: pikepdf.Object) -> bytes:
    if isinstance(value, pikepdf.Stream):
        return bytes(value.read_bytes())
    return bytes(value.unparse())


def _files(folder: Path) -> Files:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _write(folder: Path, files: Files) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def outcomes(
    trial: Trial, attacks: Sequence[Attack], number: int, seed: int, start: int
) -> Iterator[Outcome]:
    """Yield so many corruptions of a brief, one class after the other, from one of them on."""
    order = [*attacks[start % len(attacks) :], *attacks[: start % len(attacks)]]
    left = number
    for n, attack in islice(enumerate(cycle(order)), 6 * number):
        if left and (outcome := trial.attacked(attack, f"{seed} {n}")):
            yield outcome
            left -= 1


def corrupted(trial: Trial, number: int, seed: int, turn: int) -> Iterator[Outcome]:
    """Corrupt a brief so many times, half of them by look-alikes.

    `turn` counts the briefs, so that all of them together see every class.
    """
    half = number // 2
    yield from outcomes(trial, RANDOM, half, seed, turn * half)
    yield from outcomes(trial, LIKE, number - half, seed, turn * half)
