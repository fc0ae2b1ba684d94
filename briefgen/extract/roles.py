"""Finds people with their roles by the words around a name, not by a statistical model.

Three shapes are read: a role before a name ("Ruritania Finance Minister X Y", "spokesman
X Y", "Gen. X Y"), a description after it ("X Y, a researcher at W,") and a description
before it between commas ("The agency's director, X Y,").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Token

from briefgen.extract.titles import (
    Ground,
    head_end,
    is_among,
    is_common,
    is_demonym,
    is_joint,
    is_modifier,
    is_title,
    name_end,
    rank_end,
)
from briefgen.model.spans import Span

_LONGEST_DESCRIPTION = 24
_HEAD_WITHIN = 9
"""Tokens of a description, and those among which its head noun must stand."""

_WHERE = frozenset({"in", "at", "from", "near", "to"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_VERBAL = _FINITE | {"VB", "VBG", "VBN"}


@dataclass(frozen=True, slots=True)
class Titled:
    """A person's name, the role that goes with it, and the organisation inside the role."""

    person: Span
    role: Span | None
    organisation: Span | None


def find_titled(ground: Ground) -> tuple[Titled, ...]:
    """Find people by the title before their name."""
    return tuple(_titled(ground))


def find_described(ground: Ground, people: tuple[Span, ...]) -> tuple[Titled, ...]:
    """Find what `people` (canonical spans in this passage) are said to be, beside their name."""
    bounds = [ground.bounds(person) for person in people]
    firsts = frozenset(start for start, _ in bounds)
    found: list[Titled] = []
    for person, (start, end) in zip(people, bounds, strict=True):
        role = _after(ground, end, firsts) or _before(ground, start, end)
        if role:
            first, last = role
            organisation = _organisation_within(ground, first, last)
            found.append(Titled(person, ground.span(first, last), organisation))
    return tuple(found)


def _titled(ground: Ground) -> Iterator[Titled]:
    doc, at = ground.doc, 0
    while at < len(doc):
        start, at = at, at + 1
        if is_among(doc[start], "honorifics") and is_title(doc[start]):
            name = start + 1 + (doc[start + 1 : start + 2].text == ".")
            end = name_end(ground, name)
            if end > name:
                yield Titled(ground.span(name, end), None, None)
                at = end
            continue
        head = head_end(doc, start)
        title = max(head, rank_end(doc, start))
        if title == start:
            continue
        at = title
        name = _name_after(ground, title)
        end = name_end(ground, name)
        titled_again = end < len(doc) and head_end(doc, end) > end
        if end == name or titled_again or not _is_person(ground, name, end, is_rank=head < title):
            continue
        first, organisation = _lead(ground, start)
        yield Titled(ground.span(name, end), ground.span(first, name), organisation)
        at = end


def _name_after(ground: Ground, title: int) -> int:
    """Return where a name may begin after a title: past a second title and a portfolio."""
    doc, at = ground.doc, title
    if doc[at : at + 1].text.lower() in {"of", "for"}:
        portfolio = at + 1
        while portfolio < len(doc) and (
            is_modifier(doc[portfolio]) or doc[portfolio].lower_ in {"the", "and"}
        ):
            portfolio += 1
        at = portfolio if is_modifier(doc[portfolio - 1]) else at
    following = at + (doc[at : at + 1].text.lower() in {"and", "&"})
    while following < len(doc) and is_modifier(doc[following]):
        following += 1
    second = max(head_end(doc, following), rank_end(doc, following)) if following < len(doc) else 0
    return second if second > following else at


def _is_person(ground: Ground, start: int, end: int, *, is_rank: bool) -> bool:
    """Tell whether the run after a title is a name: more proof for one word, or a rank."""
    tokens = ground.doc[start:end]
    named = any(token.ent_type_ == "PERSON" for token in tokens)
    if any(is_joint(ground.doc, token.i) for token in tokens) or len(tokens) > 1:
        return named or not is_rank
    other = tokens[0].ent_type_ not in {"", "PERSON"} or tokens[0].tag_ != "NNP"
    return named or (not is_rank and not other and is_title(ground.doc[start - 1]))


def _lead(ground: Ground, head: int) -> tuple[int, Span | None]:
    """Return where a role begins that has its head at token `head`, and the organisation."""
    doc = ground.doc
    floor = doc[head].sent.start
    start = head
    while start > floor and _modifies(ground, start - 1):
        start -= 1
    while start < head and (is_joint(doc, start) or doc[start].lower_ in {"and", "&"}):
        start += 1
    end = start
    if start - 1 > floor and is_among(doc[start - 1], "connectors") and is_title(doc[start - 2]):
        end += sum(1 for _ in takewhile(_is_end_of_body, doc[start:head]))
    elif start > floor and doc[start - 1].tag_ == "POS":
        end -= 1
    first = _body_start(ground, end, floor)
    if first < end and _is_body(ground, first, end):
        return first, ground.span(first, end)
    return start, None


def _is_end_of_body(token: Token) -> bool:
    return is_title(token) and not is_among(token, "grades")


def _modifies(ground: Ground, i: int) -> bool:
    """Tell whether token `i` can stand between an organisation and a head noun."""
    doc, token = ground.doc, ground.doc[i]
    if is_joint(doc, i) or is_modifier(token) or is_demonym(token):
        return not ground.is_body(i)
    small = token.is_alpha and token.is_lower
    return small and token.pos_ in {"NOUN", "ADJ"} and token.tag_ not in {"NNS", "JJR", "JJS"}


