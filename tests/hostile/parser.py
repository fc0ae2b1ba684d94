"""A worker with a parser that does what its input says: the worst that a real one could do.

It runs as `python tests/hostile/parser.py`, in place of `python -m briefgen.formats.worker`.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from briefgen.formats import registry, sniffing, worker
from briefgen.formats.plain import read_text
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits

_PROCESS = ctypes.PyDLL(None)
"""The C library, loaded before the worker refuses to load any."""


def read(content: bytes, limits: Limits) -> Reading:
    deed = content.decode().split(maxsplit=1)[0]
    if deed in DEEDS:
        DEEDS[deed]()
    return read_text(content, limits)


def _grow() -> None:
    held = []
    while True:
        held.append(bytearray(10_000_000))


def _spin() -> None:
    while True:
        pass


def _fork() -> None:
    """Fork below Python, where no audit hook sees it; the child outlives its parser."""
    if _PROCESS.fork() == 0:
        time.sleep(600)


def _flood() -> None:
    for stream in range(3, 64):
        try:
            while True:
                os.write(stream, b"0" * 65_536)
        except OSError:
            continue


def _recurse() -> None:
    _recurse()


def _connect() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


DEEDS: Mapping[str, Callable[[], object]] = {
    "sleep": lambda: time.sleep(600),
    "spin": _spin,
    "grow": _grow,
    "segfault": lambda: ctypes.string_at(0),
    "abort": lambda: os.kill(os.getpid(), signal.SIGABRT),
    "exit": lambda: os._exit(0),
    "flood": _flood,
    "fork": _fork,
    "fork-in-python": os.fork,
    "command": lambda: subprocess.run(["true"], check=True),
    "connect": _connect,
    "write": lambda: Path("written").write_text("x", "utf-8"),
    "spy": lambda: Path("/etc/passwd").read_text("utf-8"),
    "print": lambda: sys.stdout.write("0" * 1_000_000),
    "recurse": _recurse,
}

if __name__ == "__main__":
    registry.READERS[sniffing.TEXT] = f"{Path(__file__).stem}:read"
    sys.modules[Path(__file__).stem] = sys.modules["__main__"]
    worker.main()
