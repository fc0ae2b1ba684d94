"""Who sent a mail, by its From field as it stands there or as mail programs copy it."""

import re
from email.errors import HeaderParseError
from email.header import decode_header, make_header

_LONGEST = 500
_ADDRESS = r"[^\s<>()\[\]\"]+(?:@|\s+at\s+)[^\s<>()\[\]\"]+"
_NAME_LAST = re.compile(rf"<?{_ADDRESS}>?\s*\((?P<name>.*)\)\s*$")
_NAME_FIRST = re.compile(rf"(?P<name>.*?)\s*[<\[(](?:mailto:)?{_ADDRESS}[>\])].*$")
_ONLY_ADDRESS = re.compile(rf"<?(?:mailto:)?({_ADDRESS})>?(?:\s*<[^<>]*>)?$")


def sender(field: str) -> str:
    """Return the name in a From field, "name <address>" or "address (name)"; else the address."""
    line = " ".join(field.split())[:_LONGEST]
    last = _NAME_LAST.match(line)
    if last:
        return _bare(_decoded(last["name"])) or line.split("(")[0].strip("<> ")
    first = _NAME_FIRST.match(line)
    name = _bare(re.sub(r"\s*<[^<>]*>\s*$", "", first["name"] if first else line))
    only = _ONLY_ADDRESS.match(line)
    return (only[1] if only and not (first and name) else name) or line.strip("<> ")


def _bare(name: str) -> str:
    return name.strip(" \"'*")


def _decoded(name: str) -> str:
    """Return a name in a comment, whose encoded words parsers leave alone (RFC 2047)."""
    try:
        return " ".join(str(make_header(decode_header(name))).split())
    except (ValueError, LookupError, HeaderParseError):
        return name
