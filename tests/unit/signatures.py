"""Keys to sign with, made when they are needed: of SSH, and with certificates for PDFs."""

import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from briefgen.seals import PaperKey, open_key

PASSPHRASE = "a winter's word"  # noqa: S105 - opens what tests make


def ssh_key(folder: Path, name: str) -> Path:
    """Make a key of SSH without a passphrase, and its public half beside it."""
    key = folder / name
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(key)]
    subprocess.run(make, check=True, capture_output=True)
    return key


def allowed(folder: Path, **keys: Path) -> Path:
    """Write a file of allowed signers, each with a key and an address of that name."""
    file = folder / "allowed_signers"
    lines = (
        f'{name}@example.org namespaces="briefgen" {key.with_suffix(".pub").read_text("ascii")}'
        for name, key in keys.items()
    )
    file.write_text("".join(lines), "ascii")
    return file


@cache
def certified(name: str, *, issuer_at: str = "") -> tuple[bytes, bytes]:
    """Make a key with a certificate that vouches for itself: PKCS#12, and the certificate's PEM.

    One with `issuer_at` says that its issuer is another, to be fetched from that address.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    other = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(other if issuer_at else own)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2126, 1, 1, tzinfo=UTC))
    )
    if issuer_at:
        there = x509.UniformResourceIdentifier(issuer_at)
        described = x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, there)
        extension = x509.AuthorityInformationAccess([described])
        builder = builder.add_extension(extension, critical=False)
    certificate = builder.sign(key, hashes.SHA256())
    locked = BestAvailableEncryption(PASSPHRASE.encode())
    packed = pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, locked)
    return packed, certificate.public_bytes(Encoding.PEM)


def paper_key(folder: Path, name: str, *, issuer_at: str = "") -> PaperKey:
    """Write a key with a certificate into a folder, and open it."""
    packed, certificate = certified(name, issuer_at=issuer_at)
    (folder / f"{name}.p12").write_bytes(packed)
    (folder / f"{name}.pem").write_bytes(certificate)
    return open_key(folder / f"{name}.p12", PASSPHRASE)
