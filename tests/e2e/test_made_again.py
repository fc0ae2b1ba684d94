"""A note is composed again of its evidence, and that is found again in its sources.

Whoever changes a note changes brief.json, prints all files again and seals them: nothing in the
folder contradicts itself then, but for the evidence, and the sources for that.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from e2e.command_line import run
from e2e.test_issue import NEXT, edit
from e2e.test_weeks import FIRST, SECOND, prepared

from briefgen.config import load_config
from briefgen.edition import print_again
from briefgen.model.brief import Brief, Item, Section, SectionName
from briefgen.model.codec import (
    content_digest,
    decode_brief,
    decode_evidence,
    encode_brief,
    encode_evidence,
)
from briefgen.model.evidence import Evidence
from briefgen.model.manifest import decode_manifest, encode_manifest, with_contents
from briefgen.model.recipe import Recipe, Record
from briefgen.proof import Checked, State, Step, verify
from briefgen.proof.recomposition import check_digests
from briefgen.workspace import read_folder

pytestmark = pytest.mark.slow

NOT_PROVEN = 10


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft that is compared with an issue before it, in a project of its own."""
    project = prepared(tmp_path_factory.mktemp("again"), 9)
    edit(project, "formats: [html, email]", "formats: [html]")
    edit(project, "  to: [recipients.yaml]\n", "")
    for command in (FIRST, (*SECOND, "--draft")):
        done = run(*command, cwd=project)
        assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(weeks: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(weeks, tmp_path / "weeks"))


@pytest.fixture
def brief(project: Path) -> Brief:
    return decode_brief((project / NEXT / "brief.json").read_bytes())


def checked(project: Path, *, deep: bool = False) -> Checked:
    return verify(project / NEXT, load_config(project / "briefgen.yaml"), deep=deep)


def told(found: Checked) -> str:
    return "\n".join(map(str, found.findings))


def forge(project: Path, brief: Brief, evidence: bytes = b"") -> None:
    """Put a changed note into its folder: printed again, every hash and digest made anew."""
    folder = project / NEXT
    files = dict(read_folder(folder))
    if evidence:
        files["evidence.json"] = evidence
        record = Record(hashlib.sha256(evidence).hexdigest())
        brief = replace(brief, record=record)
    brief = replace(brief, content=content_digest(encode_brief(brief)))
    files |= print_again(brief, files)
    manifest = decode_manifest(files.pop("manifest.json"))
    shown = tuple(item.ref for item in brief.items())
    manifest = replace(manifest, masthead=brief.masthead, shown=shown, analyst=brief.analyst)
    if evidence:
        manifest = replace(manifest, digest=json.loads(evidence)["digest"])
    files["manifest.json"] = encode_manifest(with_contents(manifest, files))
    for path, content in files.items():
        (folder / path).write_bytes(content)


def with_section(brief: Brief, name: SectionName, change: Callable[[Section], Section]) -> Brief:
    sections = tuple(change(one) if one.name is name else one for one in brief.sections)
    return replace(brief, sections=sections)


def with_items(
    brief: Brief, name: SectionName, change: Callable[[list[Item]], list[Item]]
) -> Brief:
    return with_section(brief, name, lambda one: replace(one, items=tuple(change(list(one.items)))))


def test_a_note_is_composed_again_of_its_evidence(project: Path) -> None:
    found = checked(project)
    assert (told(found), found.hindrances) == ("", ())
    assert found.again == (Step.PRINTED, Step.COMPOSED, Step.COMPARED)


def _relabelled(items: list[Item]) -> list[Item]:
    return [replace(items[0], label="Fact 77"), *items[1:]]


_NONE = Recipe(0, 0, (), 0, (), 0.0, 0, 0, 0, 0, (), "")

