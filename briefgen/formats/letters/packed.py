"""Rich text as Outlook packs it ([MS-OXRTFCP])."""

import struct

from briefgen.errors import ReadError
from briefgen.model.limits import Limits

_HEAD = struct.Struct("<II4sI")
_PACKED, _PLAIN = b"LZFu", b"MELA"
_WINDOW = 4096
_SHORTEST = 2
_MEGABYTE = 1_000_000
_BEFORE = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern"
    b" \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    b"{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What stands in the window before anything is unpacked."""


def unpacked(content: bytes, limits: Limits) -> bytes:
    """Return the rich text in a packed body, as far as it goes.

    Raises ReadError for what is none, and for one that unpacks to more than a file may.
    """
    if len(content) < _HEAD.size:
        raise ReadError("malformed", "its rich text is cut off")
    _, size, kind, _ = _HEAD.unpack_from(content)
    if size > limits.unpacked_megabytes * _MEGABYTE:
        detail = f"{size / _MEGABYTE:.0f} MB; the limit is {limits.unpacked_megabytes} MB"
        raise ReadError("too-large-unpacked", detail)
    if kind == _PLAIN:
        return content[_HEAD.size : _HEAD.size + size]
    if kind != _PACKED:
        raise ReadError("malformed", "its rich text is packed in no known way")
    return _unpacked(content[_HEAD.size :], size)


def _unpacked(content: bytes, size: int) -> bytes:
    out = bytearray(_BEFORE)
    first = len(_BEFORE)
    at = 0
    while at < len(content) and len(out) - first < size:
        flags = content[at]
        at += 1
        for bit in range(8):
            if at >= len(content):
                break
            if not flags >> bit & 1:
                out.append(content[at])
                at += 1
                continue
            word = int.from_bytes(content[at : at + 2], "big")
            at += 2
            place, length = word >> 4, (word & 0xF) + _SHORTEST
            if place == len(out) % _WINDOW:
                return bytes(out[first : first + size])
            back = (len(out) - place) % _WINDOW
            if back > len(out):
                raise ReadError("malformed", "its rich text is damaged")
            for _ in range(length):
                out.append(out[-back])
    return bytes(out[first : first + size])
