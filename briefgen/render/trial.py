"""A logo is drawn once by itself, in bounded time and memory, before a note carries it."""

import base64
import io
import logging
import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress

from briefgen.errors import ConfigError, Problem, RenderError
from briefgen.model.keeping import Shelf

SECONDS = int(os.environ.get("BRIEFGEN_LOGO_SECONDS", "10"))
"""Processor time that drawing it may take; a usual one takes a twentieth of that."""

_MEMORY = 2 * 1024**3
_DRAWN = b"drawn"


def try_logo(address: str, shelf: Shelf) -> None:
    """Raise ConfigError for a picture, given as a data address, that can't be drawn in time."""
    shape = (b"logo", address.encode())
    if not address or shelf.find(*shape) == _DRAWN:
        return
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-P", "-m", __name__],
        input=address.encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode == 0 and done.stdout == _DRAWN:
        shelf.keep(_DRAWN, *shape)
        return
    raise ConfigError((Problem("briefgen.yaml", 1, 1, f"brand.logo: {_reason(done)}"),))


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    if done.returncode == -signal.SIGXCPU:
        return f"takes more than {SECONDS} s to draw: use a simpler picture"
    if done.returncode == 0:
        return "cannot be drawn: its file is damaged: save it anew"
    return f"cannot be drawn: its process ended early ({done.returncode}): use a simpler picture"


def _draw(address: str) -> bool:
    """Tell whether a picture can be drawn.

    One in pixels is looked through first: WeasyPrint draws those that are cut short, too, and
    from its import on the library that reads them lets them pass.
    """
    if not address.startswith("data:image/svg"):
        from PIL import Image  # noqa: PLC0415 - only in the process that draws

        content = base64.b64decode(address.partition(",")[2])
        try:
            Image.open(io.BytesIO(content)).verify()
            Image.open(io.BytesIO(content)).load()
        except (OSError, SyntaxError):
            return False
    from briefgen.render.pdf import draw_alone  # noqa: PLC0415

    told = _Errors()
    logging.getLogger("weasyprint").addHandler(told)
    with suppress(RenderError):  # without the libraries that draw: whoever wants a PDF is told
        draw_alone(address)
    return not told.any


class _Errors(logging.Handler):
    """Notes whether WeasyPrint, which goes on without a picture, had to."""

    any = False

    def emit(self, record: logging.LogRecord) -> None:
        """Take note of an error."""
        self.any = self.any or record.levelno >= logging.ERROR


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    least = _MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (least, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    sys.stdout.buffer.write(_DRAWN if _draw(sys.stdin.read()) else b"")
