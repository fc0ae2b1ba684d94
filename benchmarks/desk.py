"""What a decision at the desk costs: until it is kept, until the draft is fresh, and in a build.

PYTHONPATH=tests python benchmarks/desk.py [DECISIONS [FOLDER]]

Twenty sources: the sample's, and those of two weeks of an invented valley, some of them twice as
other publishers have them; or those in the inputs of another FOLDER. A tenth as many passages are
hidden afterwards, for each of which a source is analysed and all are merged again. Times are those
of whole requests, as the page waits for them. CPU is that of the desk for each decision, and that
of `briefgen build` with its workers, cold and after one decision: with all formats, and with the
page alone, which is what the desk makes.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from e2e.desks import Client, desk

ROOT = Path(__file__).parents[1]
SETTINGS = """title: Twenty sources
issue_date: 2026-11-23
state: .briefgen
desk: {name: A. Analyst}
"""
SOURCES = 20


def sources(folder: Path, given: Path | None) -> int:
    """Lay twenty sources into a folder, or those of a given one; return their number."""
    if given:
        shutil.copytree(given / "inputs", folder, copy_function=shutil.copyfile)
        folder.chmod(0o755)
        return len(list(folder.iterdir())) - 1
    folder.mkdir()
    sample = sorted(path for path in (ROOT / "inputs").iterdir() if path.stem != "README")
    valley = sorted((ROOT / "demo" / "weeks" / "inputs").glob("*.txt"))
    files = [path for path in (*sample, *valley) if path.name != "sources.yaml"]
    entries = {}
    for path in files:
        shutil.copy(path, folder / path.name)
    for n, path in enumerate(valley[: SOURCES - len(files)]):
        text = path.read_text("utf-8") + f"\nThe paper adds that {n + 3} wells are dry.\n"
        (folder / f"again-{path.name}").write_text(text, encoding="utf-8")
        entries[f"again-{path.name}"] = {"publisher": f"Paper {n}", "published": "2026-11-20"}
    (folder / "sources.yaml").write_text(json.dumps(entries), encoding="utf-8")
    return len(list(folder.iterdir())) - 1


def passages_hidden(client: Client, number: int) -> list[float]:
    """Hide so many passages; return the seconds until each draft without it was seen."""
    fresh = []
    for n in range(number):
        before = client.fresh()["draft"]
        task = [task for task in client.tasks() if task.startswith("fact-")][-n - 1]
        page = client.get(f"/choices/{task}/hide_passage").text
        words = unescape(page.partition('data-value="')[2].partition('"')[0])
        began = time.perf_counter()
        told = client.decide(task, "hide_passage", words)
        if not told["kept"]:
            sys.exit(f"not kept: {told['said']}")
        client.fresh(before)
        fresh.append(time.perf_counter() - began)
    return fresh


def decisions(client: Client, number: int) -> tuple[list[float], list[float]]:
    """Decide a number of times; return the seconds until each was kept, and until it was seen."""
    kept, fresh = [], []
    for n in range(number):
        before = client.fresh()["draft"]
        facts = [task for task in client.tasks() if task.startswith("fact-")]
        act = ("pin", "hide")[n % 2]
        began = time.perf_counter()
        told = client.decide(facts[n % len(facts)], act)
        kept.append(time.perf_counter() - began)
        if not told["kept"]:
            sys.exit(f"not kept: {told['said']}")
        client.fresh(before)
        fresh.append(time.perf_counter() - began)
    return kept, fresh


def build(project: Path, formats: str) -> float:
    """Build the brief; return the CPU seconds it took, with its workers."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "briefgen", "build", "--quiet", "--format", formats]
    subprocess.run(command, cwd=project, check=True, capture_output=True)  # noqa: S603 - itself
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def beside_cold(project: Path, formats: str) -> str:
    """Build cold, decide once, build again; say what both took."""
    shutil.rmtree(project / ".briefgen", ignore_errors=True)
    (project / "decisions.yaml").unlink(missing_ok=True)
    cold = build(project, formats)
    with desk(project) as (client, _):
        client.fresh()
        decisions(client, 1)
    after = build(project, formats)
    return f"cold {cold:.1f} s of CPU, after one decision {after:.1f} s ({after / cold:.2f})"


def spent(process: int) -> float:
    """Return the CPU seconds of a process."""
    told = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print what was measured."""
    number = int(sys.argv[1]) if sys.argv[1:] else 60
    given = Path(sys.argv[2]) if sys.argv[2:] else None
    with TemporaryDirectory() as name:
        project = Path(name)
        count = sources(project / "inputs", given)
        (project / "briefgen.yaml").write_text(SETTINGS, encoding="utf-8")
        with desk(project) as (client, process):
            client.fresh()
            before = spent(process.pid)
            kept, fresh = decisions(client, number)
            each = (spent(process.pid) - before) / number
            hidden = passages_hidden(client, max(1, number // 10))
        whole, page = (beside_cold(project, one) for one in ("html,pdf,email", "html"))
    milli = [1000 * statistics.median(kept), 1000 * max(kept)]
    print(f"{count} sources, {number} decisions")
    print(f"kept on the disk: median {milli[0]:.0f} ms, longest {milli[1]:.0f} ms")
    print(f"draft fresh: median {statistics.median(fresh):.2f} s, longest {max(fresh):.2f} s")
    print(
        f"without a passage: median {statistics.median(hidden):.2f} s, longest {max(hidden):.2f} s"
    )
    print(f"CPU of the desk for a decision and its draft: {each:.2f} s")
    print(f"build of all formats: {whole}")
    print(f"build of the page alone: {page}")


main()
