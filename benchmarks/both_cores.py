"""What annotating in several processes costs and saves, beside one process, in the same run.

Usage: python benchmarks/both_cores.py [FOLDER] [DOCUMENTS] [ROUNDS]. The sources of a folder
(inputs/ if none is named) are repeated, each with a number of its own, until there are so many.
Each way of doing it is the whole command `briefgen extract --per-document`; the ways take turns, so
that other work on the machine meets all of them. Printed are the medians of processor time, of all
processes together, and of time on the clock, both also as parts of those of one process; and how
many processors were at work at once, on an average. 1 is left when results differ. Linux only: the
processor time of a process that its parent does not wait for is counted as well.
"""

import ctypes
import hashlib
import os
import resource
import statistics
import subprocess
import sys
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from briefgen.intake import ingest
from briefgen.read import find_files

WAYS = {
    "serial": ("--jobs", "1"),
    "pool of 2": ("--jobs", "2"),
    "pool of 3": ("--jobs", "3"),
    "automatic": (),
}
_PR_SET_CHILD_SUBREAPER = 36


def write_sources(source: Path, number: int, folder: Path) -> int:
    """Write so many texts into a folder; return their characters."""
    documents = ingest(find_files((source,))).documents
    texts = [document.text for document in documents if document.source.metadata.language == "en"]
    for n, text in enumerate(islice(cycle(texts), number)):
        (folder / f"{n:05}.txt").write_text(f"{text}\n\nText {n}\n", "utf-8")
    return sum(len(text) for text in islice(cycle(texts), number))


def measure(arguments: list[str]) -> tuple[str, float, float]:
    """Run a command; return a hash of what it printed, its processor time and its time."""
    before, begun = _spent(), perf_counter()
    done = subprocess.run(arguments, capture_output=True, check=True)  # noqa: S603 - our own program
    seconds = perf_counter() - begun
    with suppress(ChildProcessError):
        while True:
            os.wait()
    return hashlib.sha256(done.stdout).hexdigest()[:12], _spent() - before, seconds


def _spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    """Measure some rounds of all ways in turn and print their medians."""
    source, number, rounds = (*sys.argv[1:4], *("inputs", "60", "3")[len(sys.argv) - 1 :])
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    spent: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    printed = set()
    with TemporaryDirectory() as folder:
        characters = write_sources(Path(source), int(number), Path(folder))
        command = [sys.executable, "-m", "briefgen", "extract", "--per-document", folder]
        for _ in range(int(rounds)):
            for way, options in WAYS.items():
                digest, processor, clock = measure([*command, *options])
                printed.add(digest)
                spent[way].append((processor, clock))
    print(f"{number} documents, {characters} characters; results: {', '.join(printed)}")
    print("way         processor, part      clock, part   at once")
    alone_processor, alone_clock = map(statistics.median, zip(*spent["serial"], strict=True))
    for way, rounds_of_it in spent.items():
        processor, clock = map(statistics.median, zip(*rounds_of_it, strict=True))
        print(
            f"{way:<10} {processor:8.1f} s {processor / alone_processor:5.2f}"
            f" {clock:8.1f} s {clock / alone_clock:5.2f} {processor / clock:9.2f}"
        )
    return int(len(printed) > 1)


if __name__ == "__main__":
    sys.exit(main())
