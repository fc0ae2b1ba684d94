"""One run at a time over what lasts: a lock that ends with the process that holds it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.errors import StateError, TryAgain


@contextmanager
def locked(state: Path) -> Iterator[None]:
    """Hold the folder `state`, which is made if there is none.

    Raises TryAgain when another process holds it.
    """
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(state / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StateError(f"{error.filename or state}: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise TryAgain(f"{state}: another run is at work there: wait for its end") from error
        yield
    finally:
        os.close(handle)