FORGED: dict[str, Callable[[Brief], Brief]] = {
    "a fact left out": lambda b: with_items(b, SectionName.KEY_FACTS, lambda i: i[:-1]),
    "facts in another order": lambda b: with_items(b, SectionName.KEY_FACTS, lambda i: i[::-1]),
    "another label": lambda b: with_items(b, SectionName.KEY_FACTS, _relabelled),
    "a theme": lambda b: with_items(
        b, SectionName.KEY_FACTS, lambda i: [replace(one, theme="Good news") for one in i]
    ),
    "an actor left out": lambda b: with_items(b, SectionName.ACTORS, lambda i: i[1:]),
    "a quotation left out": lambda b: with_items(b, SectionName.QUOTATIONS, lambda i: i[1:]),
    "a day left out": lambda b: with_items(b, SectionName.TIMELINE, lambda i: i[1:]),
    "a remark changed": lambda b: with_section(
        b, SectionName.GAPS, lambda one: replace(one, notes=("Nothing is open.",))
    ),
    "a section left out": lambda b: replace(b, sections=b.sections[:-1]),
    "sections in another order": lambda b: replace(
        b, sections=(*b.sections[:-2], *b.sections[-2:][::-1])
    ),
    "the highest marking taken off": lambda b: replace(b, masthead=replace(b.masthead, marking="")),
    "totals": lambda b: replace(b, totals=replace(b.totals, facts=b.totals.facts - 1)),
    "speech of others": lambda b: replace(b, spoken=b.spoken[1:]),
    "fewer facts asked for": lambda b: replace(
        b, recipe=replace(b.recipe or _NONE, facts=(b.recipe or _NONE).facts - 9)
    ),
}


@pytest.mark.parametrize("how", FORGED)
def test_a_note_that_its_evidence_does_not_make_is_found(
    project: Path, brief: Brief, how: str
) -> None:
    """Printed again and sealed anew, such a note passed as verified."""
    changed = FORGED[how](brief)
    assert changed != brief
    forge(project, changed)
    assert "the evidence" in told(checked(project)), told(checked(project))


