"""A sample of what `make corruptions` tries: one class after the other, on a small brief."""

import os
import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from corruptions.briefs import make
from corruptions.case import Attack
from corruptions.clean import alarms
from corruptions.report import missed, told
from corruptions.trial import LIKE, RANDOM, Outcome, Printed, Trial, outcomes

pytestmark = pytest.mark.slow

SAMPLE = {"harbour": (45, 35)}
"""How many corruptions each brief takes at random, and by look-alikes."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("briefs")


@pytest.mark.parametrize("name", SAMPLE)
def test_a_corrupted_brief_is_found_out(name: str, kept: Path, tmp_path: Path) -> None:
    trial = Trial(make(name, kept), tmp_path / "trial")
    assert trial.alarms == []
    at_random, look_alikes = SAMPLE[name]
    found = [*_sample(trial, RANDOM, at_random), *_sample(trial, LIKE, look_alikes)]
    assert len(found) == at_random + look_alikes
    assert [told(one) for one in missed(found)] == []


def _sample(trial: Trial, attacks: Sequence[Attack], number: int) -> Iterator[Outcome]:
    yield from islice(outcomes(trial, attacks, number, 2, 0), number)


@pytest.mark.parametrize("name", SAMPLE)
def test_an_unharmed_brief_is_no_alarm(name: str, kept: Path, tmp_path: Path) -> None:
    assert alarms(make(name, kept), 24, 1, tmp_path, Printed()) == []


def test_qpdf_is_there_where_nothing_may_be_left_out() -> None:
    assert shutil.which("qpdf") or not os.environ.get("CI"), "run tools/test-tools.sh"
