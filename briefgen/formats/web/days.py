"""The day a web page was published: what it declares, else what it prints, else a guess."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml.html import HtmlElement

from briefgen.formats.dating.address import day_of_address
from briefgen.formats.dating.iso import day_of_text
from briefgen.formats.dating.printed import Head, printed_day
from briefgen.formats.dating.written import WORDS, Order, find_written
from briefgen.formats.web.lines import Page, is_of_event, tokens_of
from briefgen.model.text import GUESSED, IN_PAGE, PRINTED

_NAMES: dict[str, list[str]] = WORDS["page"]
_DATING = frozenset([*_NAMES["published"], *_NAMES["modified"], "parsely-page"])
_CLASSES, _CHANGED = frozenset(_NAMES["classes"]), frozenset(_NAMES["changed"])
_ARTICLES, _SHEETS = frozenset(_NAMES["articles"]), frozenset(_NAMES["sheets"])
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")
"""Where linked data have the page's own things, and not those that it only points to."""

_DECLARED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_DEPTH = 4
_MOST_MARKED = 400


def date_page(tree: HtmlElement, address: str) -> tuple[str, str]:
    """Return the ISO 8601 day of a page and who says so, ("", "") where nobody does.

    A day of change is a guess. The address by itself is not asked: every format may have one.
    """
    told = dict(_metas(tree))
    things = tuple(_things(tree))
    declared = _first(told, "published") or _linked(things, "datePublished", tree)
    if declared:
        return _local(declared, address), IN_PAGE
    page = Page(tree)
    marked = _marked(page, _CLASSES, _CHANGED)
    if marked:
        return marked, IN_PAGE
    guess = _first(told, "modified") or _linked(things, "dateModified", tree)
    head = Head(page.lines, page.title, tree.get("lang") or "", address, guess, page.text)
    if not is_of_event(tree, things) and (printed := printed_day(head)):
        return printed, PRINTED
    guess = guess or _marked(page, _CHANGED, frozenset())
    return (guess, GUESSED) if guess else ("", "")


def _local(declared: str, address: str) -> str:
    """Return the day where the page was written: its time may be of Greenwich, its address not."""
    told = day_of_address(address)
    apart = abs((date.fromisoformat(told) - date.fromisoformat(declared)).days) if told else 0
    return told if apart == 1 else declared


def _day(text: str) -> str:
    """Read a day as metadata have it: ISO 8601, a mail's date, or one written out."""
    words = text.strip()[:80]
    day = day_of_text(words.replace("/", "-", 2) if re.match(r"\d{4}/", words) else words)
    written = find_written(words) if not day and not words.isdigit() else ()
    return day or (written[0].on() if len(written) == 1 else "")


def _metas(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield names and days of the page's meta elements, the first of a name last."""
    for element in reversed(list(tree.iter("meta"))):
        name = (
            element.get("property") or element.get("name") or element.get("itemprop")
            or element.get("http-equiv") or ""
        ).strip().casefold()  # fmt: skip
        if name not in _DATING:
            continue
        content = element.get("content") or ""
        if name == "parsely-page":
            found = re.search(r'"pub_date"\s*:\s*"([^"]{8,40})"', content)
            name, content = "parsely-pub-date", found[1] if found else ""
        if day := _day(content):
            yield name, day


def _first(told: dict[str, str], kind: str) -> str:
    return next((told[name] for name in _NAMES[kind] if name in told), "")


def _things(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the things that linked data tell of, each once; data that cannot be read are none."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold():
            continue
        text = script.text or ""
        try:
            yield from _own(json.loads(text.strip().rstrip(";"), strict=False), _DEPTH)
        except (ValueError, RecursionError):
            days = set(_DECLARED.findall(text))
            if len(days) == 1:
                yield {"@type": "WebPage", "datePublished": days.pop()}


def _own(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth:
        for one in value[:50]:
            yield from _own(one, depth - 1)
    elif isinstance(value, dict) and depth:
        yield value
        for name in _INSIDE:
            yield from _own(value.get(name), depth - 1)


def types_of(thing: dict[str, Any]) -> frozenset[str]:
    """Return the types of a thing, without the address of their vocabulary."""
    told = thing.get("@type")
    names = told if isinstance(told, list) else [told]
    return frozenset(str(name).rpartition("/")[2] for name in names)


def _linked(things: tuple[dict[str, Any], ...], name: str, tree: HtmlElement) -> str:
    """Return the day that linked data give for the article, else for the page; of several none."""
    for kinds in (_ARTICLES, _SHEETS):
        dated = [
            (thing, day)
            for thing in things
            if types_of(thing) & kinds and (day := _day(str(thing.get(name) or "")))
        ]
        days = {day for _, day in dated}
        if len(days) > 1:
            title = _letters(tree.findtext(".//title") or "")
            days = {day for thing, day in dated if _is_titled(thing, title)}
        if len(days) == 1:
            return days.pop()
    return ""


def _is_titled(thing: dict[str, Any], title: str) -> bool:
    named = _letters(str(thing.get("headline") or thing.get("name") or ""))
    return bool(named) and named in title


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))


def _marked(page: Page, classes: frozenset[str], but: frozenset[str]) -> str:
    """Return the day of elements marked as that of publication, those nearest the headline first.

    Of several different days the one in the head of the text counts, or none.
    """
    found: list[tuple[HtmlElement, str]] = []
    wanted = "datepublished" if classes is _CLASSES else "datemodified"
    for element in page.elements[:_MOST_MARKED]:
        tokens = tokens_of(element)
        named = (element.get("itemprop") or "").casefold() == wanted
        timed = element.tag == "time" and element.get("pubdate") is not None and bool(but)
        classed = tokens & classes and (not tokens & but or "published" in tokens)
        if named or timed or classed:
            day = _day_of_element(element)
            found += [(element, day)] if day else []
    for held in page.around():
        days = {
            day
            for element, day in found
            if held is None or held in (element, *element.iterancestors())
        }
        if len(days) == 1:
            return days.pop()
        if days:
            break
    days = {day for element, day in found if page.is_in_head(element)}
    return days.pop() if len(days) == 1 else ""


def _day_of_element(element: HtmlElement) -> str:
    inner = next(element.iter("time"), element)
    told = (
        inner.get("datetime")
        or inner.get("content")
        or element.get("content")
        or element.get("title")
        or ""
    )
    day = _day(told) if told else ""
    written = find_written(" ".join(inner.text_content().split())[:80]) if not day else ()
    return day or (written[0].on(order=Order.OPEN) if len(written) == 1 else "")
