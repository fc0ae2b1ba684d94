"""The signature in a copy of a PDF, as pyHanko makes and checks it; strangers' files in bounds."""

import importlib.util
import io
import logging
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates

from briefgen.errors import MissingInput, SigningError, ToolMissing
from briefgen.model.manifest import SIGNED_NAME
from briefgen.seals.state import Seal, State
from briefgen.verification import answer_once, ask

PaperKey = Any
"""A private key with its certificate, as pyHanko holds them."""

_FIELD = "Signature"
_LONGEST_NAME = 200
_MARK = b"/ByteRange"
"""What stands in every signed PDF as it is: where the signature lies cannot be packed."""


def inspect_library() -> str:
    """Return the version of pyHanko. Raises ToolMissing."""
    if importlib.util.find_spec("pyhanko") is None:
        raise ToolMissing("signatures in PDFs need pyHanko: pip install 'briefgen[sign]'")
    # What it logs, with tracebacks, is for programs that use it: here an error is one line.
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return version("pyhanko")


def open_key(file: Path, passphrase: str) -> PaperKey:
    """Read a key with its certificate from a PKCS#12 file.

    Raises ToolMissing, MissingInput, or SigningError for one that is none or does not open.
    """
    inspect_library()
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 - needed where it is asked for

    try:
        content = file.read_bytes()
    except OSError as error:
        raise MissingInput(f"{file}: cannot be read: {error.strerror}") from error
    try:
        return SimpleSigner.load_pkcs12_data(content, [], passphrase.encode() or None)
    except ValueError as error:
        raise SigningError(
            f"{file}: no key in PKCS#12 (.p12), or it has another passphrase: set"
            " BRIEFGEN_PDF_PASSPHRASE"
        ) from error


def sign_paper(pdf: bytes, key: PaperKey) -> bytes:
    """Return a copy that ends in a signature of all before it; no page shows that.

    The signature allows no change, and says when it was made by this machine's clock.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter  # noqa: PLC0415
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner  # noqa: PLC0415

    class Faithful(IncrementalPdfFileWriter):
        """Leaves the note's own metadata alone: what was signed is the note as it is."""

        def _update_meta(self) -> None:
            pass

    about = PdfSignatureMetadata(
        field_name=_FIELD,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )
    signed: io.BytesIO = PdfSigner(about, key).sign_pdf(Faithful(io.BytesIO(pdf)))
    return signed.getvalue()


def read_certificates(file: Path) -> tuple[bytes, ...]:
    """Return the certificates in a PEM file, as DER.

    Raises ToolMissing, MissingInput, or SigningError for a file that has none.
    """
    inspect_library()
    try:
        found = load_pem_x509_certificates(file.read_bytes())
    except OSError as error:
        raise MissingInput(f"{file}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SigningError(f"{file}: no certificates in PEM") from error
    return tuple(one.public_bytes(Encoding.DER) for one in found)


def check_signed(pdf: bytes, certificates: tuple[bytes, ...], where: str = SIGNED_NAME) -> Seal:
    """Tell whether a PDF is as it was signed, and whether one of `certificates` vouches for that.

    Another process opens it. Nothing is fetched.
    """
    asked = bool(certificates)
    if _MARK not in pdf:
        return Seal(where, State.ABSENT, asked=asked)
    try:
        inspect_library()
    except ToolMissing as error:
        return Seal(where, State.UNCHECKED, str(error), asked)
    try:
        answer = ask(__name__, pdf, *certificates)
    except ValueError as error:
        return Seal(where, State.CHANGED, str(error), asked)
    return Seal(where, State(answer["state"]), answer["told"], asked)


def _answer(contents: Sequence[bytes]) -> Mapping[str, object]:
    """Check the signature of a PDF against certificates in DER."""
    from asn1crypto.x509 import Certificate  # noqa: PLC0415
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko.sign.validation.settings import KeyUsageConstraints  # noqa: PLC0415
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    signatures = PdfFileReader(io.BytesIO(contents[0])).embedded_signatures
    if not signatures:
        return {"state": State.ABSENT, "told": ""}
    if len(signatures) > 1:
        return {"state": State.CHANGED, "told": f"it has {len(signatures)} signatures, and not one"}
    roots = [Certificate.load(der) for der in contents[1:]]
    status = validate_pdf_signature(
        signatures[0],
        ValidationContext(trust_roots=roots, allow_fetching=False),
        key_usage_settings=KeyUsageConstraints(),
    )
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return {"state": State.CHANGED, "told": "something was added after it was signed"}
    if not (status.intact and status.valid):
        return {"state": State.CHANGED, "told": "its signature is not of what it holds"}
    state = State.TRUSTED if roots and status.trusted else State.UNKNOWN
    return {"state": state, "told": _named(status.signing_cert)}


def _named(certificate: Any) -> str:  # noqa: ANN401 - asn1crypto has no types
    """Return whose a certificate says it is, in letters alone, and its hash."""
    names = certificate.subject.native
    name = str(names.get("common_name") or certificate.subject.human_friendly)
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return f"{shown[:_LONGEST_NAME]}, certificate SHA256:{certificate.sha256.hex()}"


if __name__ == "__main__":
    answer_once(_answer)