def test_what_is_said_of_the_last_issue_is_made_again_where_the_history_has_it(
    project: Path, brief: Brief
) -> None:
    changes = brief.changes
    assert changes is not None
    files = read_folder(project / NEXT)
    told_of = json.loads(files["changes.json"])
    told_of["gone"] = []
    assert changes.gone
    (project / NEXT / "changes.json").write_text(
        json.dumps(told_of, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8"
    )
    forge(project, replace(brief, changes=replace(changes, gone=())))
    assert "is not how the evidence stands to the last issue" in told(checked(project))
    shutil.rmtree(project / ".briefgen")
    found = checked(project)
    assert [step for step, _ in found.hindrances] == [Step.COMPARED]
    assert not found.in_part


def test_a_note_that_another_version_composed_is_not_composed_again(
    project: Path, brief: Brief
) -> None:
    forge(project, replace(brief, composer="0" * 16))
    found = checked(project)
    assert found.findings == ()
    assert found.hindrances[0] == (Step.COMPOSED, "another version composed it")
    assert found.in_part


def test_a_note_without_its_settings_is_checked_as_far_as_it_can_be(
    project: Path,
) -> None:
    """So are those that were made before there were any."""
    note = json.loads((project / NEXT / "brief.json").read_bytes())
    for key in ("recipe", "record", "content", "composer", "finder"):
        del note[key]
    (project / NEXT / "brief.json").write_text(json.dumps(note), "utf-8")
    forge(project, replace(decode_brief(json.dumps(note).encode()), content=""))
    found = checked(project)
    assert "an earlier version composed it" in found.in_part
    assert [step for step, _ in found.hindrances] == [Step.COMPOSED]


def test_evidence_of_another_note_is_found(project: Path, brief: Brief) -> None:
    record = (project / NEXT / "evidence.json").read_bytes()
    forge(project, brief)
    (project / NEXT / "evidence.json").write_bytes(record.replace(b"\n}\n", b"\n }\n"))
    assert "evidence.json: is not the one that brief.json is made of" in told(checked(project))


def test_a_content_digest_of_something_else_is_found(project: Path, brief: Brief) -> None:
    note = (project / NEXT / "brief.json").read_text("utf-8")
    (project / NEXT / "brief.json").write_text(note.replace(brief.content, "0" * 64), "utf-8")
    assert "its content digest is not that of what it says" in told(checked(project))


def test_a_digest_of_a_note_that_names_no_evidence_is_none(brief: Brief) -> None:
    """Such a note could keep the true digest of another one."""
    (found,) = check_digests(replace(brief, record=None), {"brief.json": b""})
    assert "its content digest is not that of what it says" in str(found)


def test_an_original_that_cannot_be_read_keeps_no_other_from_being_compared(
    project: Path,
) -> None:
    first = min((project / "inputs").rglob("*w47*"))
    first.unlink()
    first.symlink_to(project / "inputs" / "nowhere")
    found = checked(project)
    assert [one.state for one in found.originals].count(State.COMPARED) == 1
    assert found.findings == ()


def test_a_deep_check_finds_the_evidence_in_the_sources_again(project: Path) -> None:
    found = checked(project, deep=True)
    assert (told(found), found.hindrances) == ("", ())
    assert found.again[-1] is Step.EXTRACTED


def _facts(evidence: Evidence, **change: Any) -> Evidence:  # noqa: ANN401 - any field
    return replace(evidence, facts=(replace(evidence.facts[0], **change), *evidence.facts[1:]))


FORGED_EVIDENCE: dict[str, tuple[Callable[[Evidence], Evidence], str]] = {
    "a hedge": (
        lambda e: _facts(e, hedged=not e.facts[0].hedged),
        "the originals give another hedged",
    ),
    "a fact left out": (
        lambda e: replace(e, skipped=()) if e.skipped else replace(e, titles=e.titles[1:]),
        "left out",
    ),
    "another grade": (
        lambda e: replace(e, sources=(replace(e.sources[0], grade="A1"), *e.sources[1:])),
        "the originals give another grade",
    ),
    "another kind": (
        lambda e: replace(e, actors=(replace(e.actors[0], reports=True), *e.actors[1:])),
        "the originals give another reports",
    ),
}


@pytest.mark.parametrize("how", FORGED_EVIDENCE)
def test_a_deep_check_finds_evidence_that_no_model_found(
    project: Path, brief: Brief, how: str
) -> None:
    change, said = FORGED_EVIDENCE[how]
    from briefgen.compose import compose_again  # noqa: PLC0415

    evidence = change(decode_evidence((project / NEXT / "evidence.json").read_bytes()))
    made = compose_again(brief, evidence)
    forge(project, made, encode_evidence(evidence))
    assert said in told(checked(project, deep=True)), told(checked(project, deep=True))


def test_a_deep_check_says_what_it_could_not_try(project: Path, brief: Brief) -> None:
    forge(project, replace(brief, finder="0" * 16))
    found = checked(project, deep=True)
    assert found.findings == ()
    assert found.hindrances == (
        (Step.EXTRACTED, "it was found by another version of briefgen, its libraries or the model"),
    )
    done = run("verify", NEXT, "--deep", "--require-originals", cwd=project)
    assert done.returncode == NOT_PROVEN
    assert "its evidence was not found again in the originals: it was found by" in done.stderr


def test_originals_are_compared_one_by_one(project: Path) -> None:
    """One that was renamed switched the check of all others off, and a cut one was "not found"."""
    files = sorted(path for path in (project / "inputs").rglob("*w47*") if path.is_file())
    files[0].unlink()
    files[1].write_bytes(b"\x00\x01\x02")
    found = checked(project)
    states = {one.path: one.state for one in found.originals}
    assert list(states.values()).count(State.ABSENT) == 1
    assert list(states.values()).count(State.CHANGED) == 1
    assert "is another file now, and cannot be read" in told(found)


def test_absent_originals_count_only_where_they_are_required(project: Path) -> None:
    assert run("verify", NEXT, "--require-originals", cwd=project).returncode == 0
    next(iter(sorted((project / "inputs").rglob("*w47*")))).unlink()
    done = run("verify", NEXT, cwd=project)
    assert done.returncode == 0
    assert "1 absent" in done.stderr
    assert run("verify", NEXT, "--require-originals", cwd=project).returncode == NOT_PROVEN
    done = run("verify", NEXT, "--deep", cwd=project)
    assert done.returncode == 0
    assert "1 of its" in done.stderr


@pytest.mark.parametrize(
    "bound", [{"BRIEFGEN_VERIFY_MEGABYTES": "1"}, {"BRIEFGEN_VERIFY_SECONDS": "0"}]
)
def test_a_note_of_anybody_is_printed_within_bounds(project: Path, bound: dict[str, str]) -> None:
    """A few words of a small file can ask for gigabytes; here the bound is low, the note good."""
    done = run("verify", NEXT, cwd=project, **bound)
    assert done.returncode == 0
    assert "verified in part" in done.stderr
    assert "it cannot be printed: it " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_program_can_read_what_was_proved(project: Path, brief: Brief) -> None:
    done = run("verify", NEXT, "--json", cwd=project)
    answer = json.loads(done.stdout)
    assert (answer["schema"], answer["verified"], answer["in_part"]) == (
        *("briefgen/verified/1", True, ""),
    )
    assert answer["content"] == brief.content
    assert answer["sources"]["number"] == answer["sources"]["compared"] == len(answer["originals"])
    outputs = [path for path in answer["equal"] if not path.startswith("sources/")]
    assert outputs == ["brief.html", "brief.txt"]
    assert answer["findings"] == answer["hindrances"] == []
    assert done.stderr == ""


def test_the_content_digest_is_printed_and_no_review_changes_it(
    project: Path, brief: Brief
) -> None:
    shown = run("verify", NEXT, cwd=project).stderr
    assert f"content digest: {brief.content}" in shown
    for path in ("brief.html", "brief.txt"):
        assert brief.content in (project / NEXT / path).read_text("utf-8")
    done = run("issue", NEXT, "--reviewed-by", "A. Analyst", cwd=project)
    assert done.returncode == 0, done.stderr
    issued = decode_brief((project / NEXT / "brief.json").read_bytes())
    assert issued.masthead.reviewed_by
    assert issued.content == brief.content == content_digest(encode_brief(issued))
    assert brief.content in run("history", cwd=project).stdout


def test_the_content_digest_is_made_with_a_few_lines(project: Path, brief: Brief) -> None:
    note = json.loads((project / NEXT / "brief.json").read_text("utf-8"))
    for key in ("content", "finder", "composer", "press"):
        del note[key]
    note["masthead"] = {k: v for k, v in note["masthead"].items() if "review" not in k}
    line = json.dumps(note, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(f"{line}\n".encode()).hexdigest() == brief.content


def test_what_is_said_of_a_source_is_compared_with_sources_yaml(project: Path) -> None:
    """Another grade or day in it, or none any more, was never noticed."""
    told_there = project / "inputs" / "sources.yaml"
    told_there.write_text(told_there.read_text("utf-8").replace("B2", "F6"), "utf-8")
    assert "w47-courier.txt: S4: its grade is 'F6', not 'B2'" in told(checked(project))
    told_there.unlink()
    found = checked(project)
    assert found.findings == ()
    assert [step for step, _ in found.hindrances] == [Step.DESCRIBED]


@pytest.mark.parametrize("there", [True, False])
def test_a_readable_copy_is_made_again_or_has_the_text_of_its_source(
    project: Path, brief: Brief, *, there: bool
) -> None:
    """Any word could be changed in it, and its hash with it."""
    path = project / NEXT / "sources" / "S4.html"
    page = path.read_text("utf-8")
    assert "Bridge" in page.partition("<main>")[2]
    if not there:
        shutil.rmtree(project / "inputs")
        assert checked(project).findings == ()
    head, _, text = page.partition("<main>")
    path.write_text(f"{head}<main>{text.replace('Bridge', 'Market')}", "utf-8")
    forge(project, brief)
    assert "sources/S4.html: is not " in told(checked(project))
