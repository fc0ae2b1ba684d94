"""A finished brief is signed last, and `verify` says by whom, or what is wrong with that."""

import json
import re
import shutil
from pathlib import Path

import pytest
from e2e.command_line import run
from e2e.test_commands import ROOT, in_project
from e2e.test_issue import contents
from unit.signatures import PASSPHRASE, allowed, certified, ssh_key

from briefgen.model.manifest import (
    MANIFEST_NAME,
    SIGNATURE_NAME,
    SIGNED_NAME,
    decode_manifest,
    encode_manifest,
    with_contents,
)

pytestmark = pytest.mark.slow

DIFFERENT, USAGE, NO_INPUT, CONFIGURATION = 1, 2, 66, 78
MAIL = """\
deliver:
  from: Desk <desk@example.org>
  to: [ana@example.org]
  smtp: {host: mail.example.org}
"""


def signed_by(project: Path, name: str) -> tuple[str, ...]:
    return ("--key", str(project / name), "--pdf-key", str(project / f"{name}.p12"))


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the harbour brief, keep its bytes in `unsigned`, and sign it; return its folder."""
    project = in_project(tmp_path_factory.mktemp("signed"))
    folder = project / run("build", cwd=project).stdout.strip()
    shutil.copytree(folder, project / "unsigned")
    for name in ("desk", "stranger"):
        ssh_key(project, name)
        packed, certificate = certified(name)
        (project / f"{name}.p12").write_bytes(packed)
        (project / f"{name}.pem").write_bytes(certificate)
    allowed(project, desk=project / "desk")
    done = run(
        "sign",
        str(folder),
        *signed_by(project, "desk"),
        cwd=project,
        BRIEFGEN_PDF_PASSPHRASE=PASSPHRASE,
    )
    assert done.returncode == 0, done.stderr
    assert [Path(line).name for line in done.stdout.splitlines()] == [SIGNATURE_NAME, SIGNED_NAME]
    return folder


@pytest.fixture
def copied(signed: Path, tmp_path: Path) -> Path:
    shutil.copytree(signed.parents[1], tmp_path / "project")
    return tmp_path / "project" / "out" / signed.name


def asked(folder: Path) -> tuple[str, ...]:
    project = folder.parents[1]
    return (
        *("--signers", str(project / "allowed_signers")),
        *("--pdf-signers", str(project / "desk.pem")),
    )


def test_signing_adds_signatures_and_changes_no_other_byte(signed: Path) -> None:
    files = contents(signed)
    assert set(files) - set(contents(signed.parents[1] / "unsigned")) == {
        SIGNATURE_NAME,
        SIGNED_NAME,
    }
    for path, content in contents(signed.parents[1] / "unsigned").items():
        assert files[path] == content, path


def test_verify_names_who_signed(signed: Path) -> None:
    done = run("verify", str(signed), *asked(signed), cwd=signed.parent)
    assert done.returncode == 0, done.stdout
    assert "manifest.json.sig signed by desk@example.org, ED25519 key SHA256:" in done.stderr
    assert "brief.signed.pdf signed by desk, certificate SHA256:" in done.stderr
    assert "vouches" not in done.stderr


def test_verify_without_signers_says_that_nobody_vouches(signed: Path) -> None:
    done = run("verify", str(signed), cwd=signed.parent)
    assert done.returncode == 0, done.stdout
    assert done.stderr.count("whom nobody vouches for here") == 2


def test_a_program_reads_who_signed(signed: Path) -> None:
    done = run("verify", str(signed), *asked(signed), "--json", cwd=signed.parent)
    answer = json.loads(done.stdout)
    states = [(one["file"], one["state"]) for one in answer["signatures"]]
    assert states == [(SIGNATURE_NAME, "trusted"), (SIGNED_NAME, "trusted")]
    page = (ROOT / "docs" / "evidence.md").read_text("utf-8")
    told = page.partition("## What verify answers")[2]
    assert set(answer) <= set(re.findall(r"`(\w+)`", told))


def test_a_signed_pdf_is_proved_by_itself_as_the_note_it_is(signed: Path) -> None:
    done = run("verify", str(signed / SIGNED_NAME), *asked(signed)[2:], cwd=signed.parent)
    assert done.returncode == 0, done.stdout
    assert "again and equal" in done.stderr
    assert "signed by desk, certificate SHA256:" in done.stderr


def test_signed_and_then_changed_with_all_hashes_made_anew_is_named(copied: Path) -> None:
    text = copied / "brief.txt"
    text.write_text(text.read_text("utf-8").replace("not reviewed", "reviewed", 1), "utf-8")
    manifest = decode_manifest((copied / MANIFEST_NAME).read_bytes())
    listed = {one.path: (copied / one.path).read_bytes() for one in manifest.files}
    (copied / MANIFEST_NAME).write_bytes(encode_manifest(with_contents(manifest, listed)))
    done = run("verify", str(copied), cwd=copied.parent)
    assert done.returncode == DIFFERENT
    assert "manifest.json.sig: signed and then changed" in done.stdout


def test_a_file_changed_after_signing_is_named_with_who_signed(copied: Path) -> None:
    text = copied / "brief.txt"
    text.write_text(text.read_text("utf-8").replace("not reviewed", "reviewed", 1), "utf-8")
    done = run("verify", str(copied), *asked(copied), cwd=copied.parent)
    assert done.returncode == DIFFERENT
    assert "brief.txt: was changed after the brief was made" in done.stdout
    assert "though signed by desk@example.org" in done.stderr


def test_signed_by_another_is_named(copied: Path) -> None:
    project = copied.parents[1]
    again = ("sign", str(copied), *signed_by(project, "stranger"))
    done = run(*again, cwd=project, BRIEFGEN_PDF_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    verified = run("verify", str(copied), *asked(copied), cwd=project)
    assert verified.returncode == DIFFERENT
    named = [line for line in verified.stdout.splitlines() if "signed by another" in line]
    assert [line.partition(":")[0] for line in named] == [SIGNED_NAME, SIGNATURE_NAME]


def test_a_signature_that_was_removed_is_named(copied: Path) -> None:
    (copied / SIGNATURE_NAME).unlink()
    (copied / SIGNED_NAME).unlink()
    done = run("verify", str(copied), *asked(copied), cwd=copied.parent)
    assert done.returncode == DIFFERENT
    assert done.stdout.splitlines() == [
        f"{name}: is missing: its signature is asked for; there was none, or it was removed"
        for name in (SIGNED_NAME, SIGNATURE_NAME)
    ]


def test_signing_without_a_key_is_an_error_before_any_work(copied: Path) -> None:
    (copied / "brief.txt").write_text("other words", "utf-8")
    before = contents(copied)
    project = copied.parents[1]
    wrong: dict[tuple[str, ...], int] = {
        (): USAGE,
        ("--key", "nothing"): NO_INPUT,
        ("--key", "desk.pem"): CONFIGURATION,
        ("--pdf-key", "nothing.p12"): NO_INPUT,
        ("--pdf-key", "desk.p12"): CONFIGURATION,
    }
    for keys, code in wrong.items():
        done = run("sign", str(copied), *keys, cwd=project)
        assert done.returncode == code, (keys, done.stderr)
        assert "brief.txt" not in done.stderr
        assert "Traceback" not in done.stderr
    refused = run("sign", str(copied), "--key", "desk", cwd=project)
    assert refused.returncode == DIFFERENT
    assert "brief.txt: was changed" in refused.stderr
    assert contents(copied) == before


def test_signers_that_are_not_there_are_an_error(signed: Path) -> None:
    for option in ("--signers", "--pdf-signers"):
        done = run("verify", str(signed), option, "nothing", cwd=signed.parent)
        assert done.returncode == NO_INPUT, done.stderr
    pdf = ("verify", str(signed / "brief.pdf"), *asked(signed)[:2])
    assert run(*pdf, cwd=signed.parent).returncode == USAGE


def test_building_again_loses_no_signature(copied: Path) -> None:
    project = copied.parents[1]
    before = contents(copied)
    again = run("build", cwd=project)
    assert (project / again.stdout.strip()) == copied
    assert contents(copied) == before
    settings = project / "briefgen.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}\nprepared_for: Others\n", "utf-8")
    other = run("build", cwd=project)
    assert (project / other.stdout.strip()) == copied.with_name(f"{copied.name}-2")
    assert contents(copied) == before
    assert run("verify", str(copied), *asked(copied), cwd=project).returncode == 0


def test_a_consistent_forgery_passes_unsigned_and_is_named_by_signers_and_originals(
    copied: Path,
) -> None:
    project = copied.parents[1]
    source = project / "inputs" / "agency.txt"
    true = source.read_text("utf-8")
    source.write_text(true.replace("killed four sailors", "killed nine sailors"), "utf-8")
    made = run("build", "--out", "forged", cwd=project)
    forged = project / made.stdout.strip()
    assert "killed nine sailors" in (forged / "evidence.json").read_text("utf-8")
    source.write_text(true, "utf-8")
    beside = run("verify", str(forged), cwd=project)
    assert beside.returncode == DIFFERENT
    assert "agency.txt" in beside.stdout
    (project / "inputs").rename(project / "elsewhere")
    alone = run("verify", str(forged), cwd=project)
    assert alone.returncode == 0, alone.stdout
    assert "; not signed" in alone.stderr
    named = run("verify", str(forged), *asked(copied), cwd=project)
    assert named.returncode == DIFFERENT
    assert "manifest.json.sig: is missing" in named.stdout


def test_the_mail_of_a_signed_brief_is_that_of_the_brief(copied: Path) -> None:
    project = copied.parents[1]
    settings = project / "briefgen.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}\n{MAIL}", "utf-8")
    now = {"SOURCE_DATE_EPOCH": "1795600000"}
    written = []
    for folder in (copied, project / "unsigned"):
        done = run("send", str(folder), "--dry-run", cwd=project, **now)
        assert done.returncode == 0, done.stderr
        written.append((project / done.stdout.strip()).read_bytes())
    assert written[0] == written[1]
