"""Benchmarks run, at sizes that take no time."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def test_the_benchmark_of_merging_prints_sizes_and_growth() -> None:
    done = subprocess.run(
        [sys.executable, BENCHMARKS / "merging.py", "4", "60"],
        capture_output=True,
        text=True,
        check=True,
    )
    head, small, large = done.stdout.splitlines()
    assert head.startswith("sources statements")
    assert small.split()[:2] == ["4", "64"]
    assert large.split()[:2] == ["60", "960"]
    assert "15.0x" in large


def test_the_benchmark_of_deciding_prints_what_a_decision_costs() -> None:
    done = subprocess.run(
        [sys.executable, BENCHMARKS / "deciding.py", "3"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.fullmatch(r"3 entries: [\d.]+ ms a decision\n", done.stdout)


def test_the_benchmark_of_proving_prints_ratios() -> None:
    done = subprocess.run(
        [sys.executable, BENCHMARKS / "proving.py", "1"],
        capture_output=True,
        text=True,
        check=True,
    )
    told = r"verify folder: [\d.]+ of a build\nverify PDF alone: [\d.]+ of a build\n"
    assert re.match(told, done.stdout)
