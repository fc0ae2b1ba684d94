"""Which files were hidden: remembered by salted hashes, so that another name does not show them."""

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from briefgen.errors import StateError

NAME = "hidden.json"

Hashes = Mapping[str, tuple[str, ...]]
"""Salted hashes of files by the path in the decision that hides them."""


def read_hidden(state: Path) -> Hashes:
    """Return what the folder `state` remembers. Raises StateError where that is damaged."""
    file = state / NAME
    try:
        held = json.loads(file.read_bytes())
        return {str(path): tuple(map(str, hashes)) for path, hashes in held.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise StateError(
            f"{file}: cannot be used: {error}. Delete it; then a hidden source that was given"
            " another name is hidden no more."
        ) from error


def remember_hidden(state: Path, hashes: Hashes) -> None:
    """Remember more hidden files; what is remembered stays. Raises StateError."""
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _alone(state):
            _add(state, hashes)
    except OSError as error:
        raise StateError(f"{state / NAME}: {error.strerror}") from error


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """Wait until no other run remembers anything."""
    handle = os.open(state, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _add(state: Path, hashes: Hashes) -> None:
    known = read_hidden(state)
    whole = {
        path: tuple(sorted({*known.get(path, ()), *hashes.get(path, ())}))
        for path in sorted({*known, *hashes})
    }
    if whole == known:
        return
    handle, name = tempfile.mkstemp(prefix=f".{NAME}-", dir=state)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(whole, stream, indent=1)
            stream.flush()
            os.fsync(handle)
        Path(name).replace(state / NAME)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
