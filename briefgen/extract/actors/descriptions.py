"""Finds what people are said to be in a description beside their name, between commas.

Read are descriptions after a name ("X Y, a researcher at W,") and before it ("The
agency's director, X Y,").
"""

from briefgen.extract.actors.roles import Titled, body_start, is_body, name_after
from briefgen.extract.actors.titles import (
    Ground,
    head_end,
    is_among,
    is_joint,
    is_modifier,
    is_praise,
    is_shared,
    is_title,
    name_end,
)
from briefgen.extract.tokens import Doc, Token
from briefgen.model.spans import Span

_LONGEST_DESCRIPTION = 24
_HEAD_WITHIN = 9
"""Tokens of a description, and those among which its head noun must stand."""

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_JOINING = frozenset({"and", "&"})
_VERBAL = _FINITE | {"VB", "VBG", "VBN"}


def find_described(ground: Ground, people: tuple[Span, ...]) -> tuple[Titled, ...]:
    """Find what `people` (canonical spans in this passage) are said to be, beside their name."""
    bounds = [ground.bounds(person) for person in people]
    firsts = frozenset(start for start, _ in bounds)
    found: list[Titled] = []
    for person, (start, end) in zip(people, bounds, strict=True):
        role = described_after(ground, end, firsts) or described_before(ground, start, end)
        if role:
            first, last = role
            organisation = organisation_within(ground, first, last)
            found.append(Titled(person, ground.span(first, last), organisation))
    return tuple(found)


def described_after(ground: Ground, end: int, people: frozenset[int]) -> tuple[int, int] | None:
    """Return the tokens of a description that follows a name and a comma."""
    doc = ground.doc
    if doc[end : end + 1].text != ",":
        return None
    start = end + 1
    if doc[start : start + 2].text.endswith(",") and doc[start].is_digit:
        start += 2
    start = after_determiner(ground, start)
    head = head_of_description(ground, start)
    if head is None:
        return None
    if _acts_itself(doc, head, end) or doc[start].lower_ in _JOINING:
        return None
    start = past_praise(doc, start, head)
    if name_end(ground, head) > head or name_after(ground, head) in people or head in people:
        return None
    return start, description_end(ground, head, people)


def _acts_itself(doc: Doc, head: int, name: int) -> bool:
    """Tell a subject of its own from a description: "At the request of X Y, the mayor resigned"."""
    noun, owner = doc[head - 1], doc[name - 1]
    subject = noun.dep_ in _SUBJECTS and noun.head.tag_ in _FINITE
    return subject and noun.head.i > noun.i and owner not in noun.subtree and not _acts(owner)


def _acts(name: Token) -> bool:
    return name.dep_ in _SUBJECTS


def described_before(ground: Ground, start: int, end: int) -> tuple[int, int] | None:
    """Return the tokens of a description that stands before a comma and a name."""
    doc = ground.doc
    closed = doc[end : end + 1].text in {",", "", ".", ")", ";"}
    if not start or doc[start - 1].text != "," or not closed:
        return None
    floor = max(doc[start - 1].sent.start, start - _LONGEST_DESCRIPTION)
    for first in range(start - 2, floor - 1, -1):
        if doc[first].text in ',.;:()"' or doc[first].tag_ in _FINITE:
            return None
        if doc[first].tag_ == "POS" or doc[first].lower_ in _DETERMINERS:
            opening = after_determiner(ground, first)
            if doc[first].tag_ == "POS":
                opening = body_start(ground, first, floor)
                opening = first + 1 if opening == first else opening
            head = head_of_description(ground, opening)
            if head and head < start and description_end(ground, head, frozenset()) == start - 1:
                return past_praise(doc, opening, head), start - 1
    return None


def past_praise(doc: Doc, start: int, head: int) -> int:
    """Return where a description begins past what praises or blames, or tells an age."""
    while (
        start < head - 1
        and (is_praise(doc[start]) or is_joint(doc, start) or doc[start].lower_ in {"year", "old"})
        and not is_joint(doc, head - 2)
    ):
        start += 1
    return start


