"""The whole trial, for `make corruptions`: 2,000 corruptions of ten briefs, 300 clean ones."""

import argparse
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from corruptions.briefs import MAKERS, make
from corruptions.clean import alarms, checked_elsewhere
from corruptions.report import missed, table, told
from corruptions.trial import Outcome, Printed, Trial, corrupted

EXPLAINED = 10
"""Misses of 2,000 that may be left, each of them told."""


def _of_brief(
    number: int, clean: int, seed: int, kept: Path, brief: tuple[int, str]
) -> tuple[list[str], list[Outcome]]:
    n, name = brief
    with tempfile.TemporaryDirectory() as work:
        finished = make(name, kept)
        found = list(corrupted(Trial(finished, Path(work) / "trial"), number, seed, n))
        elsewhere = filter(None, (checked_elsewhere(finished, at) for at in range(min(2, clean))))
        unharmed = alarms(finished, max(0, clean - 2), seed, Path(work) / "clean", Printed())
        return [*elsewhere, *unharmed], found


def main() -> int:
    """Run the trial and say what came of it; 1 where too much was not seen, or seen for nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corruptions", type=int, default=2000)
    parser.add_argument("--clean", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--briefs", nargs="*", default=list(MAKERS), choices=list(MAKERS))
    asked = parser.parse_args()
    begun = time.monotonic()
    each, unharmed = asked.corruptions // len(asked.briefs), asked.clean // len(asked.briefs)
    with tempfile.TemporaryDirectory() as kept, ProcessPoolExecutor(asked.jobs) as pool:
        one = partial(_of_brief, each, unharmed, asked.seed, Path(kept))
        done = []
        for name, (false, seen) in zip(
            asked.briefs, pool.map(one, enumerate(asked.briefs)), strict=True
        ):
            unseen = f"{len(missed(seen))} of {len(seen)} not seen"
            print(f"{name}: {unseen}, {len(false)} false alarms", flush=True)
            done.append((false, seen))
    found = [outcome for _, outcomes in done for outcome in outcomes]
    false = [alarm for found_there, _ in done for alarm in found_there]
    lost = missed(found)
    print(*table(found), "", *map(told, lost), sep="\n")
    print(*(f"false alarm: {alarm}" for alarm in false), sep="\n")
    print(
        f"{len(found)} corruptions, {len(lost)} not seen; {unharmed * len(done)} clean ones,"
        f" {len(false)} false alarms; {time.monotonic() - begun:.0f} s"
    )
    return int(len(lost) > EXPLAINED or bool(false))


if __name__ == "__main__":
    sys.exit(main())
