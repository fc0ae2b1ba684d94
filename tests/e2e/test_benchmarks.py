"""The benchmark of merging runs, at sizes that take no time."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "merging.py"


def test_the_benchmark_of_merging_prints_sizes_and_growth() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "4", "60"], capture_output=True, text=True, check=True
    )
    head, small, large = done.stdout.splitlines()
    assert head.startswith("sources statements")
    assert small.split()[:2] == ["4", "64"]
    assert large.split()[:2] == ["60", "960"]
    assert "15.0x" in large
