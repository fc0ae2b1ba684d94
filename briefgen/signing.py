"""A finished folder gets its signatures, last of all: only what verifies is signed."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from briefgen.config import Config
from briefgen.errors import Finding, MissingInput, OutputError, VerificationFailed
from briefgen.model.codec import BRIEF_NAME
from briefgen.model.manifest import MANIFEST_NAME, SIGNATURE_NAME, SIGNED_NAME, decode_manifest
from briefgen.proof import verify
from briefgen.seals import NOBODY, PaperKey, examine, sign_manifest, sign_paper
from briefgen.workspace import add_files, read_file, read_folder

_PAPER = "brief.pdf"


@dataclass(frozen=True, slots=True)
class Keys:
    """What to sign with: a key of SSH for the folder, one with a certificate for the PDF."""

    folder: Path | None = None
    paper: PaperKey | None = None


def sign(folder: Path, config: Config, keys: Keys) -> tuple[Path, ...]:
    """Put signatures beside the manifest of a finished folder, and return where they lie.

    No other file changes, and an earlier signature of that kind is replaced. Raises MissingInput,
    ToolMissing or SigningError for a key that cannot sign, before anything else is done, and
    VerificationFailed for a folder that does not verify; then nothing was written.
    """
    manifest = read_file(folder / MANIFEST_NAME)
    if keys.paper and not (folder / _PAPER).is_file():
        raise MissingInput(f"{folder}: there is no {_PAPER} to sign: build with pdf")
    made = {}
    if keys.folder:
        # It asks for the passphrase: so first, and kept only if all else is well.
        made[SIGNATURE_NAME] = sign_manifest(manifest, keys.folder)
    replaced = {SIGNATURE_NAME} if keys.folder else set()
    replaced |= {SIGNED_NAME} if keys.paper else set()
    checked = verify(folder, config)
    findings = [one for one in checked.findings if one.where not in replaced]
    if checked.in_part:
        told = f"only a part of it could be proved, for {checked.in_part}: build it again"
        findings.append(Finding(BRIEF_NAME, told))
    if findings:
        raise VerificationFailed(tuple(findings))
    files = dict(read_folder(folder))
    listed = {one.path: one.sha256 for one in decode_manifest(manifest).files}
    pdf = files.get(_PAPER, b"")
    if files.get(MANIFEST_NAME) != manifest or (
        keys.paper and listed.get(_PAPER) != hashlib.sha256(pdf).hexdigest()
    ):
        raise OutputError(f"{folder}: was changed meanwhile: sign it again")
    if keys.paper:
        made[SIGNED_NAME] = sign_paper(pdf, keys.paper)
    doubts = [found for seal in examine(files | made, NOBODY) for found in seal.findings]
    if doubts:
        raise VerificationFailed(tuple(doubts))
    add_files(folder, made)
    return tuple(folder / name for name in made)
