"""How a page's markup arranges its passages: which are its text, and which stand beside it."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, islice

from briefgen.formats.web.elements import Element
from briefgen.formats.web.markup import Run, Visible
from briefgen.formats.web.passages import Passage
from briefgen.formats.web.posts import Post, posts
from briefgen.formats.web.quoted import Quotation, quotations
from briefgen.formats.web.roles import CAPTION, COMMENTS, PULL_QUOTE, has_role, reason_of
from briefgen.model.spans import Span
from briefgen.model.text import BlockKind, Genre

ATTRIBUTION, TEASER, LINK_LIST, TIME = "attribution", "teaser", "link list", "time"
"""Why passages are set aside, besides what the names of elements say."""

_MOST_POSTS = 500
_MOST_QUOTATIONS = 200
"""Each is looked for in the whole text."""

_NEAR_HEADLINE = 1500
_FEWEST_LETTERS = 30
"""Letters of a paragraph under a headline that says something."""

_LONG = 60
"""Letters from which on a standfirst needs no full stop."""

_FEWEST_IN_COMMENTS = 100
"""Letters of a comment section; less is a label or a button."""

_SHORTEST_TEASER = 12
_MOSTLY = 0.8
_SENTENCE_END = (".", "!", "?", "…", ".”", "!”", "?”", '."', ":", "”", '"')
_SIGNS = "|·•,/&>»›→-–—:"


def arrange(
    passages: tuple[Passage, ...], visible: Visible, published: str = ""
) -> tuple[Passage, ...]:
    """Add what belongs to the main text, and say of each passage what it is.

    Added are a live blog's posts, quotations and the paragraph under the headline. Nothing is
    taken away: what states nothing is set aside with a reason, unless nothing would be left.
    `published` is the page's ISO 8601 day, "" for not known.
    """
    if not passages or visible.excess:
        return passages
    dated = _of_text(tuple(islice(posts(visible, published[:4]), _MOST_POSTS)), passages)
    for post in dated:
        runs = visible.runs(post.span.start, len(post.span)) if post.is_live else ()
        new = [Passage(run, run.kind) for run in runs]
        passages = _put(passages, post.span, new) if new else passages
    page = _Page(visible, sum(one.run.length for one in passages))
    for quotation in islice(quotations(visible), _MOST_QUOTATIONS):
        passages = _with_quotation(passages, quotation, page)
    passages = _with_standfirst(passages, page)
    judged = tuple(_judged(passages, page))
    told = judged if any(one.kind.states for one in judged) else passages
    return tuple(_dated(one, dated) for one in told)


def _of_text(dated: tuple[Post, ...], passages: tuple[Passage, ...]) -> tuple[Post, ...]:
    """Return the posts if they are what the page is about, not cards beside its text."""
    starts = [one.run.at for one in passages]
    read = [0, *accumulate(one.run.length for one in passages)]
    held = [
        read[bisect_left(starts, post.span.end)] - read[bisect_left(starts, post.span.start)]
        for post in dated
    ]
    found = sum(length > 0 for length in held)
    is_text = found > 1 and 2 * sum(held) > read[-1]
    return dated if is_text or (found and any(post.is_told for post in dated)) else ()


def _dated(one: Passage, dated: tuple[Post, ...]) -> Passage:
    """Give a passage of a post the post's day."""
    post = next((post for post in dated if post.span.contains(one.run.span)), None)
    if not post:
        return one
    return one._replace(day=post.day, genre=Genre.LIVE_BLOG if post.is_live else None)


class _Page:
    """What the elements around letters say, asked once for each element."""

    def __init__(self, visible: Visible, letters: int) -> None:
        self.visible = visible
        self._letters = letters
        self._reasons: dict[int, str] = {-1: ""}
        times = (visible.inside(element) for element in visible.elements if element.name == "time")
        self._times = {time.start: time.end for time in times if time}

    def reason(self, at: int) -> str:
        """Return why a letter is not of the article's text, the innermost element first."""
        return self._of_place(self.visible.place(at))

    def reason_around(self, quotation: Quotation) -> str:
        """Return why a quotation is not of the article's text; what holds it alone says nothing."""
        place = quotation.element.parent
        while place >= 0:
            held = self.visible.inside(self.visible.elements[place])
            if held and not quotation.span.contains(held):
                break
            place = self.visible.elements[place].parent
        return self._of_place(place)

    def is_time(self, span: Span) -> bool:
        """Tell whether letters are a time and nothing else."""
        return self._times.get(span.start, -1) >= span.end

    def _of_place(self, place: int) -> str:
        asked = []
        while place not in self._reasons:
            asked.append(place)
            why = self._why(self.visible.elements[place])
            if why:
                self._reasons[place] = why
                break
            place = self.visible.elements[place].parent
        self._reasons.update(dict.fromkeys(asked, self._reasons[place]))
        return self._reasons[place]

    def _why(self, element: Element) -> str:
        reason = reason_of(element, has_link=True)
        held = self.visible.inside(element) if reason else None
        if held and 2 * len(held) > self._letters:
            return ""  # names of the page's frame, not of something in it
        if held and reason == TEASER and not self.visible.linked(held):
            return ""
        return reason


