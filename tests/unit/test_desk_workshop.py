"""The draft in memory: what it is counted by, and that the state has one who changes it."""

from contextlib import nullcontext
from datetime import date
from pathlib import Path

from briefgen.config import Config
from briefgen.desk import Order, Workshop
from briefgen.manner import PLAIN

TEXT = "The weir at Holm failed on Monday, the river board said.\n"


def test_how_far_the_work_is_makes_nothing_be_looked_at_anew(tmp_path: Path) -> None:
    """A page that asked for all items with each step kept the work from getting on."""
    (tmp_path / "weir.txt").write_text(TEXT, "utf-8")
    config = Config(decisions=str(tmp_path / "decisions.yaml"), state=str(tmp_path / "state"))
    order = Order(config, (tmp_path / "weir.txt",), date(2026, 11, 20), ())
    looks = 0

    def opened() -> Order:
        nonlocal looks
        looks += 1
        if looks > 1:
            workshop.end()
        return order

    workshop = Workshop(opened, tuple, lambda _, __: tmp_path)
    workshop.work(nullcontext(PLAIN))
    state = workshop.state
    assert looks > 1
    assert state.draft
    assert state.shown == 1 < state.version
    workshop.tell()
    assert workshop.told == 1
    assert workshop.state is state
