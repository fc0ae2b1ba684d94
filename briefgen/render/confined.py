"""Templates that did not come with briefgen, in a process of bounded time and memory."""

import os
import pickle
import signal
import subprocess
import sys
import weakref
from collections.abc import Mapping

from briefgen.errors import TemplateError
from briefgen.model.brief import Brief
from briefgen.render.wire import WRONG, receive, send

SECONDS = int(os.environ.get("BRIEFGEN_TEMPLATE_SECONDS", "20"))
"""Processor time that filling one file may take; the shipped ones take well under one."""

_WORKER = "briefgen.render.worker"


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
            send(process.stdin, pickle.dumps((file, brief, dict(values))))
            answer = receive(process.stdout)
        except (BrokenPipeError, EOFError) as error:
            self._process = None
            raise TemplateError(f"{self._name}/{file}: {_reason(process.wait())}") from error
        text = answer[1:].decode("utf-8", "surrogatepass")
        if answer[:1] == WRONG:
            raise TemplateError(text)
        return text

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-P", "-m", _WORKER, self._name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            weakref.finalize(self, _end, self._process)
        return self._process


def _reason(code: int) -> str:
    if code == -signal.SIGXCPU:
        return f"took more than {SECONDS} s of processor time: look for a loop that does not end"
    return f"its process ended early ({code}): it may need too much memory or nest too deeply"


def _end(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
    process.wait()
