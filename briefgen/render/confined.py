"""Templates that did not come with briefgen, in a process of bounded time and memory."""

import os
import pickle
import resource
import signal
import struct
import subprocess
import sys
import weakref
from collections.abc import Mapping
from typing import IO

from briefgen.errors import TemplateError
from briefgen.model.brief import Brief

SECONDS = int(os.environ.get("BRIEFGEN_TEMPLATE_SECONDS", "20"))
"""Processor time that filling one file may take; the shipped ones take well under one."""

MEMORY = 2 * 1024**3
"""Bytes of memory the process may use in all."""

_MODULE = "briefgen.render.confined"
_LENGTH = struct.Struct(">Q")
_DONE, _WRONG = b"+", b"-"


class Confined:
    """Fills the templates of one folder in another process, which ends with this object."""

    def __init__(self, name: str) -> None:
        """Take the folder's name; the process is started when it is first needed."""
        self._name = name
        self._process: subprocess.Popen[bytes] | None = None

    def fill(self, file: str, brief: Brief, values: Mapping[str, object]) -> str:
        """Fill a template. Raises TemplateError for a mistake, or for too much time or memory."""
        process = self._started()
        assert process.stdin  # noqa: S101
        assert process.stdout  # noqa: S101
        try:
            _send(process.stdin, pickle.dumps((file, brief, dict(values))))
            answer = _receive(process.stdout)
        except (BrokenPipeError, EOFError) as error:
            self._process = None
            raise TemplateError(f"{self._name}/{file}: {_reason(process.wait())}") from error
        text = answer[1:].decode("utf-8", "surrogatepass")
        if answer[:1] == _WRONG:
            raise TemplateError(text)
        return text

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - this very module
                [sys.executable, "-m", _MODULE, self._name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            weakref.finalize(self, _end, self._process)
        return self._process


def serve(name: str, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
    """Fill the templates of one folder as asked, until nothing more is asked."""
    from briefgen.render.environment import open_templates  # noqa: PLC0415 - it imports this one

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    while True:
        try:
            file, brief, values = pickle.loads(_receive(incoming))  # noqa: S301 - from our parent
        except EOFError:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (spent + SECONDS, resource.RLIM_INFINITY))
        try:
            text = open_templates(name, confined=False).fill_here(file, brief, values)
            _send(outgoing, _DONE + text.encode("utf-8", "surrogatepass"))
        except TemplateError as error:
            _send(outgoing, _WRONG + str(error).encode("utf-8", "surrogatepass"))
        except MemoryError:
            _send(outgoing, _WRONG + f"{name}/{file}: {_HUNGRY}".encode())


_ENDLESS = f"took more than {SECONDS} s of processor time: look for a loop that does not end"
_HUNGRY = f"needs more than {MEMORY // 1024**2} MB of memory: look for text that grows in a loop"


def _reason(code: int) -> str:
    if code == -signal.SIGXCPU:
        return _ENDLESS
    return f"its process ended early ({code}): it may need too much memory or nest too deeply"


def _end(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
    process.wait()


def _send(stream: IO[bytes], content: bytes) -> None:
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


if __name__ == "__main__":
    serve(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)
