"""The picture in the masthead: a file beside the configuration, carried inside every page."""

import base64
from pathlib import Path

from briefgen.errors import ConfigError, Problem

_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
_LARGEST = 1_000_000


def read_logo(file: Path) -> str:
    """Return a picture as a data address. Raises ConfigError when it is none, or too large."""
    kind = _TYPES.get(file.suffix.lower().replace("jpeg", "jpg"))
    if kind is None:
        raise _refuse(file, "a logo is an .svg, .png or .jpg file")
    try:
        content = file.read_bytes()
    except OSError as error:
        raise _refuse(file, f"cannot be read: {error.strerror}") from error
    if len(content) > _LARGEST:
        raise _refuse(file, f"is larger than {_LARGEST} bytes: make it smaller")
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _refuse(file: Path, why: str) -> ConfigError:
    return ConfigError((Problem("briefgen.yaml", 1, 1, f"brand.logo: {file}: {why}"),))
