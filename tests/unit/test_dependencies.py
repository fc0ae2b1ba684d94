"""What the documents say of libraries is what is locked."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_libraries_that_read_sources_are_listed_as_locked() -> None:
    locked = dict(
        found
        for name in ("requirements.lock", "requirements-dev.lock")
        for found in re.findall(
            r"^([\w-]+)==([\w.]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE
        )
    )
    rows = re.findall(
        r"^\| ([a-z].*?) \| ([\d., ]+) \|",
        (ROOT / "docs/dependencies.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert len(rows) > 10
    for names, versions in rows:
        libraries = [re.split(r" with ", one)[0].replace("_", "-") for one in names.split(", ")]
        assert [locked[one] for one in libraries] == versions.split(", ")
