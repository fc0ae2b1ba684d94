"""Simple Markdown to blocks of words: headings, lists, quotes and emphasis, and nothing that acts.

There is no raw HTML, no picture, no code and no link: what would be one stays as it is written.
Above all no line of the text can give a mark such as [S9 ¶4] an address of its own.
"""

from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from briefgen.model.written import Form, Piece, Words

_LEFT_OUT = (
    "autolink", "backticks", "code", "fence", "html_block", "html_inline", "image", "link",
    "reference",
)  # fmt: skip

_DEEPEST = 200
"""Blocks inside blocks that are told apart; no text of a person's comes near."""

_UNSHOWABLE = {
    code: "\N{REPLACEMENT CHARACTER}"
    for code in (*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)
    if chr(code) not in "\t\n\f\r"
}
"""What no format can show; pages have the same in its place."""

_FORMS = {
    "paragraph": Form.PARAGRAPH,
    "heading": Form.HEADING,
    "blockquote": Form.QUOTE,
    "bullet_list": Form.LIST,
    "ordered_list": Form.NUMBERED,
    "list_item": Form.ITEM,
}


def read_blocks(text: str) -> tuple[Words, ...]:
    """Return the blocks of a text that have words; marks in it are words still."""
    return tuple(_blocks(SyntaxTreeNode(_parser().parse(text))))


def read_line(text: str) -> Words:
    """Return words of one paragraph, in which only emphasis is told by signs."""
    return _paragraph(SyntaxTreeNode(_parser().parseInline(text)))


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).disable(_LEFT_OUT)


def _blocks(node: SyntaxTreeNode) -> Iterator[Words]:
    for child in node.children:
        if child.type in ("paragraph", "heading"):
            words = replace(_paragraph(child), form=_FORMS[child.type])
        elif child.type in _FORMS:
            words = _whole(child)
        else:
            continue
        if any(words.lines()):
            yield words


def _whole(node: SyntaxTreeNode) -> Words:
    """Return a list, an item or a quote; the first paragraph of an item is its own words."""
    form, parts = _FORMS[node.type], tuple(_blocks(node))
    if form is Form.NUMBERED:
        return Words(form, parts=parts, first=int(node.attrs.get("start", 1)))
    if form is Form.ITEM and parts and parts[0].form is Form.PARAGRAPH:
        return Words(form, parts[0].pieces, parts[1:])
    return Words(form, parts=parts)


def _paragraph(node: SyntaxTreeNode) -> Words:
    held = [piece for child in node.children for piece in _pieces(child, Piece(""))]
    told = any(piece.text.strip() for piece in held)
    return Words(Form.PARAGRAPH, tuple(_joined(held)) if told else ())


def _pieces(node: SyntaxTreeNode, around: Piece) -> Iterator[Piece]:
    """Yield the words in an element, set as those around it and as it says itself."""
    if node.type in ("softbreak", "hardbreak"):
        yield replace(around, text=" ")
    elif node.type == "text":
        yield replace(around, text=node.content.translate(_UNSHOWABLE))
    own = replace(
        around,
        strong=around.strong or node.type == "strong",
        emphasis=around.emphasis or node.type == "em",
    )
    for child in node.children:
        yield from _pieces(child, own)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Join neighbours that are set alike."""
    last: Piece | None = None
    for piece in pieces:
        if last and replace(last, text="") == replace(piece, text=""):
            last = replace(last, text=last.text + piece.text)
            continue
        if last and last.text:
            yield last
        last = piece
    if last and last.text:
        yield last
