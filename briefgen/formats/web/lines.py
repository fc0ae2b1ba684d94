"""A web page's own lines in order, from about its headline on, without what stands beside."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from lxml.html import HtmlElement

from briefgen.formats.dating.iso import day_of_text
from briefgen.formats.dating.written import WORDS

_NAMES: dict[str, list[str]] = WORDS["page"]
_EVENTS = frozenset(_NAMES["events"])
_CHANGED = frozenset(_NAMES["changed"])
_ASIDE = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, _NAMES['aside']))})s?(?![^\W_])")
_OUT = frozenset(
    ["nav", "aside", "footer", "script", "style", "noscript", "template", "button", "select",
     "form", "svg", "iframe", "head"]
)  # fmt: skip
_WHOLE = frozenset(["html", "body", "main", "article"])
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "ins", "mark", "q", "small",
     "span", "strong", "sub", "sup", "time", "u", "wbr"]
)  # fmt: skip
_LONGEST_ABOVE = 4
"""Lines above the headline, inside what holds it: a kicker and a day."""

_MOST_LINES = 400
_HEAD = 12


def tokens_of(element: HtmlElement) -> frozenset[str]:
    """Return the classes of an element, without case."""
    return frozenset((element.get("class") or "").casefold().split())


def is_of_event(tree: HtmlElement, things: tuple[dict[str, Any], ...]) -> bool:
    """Tell a page that announces an event: the day it prints is that of the event."""
    told = any(str(thing.get("@type")).endswith("Event") for thing in things)
    return told or any(
        (element.get("itemtype") or "").endswith("Event") or "vevent" in tokens_of(element)
        for element in tree.iter("div", "article", "section", "main", "body")
    )


class Page:
    """The visible elements and lines of a page, walked through once.

    `elements` leaves out comments, teasers, menus and events; `lines` begin a few lines above
    the headline, where one element holds both.
    """

    def __init__(self, tree: HtmlElement) -> None:
        """Walk through the body."""
        self._tree = tree
        self.elements: list[HtmlElement] = []
        self._lines: list[tuple[str, HtmlElement]] = []
        self._pieces: list[str] = []
        self._heads: list[tuple[HtmlElement, int]] = []
        body = tree.find("body")
        self._walk(tree if body is None else body)
        self._flush(tree)

    def text(self) -> str:
        """Return all words of the page, those beside the text among them."""
        body = self._tree.find("body")
        parts = self._tree if body is None else body
        return "\n".join(words for words in parts.itertext() if words.strip())

    @property
    def title(self) -> str:
        """Return the words of the headline, "" without one."""
        return self._lines[self._headline[1]][0] if self._headline else ""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Return the lines from the headline on, with those above it that belong to it."""
        return tuple(line for line, _ in self._lines[self._begin :][:_MOST_LINES])

    def around(self) -> Iterator[HtmlElement | None]:
        """Yield what holds the headline, the nearest first; None alone for a page without one."""
        if self._headline:
            yield from self._headline[0].iterancestors()
        else:
            yield None

    def is_in_head(self, element: HtmlElement) -> bool:
        """Tell whether an element stands in the first lines from the headline on."""
        head = self._lines[self._begin :][:_HEAD]
        holders = {element, *element.iterancestors()}
        return any(
            holder in holders or element in holder.iterancestors()
            for _, holder in head
            if holder not in _tops(element)
        )

    @cached_property
    def _headline(self) -> tuple[HtmlElement, int] | None:
        """The first headline of first rank that the page's title has words of, else the first."""
        title = " ".join((self._tree.findtext(".//title") or "").split()).casefold()
        named = [
            one
            for one in self._heads
            if one[0].tag == "h1" and self._lines[one[1]][0].casefold() in title
        ]
        first = [one for one in self._heads if one[0].tag == "h1"]
        second = [one for one in self._heads if self._lines[one[1]][0].casefold() in title]
        longest = max(named, key=lambda one: len(self._lines[one[1]][0]), default=None)
        return longest or next(iter(first), None) or next(iter(second), None)

    @cached_property
    def _begin(self) -> int:
        if not self._headline:
            return 0
        element, at = self._headline
        held = [
            one
            for one in element.iterancestors()
            if one.tag not in ("html", "body") and one.get("role") != "main" and one.tag != "main"
        ]
        near = set(held[:3])
        begin = at
        while begin > max(0, at - _LONGEST_ABOVE):
            above = self._lines[begin - 1][1]
            if not near.intersection((above, *above.iterancestors())):
                break
            begin -= 1
        return begin

    def _walk(self, top: HtmlElement) -> None:
        """Go through the elements without recursion: pages may nest them deep."""
        stack: list[tuple[HtmlElement, bool]] = [(top, False)]
        while stack:
            element, done = stack.pop()
            if done:
                self._leave(element, top)
                continue
            if not isinstance(element.tag, str) or (element is not top and self._is_aside(element)):
                self._pieces.append(element.tail or "")
                continue
            self.elements.append(element)
            if element.tag not in _INLINE:
                self._flush(element.getparent() if element is not top else element)
            day = _day_of_time(element)
            self._pieces.append(day or element.text or "")
            stack.append((element, True))
            if not day:
                stack.extend((child, False) for child in reversed(element))

    def _leave(self, element: HtmlElement, top: HtmlElement) -> None:
        if element.tag not in _INLINE:
            before = len(self._lines)
            self._flush(element)
            if element.tag in ("h1", "h2") and len(self._lines) > before:
                self._heads.append((element, before))
        elif element.tag == "time":
            self._pieces.append(" ")
        if element is not top:
            self._pieces.append(element.tail or "")

    def _flush(self, holder: HtmlElement) -> None:
        line = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if line:
            self._lines.append((line, holder))

    def _is_aside(self, element: HtmlElement) -> bool:
        """Tell what is no part of the text: menus, comments, teasers of others, events."""
        if element.tag in _OUT:
            return True
        if element.tag in _WHOLE and element.tag != "article":
            return False
        named = f"{element.get('class') or ''} {element.get('id') or ''}".casefold()
        beside = named != " " and (_ASIDE.search(named) or _EVENTS & frozenset(named.split()))
        event = (element.get("itemprop") or "") in ("startDate", "endDate")
        return event or (bool(beside) and next(element.iter("h1"), None) is None)


def _tops(element: HtmlElement) -> set[HtmlElement]:
    """Return what holds all of a page, and so tells nothing of a place."""
    return {one for one in element.iterancestors() if one.tag in _WHOLE}


def _day_of_time(element: HtmlElement) -> str:
    """Return what a time element says in numbers, which is exact, "" where it says nothing."""
    day = day_of_text(element.get("datetime") or "") if element.tag == "time" else ""
    changed = tokens_of(element) & _CHANGED and "published" not in tokens_of(element)
    return f" {'Updated ' if changed else ''}{day} " if day else ""
