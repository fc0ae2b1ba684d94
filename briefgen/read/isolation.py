"""Worker processes that parse: one is used for many files, and dies with the one that kills it."""

import contextlib
import gc
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from time import monotonic
from types import TracebackType
from typing import IO, Self

from briefgen.errors import ReadError
from briefgen.formats.structure import Reading
from briefgen.formats.wire import decode_reading
from briefgen.model.limits import Limits

WORKER = (sys.executable, "-P", "-m", "briefgen.formats.worker")
_CHUNK = 2**16
_LONGEST_HEAD = 20
_KEPT = (
    "PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "SYSTEMROOT",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "TESSDATA_PREFIX",
)


def environment() -> dict[str, str]:
    """Return what a worker gets of this process's environment: nothing secret."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ}


class Workers:
    """Reads bytes in another process, under limits; a context manager that ends it."""

    def __init__(self, limits: Limits, command: Sequence[str] = ()) -> None:
        """Start nothing yet; `command` is the program that answers, usually our own."""
        self._limits = limits
        self._command = tuple(command or WORKER)
        self._process: subprocess.Popen[bytes] | None = None
        self._used = False

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        """End the worker, and whatever it may have started."""
        self._end()

    @property
    def session(self) -> int | None:
        """The session (and process) id of the worker, None when none runs."""
        return self._process.pid if self._process else None

    def read(
        self, content: bytes, name: str, media_type: str = "", limits: Limits | None = None
    ) -> Reading:
        """Have bytes read, under other limits if given.

        Raises ReadError, also when the worker did not survive them.
        A worker that dies of memory or by a signal may have grown by earlier files: then a
        new one gets a second try.
        """
        used = self._used
        try:
            return self._read(content, name, media_type, limits or self._limits)
        except ReadError as error:
            if used and error.reason in ("memory", "crashed"):
                return self._read(content, name, media_type, limits or self._limits)
            raise

    def _read(self, content: bytes, name: str, media_type: str, limits: Limits) -> Reading:
        request = {
            "name": name,
            "media_type": media_type,
            "size": len(content),
            "limits": asdict(limits),
        }
        answer = self._asked(json.dumps(request).encode() + b"\n" + content, limits)
        try:
            with _without_collecting():
                value = json.loads(answer)
                if "reason" in value:
                    raise self._refused(str(value["reason"]), str(value["detail"]))
                return decode_reading(value["reading"])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            self._end()
            raise ReadError("crashed", "its parser gave no usable answer") from error

    def _refused(self, reason: str, detail: str) -> ReadError:
        if reason == "memory":
            self._end()
            return self._out_of_memory()
        return ReadError(reason, detail)

    def _out_of_memory(self) -> ReadError:
        return ReadError("memory", f"it needs more than {self._limits.memory_megabytes} MB")

    def _asked(self, request: bytes, limits: Limits) -> bytes:
        """Send a request and return the answer. Raises ReadError when none comes in time."""
        process = self._running()
        deadline = monotonic() + limits.seconds
        try:
            self._used = True
            return _exchange(process, request, deadline, limits)
        except TimeoutError as error:
            self._end()
            raise ReadError("timeout", f"over {limits.seconds} seconds") from error
        except OverflowError as error:
            self._end()
            raise ReadError("too-much-output", str(error)) from error
        except (EOFError, OSError) as error:
            raise self._died(limits) from error

    def _died(self, limits: Limits) -> ReadError:
        """Return why the worker ended; nothing of it is left then."""
        process = self._running()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1)
        code = process.returncode
        self._end()
        if code == -signal.SIGXCPU:
            return ReadError("timeout", f"over {limits.cpu_seconds} seconds of work")
        named = signal.Signals(-code).name if code and code < 0 else f"exit code {code}"
        return ReadError("crashed", f"its parser ended with {named}")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
                start_new_session=True,
            )
            self._used = False
        return self._process

    def _end(self) -> None:
        """Kill the worker with all it may have started, and reap it."""
        process, self._process = self._process, None
        self._used = False
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the collector from looking through a hundred thousand values that are just made."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _exchange(
    process: subprocess.Popen[bytes], request: bytes, deadline: float, limits: Limits
) -> bytes:
    """Write a request and read its answer, neither waiting for ever on the other.

    Raises TimeoutError, OverflowError for an endless answer, EOFError for none.
    """
    if process.stdin is None or process.stdout is None:
        raise EOFError
    wanted = (limits.output_megabytes + 1) * 2**20
    left = memoryview(request)
    head, body, size = b"", bytearray(), -1
    os.set_blocking(process.stdin.fileno(), False)
    while size < 0 or len(body) < size:
        readable = _wait(process.stdout, process.stdin if left else None, deadline)
        if left:
            with contextlib.suppress(BlockingIOError):
                left = left[os.write(process.stdin.fileno(), left[: 2**16]) :]
        if not readable:
            continue
        piece = os.read(process.stdout.fileno(), _CHUNK)
        if not piece:
            raise EOFError
        if size < 0:
            head += piece
            first, found, rest = head.partition(b"\n")
            if len(first) > _LONGEST_HEAD or (found and not first.isdigit()):
                raise OverflowError("it answers without end")
            if not found:
                continue
            size, piece = int(first), rest
            if size > wanted:
                raise OverflowError(f"over {limits.output_megabytes} MB")
        body += piece
    return bytes(body)


def _wait(output: IO[bytes], input_: IO[bytes] | None, deadline: float) -> bool:
    """Wait until something can be read or written; tell whether it is to be read."""
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    readable, writable, _ = select.select([output], [input_] if input_ else [], [], left)
    if not readable and not writable:
        raise TimeoutError
    return bool(readable)