def after_determiner(ground: Ground, start: int) -> int:
    """Skip an article or a pronoun, and a possessor that is no name ("the agency's")."""
    doc = ground.doc
    if doc[start : start + 1].text.lower() in _DETERMINERS:
        start += 1
        owner = [t.i for t in doc[start : start + 3] if t.tag_ == "POS"]
        if owner and all(token.is_lower for token in doc[start : owner[0]]):
            return owner[0] + 1
    return start


def head_of_description(ground: Ground, start: int) -> int | None:
    """Return the end of the head noun, when only modifiers and a body's name precede it."""
    doc = ground.doc
    for i in range(start, min(start + _HEAD_WITHIN, len(doc))):
        end = head_end(doc, i)
        if end > i:
            return end
        if not (_describes(doc[i]) or (is_among(doc[i], "connectors") and i > start)):
            return None
    return None


def _describes(token: Token) -> bool:
    """Tell whether a token can stand before the head noun of a description."""
    if is_joint(token.doc, token.i) or token.tag_ == "POS" or token.lower_ in {"and", "&"}:
        return True
    return token.pos_ in {"ADJ", "NOUN", "PROPN"} or is_modifier(token)


def description_end(ground: Ground, head: int, people: frozenset[int]) -> int:
    """Return the token after a description whose head noun ends before token `head`."""
    doc = ground.doc
    end = head
    while end < min(len(doc), head + _LONGEST_DESCRIPTION) and not _closes(doc[end], people):
        end += 1
    while end > head and _ends_no_description(doc[end - 1]):
        end -= 1
    return end


def _ends_no_description(token: Token) -> bool:
    loose = token.pos_ in {"ADP", "CCONJ", "DET", "ADV", "PUNCT", "PART", "AUX"}
    return loose or is_among(token, "honorifics")


def _closes(token: Token, people: frozenset[int]) -> bool:
    inner = is_joint(token.doc, token.i) or is_owner_mark(token) or token.text == "&"
    if (token.is_punct and not inner) or _says_when(token):
        return True
    following = token.doc[token.i + 1 : token.i + 2].text
    lead = token.lower_ == "and" and (token.i + 1 in people or following in {"a", "an", "the"})
    verb = token.tag_ in _VERBAL and not is_title(token)
    return lead or verb or is_among(token, "description_ends") or token.i in people


def is_owner_mark(token: Token) -> bool:
    """Tell whether an apostrophe stands between owners and what is theirs: "teachers' union"."""
    return token.tag_ == "POS" and token.i + 1 < len(token.doc) and token.doc[token.i + 1].is_alpha


def _says_when(token: Token) -> bool:
    """Tell whether "in the run-up to" and its like begin at a token."""
    following = token.doc[token.i + 1 : token.i + 3]
    return (
        token.lower_ in {"in", "during"}
        and following.text.lower().startswith("the ")
        and is_among(following[1], "phases")
    )


def organisation_within(ground: Ground, start: int, end: int) -> Span | None:
    """Return the first body named in a description: a possessor, or after "of", "at", "for"."""
    doc = ground.doc
    for i in range(start, end):
        lead = doc[i - 1].lower_ if i > start else ""
        if lead == "the" and i > start + 1:
            lead = doc[i - 2].lower_
        if i > start and lead not in {"of", "at", "for", "with", "in"}:
            continue
        last = i
        while last < end and (
            is_title(doc[last]) or is_among(doc[last], "connectors") or is_shared(doc, last)
        ):
            if not lead and head_end(doc, last) > last:
                break
            last += 1
        while last > i and not is_title(doc[last - 1]):
            last -= 1
        if last > i and is_title(doc[i]) and is_body(ground, i, last):
            return ground.span(i, last)
    return None
