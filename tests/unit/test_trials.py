"""How changes of the program are tried: which functions differ, and which tests could notice."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from mutants.trial import MOST, Exchange, Suite, Trial, exchange, in_a_copy, put_in

BEFORE = """
SIZE = 3

class Box:
    def area(self, side=1):
        sides = [side * n for n in range(SIZE)]
        def total():
            return sum(sides)
        return total()

def other():
    return 1
"""


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("return 1", "return 2", "other"),
        ("side * n", "side + n", "Box.area"),
        ("return sum(sides)", "return -sum(sides)", "Box.area.<locals>.total"),
        ("SIZE = 3", "SIZE = 4", ""),
        ("side=1", "side=2", ""),
        ("def other", "def another", ""),
        ("return 1", "return  1", ""),
    ],
)
def test_what_differs_is_told_by_the_innermost_function(old: str, new: str, name: str) -> None:
    made = exchange("x.py", BEFORE, BEFORE.replace(old, new))
    assert (made.place[1][0] if made.place else "") == name


@pytest.fixture
def loaded(tmp_path: Path) -> ModuleType:
    file = tmp_path / "boxes.py"
    file.write_text(BEFORE, "utf-8")
    spec = importlib.util.spec_from_file_location("boxes", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_functions_that_are_loaded_get_the_other_code(loaded: ModuleType) -> None:
    box, file = loaded.Box(), str(loaded.__file__)
    assert box.area(2) == 6
    put_in(exchange(file, BEFORE, BEFORE.replace("return sum(sides)", "return -sum(sides)")))
    assert box.area(2) == -6
    assert loaded.other() == 1
    put_in(exchange(file, BEFORE, BEFORE.replace("side * n", "side + n")))
    assert box.area(2) == 9


def test_a_changed_file_is_put_back(loaded: ModuleType) -> None:
    file = Path(str(loaded.__file__))
    trial = Trial(Exchange(str(file)), "other", lambda _: None)
    with trial.written():
        assert file.read_text("utf-8") == "other"
    assert file.read_text("utf-8") == BEFORE


def test_tests_that_enter_the_function_are_run_the_quickest_first() -> None:
    place, far = ("x.py", ("f", 1)), ("y.py", ("g", 1))
    tests = Suite(
        {"slow": 3.0, "quick": 1.0, "far": 0.5, "endless": MOST, "late": MOST + 5},
        {
            "slow": frozenset([place]), "quick": frozenset([place, far]),
            "far": frozenset([far]), "endless": frozenset([place]), "late": frozenset(),
        },
    )  # fmt: skip
    assert tests.near(Exchange("x.py", place)) == ["quick", "slow"]
    assert tests.near(Exchange("y.py", ("y.py", ("h", 9)))) == ["far", "quick", "slow"]
    assert tests.near(Exchange("y.py")) == ["far", "quick", "slow"]


def test_work_in_a_copy_that_fails_or_ends_says_so() -> None:
    def fail() -> bool:
        raise ValueError

    assert in_a_copy(lambda: True)
    assert not in_a_copy(lambda: False)
    assert not in_a_copy(fail)
