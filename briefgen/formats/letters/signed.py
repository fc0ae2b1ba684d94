"""What an opaque signature is wrapped around: signed data of CMS (RFC 5652) in BER (X.690)."""

from collections.abc import Iterator

from briefgen.errors import ReadError

ENCRYPTED = "it is encrypted: save it from the program of its reader"
_SIGNED = bytes.fromhex("2a864886f70d010702")
_ENVELOPED = (bytes.fromhex("2a864886f70d010703"), bytes.fromhex("2a864886f70d0109100117"))
_OCTETS, _JOINED_OCTETS, _IDENTIFIER, _EXPLICIT = 0x04, 0x24, 0x06, 0xA0
_LONG, _END = 0x80, b"\0\0"
_DEEPEST = 12


def signed_content(data: bytes) -> bytes:
    """Return the signed content, b"" for none. Raises ReadError where it is encrypted."""
    try:
        return _content(data)
    except (IndexError, ValueError):
        return b""


def _content(data: bytes) -> bytes:
    kind, *held = _values(next(iter(_values(data)))[1])
    if kind[1] in _ENVELOPED:
        raise ReadError("encrypted", ENCRYPTED)
    if kind[1] != _SIGNED:
        return b""
    signed = next(iter(_values(held[0][1])))[1]
    for _, inner in _values(signed):
        values = list(_values(inner)) if inner[:1] == bytes([_IDENTIFIER]) else []
        for tag, wrapped in values[1:2]:
            if tag == _EXPLICIT:
                return b"".join(_octets(wrapped, 0))
    return b""


def _octets(data: bytes, depth: int) -> Iterator[bytes]:
    """Yield the pieces of a string of bytes, which may be cut into several."""
    if depth > _DEEPEST:
        raise ValueError("strings inside each other")
    for tag, value in _values(data):
        if tag == _OCTETS:
            yield value
        elif tag == _JOINED_OCTETS:
            yield from _octets(value, depth + 1)


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the tag and content of each value in some bytes."""
    at = 0
    while at < len(data) and data[at : at + 2] != _END:
        tag = data[at]
        start, end, at = _extent(data, at, 0)
        yield tag, data[start:end]


def _extent(data: bytes, at: int, depth: int) -> tuple[int, int, int]:
    """Return where a value's content begins and ends, and where the next value begins."""
    if depth > _DEEPEST:
        raise ValueError("values inside each other")
    length, start = data[at + 1], at + 2
    if length == _LONG:
        end = start
        while data[end : end + 2] != _END:
            end = _extent(data, end, depth + 1)[2]
        return start, end, end + 2
    if length & _LONG:
        size = length & ~_LONG
        length, start = int.from_bytes(data[start : start + size], "big"), start + size
    if start + length > len(data):
        raise ValueError("cut off")
    return start, start + length, start + length
