"""The versions of the system's libraries that draw text, asked without loading WeasyPrint."""

import ctypes

_LIBRARIES = (
    ("pango_version", "libpango-1.0.so.0", "libpango-1.0.dylib"),
    ("hb_version_string", "libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    ("hb_version_string", "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    ("FcGetVersion", "libfontconfig.so.1", "libfontconfig.1.dylib"),
)
"""A function that tells the version, and the library's file on Linux and on macOS."""


def text_libraries() -> tuple[str, ...] | None:
    """Return the versions of Pango, HarfBuzz and Fontconfig, None where one is not found."""
    versions = tuple(_version(function, *files) for function, *files in _LIBRARIES)
    return None if "" in versions else versions


def _version(function: str, *files: str) -> str:
    for file in files:
        try:
            ask = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            continue
        text = function.endswith("string")
        ask.restype = ctypes.c_char_p if text else ctypes.c_int
        return ask().decode() if text else str(ask())
    return ""
