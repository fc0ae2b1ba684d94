"""Signatures: who made a note is named, and what is wrong with a signature; nothing is fetched."""

import io
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import TextStampStyle
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import NameObject
from unit.briefs import dam_brief
from unit.signatures import PASSPHRASE, allowed, certified, paper_key, ssh_key

from briefgen.errors import MissingInput, SigningError, ToolMissing
from briefgen.model.manifest import MANIFEST_NAME, SIGNATURE_NAME, SIGNED_NAME
from briefgen.render.pdf import write_pdf
from briefgen.seals import (
    NOBODY,
    State,
    Trust,
    examine,
    examine_paper,
    load_trust,
    open_key,
    sign_manifest,
    sign_paper,
)
from briefgen.verification import unlike

MANIFEST = b'{"files": []}\n'


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make keys of a desk and of a stranger, and the file that allows the desk."""
    folder = tmp_path_factory.mktemp("keys")
    allowed(folder, desk=ssh_key(folder, "desk"))
    ssh_key(folder, "stranger")
    return folder


def state(files: Mapping[str, bytes], trust: Trust) -> State:
    (seal,) = examine(files, trust)
    assert bool(seal.findings) == (
        seal.state is State.CHANGED or (seal.asked and seal.state is not State.TRUSTED)
    )
    return seal.state


def folder_of(keys: Path, name: str, manifest: bytes = MANIFEST) -> dict[str, bytes]:
    signature = sign_manifest(MANIFEST, keys / name)
    return {MANIFEST_NAME: manifest, SIGNATURE_NAME: signature}


def test_a_signed_manifest_names_its_signer(keys: Path) -> None:
    trust = load_trust(keys / "allowed_signers", None)
    (seal,) = examine(folder_of(keys, "desk"), trust)
    assert seal.state is State.TRUSTED
    assert seal.told.startswith("desk@example.org, ED25519 key SHA256:")
    assert not seal.findings


def test_a_manifest_that_was_signed_and_then_changed_is_named(keys: Path) -> None:
    files = folder_of(keys, "desk", MANIFEST.replace(b"[]", b"[1]"))
    assert state(files, Trust(keys / "allowed_signers")) is State.CHANGED
    assert state(files, NOBODY) is State.CHANGED


def test_a_manifest_signed_by_another_is_named(keys: Path) -> None:
    files = folder_of(keys, "stranger")
    assert state(files, Trust(keys / "allowed_signers")) is State.UNKNOWN
    assert state(files, NOBODY) is State.UNKNOWN


def test_a_signature_that_was_removed_is_named_where_one_is_asked_for(keys: Path) -> None:
    files = {MANIFEST_NAME: MANIFEST}
    assert state(files, Trust(keys / "allowed_signers")) is State.ABSENT
    assert examine(files, NOBODY) == ()


def test_what_is_no_signature_is_none(keys: Path) -> None:
    for content in (b"", b"words\n", b"-----BEGIN SSH SIGNATURE-----\n", b"\xff" * 300_000):
        files = {MANIFEST_NAME: MANIFEST, SIGNATURE_NAME: content}
        assert state(files, Trust(keys / "allowed_signers")) is State.CHANGED


def test_a_signature_made_for_something_else_is_none_of_a_brief(keys: Path) -> None:
    sign = ["ssh-keygen", "-Y", "sign", "-q", "-n", "file", "-f", str(keys / "desk")]
    made = subprocess.run(sign, input=MANIFEST, capture_output=True, check=True).stdout
    files = {MANIFEST_NAME: MANIFEST, SIGNATURE_NAME: made}
    assert state(files, Trust(keys / "allowed_signers")) is State.CHANGED


def test_a_key_allowed_under_several_names_is_found(keys: Path, tmp_path: Path) -> None:
    public = (keys / "desk.pub").read_text("ascii")
    (tmp_path / "several").write_text(f"a@example.org,b@example.org {public}", "ascii")
    (seal,) = examine(folder_of(keys, "desk"), Trust(tmp_path / "several"))
    assert seal.state is State.TRUSTED
    assert seal.told.startswith("a@example.org, ")


def test_anybody_can_check_the_signature_without_briefgen(keys: Path, tmp_path: Path) -> None:
    for path, content in folder_of(keys, "desk").items():
        (tmp_path / path).write_bytes(content)
    check = (
        f"ssh-keygen -Y verify -f {keys}/allowed_signers -I desk@example.org -n briefgen"
        " -s manifest.json.sig < manifest.json"
    )
    done = subprocess.run(["sh", "-c", check], cwd=tmp_path, capture_output=True, check=True)
    assert b'Good "briefgen" signature for desk@example.org' in done.stdout


def test_without_ssh_keygen_a_message_says_what_to_install(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = folder_of(keys, "desk")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing, match="openssh-client"):
        sign_manifest(MANIFEST, keys / "desk")
    with pytest.raises(ToolMissing, match="openssh-client"):
        load_trust(keys / "allowed_signers", None)
    assert state(files, NOBODY) is State.UNCHECKED
    assert state(files, Trust(keys / "allowed_signers")) is State.UNCHECKED


def test_a_key_that_is_none_cannot_sign(keys: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no such key"):
        sign_manifest(MANIFEST, tmp_path / "nothing")
    (tmp_path / "words").write_text("words", "utf-8")
    (tmp_path / "words").chmod(0o600)
    with pytest.raises(SigningError, match="ssh-keygen cannot sign with it"):
        sign_manifest(MANIFEST, tmp_path / "words")
    with pytest.raises(MissingInput, match="no such file of allowed signers"):
        load_trust(keys / "nothing", None)


@cache
def pdf() -> bytes:
    return write_pdf(dam_brief(), "ua-1").content


@pytest.fixture(scope="module")
def signed(keys: Path) -> bytes:
    return sign_paper(pdf(), paper_key(keys, "desk"))


@pytest.fixture(scope="module")
def trust(keys: Path, signed: bytes) -> Trust:
    assert signed
    return load_trust(None, keys / "desk.pem")


def test_a_signed_copy_is_the_note_and_a_signature_and_names_its_signer(
    signed: bytes, trust: Trust
) -> None:
    assert signed.startswith(pdf())
    assert unlike(signed, pdf()) == ()
    (seal,) = examine({"brief.pdf": pdf(), SIGNED_NAME: signed}, trust)
    assert seal.state is State.TRUSTED
    assert seal.told.startswith("desk, certificate SHA256:")
    (alone,) = examine_paper(signed, trust)
    assert alone.state is State.TRUSTED


def by(keys: Path, name: str, change: Callable[[PdfWriter], object]) -> bytes:
    """Return the note as somebody changed it and then signed it."""
    writer = PdfWriter(io.BytesIO(pdf()), incremental=True)
    change(writer)
    held = io.BytesIO()
    writer.write(held)
    return sign_paper(held.getvalue(), paper_key(keys, name))


def noted(writer: PdfWriter) -> None:
    writer.add_annotation(0, FreeText(text="Not so.", rect=(50, 550, 200, 650)))


def stamped(keys: Path) -> bytes:
    """Return the note signed so that the signature shows, over all that the page says."""
    about = PdfSignatureMetadata(field_name="Signature", md_algorithm="sha256")
    field = SigFieldSpec("Signature", box=(0, 0, 600, 800), on_page=0)
    style = TextStampStyle(stamp_text="Other words.")
    signer = PdfSigner(about, paper_key(keys, "desk"), stamp_style=style, new_field_spec=field)
    made: io.BytesIO = signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf())))
    return made.getvalue()


def added(signed: bytes) -> bytes:
    writer = PdfWriter(io.BytesIO(signed), incremental=True)
    noted(writer)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def saved(signed: bytes) -> bytes:
    held = io.BytesIO()
    PdfWriter(clone_from=PdfReader(io.BytesIO(signed))).write(held)
    return held.getvalue()


CHANGES: dict[str, Callable[[Path, bytes], bytes]] = {
    "a byte changed": lambda _, signed: signed.replace(b"\nstartxref", b" startxref", 1),
    "a note put on it": lambda _, signed: added(signed),
    "bytes behind it": lambda _, signed: signed + b"% more\n",
    "saved by another program": lambda _, signed: saved(signed),
    "cut off before the end": lambda _, signed: signed[:-900],
    "changed first": lambda keys, _: by(keys, "desk", noted),
    "a signature that shows": lambda keys, _: stamped(keys),
    "signature removed": lambda _, __: pdf(),
    "no PDF": lambda _, __: b"/ByteRange",
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_signed_copy_that_was_changed_is_named(
    keys: Path, signed: bytes, trust: Trust, name: str
) -> None:
    changed = CHANGES[name](keys, signed)
    assert changed != signed
    assert state({"brief.pdf": pdf(), SIGNED_NAME: changed}, trust) is State.CHANGED


def test_a_signed_copy_of_another_note_is_named(signed: bytes, trust: Trust) -> None:
    other = saved(pdf()).replace(b"/Producer", b"/Creators", 1)
    assert state({"brief.pdf": other, SIGNED_NAME: signed}, trust) is State.CHANGED
    assert state({SIGNED_NAME: signed}, trust) is State.CHANGED


def test_a_copy_signed_by_another_is_named(keys: Path, trust: Trust) -> None:
    files = {"brief.pdf": pdf(), SIGNED_NAME: sign_paper(pdf(), paper_key(keys, "stranger"))}
    assert state(files, trust) is State.UNKNOWN
    assert state(files, NOBODY) is State.UNKNOWN


def test_a_copy_that_was_removed_is_named_where_one_is_asked_for(trust: Trust) -> None:
    assert state({"brief.pdf": pdf()}, trust) is State.ABSENT
    (alone,) = examine_paper(pdf(), trust)
    assert alone.state is State.ABSENT
    assert alone.findings
    assert examine_paper(pdf(), NOBODY) == ()


def test_a_note_that_speaks_of_signatures_is_not_signed(trust: Trust) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.root_object[NameObject("/ByteRange")] = NameObject("/None")
    held = io.BytesIO()
    writer.write(held)
    speaking = held.getvalue()
    assert b"/ByteRange" in speaking
    assert examine_paper(speaking, NOBODY) == ()
    (seal,) = examine_paper(speaking, trust)
    assert seal.state is State.ABSENT


def test_a_name_in_a_certificate_cannot_speak_to_the_terminal(keys: Path) -> None:
    key = paper_key(keys, "A \x1b[2J \u202e desk")
    (seal,) = examine_paper(sign_paper(pdf(), key), NOBODY)
    assert seal.told.startswith("A \N{REPLACEMENT CHARACTER}[2J \N{REPLACEMENT CHARACTER} desk,")


def test_nothing_is_fetched_for_a_certificate(keys: Path, trust: Trust) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/issuer.crt"
        copy = sign_paper(pdf(), paper_key(keys, "far", issuer_at=address))
        (seal,) = examine_paper(copy, trust)
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert seal.state is State.UNKNOWN


def test_a_file_without_key_or_certificate_is_refused_and_nothing_else_is_printed(
    keys: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "words").write_text("words", "utf-8")
    (tmp_path / "desk.p12").write_bytes(certified("desk")[0])
    for file, passphrase in (("words", PASSPHRASE), ("desk.p12", "another"), ("desk.p12", "")):
        with pytest.raises(SigningError, match="BRIEFGEN_PDF_PASSPHRASE"):
            open_key(tmp_path / file, passphrase)
    with pytest.raises(SigningError, match="no certificates in PEM"):
        load_trust(None, tmp_path / "words")
    for load in (lambda: open_key(keys / "gone", ""), lambda: load_trust(None, keys / "gone")):
        with pytest.raises(MissingInput, match="cannot be read"):
            load()
    assert capfd.readouterr() == ("", "")


def test_without_pyhanko_a_message_says_what_to_install(
    keys: Path, signed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    with pytest.raises(ToolMissing, match=r"pip install 'briefgen\[sign\]'"):
        open_key(keys / "desk.p12", PASSPHRASE)
    with pytest.raises(ToolMissing, match=r"pip install 'briefgen\[sign\]'"):
        load_trust(None, keys / "desk.pem")
    assert state({"brief.pdf": pdf(), SIGNED_NAME: signed}, NOBODY) is State.UNCHECKED
