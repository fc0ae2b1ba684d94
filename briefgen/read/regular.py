"""The bytes of a file: only of a regular one, never through a link, never more than allowed."""

import os
import stat
from pathlib import Path

from briefgen.errors import ReadError
from briefgen.model.limits import Limits

_MILLION = 1_000_000


def load(file: Path, limits: Limits) -> bytes:
    """Return the bytes of a regular file, refusing by size before reading.

    Raises ReadError for links, devices, pipes, and files that are empty, large or closed.
    """
    most = limits.megabytes * _MILLION
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if file.is_symlink():
            raise ReadError("not-a-regular-file", "a link: copy the file itself") from error
        if file.is_socket():
            raise ReadError("not-a-regular-file", "a device, pipe or socket") from error
        raise ReadError("unreadable", f"{error.strerror}") from error
    with os.fdopen(handle, "rb") as stream:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise ReadError("not-a-regular-file", "a device, pipe or socket")
        if before.st_size > most:
            size = before.st_size / _MILLION
            raise ReadError("too-large", f"{size:.1f} MB; the limit is {limits.megabytes} MB")
        content = stream.read(most + 1)
        after = os.fstat(handle)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ReadError("changed-during-read", "something else writes to it: try again")
    if not content:
        raise ReadError("empty", "the file has no bytes")
    return content
