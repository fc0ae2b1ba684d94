"""Each statement of docs/proof.md names its tests, and all of these are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEADS = ("| what is proven | test |", "| what is not proven | test |")


def rows() -> list[tuple[str, str]]:
    """Return each statement of the tables of proofs, with the cell that names its tests."""
    found = []
    inside = False
    for line in (ROOT / "docs" / "proof.md").read_text("utf-8").splitlines():
        inside = line in HEADS or (inside and line.startswith("|"))
        if inside and line not in HEADS and not line.startswith("| ---"):
            statement, tests = line.strip("| ").split(" | ")
            found.append((statement, tests))
    return found


def test_each_statement_names_tests_that_are_there() -> None:
    statements = rows()
    assert len(statements) > 30
    for statement, cell in statements:
        named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", cell)
        assert named, statement
        assert len(named) == cell.count("`") / 2, statement
        for module, test in named:
            text = (ROOT / "tests" / module).read_text("utf-8")
            assert re.search(rf"^def {test}\(", text, re.MULTILINE), (statement, test)
