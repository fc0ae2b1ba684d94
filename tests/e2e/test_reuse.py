"""What earlier runs left is used where everything is the same, and nowhere else."""

import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

import pytest

from briefgen import reuse
from briefgen.config import Config, Pdf, templates_root
from briefgen.config.settings import Actors, Format
from briefgen.errors import VerificationFailed
from briefgen.language_model import Model
from briefgen.manner import PLAIN, Done, Event, Manner
from briefgen.model.keeping import Shelf
from briefgen.model.limits import Limits
from briefgen.pipeline import build
from briefgen.reuse import Kept, open_kept
from briefgen.workspace.cache import FOLDER, NAME

pytestmark = pytest.mark.slow

ISSUE = date(2026, 11, 23)

DAM = """Lorn reservoir closed after crack

The Lorn reservoir was closed on Tuesday after divers found a crack 12 metres long in its dam,
the water authority said. "We will not wait for the wall to fail," said Mira Oslund, head of
the authority. Some 340 people left their homes in the village of Tarn.
"""
VALLEY = """<html><head><title>Village empty</title></head><body><article>
<h1>Village empty as dam is drained</h1>
<p>About 340 people have left the village of Tarn since divers found a crack in the dam of the
Lorn reservoir. The reservoir was closed on Tuesday. "Nobody slept here last night," said Pavel
Dorn, who runs the inn of Tarn.</p>
<p>The water authority drained the reservoir by 4 metres on Wednesday, and will inspect the wall
again next week, it said in a statement on Thursday.</p></article></body></html>
"""
COST = """Repair of Lorn dam to cost 8 million

The repair of the Lorn dam will cost 8 million euros, the ministry of water said on Friday.
The ministry's spokesman, Anselm Kerr, said that the work would begin in January and end in May.
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """A shelf that counts what was found on it and what was not."""

    shelf: Shelf
    name: str
    counts: Counter[str]

    def find(self, *shaped_by: bytes) -> bytes | None:
        found = self.shelf.find(*shaped_by)
        self.counts[f"{self.name} {'new' if found is None else 'kept'}"] += 1
        return found

    def keep(self, content: bytes, *shaped_by: bytes) -> None:
        self.shelf.keep(content, *shaped_by)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with inputs."""
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    (inputs / "b-dam.txt").write_text(DAM, "utf-8")
    (inputs / "c-valley.html").write_text(VALLEY, "utf-8")
    lines = [f"{name}: {{published: 2026-11-19}}\n" for name in ("b-dam.txt", "c-valley.html")]
    (inputs / "sources.yaml").write_text("".join(lines), "utf-8")
    return tmp_path


@contextmanager
def keeping(place: Path, counts: Counter[str]) -> Iterator[Kept]:
    said: list[str] = []
    with open_kept(place / "state", said.append) as kept:
        shelves = {f.name: getattr(kept, f.name) for f in fields(Kept)}
        yield Kept(**{name: Counted(shelf, name, counts) for name, shelf in shelves.items()})
    assert not said


def made(
    place: Path, config: Config, *, kept: bool = True
) -> tuple[dict[str, bytes], Counter[str]]:
    """Build, and return the files and what was found on which shelf."""
    out = place / "out"
    shutil.rmtree(out, ignore_errors=True)
    counts: Counter[str] = Counter()
    config = replace(config, state=str(place / "state"))
    if kept:
        with keeping(place, counts) as shelves:
            folder = build([place / "inputs"], config, ISSUE, out, Manner(kept=shelves)).folder
    else:
        folder = build([place / "inputs"], config, ISSUE, out, PLAIN).folder
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}, counts


USUAL = Config(title="Lorn dam")
PAGES = replace(USUAL, formats=(Format.HTML, Format.EMAIL))
QUICK = replace(USUAL, formats=())
"""Without a PDF, and without any page, where they are not what is tested."""


