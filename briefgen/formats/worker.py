"""The process that parses: reads requests on standard input, answers in JSON, trusts nothing.

A request is a line of JSON (`name`, `media_type`, `size`, `limits`) and `size` bytes. An
answer is the number of its bytes on a line of its own, and JSON: `reading`, or `reason`
and `detail`. It ends when its input ends.
"""

import contextlib
import ctypes
import gc
import json
import mimetypes
import os
import resource
import signal
import sys
import sysconfig
from typing import Any, BinaryIO

from briefgen.errors import ReadError
from briefgen.formats.registry import parse
from briefgen.formats.wire import encode_reading
from briefgen.model.limits import Limits

_MEGABYTE = 2**20
_FILES = 64
_MOST_UNTRACED = 100_000
"""Objects made before a search for garbage: next to all that parsing makes is kept, or freed
without one. Searches at every 700, as Python's default has it, took up to a sixth of the time."""

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER_AND_NET = 0x10000000 | 0x40000000
_REFUSED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.symlink", "os.link", "os.chmod",
    "os.truncate", "shutil.", "webbrowser.", "urllib.", "http.", "ftplib.", "smtplib.",
    "sqlite3.connect", "pty.",
)  # fmt: skip
"""Audit events (Python library reference) of what no parser has a reason to do."""


def main() -> None:
    """Answer requests until there are no more."""
    requests, answers = sys.stdin.buffer, _answers()
    _restrict()
    gc.freeze()
    gc.set_threshold(_MOST_UNTRACED)
    while line := requests.readline():
        request = json.loads(line)
        content = requests.read(request["size"])
        answer = _answer(request, content)
        answers.write(b"%d\n" % len(answer) + answer)
        answers.flush()


def _answers() -> BinaryIO:
    """Keep standard output for answers; what a library prints goes nowhere."""
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return os.fdopen(kept, "wb")


def _restrict() -> None:
    """Give up the network, other processes and files, as far as this system lets us."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        library.unshare(_CLONE_NEWUSER_AND_NET)
    mimetypes.knownfiles.clear()  # openpyxl asks for the system's types as it is imported
    readable = tuple(
        os.path.realpath(path)
        for path in {*sys.path, *sysconfig.get_paths().values(), sys.prefix, "/usr/share/zoneinfo"}
        if path
    )

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_REFUSED):
            raise PermissionError(f"no {event} while reading a source")
        if event == "open" and not _is_allowed(arguments, readable):
            raise PermissionError("no file is opened while reading a source")
        if event == "ctypes.dlopen" and not _lies_in(arguments[0], readable):
            raise PermissionError("no library is loaded while reading a source")

    sys.addaudithook(refuse)


def _is_allowed(arguments: tuple[Any, ...], readable: tuple[str, ...]) -> bool:
    path, mode, flags = arguments
    writes = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    if writes or not isinstance(path, str | bytes):
        return not writes and isinstance(path, int)
    return _lies_in(path, readable) and "w" not in (mode or "r")


def _lies_in(path: str | bytes, folders: tuple[str, ...]) -> bool:
    return os.path.realpath(os.fsdecode(path)).startswith(folders)


def _answer(request: dict[str, Any], content: bytes) -> bytes:
    limits = Limits(**request["limits"])
    _bound(limits)
    try:
        reading = parse(content, request["name"], request["media_type"], limits)
        answer = b'{"reading":' + encode_reading(reading) + b"}"
    except ReadError as error:
        return _refusal(error.reason, error.detail)
    except MemoryError:
        return _refusal("memory", "")
    except Exception as error:  # noqa: BLE001 - whatever a parser raises costs this file alone
        return _refusal("malformed", f"its parser gave up: {type(error).__name__}")
    if len(answer) > limits.output_megabytes * _MEGABYTE:
        return _refusal("too-much-output", f"over {limits.output_megabytes} MB")
    return answer


def _refusal(reason: str, detail: str) -> bytes:
    return json.dumps({"reason": reason, "detail": detail}).encode()


def _bound(limits: Limits) -> None:
    """Bound memory, and the work from now on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    done = int(usage.ru_utime + usage.ru_stime) + 1
    memory = limits.memory_megabytes * _MEGABYTE
    for kind, soft in (
        (resource.RLIMIT_CPU, done + limits.cpu_seconds),
        (resource.RLIMIT_AS, memory),
    ):
        hard = resource.getrlimit(kind)[1]
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    main()
