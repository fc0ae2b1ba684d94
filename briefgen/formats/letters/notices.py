"""What of a mail's text is not its news: quoted mails, signatures, notices, heads of mails."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from briefgen.formats.letters.heads import WORDS, any_of, find_heads, is_above_quotation
from briefgen.formats.letters.lines import Line

QUOTED, SIGNATURE, HEAD = "quoted mail", "signature", "head of a forwarded mail"
_LIST = "mailing list footer"
_NOTICES = {reason: any_of(patterns) for reason, patterns in WORDS["notices"].items()}
_LINES = {reason: any_of(patterns) for reason, patterns in WORDS["lines"].items()}
_ENDS = {reason: any_of(patterns) for reason, patterns in WORDS["ends"].items()}
_CLOSING = any_of(WORDS["closing"]["whole"])
_THANKS = any_of(WORDS["closing"]["thanks"])
_COVER = any_of([*WORDS["covers"]["whole"], *WORDS["covers"]["greeting"]])
_NAME = re.compile(r"(?:[A-ZÀ-Ý][\w.’'-]*\s?){1,3}")
_AFTER = any_of(WORDS["closing"]["after"])
_RULE = any_of(WORDS["heads"]["rule"])
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*\s+(?=\S)")
_ARMOUR = re.compile(r"-{5}(BEGIN|END) PGP [A-Z ]+-{5}|Hash: [A-Z0-9, -]+")
_DATED = re.compile(r"@|\b\d{1,2}[:.h]\d\d\b|\b[12]\d{3}\b")

_LONGEST_NOTICE = 4000
_LONGEST_SIGNATURE = 60
"""Words after the closing of a letter that are still its signature."""

_LONGEST_NAME = 60
"""Letters of a line that can be a name, an office, a telephone."""


def set_aside(lines: Sequence[Line], base: int) -> list[str]:
    """Return for each line why it is set aside, "" for what the mail says itself.

    `base` is how often the mail itself was quoted.
    """
    reasons = [""] * len(lines)
    for first, last, reason in _found(lines, base):
        for n in range(first, last):
            reasons[n] = reasons[n] or reason
    return reasons


def is_cover(lines: Iterable[str]) -> bool:
    """Tell what a forwarder writes who has nothing to add: greetings, requests, a name, "FYI"."""
    bare = (line.strip(" .:!,-") for line in lines)
    return all(_COVER.fullmatch(line) or _NAME.fullmatch(line) for line in bare)


def _found(lines: Sequence[Line], base: int) -> Iterator[tuple[int, int, str]]:
    """Yield stretches of lines with the reason, the strongest voice first."""
    end = len(lines)
    for head in find_heads(lines):
        yield head.first, head.last, HEAD
        if head.first:
            yield head.last, end, QUOTED
            break
    yield from _quotations(lines, base)
    yield from _endings(lines)
    yield from _notices(lines)
    yield from _closings(lines)


def _quotations(lines: Sequence[Line], base: int) -> Iterator[tuple[int, int, str]]:
    for n, line in enumerate(lines):
        if line.depth > base:
            yield n, n + 1, QUOTED
    for n, line in enumerate(lines):
        for length in (1, 2):
            words = " ".join(one.text for one in lines[n : n + length])
            after = lines[n + length : n + length + 1]
            if line.depth == base and is_above_quotation(words):
                if after and after[0].depth > base:
                    yield n, n + length, QUOTED
                elif _DATED.search(words) and len(_DATED.findall(words)) > 1:
                    yield n, len(lines), QUOTED
                    return


def _endings(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Yield what begins at a line and goes on to the end."""
    for n in range(len(lines)):
        reason = _ending(lines, n)
        if reason:
            yield n, len(lines), reason
            break
    signed = [n for n, line in enumerate(lines) if _ARMOUR.fullmatch(line.text)]
    for n in signed:
        yield n, n + 1, SIGNATURE
    for a, b in pairwise(signed):
        if lines[a].text.startswith("-----BEGIN PGP SIGNATURE"):
            yield a, b + 1, SIGNATURE


def _ending(lines: Sequence[Line], n: int) -> str:
    line = lines[n]
    if line.text == "--":
        return SIGNATURE
    if _RULE.fullmatch(line.text):
        below = " ".join(one.text for one in lines[n + 1 : n + 4])
        if _NOTICES[_LIST].search(below) or "mailing list" in below:
            return _LIST
    words = line.text.strip(" *:_-") if line.apart else ""
    return next((why for why, pattern in _ENDS.items() if pattern.fullmatch(words)), "")


def _notices(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    for n, line in enumerate(lines):
        for reason, pattern in _LINES.items():
            if pattern.fullmatch(line.text):
                yield n, n + 1, reason
    for first, last in _paragraphs(lines):
        words = " ".join(line.text for line in lines[first:last])
        if len(words) > _LONGEST_NOTICE:
            continue
        for reason, pattern in _NOTICES.items():
            found = pattern.search(words)
            if found:
                yield _line_of(lines, first, _sentence(words, found.start())), last, reason


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    starts = [n for n, line in enumerate(lines) if line.apart]
    starts = starts if starts[:1] == [0] else [0, *starts]
    yield from pairwise([*starts, len(lines)] if lines else [])


def _sentence(words: str, at: int) -> int:
    """Return where the sentence begins in which something stands."""
    return max((end.end() for end in _SENTENCE_END.finditer(words[:at])), default=0)


def _line_of(lines: Sequence[Line], first: int, at: int) -> int:
    """Return the line in which a letter of a paragraph's words stands."""
    for n in range(first, len(lines)):
        at -= len(lines[n].text) + 1
        if at < 0:
            return n
    return first


def _closings(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Yield the closing of a letter with what stands below: all that is left, or short lines."""
    for n, line in enumerate(lines):
        words = line.text.strip(" ,.!–-")
        thanks = _THANKS.fullmatch(words)
        if n == 0 or not (thanks or _CLOSING.fullmatch(words)):
            continue
        until = min(n + 1 + _LONGEST_SIGNATURE, len(lines))
        ends = (m for m in range(n + 1, until) if _is_more(lines[m], line))
        last = next(ends, until)
        below = lines[n + 1 : last]
        if thanks or sum(len(one.text.split()) for one in below) > _LONGEST_SIGNATURE:
            last = next((m for m, one in enumerate(below, n + 1) if not _is_name(one.text)), last)
        yield n, last, SIGNATURE


def _is_name(text: str) -> bool:
    """Tell a line of a signature: a name, an office, a telephone."""
    return len(text) <= _LONGEST_NAME and not text.endswith((".", "!", "?", ":"))


def _is_more(line: Line, closing: Line) -> bool:
    """Tell what stands below a signature and is none: an afterthought, something quoted."""
    return line.depth != closing.depth or bool(_AFTER.match(line.text))


def own_depth(lines: Sequence[Line]) -> int:
    """Return how often a mail's own words were quoted: by the program that forwarded it."""
    first = next(iter(find_heads(lines)), None)
    return lines[0].depth if first is not None and first.first == 0 else 0
