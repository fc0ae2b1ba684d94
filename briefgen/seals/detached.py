"""The signature of a folder's manifest, as ssh-keygen makes and checks it."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from briefgen.errors import MissingInput, SigningError, ToolMissing
from briefgen.model.manifest import SIGNATURE_NAME
from briefgen.seals.state import Seal, State

NAMESPACE = "briefgen"
"""What the signature is for: one that was made for anything else is none of a brief."""

_TOOL = "ssh-keygen"
_LARGEST = 100_000
"""Bytes; a signature of the longest keys has a tenth of that."""

_KEY = re.compile(rb"with (\S+) key (SHA256:\S+)")


def inspect_tool() -> str:
    """Return where ssh-keygen is. Raises ToolMissing."""
    found = shutil.which(_TOOL)
    if found is None:
        raise ToolMissing(f"{_TOOL} is not on this machine: install OpenSSH (openssh-client)")
    return found


def sign_manifest(manifest: bytes, key: Path) -> bytes:
    """Sign a manifest with a private key of SSH, or with the agent's that belongs to a public one.

    ssh-keygen asks for a passphrase itself. Raises ToolMissing, MissingInput or SigningError.
    """
    tool = inspect_tool()
    if not key.exists():
        raise MissingInput(f"{key}: there is no such key")
    done = subprocess.run(  # noqa: S603 - the user's key
        [tool, "-Y", "sign", "-n", NAMESPACE, "-f", key.absolute()],
        input=manifest,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise SigningError(f"{key}: {_TOOL} cannot sign with it: {_last_line(done.stderr)}")
    return done.stdout


def check_manifest(manifest: bytes, signature: bytes, signers: Path | None) -> Seal:
    """Tell whether it is the signature of this manifest, and by whom of the allowed `signers`."""
    asked = signers is not None
    try:
        tool = inspect_tool()
        with TemporaryDirectory() as folder:
            file = Path(folder) / SIGNATURE_NAME
            file.write_bytes(signature[:_LARGEST])
            state, told = _judged(tool, manifest, file, signers)
    except (ToolMissing, OSError) as error:
        state, told = State.UNCHECKED, str(error)
    return Seal(SIGNATURE_NAME, state, told, asked)


def _judged(tool: str, manifest: bytes, file: Path, signers: Path | None) -> tuple[State, str]:
    named = ("-n", NAMESPACE, "-s", str(file))
    fits = _run(tool, "check-novalidate", *named, manifest=manifest)
    by = _KEY.search(fits.stdout)
    if fits.returncode or not by:
        return State.CHANGED, "it is no signature of the manifest"
    key = f"{by[1].decode()} key {by[2].decode()}"
    if signers is None:
        return State.UNKNOWN, key
    allowed = ("-f", str(signers.absolute()))
    for who in _principals(_run(tool, "find-principals", "-s", str(file), *allowed).stdout):
        if not _run(tool, "verify", *allowed, "-I", who, *named, manifest=manifest).returncode:
            return State.TRUSTED, f"{who}, {key}"
    return State.UNKNOWN, key


def _principals(told: bytes) -> Iterator[str]:
    """Yield each whom an entry names; one line can name several."""
    for line in told.decode(errors="replace").splitlines():
        yield from filter(None, line.split(","))


def _run(tool: str, *arguments: str, manifest: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - its input is a file of its own and standard input
        [tool, "-Y", *arguments], input=manifest, capture_output=True, check=False
    )


def _last_line(told: bytes) -> str:
    return (told.decode(errors="replace").strip().splitlines() or ["it does not say why"])[-1]
