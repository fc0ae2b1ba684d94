"""Which files of a template shape one of its pages: the page's own, and all it may draw in."""

import hashlib
import re
from collections.abc import Iterator, Mapping

import jinja2
from jinja2 import nodes

from briefgen.config import Design

_ANY = ".*"
_DRAWING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_TAG = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b.*?%\}", re.DOTALL)


def shaping(design: Design, file: str) -> bytes:
    """Return the digest of the files that `file` of a template can be filled from.

    A name that is put together ("sections/" and a section's) stands for every file that may be
    meant; a tag that cannot be read is taken to draw in everything.
    """
    contents = _contents(design)
    drawn, left = {file}, [file]
    while left:
        for pattern in _drawn_in(contents.get(left.pop(), b"")):
            found = {name for name in contents if re.fullmatch(pattern, name)} - drawn
            drawn |= found
            left += found
    whole = hashlib.sha256()
    for name in sorted(drawn):
        whole.update(hashlib.sha256(name.encode()).digest())
        whole.update(hashlib.sha256(contents.get(name, b"")).digest())
    return whole.digest()


def _contents(design: Design) -> Mapping[str, bytes]:
    """Return the files of a template by every name that it can call them.

    A file of a template it builds on is "brief.css", unless it has its own, and "weekly/brief.css".
    """
    found: dict[str, bytes] = {}
    own: dict[str, bytes] = {}
    for name, folder in reversed(list(zip(design.chain, design.folders, strict=True))):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                own[path.relative_to(folder).as_posix()] = path.read_bytes()
        found |= {f"{name}/{file}": content for file, content in own.items()}
    return found | own


def _drawn_in(content: bytes) -> Iterator[str]:
    """Yield patterns of the names that a template draws in.

    Only the tags that draw in are parsed, those in comments among them: all would take long.
    """
    try:
        tags = "".join(_TAG.findall(content.decode()))
        tree = jinja2.Environment(autoescape=True).parse(tags)
    except (jinja2.TemplateSyntaxError, UnicodeDecodeError, RecursionError):
        yield _ANY
        return
    for node in tree.find_all(_DRAWING):
        yield from _meant(getattr(node, "template", None))


def _meant(name: nodes.Node | None) -> Iterator[str]:
    """Yield patterns of the names that an expression can have as its value."""
    if isinstance(name, nodes.Const) and isinstance(name.value, str):
        yield re.escape(name.value)
    elif isinstance(name, nodes.CondExpr):
        yield from _meant(name.expr1)
        yield from _meant(name.expr2)
    elif isinstance(name, nodes.Concat):
        parts = [list(_meant(part)) for part in name.nodes]
        yield "".join(part[0] if len(part) == 1 else _ANY for part in parts)
    else:
        yield _ANY
