"""The signatures of a finished note, looked at with those whom somebody trusts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import MissingInput
from briefgen.model.manifest import MANIFEST_NAME, SIGNATURE_NAME, SIGNED_NAME
from briefgen.seals.detached import check_manifest, inspect_tool
from briefgen.seals.paper import check_signed, read_certificates
from briefgen.seals.state import Seal, State
from briefgen.verification import unlike

_PAPER = "brief.pdf"


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose signature is asked for: a file of allowed signers of ssh-keygen, and certificates."""

    signers: Path | None = None
    certificates: tuple[bytes, ...] = ()


NOBODY = Trust()
"""No signature is asked for; one that is there must fit."""


def load_trust(signers: Path | None, certificates: Path | None) -> Trust:
    """Read whom somebody trusts, before anything is checked.

    Raises MissingInput, SigningError, or ToolMissing where signatures cannot be checked here.
    """
    if signers:
        inspect_tool()
        if not signers.is_file():
            raise MissingInput(f"{signers}: there is no such file of allowed signers")
    return Trust(signers, read_certificates(certificates) if certificates else ())


def examine(files: Mapping[str, bytes], trust: Trust) -> tuple[Seal, ...]:
    """Look at the signatures of a folder, by the paths of its files."""
    found = []
    if SIGNATURE_NAME in files:
        manifest, signature = files.get(MANIFEST_NAME, b""), files[SIGNATURE_NAME]
        found.append(check_manifest(manifest, signature, trust.signers))
    elif trust.signers:
        found.append(Seal(SIGNATURE_NAME, State.ABSENT, asked=True))
    if SIGNED_NAME in files:
        found.append(_copy(files[SIGNED_NAME], files.get(_PAPER, b""), trust.certificates))
    elif trust.certificates:
        found.append(Seal(SIGNED_NAME, State.ABSENT, asked=True))
    return tuple(found)


def examine_paper(pdf: bytes, trust: Trust) -> tuple[Seal, ...]:
    """Look at the signature of a PDF by itself."""
    seal = check_signed(pdf, trust.certificates, _PAPER)
    return (seal,) if seal.asked or seal.state is not State.ABSENT else ()


def _copy(signed: bytes, pdf: bytes, certificates: tuple[bytes, ...]) -> Seal:
    """Look at a signed copy, which must be the folder's PDF and a signature, and no more."""
    asked = bool(certificates)
    try:
        differences = unlike(signed, pdf)
    except ValueError as error:
        return Seal(SIGNED_NAME, State.CHANGED, str(error), asked)
    if differences:
        told = f"it is not {_PAPER} alone: {', '.join(differences)}"
        return Seal(SIGNED_NAME, State.CHANGED, told, asked)
    seal = check_signed(signed, certificates)
    if seal.state is State.ABSENT:
        return Seal(SIGNED_NAME, State.CHANGED, "its signature is gone", asked)
    return seal