def _put(passages: tuple[Passage, ...], span: Span, new: list[Passage]) -> tuple[Passage, ...]:
    """Put passages in the place of those that begin in a span."""
    kept = [one for one in passages if not span.start <= one.run.at < span.end]
    return tuple(sorted([*kept, *new], key=lambda one: one.run.at))


def _with_quotation(
    passages: tuple[Passage, ...], quotation: Quotation, page: _Page
) -> tuple[Passage, ...]:
    """Put a quotation into the text if it stands in it."""
    span = quotation.span
    first, last = passages[0].run.at, passages[-1].run.span.end
    if span.end < first or span.start > last or len(span) > len(page.visible.letters) // 2:
        return passages
    if page.reason_around(quotation) and not quotation.is_pulled:
        return passages
    aside = PULL_QUOTE if quotation.is_pulled else ""
    new = [
        Passage(
            run,
            BlockKind.BOILERPLATE if aside else run.kind,
            reason=aside,
            speaker=None if aside else quotation.speaker,
        )
        for run in quotation.body
    ]
    new += [Passage(run, BlockKind.CAPTION, reason=ATTRIBUTION) for run in quotation.credit]
    return _put(passages, span, new)


def _with_standfirst(passages: tuple[Passage, ...], page: _Page) -> tuple[Passage, ...]:
    """Add the paragraph between the headline and the text, where it was left out."""
    visible = page.visible
    heads = (visible.inside(element) for element in visible.elements if element.name == "h1")
    first = next((one for one in passages if one.kind.states), passages[0]).run.at
    head = max((one for one in heads if one and one.end <= first), default=None)
    if head is None or not 0 < first - head.end <= _NEAR_HEADLINE:
        return passages
    taken = {one.run.at for one in passages}
    runs = [run for run in visible.runs(head.end, first - head.end) if run.at not in taken]
    for n, run in enumerate(runs):
        names = tuple(visible.around(run.at))
        is_named = any(has_role(element, "standfirst") for element in names[:3])
        is_next = n == 0 and any(element.name == "p" for element in names[:3])
        ends = run.span.of(visible.letters).endswith(_SENTENCE_END)
        is_meant = (is_named and (ends or run.length > _LONG)) or (is_next and ends)
        if is_meant and _says(run, page):
            return _put(passages, run.span, [Passage(run, BlockKind.PARAGRAPH)])
    return passages


def _says(run: Run, page: _Page) -> bool:
    """Tell running text from labels, links, captions and furniture."""
    linked = sum(len(link) for link in page.visible.linked(run.span))
    is_text = run.length >= _FEWEST_LETTERS and run.kind is not BlockKind.CAPTION
    return is_text and 2 * linked < run.length and not page.reason(run.at)


def _judged(passages: tuple[Passage, ...], page: _Page) -> Iterator[Passage]:
    """Say of each passage whether it is set aside, and why."""
    total = sum(one.run.length for one in passages)
    links = tuple(_linked(passages, page))
    many = 2 * sum(one.run.length for one, why in zip(passages, links, strict=True) if why)
    end = _end(passages, page.visible)
    for one, linked in zip(passages, links, strict=True):
        if one.reason or one.speaker:
            yield one
            continue
        reason = COMMENTS if one.run.at >= end else _reason(one, page)
        if not reason and linked and many <= total:
            reason = linked
        kind = BlockKind.CAPTION if reason == CAPTION else BlockKind.BOILERPLATE
        yield one._replace(kind=kind, reason=reason) if reason else one


def _end(passages: tuple[Passage, ...], visible: Visible) -> int:
    """Return the letter at which readers' comments end the article."""
    read = [0, *accumulate(one.run.length for one in passages)]
    starts = [one.run.at for one in passages]
    for element in visible.elements:
        if "omment" in element.rest or "disqus" in element.rest:
            held = visible.inside(element) if reason_of(element) == COMMENTS else None
            if held and len(held) >= _FEWEST_IN_COMMENTS:
                before = read[bisect_left(starts, held.start)]
                if 2 * before > read[-1]:
                    return held.start
    return len(visible.letters)


def _reason(one: Passage, page: _Page) -> str:
    if one.run.kind is BlockKind.CAPTION:
        return CAPTION
    is_line = one.kind is not BlockKind.HEADING and page.is_time(one.run.span)
    return page.reason(one.run.at) or (TIME if is_line else "")


def _linked(passages: tuple[Passage, ...], page: _Page) -> Iterator[str]:
    """Yield "teaser" or "link list" for passages that are links and nothing else."""
    before = ""
    for one in passages:
        words = one.run.span.of(page.visible.letters)
        links = page.visible.linked(one.run.span) if one.kind.states else []
        linked = sum(
            min(link.end, one.run.span.end) - max(link.start, one.run.at) for link in links
        )
        own = len(words.strip(_SIGNS)) if links else 0
        whole = bool(links) and linked >= own >= _SHORTEST_TEASER
        item = one.kind is BlockKind.ITEM and bool(links) and linked >= _MOSTLY * own
        if item or (whole and len(links) > 1):
            yield LINK_LIST
        elif whole and before.endswith(("", *_SENTENCE_END)) and not words[:1].islower():
            yield TEASER
        else:
            yield ""
        before = words
