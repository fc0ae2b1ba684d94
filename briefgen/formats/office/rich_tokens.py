"""Tokens of rich text, and what its tables of fonts and styles say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+"
    rb"|([^\\{}\r\n]+)|(\\)",
    re.DOTALL,
)
_FONT = re.compile(rb"\\f(\d{1,5})\b[^;{}]{0,200}?\\fcharset(\d{1,3})")
_STYLE = re.compile(rb"\{\\s(\d{1,5})(?:\\[a-z]+-?\d*[ ]?|\\\*|\{[^{}]*\}|\s)*+([^\\{};]{1,60});\}")
_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_DEFAULT = re.compile(rb"\\deff(\d{1,5})")
_TABLES_WITHIN = 1_000_000

SPECIAL = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "tab": "\t",
    "line": "\n", "lbr": "\n", "~": "\N{NO-BREAK SPACE}", "_": "-", "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip
"""Control words and symbols that stand for characters."""

_CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Character sets of fonts (RTF 1.9.1, \\fcharset)."""

_PAGES = {10000: "mac-roman", 936: "gb18030", 65001: "utf-8"}
_KNOWN = frozenset([437, 850, 852, 866, 874, 932, 949, 950, *range(1250, 1259)])


@dataclass(frozen=True, slots=True)
class Token:
    """A control word with its number, a symbol, a byte in hexadecimal, a brace or plain text."""

    kind: str
    name: str = ""
    raw: bytes = b""

    def number(self, otherwise: int) -> int:
        """Return the number of a control word."""
        return int(self.raw) if self.raw else otherwise


def tokens(content: bytes) -> Iterator[Token]:
    """Yield the tokens of a file; bytes that a control word announces as binary are passed over."""
    at = 0
    while at < len(content) and (found := _TOKEN.match(content, at)):
        at = found.end()
        word, number, byte, symbol, brace, text, _ = found.groups()
        if word == b"bin":
            at += max(int(number or 0), 0)
        elif word:
            yield Token("word", word.decode("ascii"), number or b"")
        elif byte:
            yield Token("byte", raw=byte)
        elif symbol:
            plain = symbol.decode("latin-1")
            yield Token("word", "par") if plain in "\r\n" else Token("symbol", plain)
        elif brace:
            yield Token("open" if brace == b"{" else "close")
        elif text:
            yield Token("text", raw=text)


def fonts_of(content: bytes) -> tuple[Mapping[int, str], str]:
    """Return the encoding of each font by its number, and that of the file."""
    head = content[:_TABLES_WITHIN]
    page = "mac-roman" if re.search(rb"\\mac\b", head[:200]) else "cp1252"
    if told := _PAGE.search(head):
        number = int(told[1])
        page = _PAGES.get(number, f"cp{number}" if number in _KNOWN else page)
    fonts = {
        int(found[1]): _CHARSETS[int(found[2])]
        for found in _FONT.finditer(head)
        if int(found[2]) in _CHARSETS and int(found[2])
    }
    default = _DEFAULT.search(head)
    return fonts, fonts.get(int(default[1]), page) if default else page


def styles_of(content: bytes) -> Mapping[int, str]:
    """Return the names of paragraph styles by their numbers."""
    head = content[:_TABLES_WITHIN]
    start = head.find(b"{\\stylesheet")
    return (
        {
            int(one[1]): one[2].decode("ascii", errors="replace").strip()
            for one in _STYLE.finditer(head, max(start, 0))
        }
        if start >= 0
        else {}
    )
