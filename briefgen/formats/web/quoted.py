"""Block quotations of a page: their words, and where those are named whose words they are."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from briefgen.formats.web.elements import Element
from briefgen.formats.web.markup import Run, Visible
from briefgen.formats.web.roles import PULL_QUOTE, has_role, reason_of
from briefgen.model.spans import Span

_BOXES = frozenset(["aside", "blockquote", "div", "figure", "p", "section"])
_HOLDERS = frozenset(["aside", "blockquote", "figure"])
_QUOTING = frozenset(["blockquote", "q"])
_NAMING = frozenset(["footer", "figcaption", "cite"])
_DASHES = ("—", "–", "―", "--", "-", "~")
_BEFORE_NAME = "—–―~-"
_AFTER_NAME = re.compile(r"(?:\(@.*|[.,;:—–(-])*\Z", re.DOTALL)
_WAY = re.compile(r"\s(in|from|on|at|via)\s*\Z")
"""What may follow a name: an account, signs; the way to a work that is named next."""

_MARKS = "“”„«»\"'‘’"
_LONGEST_CREDIT = 160
_SHORTEST_REPEATED = 20


class Quotation(NamedTuple):
    """Letters of a quotation: the runs of its words, and of the credit that names its speaker.

    `element` is what holds them. `is_pulled` is true of words of the article that are shown a
    second time.
    """

    element: Element
    span: Span
    body: tuple[Run, ...]
    credit: tuple[Run, ...]
    speaker: Span | None
    is_pulled: bool


def quotations(visible: Visible) -> Iterator[Quotation]:
    """Yield the quotations of a page in order, the outermost of those inside each other."""
    until = 0
    elements = visible.elements
    for n in [n for n, e in enumerate(elements) if e.name in _HOLDERS or "ull" in e.rest]:
        element = elements[n]
        if element.name not in _BOXES or element.start < until:
            continue
        is_pull = reason_of(element) == PULL_QUOTE
        inner = _inside(visible, n) if is_pull or element.name in _HOLDERS else ()
        quoting = element.name == "blockquote" or _quotes(visible, inner)
        if (is_pull or quoting) and (span := visible.inside(element)):
            until = element.end
            yield _quotation(visible, element, inner, span)


def _quotes(visible: Visible, inner: tuple[Element, ...]) -> bool:
    """Tell whether a figure is a quotation, not a text or a picture with words quoted in it."""
    held = [(one.name, span) for one in inner if (span := visible.inside(one))]
    quoted = sum(len(span) for name, span in held if name in _QUOTING)
    beside = sum(len(span) for name, span in held if name == "p")
    return quoted > 0 and beside <= 2 * quoted


def _inside(visible: Visible, n: int) -> tuple[Element, ...]:
    end = visible.elements[n].end
    last = n + 1
    while last < len(visible.elements) and visible.elements[last].start < end:
        last += 1
    return visible.elements[n + 1 : last]


def _quotation(
    visible: Visible, element: Element, inner: tuple[Element, ...], span: Span
) -> Quotation:
    named = _credit(visible, inner, span) or _dashed(visible, span)
    whole = Span(span.start, max(span.end, named.end)) if named else span
    edges = sorted({whole.start, whole.end, *((named.start, named.end) if named else ())})
    runs = [run for start, end in pairwise(edges) for run in visible.runs(start, end - start)]
    credit = tuple(run for run in runs if named and named.contains(run.span))
    body = tuple(run for run in runs if not named or not named.contains(run.span))
    speaker = _speaker(visible, inner, named) if named else None
    return Quotation(element, whole, body, credit, speaker, _is_pulled(visible, element, body))


def _credit(visible: Visible, inner: tuple[Element, ...], span: Span) -> Span | None:
    """Return the letters that name the speaker: a footer, a caption, a name at the end."""
    for element in inner:
        if element.name not in _NAMING and not has_role(element, "credit"):
            continue
        found = visible.inside(element)
        if not found or found == span or len(found) > _LONGEST_CREDIT:
            continue
        is_last = not visible.letters[found.end : span.end].strip(".)]")
        if element.name in ("footer", "figcaption") or (is_last and _is_apart(visible, found)):
            return found
    return None


def _is_apart(visible: Visible, named: Span) -> bool:
    """Tell a name behind a quotation from the last words of a sentence."""
    before = visible.letters[: named.start].rstrip(_BEFORE_NAME)[-1:]
    is_dashed = visible.letters[named.start - 1 : named.start] in _BEFORE_NAME
    return is_dashed or before in (*".!?…", *_MARKS)


def _dashed(visible: Visible, span: Span) -> Span | None:
    """Return the last line of a quotation, or the one after it, that begins with a dash."""
    *_, last = visible.runs(span.start, len(span))
    if last.at > span.start and _begins_with_dash(visible, last):
        return last.span
    rest = min(len(visible.letters) - span.end, _LONGEST_CREDIT + 1)
    after = next(visible.runs(span.end, rest), None) if rest else None
    return after.span if after and _begins_with_dash(visible, after) else None


def _begins_with_dash(visible: Visible, run: Run) -> bool:
    return run.length <= _LONGEST_CREDIT and visible.letters.startswith(_DASHES, run.at)


def _speaker(visible: Visible, inner: tuple[Element, ...], named: Span) -> Span | None:
    """Return the letters of the name in a credit: without dashes, a work, an account, a day."""
    end = named.end
    for element in inner:
        found = visible.inside(element) if element.name in ("a", "cite", "time") else None
        if found and named.start + 3 < found.start < end:
            words = found.of(visible.letters)
            if element.name != "a" or any(map(str.isdigit, words)):
                way = _WAY.search(visible.source, max(0, element.start - 12), element.start)
                end = found.start - (len(way[1]) if way else 0)
    letters = visible.letters[named.start : end]
    start = named.start + len(letters) - len(letters.lstrip(_BEFORE_NAME))
    name = _AFTER_NAME.sub("", visible.letters[start:end])
    return Span(start, start + len(name)) if name else None


def _is_pulled(visible: Visible, element: Element, body: tuple[Run, ...]) -> bool:
    """Tell words set beside the article, or said in it as well, from a quotation in it."""
    if not body:
        return False
    if element.name == "aside" or any(one.name == "aside" for one in visible.around(body[0].at)):
        return True
    words = body[0].span.of(visible.letters).strip(_MARKS + ".…")
    if len(words) < _SHORTEST_REPEATED:
        return False
    elsewhere = visible.letters.find(words)
    return elsewhere != visible.letters.find(words, body[0].at) or (
        visible.letters.find(words, body[0].at + body[0].length) >= 0
    )