def _body_start(ground: Ground, end: int, floor: int) -> int:
    """Return the first token of the capitalised run that ends before token `end`."""
    doc, first, at = ground.doc, end, end
    while at > floor:
        token = doc[at - 1]
        if is_title(token) or ground.is_body(at - 1):
            first = at - 1
        elif not (is_among(token, "connectors") or is_joint(doc, at - 1)) or first == end:
            break
        at -= 1
    while first < end and _opens_no_body(ground, first):
        first += 1
    return first


def _opens_no_body(ground: Ground, i: int) -> bool:
    token = ground.doc[i]
    if ground.known[i]:
        return False
    if is_demonym(token):
        return False
    is_name = token.pos_ in {"PROPN", "NOUN", "ADJ"} and is_title(token)
    body = is_among(token, "organisation_words")
    return not is_name or (is_common(token) and not body)


def _is_body(ground: Ground, start: int, end: int) -> bool:
    """Tell whether a capitalised run names a body, a state or a place that has officers."""
    tokens = ground.doc[start:end]
    before = ground.doc[start - 1].lower_ if start else ""
    if all(ground.known[token.i] for token in tokens):
        body = ground.is_body(end - 1)
        return body or before not in _WHERE
    capital = [token for token in tokens if is_title(token)]
    if len(capital) > 1 and any(is_among(token, "organisation_words") for token in capital):
        return True
    if all(is_common(token) or is_modifier(token) for token in tokens):
        return False
    if any(ground.known[i] for i in range(start, end)) or tokens[-1].ent_type_ == "ORG":
        return True
    unknown_land = end - start == 1 and is_title(ground.doc[end]) and before not in _WHERE
    return unknown_land and tokens[0].tag_ == "NNP"


def _after(ground: Ground, end: int, people: frozenset[int]) -> tuple[int, int] | None:
    """Return the tokens of a description that follows a name and a comma."""
    doc = ground.doc
    if doc[end : end + 1].text != ",":
        return None
    start = end + 1
    if doc[start : start + 2].text.endswith(",") and doc[start].is_digit:
        start += 2
    start = _after_determiner(ground, start)
    head = _head_of_description(ground, start)
    if head is None:
        return None
    if name_end(ground, head) > head or _name_after(ground, head) in people or head in people:
        return None
    return start, _description_end(ground, head, people)


def _before(ground: Ground, start: int, end: int) -> tuple[int, int] | None:
    """Return the tokens of a description that stands before a comma and a name."""
    doc = ground.doc
    closed = doc[end : end + 1].text in {",", "", ".", ")", ";"}
    if not start or doc[start - 1].text != "," or not closed:
        return None
    floor = max(doc[start - 1].sent.start, start - _LONGEST_DESCRIPTION)
    for first in range(start - 2, floor - 1, -1):
        if doc[first].text in ',.;:()"' or doc[first].tag_ in _FINITE:
            return None
        if doc[first].tag_ == "POS" or doc[first].lower_ in {"the", "its", "their", "his", "her"}:
            opening = _after_determiner(ground, first)
            if doc[first].tag_ == "POS":
                opening = _body_start(ground, first, floor)
                opening = first + 1 if opening == first else opening
            head = _head_of_description(ground, opening)
            if head and head < start and _description_end(ground, head, frozenset()) == start - 1:
                return opening, start - 1
    return None


def _after_determiner(ground: Ground, start: int) -> int:
    """Skip an article or a pronoun, and a possessor that is no name ("the agency's")."""
    doc = ground.doc
    if doc[start : start + 1].text.lower() in {"the", "a", "an", "its", "their", "his", "her"}:
        start += 1
        owner = [t.i for t in doc[start : start + 3] if t.tag_ == "POS"]
        if owner and all(token.is_lower for token in doc[start : owner[0]]):
            return owner[0] + 1
    return start


def _head_of_description(ground: Ground, start: int) -> int | None:
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


def _description_end(ground: Ground, head: int, people: frozenset[int]) -> int:
    """Return the token after a description whose head noun ends before token `head`."""
    doc = ground.doc
    end = head
    while end < min(len(doc), head + _LONGEST_DESCRIPTION) and not _closes(doc[end], people):
        end += 1
    while end > head and (
        doc[end - 1].pos_ in {"ADP", "CCONJ", "DET", "ADV", "PUNCT", "PART", "AUX"}
    ):
        end -= 1
    return end


def _closes(token: Token, people: frozenset[int]) -> bool:
    if token.is_punct and not is_joint(token.doc, token.i) and token.text != "&":
        return True
    lead = token.lower_ == "and" and token.i + 1 in people
    verb = token.tag_ in _VERBAL and not is_title(token)
    return lead or verb or is_among(token, "description_ends") or token.i in people


def _organisation_within(ground: Ground, start: int, end: int) -> Span | None:
    """Return the first body named in a description: a possessor, or after "of", "at", "for"."""
    doc = ground.doc
    for i in range(start, end):
        lead = doc[i - 1].lower_ if i > start else ""
        if lead == "the" and i > start + 1:
            lead = doc[i - 2].lower_
        if i > start and lead not in {"of", "at", "for", "with", "in"}:
            continue
        last = i
        while last < end and (is_title(doc[last]) or is_among(doc[last], "connectors")):
            if not lead and head_end(doc, last) > last:
                break
            last += 1
        while last > i and not is_title(doc[last - 1]):
            last -= 1
        if last > i and is_title(doc[i]) and _is_body(ground, i, last):
            return ground.span(i, last)
    return None
