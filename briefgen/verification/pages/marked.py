"""The text that a reader of a Markdown file sees, and that of its footnotes."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

_NOTE = re.compile(r"^\[\^(\d+)\]: (.*)$", re.MULTILINE)
_MARK = re.compile(r"\\.|\[\^(\d+)\]", re.DOTALL)
_SIGNS = re.compile(r"[\\\[\]]")


def markdown_text(content: bytes) -> str:
    """Return the text of a note in Markdown, the mark of each footnote in brackets where it stands.

    Markup that no note has, such as HTML, is text here: nobody shall hide words in it.
    """
    source = content.decode("utf-8", errors="replace")
    marks = {number: _told(note).split(":")[0] for number, note in _NOTE.findall(source)}

    def named(found: re.Match[str]) -> str:
        mark = _SIGNS.sub(r"\\\g<0>", marks.get(found[1], ""))
        return found[0] if found[1] is None else rf"\[{mark}\]"

    return _told(_MARK.sub(named, _NOTE.sub("", source)))


def markdown_notes(content: bytes) -> str:
    """Return the text of all footnotes of a note in Markdown."""
    source = content.decode("utf-8", errors="replace")
    return "\n".join(_told(note) for _, note in _NOTE.findall(source))


def _told(source: str) -> str:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100})
    return "\n".join(map(_words, parser.enable("table").disable("reference").parse(source)))


def _words(token: Token) -> str:
    """Return the words of a block; of a link or a picture those that stand for it."""
    held = token.children or ()
    told = (" " if one.type in ("softbreak", "hardbreak") else one.content for one in held)
    return "".join(told) if token.type == "inline" else token.content
