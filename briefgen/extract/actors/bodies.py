"""Finds organisations by the words of their names, whether or not the model sees a name.

A body is a run of capitalised words that holds the word of an organisation: "Ruritanian
Grain Board", "Weavers' Union", "Ministry of Public Works".
"""

from collections.abc import Iterator

from briefgen.extract.actors.titles import (
    Ground,
    head_end,
    is_among,
    is_demonym,
    is_joint,
    is_modifier,
    is_never_name,
    is_shared,
    is_title,
    rank_end,
)
from briefgen.extract.tokens import Doc, Token

_INNER = frozenset({"of", "for"})
_STATES = frozenset({"U.S.", "US", "U.K.", "UK", "U.N.", "UN", "EU"})
"""What opens the name of a body of such a state or union."""

_FIELDS = 4
"""Tokens from the second of three fields to the noun behind the third."""

_LONGEST = 9
"""Tokens in a name."""


def find_bodies(ground: Ground) -> tuple[tuple[int, int], ...]:
    """Return first and last token (the latter excluded) of each body, in text order."""
    return tuple(_bodies(ground))


def _bodies(ground: Ground) -> Iterator[tuple[int, int]]:
    doc, at = ground.doc, 0
    while at < len(doc):
        end = _run_end(doc, at) if _is_word(doc, at) else at
        start = _start(ground, at, end)
        last = _end(doc, start, end)
        if start < last <= start + _LONGEST and _is_body(ground, start, last):
            yield start, last
        elif _is_arm(doc, start, end):
            yield start, end
        elif _is_numbered(doc, start, end):
            yield start, end + 1
        at = max(end, at + 1)


def _is_arm(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a single word names an arm of the state: "the Navy"."""
    lead = doc[start - 1].lower_ if start else ""
    return end == start + 1 and lead == "the" and is_among(doc[start], "arms")


def _is_numbered(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a word and a number name a broadcaster: "Channel 4"."""
    number = doc[end : end + 1]
    named = end == start + 1 and is_among(doc[start], "numbered") and bool(number)
    return named and number[0].is_digit


def _run_end(doc: Doc, start: int) -> int:
    """Return the token after a run of capitalised words with small words between them."""
    end, most = start + 1, doc[start].sent.end
    while end < most:
        inner = end + 1 < most and _is_word(doc, end + 1)
        if _is_word(doc, end) or (is_joint(doc, end) and end + 1 < most):
            end += 1
        elif inner and (
            doc[end].lower_ in _INNER or is_shared(doc, end) or _lists(doc, start, end)
        ):
            end += 2
        elif _enumerates(doc, start, end):
            end += 4
        else:
            break
    return min(end, most)


def _enumerates(doc: Doc, start: int, i: int) -> bool:
    """Tell whether a comma joins three fields of one body: "National Heart, Lung and Eye Board"."""
    rest = doc[i + 1 : i + 5]
    if doc[i].text != "," or len(rest) < _FIELDS or rest[1].lower_ != "and":
        return False
    words = all(_is_word(doc, t.i) for t in (rest[0], rest[2]))
    last = _is_word(doc, rest[3].i) and is_among(rest[3], "organisation_words")
    of = any(token.lower_ in _INNER for token in doc[start:i]) and is_among(rest[2], "fields")
    opened = i > start + 1 and is_modifier(doc[start]) and last
    return words and (opened or of)


def _is_word(doc: Doc, i: int) -> bool:
    return is_title(doc[i]) and doc[i].text[0].isalpha()


def _lists(doc: Doc, start: int, i: int) -> bool:
    """Tell whether an "and" joins two fields of one body.

    "Ministry of Food and Trade", "National Food and Trade Board"; but two bodies in
    "National Food Board and Trade Union".
    """
    if doc[i].lower_ != "and":
        return False
    before = doc[start:i]
    if any(token.lower_ in _INNER for token in before):
        return is_among(doc[i + 1], "fields")
    opened = is_demonym(doc[start]) or is_modifier(doc[start]) or doc[start].text in _STATES
    whole = any(is_among(token, "organisation_words") for token in before)
    return opened and len(before) > 1 and not whole


def _start(ground: Ground, start: int, end: int) -> int:
    """Return where the name begins: past the words a sentence opens with."""
    doc = ground.doc
    while start < end and (is_never_name(doc[start]) or doc[start].tag_ in {"POS", "DT"}):
        start += 1
    return start


def _end(doc: Doc, start: int, end: int) -> int:
    """Return where the name ends: before a title, which belongs to a person after it."""
    for i in range(start + 1, end):
        office = doc[i - 1].lower_ not in _INNER and is_among(doc[i - 1], "organisation_words")
        if office and max(head_end(doc, i), rank_end(doc, i)) > i:
            return i
    return end


def _says_field(token: Token) -> bool:
    return is_modifier(token) and not is_demonym(token)


def _is_body(ground: Ground, start: int, end: int) -> bool:
    doc = ground.doc
    small = next((i for i in range(start, end) if doc[i].lower_ in _INNER), end)
    head = small - 1
    if head < start or end - start == 1 or not is_among(doc[head], "organisation_words"):
        return False
    if is_among(doc[end - 1], "things") or is_among(doc[end - 1], "months"):
        return False
    if doc[head].pos_ not in {"PROPN", "NOUN"} or any(ground.is_body(i) for i in (head,)):
        return False
    before = doc[start:head]
    if any(
        max(head_end(doc, t.i), rank_end(doc, t.i)) > t.i and not is_modifier(t) for t in before
    ):
        return False
    opens = doc[start].is_sent_start and head == start + 1 and is_modifier(doc[start])
    named = any(not is_demonym(token) for token in before) or head + 1 < end
    if is_among(doc[head], "many") and head + 1 == end and all(map(_says_field, before)):
        return False
    return named and not opens
