"""Two folders change places in one step, so that nobody, and no crash, sees neither or half."""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_HERE = -100
_EXCHANGE = 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux; RENAME_SWAP of macOS is the same number."""

_UNKNOWN = frozenset((errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV))
"""What systems and file systems answer that know no such step."""


def swap(one: Path, other: Path) -> bool:
    """Let two folders change places; False where the system has no such step.

    Raises OSError; then both lie where they were.
    """
    try:
        _exchange()(os.fsencode(one), os.fsencode(other))
    except OSError as error:
        if error.errno in _UNKNOWN:
            return False
        raise
    return True


@cache
def _exchange() -> Callable[[bytes, bytes], None]:
    """Return what lets two paths change places, as this system calls it."""
    library = ctypes.CDLL(None, use_errno=True)

    def called(one: bytes, other: bytes) -> None:
        try:
            if sys.platform == "darwin":
                failed = library.renamex_np(one, other, _EXCHANGE)
            else:
                failed = library.renameat2(_HERE, one, _HERE, other, _EXCHANGE)
        except AttributeError as error:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from error
        if failed:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), os.fsdecode(other))

    return called
