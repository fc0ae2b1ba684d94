"""A worker with a parser that does what its input says: the worst that a real one could do.

It runs as `python tests/hostile/parser.py`, in place of `python -m briefgen.formats.worker`. An
input is a deed, and a word that says with what: "write-below /tmp/file".
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from briefgen.formats import registry, sniffing, worker
from briefgen.formats.plain import read_text
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.spans import Edit, Span

_PROCESS = ctypes.PyDLL(None)
"""The C library, loaded before the worker refuses to load any."""

_MANY = 200
"""Files that no parser has open at once."""


_read: list[bytes] = []
"""What this process was asked to read."""


def read(content: bytes, limits: Limits) -> Reading:
    _read.append(content)
    deed, _, rest = content.decode().partition(" ")
    if deed in DEEDS:
        DEEDS[deed](rest.split(maxsplit=1)[0])
    reading = read_text(content, limits)
    return replace(reading, edits=EDITS[deed]) if deed in EDITS else reading


def _grow(_: str) -> None:
    held = []
    while True:
        held.append(bytearray(10_000_000))


def _spin(_: str) -> None:
    while True:
        pass


def _fork(_: str) -> None:
    """Fork below Python, where no audit hook sees it; the child outlives its parser."""
    if _PROCESS.fork() == 0:
        time.sleep(600)


def _flood(_: str) -> None:
    for stream in range(3, 64):
        try:
            while True:
                os.write(stream, b"0" * 65_536)
        except OSError:
            continue


def _recurse(word: str) -> None:
    _recurse(word)


def _connect(_: str) -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def _grow_old(_: str) -> None:
    """Die where others were read before."""
    if len(_read) > 1:
        os.abort()


def _write_ours(_: str) -> None:
    """Open a file for writing that may be read."""
    os.close(os.open(os.__file__, os.O_WRONLY))


def _read_held(_: str) -> None:
    """Read from what is open already, as libraries do."""
    with os.fdopen(os.dup(0), "rb"):
        pass


def _write_below(file: str) -> None:
    """Write into a file that is there, below Python, where no audit hook sees it."""
    handle = _PROCESS.open(file.encode(), os.O_WRONLY)
    _PROCESS.write(handle, b"written", 7)


def _hold_files(_: str) -> None:
    """Have many files open, and give up where one less is to be had."""
    for _many in range(_MANY):
        os.dup(0)


DEEDS: Mapping[str, Callable[[str], object]] = {
    "sleep": lambda _: time.sleep(600),
    "spin": _spin,
    "grow": _grow,
    "segfault": lambda _: ctypes.string_at(0),
    "abort": lambda _: os.kill(os.getpid(), signal.SIGABRT),
    "exit": lambda _: os._exit(0),
    "flood": _flood,
    "fork": _fork,
    "fork-in-python": lambda _: os.fork(),
    "command": lambda _: subprocess.run(["true"], check=True),
    "connect": _connect,
    "write": lambda _: Path("written").write_text("x", "utf-8"),
    "write-ours": _write_ours,
    "write-below": _write_below,
    "read-held": _read_held,
    "grow-old": _grow_old,
    "hold-files": _hold_files,
    "spy": lambda _: Path("/etc/passwd").read_text("utf-8"),
    "print": lambda _: sys.stdout.write("0" * 1_000_000),
    "recurse": _recurse,
}

EDITS = {
    "edit-twice": (Edit(Span(0, 9)), Edit(Span(4, 6))),
    "edit-beyond": (Edit(Span(0, 999)),),
}
"""Edits that cannot be made."""

if __name__ == "__main__":
    registry.READERS[sniffing.TEXT] = f"{Path(__file__).stem}:read"
    sys.modules[Path(__file__).stem] = sys.modules["__main__"]
    worker.main()
