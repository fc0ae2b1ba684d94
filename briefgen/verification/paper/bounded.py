"""What is asked of a process of bounded time and memory, about files that may come from anybody."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

MEGABYTES = int(os.environ.get("BRIEFGEN_VERIFY_MEGABYTES", "2048"))
"""Memory of the process; a note of 2,000 sources takes a tenth of that."""

SECONDS = int(os.environ.get("BRIEFGEN_VERIFY_SECONDS", "120"))
"""Processor time of the process; such a note takes some ten."""

_MEGABYTE = 2**20
_FILES = 64


def ask(module: str, *contents: bytes, otherwise: str = "no readable PDF") -> dict[str, Any]:
    """Return what a module that ends in `answer_once` says of contents.

    Raises ValueError, `otherwise` and the reason, where it cannot be said in bounds.
    """
    lengths = " ".join(str(len(content)) for content in contents)
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-P", "-m", module],
            input=b"\n".join((lengths.encode(), b"".join(contents))),
            capture_output=True,
            check=False,
            timeout=4 * SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise ValueError(f"{otherwise}: it takes over {4 * SECONDS} s") from error
    if done.returncode == -signal.SIGXCPU:
        raise ValueError(f"{otherwise}: it takes over {SECONDS} s of processor time")
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise ValueError(
            f"{otherwise}: it needs over {MEGABYTES} MB of memory, or is damaged"
        ) from error
    if "wrong" in answer:
        raise ValueError(f"{otherwise}: {answer['wrong']}")
    return answer


def _confine(written: int) -> None:
    """Bound this process: what a file makes a library do shall cost nobody else anything."""
    ceilings = (
        (resource.RLIMIT_AS, MEGABYTES * _MEGABYTE),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in ceilings:
        _, hard = resource.getrlimit(kind)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (soft, hard))


def answer_once(
    answer: Callable[[Sequence[bytes]], Mapping[str, object]], written: int = 0
) -> None:
    """Answer to `ask`, in bounds; the process is for this alone.

    It may write no file larger than `written`, in bytes.
    """
    _confine(written)
    sizes = [int(size) for size in sys.stdin.buffer.readline().split()]
    sys.stdout.write(json.dumps(answer([sys.stdin.buffer.read(size) for size in sizes])))
