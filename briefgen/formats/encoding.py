"""Bytes to text: byte-order mark, strict UTF-8, a declared code page, then a guess."""

import codecs
import re

from charset_normalizer import from_bytes

from briefgen.errors import ReadError
from briefgen.model.text import Notice

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDESPREAD = "cp1252"
_STRANGE = bytes([*range(9), *range(14, 32)])
_LOST = "\N{REPLACEMENT CHARACTER}"
_CODE_PAGES = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "koi8_r", "shift_jis", "gb18030",
]  # fmt: skip
"""Given a free choice, the guess takes French Windows-1252 for a DOS code page."""

_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
"""Declared encodings that stand for a wider one (WHATWG Encoding Standard, section 4.2)."""

_DECLARABLE = frozenset([
    "utf-16", "utf-16-le", "utf-16-be", "big5", "euc_jp", "koi8-r", "koi8-u", "mac-roman",
    "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8",
    "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "iso2022_jp",
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    *_WIDER.values(),
])  # fmt: skip
"""A label may name any codec of Python, some of which are no character sets."""


def known_encoding(label: str) -> str:
    """Return Python's name of a declared character set, "" for one that is not to be used."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return ""
    name = _WIDER.get(name, name)
    return name if name in _DECLARABLE else ""


def decode(content: bytes, declared: str = "") -> tuple[str, str, tuple[Notice, ...]]:
    """Decode a text file; return text, Python's name of the encoding, and notices.

    `declared` is the label the file or what holds it gives. Line endings become single
    line feeds. Raises ReadError when it is not text.
    """
    text, encoding, notices = _decoded(content, known_encoding(declared))
    text = re.sub(r"\r\n?", "\n", text)
    if _strange(text) > len(text) // 500:
        raise ReadError("not-text", "the bytes are no text: is it a program or a picture?")
    return text, encoding, notices


def _strange(text: str) -> int:
    """Count control characters, which no text has in numbers."""
    plain = text.encode("utf-8", "surrogatepass")
    return len(plain) - len(plain.translate(None, _STRANGE))


def _decoded(content: bytes, declared: str) -> tuple[str, str, tuple[Notice, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding, ()
            except UnicodeDecodeError:
                break
    try:
        return content.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        if declared:
            try:
                return content.decode(declared), declared, ()
            except UnicodeDecodeError:
                pass
        if b"\0" in content:
            raise ReadError("not-text", "the bytes are no text: a NUL byte") from error
        return _guessed(content, error.start)


def _guessed(content: bytes, at: int) -> tuple[str, str, tuple[Notice, ...]]:
    if _mostly_utf8(content):
        text = content.decode("utf-8", errors="replace")
        lost = text.count(_LOST)
        detail = f"It is not valid UTF-8 at byte {at}: {lost} characters are lost."
        return text, "utf-8", (Notice("invalid-utf-8", detail),)
    encoding = _likeliest(content)
    text = content.decode(encoding, errors="replace")
    detail = f"It is not UTF-8 (byte {at}) and was read as {encoding}, which is a guess."
    return text, encoding, (Notice("encoding-guessed", detail),)


def _likeliest(content: bytes) -> str:
    """Return the best guess; where several are as good, the most widespread code page."""
    matches = from_bytes(content, cp_isolation=_CODE_PAGES)
    best = matches.best()
    if best is None:
        return _WIDESPREAD
    level = (best.chaos, best.coherence)
    tied = [match for match in matches if (match.chaos, match.coherence) == level]
    names = {name for match in tied for name in match.could_be_from_charset}
    return _WIDESPREAD if _WIDESPREAD in names else best.encoding


def _mostly_utf8(content: bytes) -> bool:
    """Tell whether a file is UTF-8 with a few broken bytes rather than a code page."""
    text = content.decode("utf-8", errors="replace")
    return sum(1 for c in text if c > "\x7f" and c != _LOST) >= 2 * text.count(_LOST)
