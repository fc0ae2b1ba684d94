"""Posts of a page that is added to, such as a live blog: where each stands, and of which day."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from briefgen.formats.dating.iso import day_of_text
from briefgen.formats.dating.written import find_written
from briefgen.formats.web.elements import Element
from briefgen.formats.web.markup import Visible
from briefgen.formats.web.roles import COMMENTS, has_role, reason_of
from briefgen.model.spans import Span

_POSTS = frozenset(["article", "section", "li", "div"])
_LINES = frozenset(["p", "li", "td", "dd", "article", "section", "div", "header"])
_FEWEST = 2
_NEAR_EDGE = 120
"""Letters of heading and byline that may stand before a post's own time."""

_BESIDE = 25
_SHORTEST = 30
_DATETIME = re.compile(r"\bdatetime\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_WHOLE = frozenset(["article", "section"])
"""Posts that are no entries of a list of days, even without times of day."""

_CLOCK = re.compile(r"\d[T ]\d\d?:\d\d")
_JSON_LD = re.compile(
    r"<script[^>]{0,200}?application/ld\+json[^>]{0,200}>([^<]*+(?:<(?!/script)[^<]*+)*+)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")
_LIVE = "liveBlogUpdate"
_MOST = 500
_OPENING = 40
"""Letters by which the text of a post is found again."""


class Post(NamedTuple):
    """The letters of a post, its ISO 8601 day, and whether it reports what goes on.

    `is_told` is true where the page itself says that it is a live blog.
    """

    span: Span
    day: str
    is_live: bool
    is_told: bool


def posts(visible: Visible, year: str) -> Iterator[Post]:
    """Yield the posts of a page in order: repeated elements with a time of their own each.

    `year` is that of days which are written without one, "" for not known. Where elements
    tell none, what the page says of itself in JSON-LD is looked up in its text.
    """
    told = tuple(_told(visible.source)) if _LIVE in visible.source else ()
    marked = _marked(visible, year)
    if len(marked) < _FEWEST:
        yield from _found(told, visible)
        return
    lively = all(is_lively for *_, is_lively in marked)
    live = bool(told) or lively or _is_live(visible, marked[0][0])
    for span, day, _ in marked:
        yield Post(span, day, live, bool(told))


def _is_live(visible: Visible, post: Span) -> bool:
    return any(has_role(element, "live") for element in visible.around(post.start))


def _marked(visible: Visible, year: str) -> list[tuple[Span, str, bool]]:
    """Return letters, day and whether it reports what goes on, of the most telling siblings."""
    families: dict[tuple[int, str], list[tuple[Span, str, bool]]] = {}
    taken: set[int] = set()
    times = [element for element in visible.elements if element.name == "time"]
    for time in times if len(times) >= _FEWEST else ():
        told = _DATETIME.search(time.rest)
        written = (told[1] or told[2] or told[3] or "") if told else ""
        held = visible.inside(time)
        day = day_of_text(written) or _day(
            _TAG.sub("", visible.source[time.start : time.end]), year
        )
        if held is None or not day:
            continue
        for post in _around(visible, time):
            span = visible.inside(post)
            if span and post.start not in taken and _is_own(visible, time, held, span):
                taken.add(post.start)
                family = families.setdefault((post.parent, post.name), [])
                lively = post.name in _WHOLE or bool(_CLOCK.search(written))
                family.append((span, day, lively))
    grown = [family for family in families.values() if len(family) >= _FEWEST]
    return max(grown, key=lambda family: sum(len(span) for span, *_ in family), default=[])


def _day(text: str, year: str) -> str:
    """Return the day that is written in the words of a time, if a year can be told."""
    known = int(year) if year else None
    return next(filter(None, (written.on(known) for written in find_written(text))), "")


def _around(visible: Visible, time: Element) -> Iterator[Element]:
    """Yield the elements around a time that may be its post; none among readers' comments."""
    held: list[Element] = []
    place = time.parent
    while place >= 0:
        element = visible.elements[place]
        if "omment" in element.rest and reason_of(element) == COMMENTS:
            return
        if element.name in _POSTS:
            held.append(element)
        place = element.parent
    yield from held


def _is_own(visible: Visible, time: Element, held: Span, post: Span) -> bool:
    """Tell the time of a post from one in its sentences, and a post from a card that links."""
    place = time.parent
    while visible.elements[place].name not in _LINES and visible.elements[place].parent >= 0:
        place = visible.elements[place].parent
    line = visible.inside(visible.elements[place]) or held
    is_apart = held.start == line.start or len(line) - len(held) <= _BESIDE
    at_edge = held.start - post.start <= _NEAR_EDGE or post.end - held.end <= _BESIDE
    text = len(post) - len(held)
    if not (is_apart and at_edge and text >= _SHORTEST):
        return False
    return 2 * sum(len(link) for link in visible.linked(post) if post.contains(link)) < text


def _told(source: str) -> Iterator[tuple[str, str, str]]:
    """Yield day, headline and text of the updates of a live blog in JSON-LD (schema.org)."""
    for script in _JSON_LD.findall(source):
        if _LIVE in script:
            try:
                value = json.loads(script)
            except (ValueError, RecursionError):
                continue
            yield from _updates(value)


def _updates(value: object) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, list):
        for one in value:
            yield from _updates(one)
    elif isinstance(value, dict):
        held = value.get(_LIVE)
        for update in held if isinstance(held, list) else [held]:
            if isinstance(update, dict):
                yield _update(update)
        yield from _updates(value.get("@graph"))
        yield from _updates(value.get("mainEntity"))


def _update(update: dict[str, object]) -> tuple[str, str, str]:
    day = day_of_text(str(update.get("datePublished") or update.get("dateCreated") or ""))
    head, words = ("".join(str(update.get(n) or "").split()) for n in ("headline", "articleBody"))
    return day, head, words


def _found(told: tuple[tuple[str, str, str], ...], visible: Visible) -> Iterator[Post]:
    """Find the updates that are told of in the letters; each reaches to the next one."""
    begun: dict[int, str] = {}
    for day, head, words in told[:_MOST]:
        body = visible.letters.find(words[:_OPENING]) if len(words) > _SHORTEST else -1
        least = max(0, body - len(head) - _NEAR_EDGE)
        heading = visible.letters.rfind(head, least, body if body >= 0 else None) if head else -1
        at = heading if heading >= 0 else body
        if day and at >= 0:
            begun.setdefault(at, day)
    starts = sorted(begun)
    for start, end in pairwise([*starts, *([_last(visible, starts[-1])] if starts else [])]):
        yield Post(Span(start, end), begun[start], is_live=True, is_told=True)


def _last(visible: Visible, start: int) -> int:
    """Return the end of what is around the last update: it has no next one."""
    spans = (visible.inside(e) for e in visible.around(start) if e.name in _POSTS)
    return next((span.end for span in spans if span), start + 1)
