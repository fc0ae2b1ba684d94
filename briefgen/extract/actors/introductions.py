"""Finds names by how the text introduces them, whether or not the model sees a name.

Read are people with a description or "who heads W" after their name, people said to be
something ("X Y is the director of W"), and bodies called what they are ("the company
X Y", "X Y, a charity").
"""

from collections.abc import Iterator

from briefgen.extract.actors.descriptions import (
    after_determiner,
    described_after,
    described_before,
    description_end,
    head_of_description,
    organisation_within,
    past_praise,
)
from briefgen.extract.actors.roles import Titled
from briefgen.extract.actors.titles import (
    Ground,
    head_end,
    is_among,
    is_joint,
    is_ordinary,
    is_title,
    name_end,
    rank_end,
)
from briefgen.extract.tokens import Token

_BODY_WITHIN = 5
"""Tokens after a name and a comma among which the noun of a body must stand."""

_IN = frozenset({"in"})
_NONE: frozenset[int] = frozenset()


def find_introduced(ground: Ground) -> tuple[Titled, ...]:
    """Find people with a full name by what is said of them beside it."""
    return tuple(_introduced(ground))


def find_called_bodies(ground: Ground) -> tuple[tuple[int, int], ...]:
    """Return the tokens of names that the text itself calls those of a body."""
    return tuple(_called(ground))


def _introduced(ground: Ground) -> Iterator[Titled]:
    doc, at = ground.doc, 0
    while at < len(doc):
        end = name_end(ground, at)
        if end == at:
            at += 1
            continue
        role = _role(ground, at, end) if _is_full_name(ground, at, end) else None
        if role:
            organisation = organisation_within(ground, *role)
            yield Titled(ground.span(at, end), ground.span(*role), organisation)
        at = end


def _role(ground: Ground, start: int, end: int) -> tuple[int, int] | None:
    after = described_after(ground, end, _NONE)
    if after is None or _may_be_bodys(ground, start, end, after):
        after = described_before(ground, start, end)
    return after or leading_role(ground, end) or stated_role(ground, end)


def leading_role(ground: Ground, end: int) -> tuple[int, int] | None:
    """Return the tokens of "heads W" in "X Y, who heads W", where the name ends at `end`."""
    doc = ground.doc
    who = end + (doc[end : end + 1].text == ",")
    if doc[who : who + 1].text.lower() != "who" or who + 2 >= len(doc):
        return None
    verb = who + 1 + (doc[who + 1].pos_ == "ADV")
    if not is_among(doc[verb], "leading") or doc[verb + 1].is_punct:
        return None
    last = description_end(ground, verb + 1, _NONE)
    return (verb, last) if last > verb + 1 else None


def stated_role(ground: Ground, end: int) -> tuple[int, int] | None:
    """Return the tokens of "director of W" in "X Y is the director of W"."""
    doc = ground.doc
    if doc[end : end + 1].text.lower() not in {"is", "became"} or end + 2 >= len(doc):
        return None
    start = after_determiner(ground, end + 1)
    head = head_of_description(ground, start) if start > end + 1 else None
    if head is None or name_end(ground, head) > head:
        return None
    start = past_praise(doc, start, head)
    return start, description_end(ground, head, _NONE)


def _may_be_bodys(ground: Ground, start: int, end: int, role: tuple[int, int]) -> bool:
    """Tell whether a description fits a body as well ("owner"), and nothing says person."""
    person = any(token.ent_type_ == "PERSON" for token in ground.doc[start:end])
    return not person and any(is_among(t, "shared_heads") for t in ground.doc[slice(*role)])


def _is_full_name(ground: Ground, start: int, end: int) -> bool:
    """Tell whether a run is first and last name, and no part of a longer name."""
    doc = ground.doc
    words = [t for t in doc[start:end] if is_title(t) and len(t) > 1]
    before = doc[start - 1] if start else None
    inside = before is not None and (is_title(before) and not before.is_sent_start)
    odd = any(is_among(t, "things") or is_ordinary(t) for t in words)
    known = any(ground.is_body(i) for i in range(start, end))
    return len(words) > 1 and not (inside or odd or known)


def _called(ground: Ground) -> Iterator[tuple[int, int]]:
    doc, at = ground.doc, 0
    while at < len(doc):
        if not is_title(doc[at]):
            at += 1
            continue
        end = _run_end(ground, at)
        if doc[end : end + 1].text == "in":
            wide = _run_end(ground, at, _IN)
            end = wide if _is_described_body(ground, wide) else end
        if end > at and not any(ground.known[at:end]) and _is_called_body(ground, at, end):
            yield at, end
        at = max(end, at + 1)


def _run_end(ground: Ground, start: int, more: frozenset[str] = frozenset()) -> int:
    """Return the token after a run of capitals; `more` are further small words within it."""
    doc, end = ground.doc, start
    most = doc[start].sent.end
    while end < most and (_is_name_word(doc[end]) or is_joint(doc, end)):
        end += 1
        inner = end + 1 < most and (is_among(doc[end], "connectors") or doc[end].lower_ in more)
        if inner and doc[end].is_alpha and _is_name_word(doc[end + 1]):
            end += 1
    titled = any(max(head_end(doc, i), rank_end(doc, i)) > i for i in range(start, end))
    return start if titled or (end > start and is_among(doc[start], "honorifics")) else end


def _is_name_word(token: Token) -> bool:
    return is_title(token) and token.is_alpha and not is_among(token, "never")


def _is_called_body(ground: Ground, start: int, end: int) -> bool:
    doc = ground.doc
    if start and doc[start - 1].is_lower and is_among(doc[start - 1], "bodies"):
        return not is_among(doc[end - 1], "months") and doc[start].pos_ == "PROPN"
    return _is_described_body(ground, end)


def _is_described_body(ground: Ground, end: int) -> bool:
    """Tell whether the name that ends before token `end` goes on with ", a charity"."""
    doc = ground.doc
    if doc[end : end + 1].text != "," or doc[end + 1 : end + 2].text.lower() not in {"a", "an"}:
        return False
    for token in doc[end + 2 : end + 2 + _BODY_WITHIN]:
        last = doc[token.i + 1 : token.i + 2]
        if is_among(token, "bodies") and not any(t.pos_ in {"NOUN", "PROPN"} for t in last):
            return True
        if token.pos_ not in {"ADJ", "NOUN", "ADV"} or token.tag_ == "NNS":
            return False
    return False
