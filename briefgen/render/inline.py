"""The words of an element of a page, with how they are set, and the marks between them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

_MARK = re.compile(r"#c(\d+)")
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "details", "div", "dl", "figcaption", "figure",
     "footer", "h1", "h2", "h3", "h4", "header", "img", "li", "main", "ol", "p", "section",
     "table", "ul"]
)  # fmt: skip
_ASIDE = frozenset(["small", "beside", "tag", "tags", "kind"])
_BEHIND = {"no": ". ", "tag": " "}
"""What stands behind elements that the page parts by their look alone, by their class."""


class Words(NamedTuple):
    """Words as they stand in the page, blanks at their ends included."""

    text: str
    bold: bool = False
    italic: bool = False
    aside: bool = False


class Note(NamedTuple):
    """A mark of the citation with this number."""

    number: int


def is_block(element: HtmlElement) -> bool:
    """Tell whether an element stands for itself, and not in a line of words."""
    return element.tag in _BLOCKS


_NONE = Words("")


def inline_of(element: HtmlElement, around: Words = _NONE) -> Iterator[Words | Note]:
    """Yield the words in an element, set as those `around` and as it says itself, and its marks."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "svg"):
        return
    if mark := _MARK.fullmatch(element.get("href") or ""):
        yield Note(int(mark[1]))
        return
    classes = set((element.get("class") or "").split())
    own = around._replace(
        bold=around.bold or element.tag in ("b", "strong", "th"),
        italic=around.italic or element.tag in ("i", "em"),
        aside=around.aside or not _ASIDE.isdisjoint(classes),
    )
    yield own._replace(text=" " if element.tag == "br" else element.text or "")
    for child in element:
        yield from inline_of(child, own)
        yield own._replace(text=child.tail or "")
    yield from (own._replace(text=_BEHIND[one]) for one in _BEHIND if one in classes)