def test_the_same_bytes_come_with_and_without_and_from_half_of_it(place: Path) -> None:
    alone, _ = made(place, USUAL, kept=False)
    first, counts = made(place, USUAL)
    assert first == alone
    assert not [name for name in counts if name.endswith("kept")]
    again, counts = made(place, USUAL)
    assert again == alone
    assert not [name for name in counts if name.endswith("new")]
    chance = random.Random(7)  # noqa: S311 - which rows go
    for _ in range(2):
        with closing(sqlite3.connect(place / "state" / FOLDER / NAME)) as connection:
            keys = [row[0] for row in connection.execute("SELECT key FROM results ORDER BY key")]
            for key in chance.sample(keys, len(keys) // 2):
                connection.execute("DELETE FROM results WHERE key = ?", (key,))
            connection.commit()
        half, counts = made(place, USUAL)
        assert half == alone
        assert {name.split()[1] for name in counts} == {"new", "kept"}


def test_a_source_added_before_all_others_leaves_their_annotations_alone(place: Path) -> None:
    made(place, USUAL)
    (place / "inputs" / "a-cost.txt").write_text(COST, "utf-8")
    grown, counts = made(place, USUAL)
    assert (counts["annotations kept"], counts["annotations new"]) == (2, 1)
    assert (counts["readings kept"], counts["readings new"]) == (2, 1)
    assert counts["pages kept"] == 0
    assert grown == made(place, USUAL, kept=False)[0]


def test_what_is_said_of_a_source_is_not_taken_from_before(place: Path) -> None:
    made(place, QUICK)
    said = (place / "inputs" / "sources.yaml").read_text("utf-8")
    (place / "inputs" / "sources.yaml").write_text(said.replace("-19", "-20", 1), "utf-8")
    changed, counts = made(place, QUICK)
    assert (counts["readings kept"], counts["readings new"]) == (1, 1)
    assert (counts["annotations kept"], counts["annotations new"]) == (1, 1)
    assert counts["evidence new"] == 1
    assert changed == made(place, QUICK, kept=False)[0]


def test_other_settings_get_what_they_shape_anew(place: Path) -> None:
    made(place, PAGES)
    actors = place / "actors.yaml"
    actors.write_text("Mira Oslund: {aliases: [the head of the authority]}\n", "utf-8")
    for changed, anew in (
        (replace(PAGES, limits=Limits(seconds=31)), "readings new"),
        (replace(PAGES, actors=Actors(file=str(actors))), "evidence new"),
        (replace(PAGES, title="Lorn dam, second note"), "pages new"),
    ):
        _, counts = made(place, changed)
        assert counts[anew]
        assert not counts[anew.replace("new", "kept")]
        assert not counts["annotations new"]


@pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")
def test_a_pdf_of_another_standard_is_another_note_with_a_digest_of_its_own(place: Path) -> None:
    made(place, USUAL)
    archival = replace(USUAL, pdf=Pdf(variant="a-3u"))
    files, counts = made(place, archival)
    assert not counts["pages kept"]
    assert files == made(place, archival, kept=False)[0]


def test_a_changed_template_is_filled_anew_and_others_are_not(place: Path) -> None:
    own = place / "own"
    own.mkdir()
    (own / "template.toml").write_text('labels = ["Fin"]', "utf-8")
    mail = (templates_root() / "base" / "email.html.j2").read_text("utf-8")
    (own / "email.html.j2").write_text(mail, "utf-8")
    config = replace(PAGES, template=str(own))
    made(place, config)
    (own / "email.html.j2").write_text(mail.replace("</body>", "<p>Fin</p></body>"), "utf-8")
    files, counts = made(place, config)
    assert counts["pages new"] == 1
    assert b">Fin</p>" in files["brief.eml"]
    section = (templates_root() / "base" / "sections" / "sources.html.j2").read_text("utf-8")
    (own / "sections").mkdir()
    (own / "sections" / "sources.html.j2").write_text(section + "<p>Fin</p>", "utf-8")
    files, counts = made(place, config)
    assert counts["pages new"] == 1
    assert files == made(place, config, kept=False)[0]


@pytest.mark.parametrize("maker", ["code", "model"])
def test_other_code_or_another_model_gets_nothing_of_before(
    place: Path, monkeypatch: pytest.MonkeyPatch, maker: str
) -> None:
    made(place, QUICK)
    if maker == "code":
        monkeypatch.setattr(reuse, "code_of", lambda results: f"changed {results}".encode())
        monkeypatch.setattr(reuse, "_machine", lambda: b"same")
    else:
        monkeypatch.setattr(Model, "digest", lambda _: "0" * 64)
    _, counts = made(place, QUICK)
    assert counts["annotations new"] == 2
    assert not counts["annotations kept"]
    assert bool(counts["readings new"]) == (maker == "code")


def test_a_source_that_changes_between_reading_and_proof_is_noticed(place: Path) -> None:
    made(place, QUICK)

    def change(event: Event) -> None:
        if isinstance(event, Done):
            changed = DAM.replace("340 people", "370 people")
            (place / "inputs" / "b-dam.txt").write_text(changed, "utf-8")

    counts: Counter[str] = Counter()
    config = replace(QUICK, state=str(place / "state"))
    with keeping(place, counts) as kept, pytest.raises(VerificationFailed):
        build([place / "inputs"], config, ISSUE, place / "out", Manner(change, kept=kept))
    assert not counts["readings new"]


def test_the_same_text_twice_is_still_named_as_identical(place: Path) -> None:
    made(place, QUICK)
    (place / "inputs" / "a-twin.txt").write_text(DAM, "utf-8")
    for _ in range(2):
        files, _ = made(place, QUICK)
        assert files == made(place, QUICK, kept=False)[0]
        assert b"byte for byte" in files["evidence.json"]


def test_neither_spacy_nor_weasyprint_is_loaded_where_nothing_is_new(place: Path) -> None:
    script = (
        "import sys\n"
        "from briefgen.commands import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print([name for name in ('spacy', 'weasyprint') if name in sys.modules])\n"
    )
    command = [sys.executable, "-c", script, "build", "--issue-date", "2026-11-23"]

    def loaded(*options: str) -> str:
        done = subprocess.run(
            [*command, *options], cwd=place, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()[-1]

    assert loaded() == "['spacy', 'weasyprint']"
    assert loaded() == "[]"
    assert loaded("--no-cache") == "['spacy', 'weasyprint']"
    assert (place / ".briefgen" / FOLDER / NAME).is_file()
    shutil.rmtree(place / ".briefgen")
    loaded("--no-cache")
    assert not (place / ".briefgen").exists()


def test_two_builds_at_once_share_what_is_kept(place: Path) -> None:
    command = [sys.executable, "-m", "briefgen", "build", "--issue-date", "2026-11-23"]
    runs = [
        subprocess.Popen(
            [*command, "--format", "html", "-o", f"out{n}"], cwd=place, stderr=subprocess.PIPE
        )
        for n in range(2)
    ]
    ends = [(run.communicate()[1].decode(), run.returncode) for run in runs]
    assert [code for _, code in ends] == [0, 0], ends
    assert not [said for said, _ in ends if "note:" in said]
    briefs = [next((place / f"out{n}").rglob("brief.html")).read_bytes() for n in range(2)]
    assert briefs[0] == briefs[1]
