"""The desk's secret: what makes its hashes of hidden words say nothing to anybody else."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from briefgen.errors import StateError

NAME = "secret"
_BYTES = 32
_ADVICE = "Put back a copy of it: hidden words can only be checked with the secret of their time."


def read_secret(state: Path) -> bytes:
    """Return the secret in the folder `state`, b"" where there is none.

    Raises StateError for one that others can read, that is cut short, or no file.
    """
    file = state / NAME
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise StateError(f"{file}: the desk's secret cannot be read: {error.strerror}") from error
    with os.fdopen(handle, "rb") as stream:
        held = os.fstat(handle)
        if not stat.S_ISREG(held.st_mode) or held.st_uid != os.getuid() or held.st_mode & 0o077:
            raise StateError(
                f"{file}: others can read the desk's secret, or own it: 'chmod 600' and own it"
            )
        content = stream.read(_BYTES + 1)
    if len(content) != _BYTES:
        raise StateError(f"{file}: the desk's secret is damaged. {_ADVICE}")
    return content


def keep_secret(state: Path, fresh: bytes) -> bytes:
    """Return the secret in the folder `state`; where there is none, `fresh` is it from now on.

    Of two runs at once the first makes it. Raises StateError as `read_secret` does.
    """
    held = read_secret(state)
    if held:
        return held
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=f".{NAME}-", dir=state)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(fresh)
                stream.flush()
                os.fsync(handle)
            with suppress(FileExistsError):
                os.link(name, state / NAME)
        finally:
            Path(name).unlink()
        _settle(state)
    except OSError as error:
        raise StateError(f"{state / NAME}: {error.strerror}") from error
    return read_secret(state)


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
