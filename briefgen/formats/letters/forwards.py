"""A mail's text cut into what it says itself and the mails that it forwards."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.formats.letters.heads import Head, find_heads, is_answer
from briefgen.formats.letters.lines import Line, page_lines, text_lines
from briefgen.formats.letters.notices import is_cover, set_aside
from briefgen.formats.web.markup import Visible

_MOST_FORWARDS = 20


@dataclass(frozen=True, slots=True)
class Forwards:
    """The text of a mail and of those that it forwards, each as long as the whole.

    In each all but its own words is blank, so that offsets and lines are those of the whole.
    `own` is "" when the mail only forwards; `left_out` is what it then says all the same.
    """

    own: str
    mails: tuple[tuple[Head, str], ...] = ()
    left_out: str = ""


def cut_forwards(source: str, subject: str, *, rich: bool) -> Forwards:
    """Cut the text of a mail, `rich` if it is HTML; what an answer quotes is not forwarded."""
    visible = Visible(source) if rich else None
    lines = page_lines(visible) if visible else text_lines(source)
    answer = is_answer(subject)
    heads = [head for head in find_heads(lines) if head.announced or not answer]
    if not heads:
        return Forwards(source)
    owners = _owners(lines, heads[:_MOST_FORWARDS])
    words = (
        [(piece.start, piece.end) for piece in visible.pieces]
        if visible
        else [(line.begin, line.end) for line in lines]
    )
    texts = [_only(source, words, lines, owners, n) for n in range(-1, max(owners) + 1)]
    mine = [line for line, owner in zip(lines, owners, strict=True) if owner < 0]
    reasons = set_aside(mine, 0)
    only = is_cover(line.text for line, why in zip(mine, reasons, strict=True) if not why)
    left_out = " ".join(line.text for line in mine)
    return Forwards(
        own="" if only else texts[0],
        mails=tuple(zip(heads, texts[1:], strict=False)),
        left_out=left_out if only else "",
    )


def _owners(lines: Sequence[Line], heads: Sequence[Head]) -> list[int]:
    """Return for each line the number of the forwarded mail it belongs to, -1 for none."""
    owners = [-1] * len(lines)
    for number, head in enumerate(heads):
        depth = lines[head.first].depth
        for n in range(head.first, len(lines)):
            if lines[n].depth < depth:
                break
            owners[n] = number
    return owners


def _only(
    source: str,
    words: Sequence[tuple[int, int]],
    lines: Sequence[Line],
    owners: Sequence[int],
    owner: int,
) -> str:
    """Return a source in which the words of all lines but one mail's are blank."""
    pieces: list[str] = []
    at = line = 0
    for start, end in words:
        while lines[line].end <= start:
            line += 1
        if owners[line] != owner:
            pieces += (source[at:start], re.sub(r"[^\n]", " ", source[start:end]))
            at = end
    return "".join((*pieces, source[at:]))
