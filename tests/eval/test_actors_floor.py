"""The finding of actors never falls below what it once reached."""

import tomllib
from pathlib import Path

import pytest
from eval.actors import SUBJECTS, find, score, wrong_merges

FLOORS = tomllib.loads((Path(__file__).parent / "floors-actors.toml").read_text("utf-8"))


def test_actors_texts_are_of_three_subjects() -> None:
    assert set(FLOORS) == set(SUBJECTS)
    assert len(SUBJECTS) >= 3


@pytest.mark.parametrize("subject", SUBJECTS)
def test_actors_are_found_as_well_as_before(subject: str) -> None:
    reached, floor = score(find(subject)), FLOORS[subject]
    assert reached.f1 >= max(floor["f1"], 0.88)
    assert reached.role_share >= max(floor["roles"], 0.9)
    assert reached.noise_share <= min(floor["noise"], 0.08)


def test_actors_of_all_subjects_are_never_merged_wrongly() -> None:
    everything = tuple(one for subject in SUBJECTS for one in find(subject))
    assert wrong_merges(everything) == []
