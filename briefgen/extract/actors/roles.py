"""Finds people by the role right before their name, whether or not the model sees a name.

Read are titles with and without an organisation, capitals and ranks: "Ruritania Finance
Minister X Y", "spokesman X Y", "Gen. X Y".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from briefgen.extract.actors.titles import (
    Ground,
    head_end,
    is_among,
    is_common,
    is_demonym,
    is_given,
    is_joint,
    is_modifier,
    is_never_name,
    is_praise,
    is_title,
    name_end,
    rank_end,
)
from briefgen.extract.nlp import ends_status
from briefgen.extract.tokens import Doc, Token
from briefgen.model.spans import Span

_FIRST_AND_LAST = 2
_WHERE = frozenset({"in", "at", "from", "near", "to"})


@dataclass(frozen=True, slots=True)
class Titled:
    """A person's name, the role that goes with it, and the organisation inside the role."""

    person: Span
    role: Span | None
    organisation: Span | None


def find_titled(ground: Ground) -> tuple[Titled, ...]:
    """Find people by the title before their name."""
    return tuple(_titled(ground))


def _titled(ground: Ground) -> Iterator[Titled]:
    doc, at = ground.doc, 0
    while at < len(doc):
        start, at = at, at + 1
        token = doc[start]
        if not token.text[0].isalpha():
            continue
        if is_among(token, "honorifics") and is_title(token):
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
        at = title = past_status(doc, title)
        name = name_after(ground, title)
        end = name_end(ground, name)
        titled_again = end < len(doc) and head_end(doc, end) > end
        titled_again = titled_again and not is_among(doc[end], "post_nominals")
        is_rank = head < title
        if end == name or titled_again or is_given(doc[start]):
            continue
        proof = is_rank or is_among(doc[start], "noble")
        if not _is_person(ground, name, end, start if proof else None):
            continue
        person = ground.span(name, end)
        first, organisation = _lead(ground, start, is_rank=is_rank)
        rank = next((i for i in range(title, name) if rank_end(doc, i) == name), name)
        yield Titled(person, ground.span(first, rank), organisation)
        if rank < name:
            yield Titled(person, ground.span(rank, name), None)
        at = end


def past_status(doc: Doc, title: int) -> int:
    """Return the token after a rank and the "(ret.)" behind it, if it has one."""
    closed = next((t.i + 1 for t in doc[title : title + 4] if t.text == ")"), title)
    opened = doc[title : title + 1].text == "("
    return closed if opened and ends_status(doc, closed) else title


def name_after(ground: Ground, title: int) -> int:
    """Return where a name may begin after a title: past a second title and a portfolio."""
    doc, at = ground.doc, title
    if doc[at : at + 1].text.lower() in {"of", "for"}:
        portfolio = at + 1
        while portfolio < len(doc) and (
            is_modifier(doc[portfolio]) or doc[portfolio].lower_ in {"the", "and"}
        ):
            portfolio += 1
        at = portfolio if is_modifier(doc[portfolio - 1]) else _past_land(ground, at)
    joined = doc[at : at + 1].text.lower() in {"and", "&"}
    following = at + joined
    while following < len(doc):
        second = max(head_end(doc, following), rank_end(doc, following))
        if second > following and not is_given(doc[following]):
            return at if joined and _begins_another(doc, following) else second
        if not is_modifier(doc[following]):
            break
        following += 1
    return at


def _begins_another(doc: Doc, title: int) -> bool:
    """Tell whether a title after "and" is another person's: "the minister and Sir X Y"."""
    return rank_end(doc, title) > title or is_among(doc[title], "noble")


def _past_land(ground: Ground, of: int) -> int:
    """Return where a name may begin after "of Ruritania"; `of` when no known name follows."""
    doc = ground.doc
    at = of + 1 + (doc[of + 1 : of + 2].text.lower() == "the")
    hit = ground.known[at] if at < len(doc) else None
    while hit is not None and at < len(doc) and ground.known[at] is hit:
        at += 1
    run = list(takewhile(is_title, doc[at:]))
    body = any(is_among(t, "organisation_words") or is_among(t, "things") for t in run)
    return at if hit is not None and run and not body else of


def _is_person(ground: Ground, start: int, end: int, rank: int | None) -> bool:
    """Tell whether the run after a title is a name: more proof for one word, or a rank.

    `rank` is where a rank begins that stands before it.
    """
    tokens = ground.doc[start:end]
    is_rank = rank is not None
    named = any(token.ent_type_ == "PERSON" for token in tokens)
    if rank is not None and not named:
        named = _is_named_with_rank(ground, rank, start, end)
    if is_among(tokens[-1], "things") and (not named or len(tokens) > _FIRST_AND_LAST):
        return False
    if is_rank and not all(
        t.pos_ == "PROPN" or t.is_punct or is_among(t, "particles") for t in tokens
    ):
        return False
    if any(is_joint(ground.doc, token.i) for token in tokens) or len(tokens) > 1:
        return named or not is_rank
    other = tokens[0].ent_type_ not in {"", "PERSON"} or tokens[0].tag_ != "NNP"
    return named or (not is_rank and not other and is_title(ground.doc[start - 1]))


def _is_named_with_rank(ground: Ground, rank: int, start: int, end: int) -> bool:
    """Tell whether a rank and a run are one name to the model, or a noble title says that it is."""
    doc = ground.doc
    tokens = doc[start:end]
    body = any(is_among(token, "organisation_words") for token in tokens)
    whole = len(tokens) > 1 and all(t.ent_type_ == "ORG" for t in doc[rank:end])
    after = doc[end : end + 2]
    owned = any(is_title(t) or is_among(t, "things") for t in after if t.tag_ != "POS")
    noble = is_among(doc[rank], "noble") and tokens[0].tag_ == "NNP" and not owned
    known = any(ground.known[i] for i in range(start, end))
    return not body and (whole or (noble and not known))


def _lead(ground: Ground, head: int, *, is_rank: bool) -> tuple[int, Span | None]:
    """Return where a role begins that has its head at token `head`, and the organisation."""
    doc = ground.doc
    floor = doc[head].sent.start
    start = head
    while start > floor and _modifies(ground, start - 1, is_rank=is_rank):
        start -= 1
    while start < head and _opens_no_role(doc, start) and not is_compound(doc, start, head):
        start += 2 if is_joint(doc, start) and start + 1 < head else 1
    end = start
    if start - 1 > floor and is_among(doc[start - 1], "connectors") and is_title(doc[start - 2]):
        end += sum(1 for _ in takewhile(_is_end_of_body, doc[start:head]))
    elif start > floor and doc[start - 1].tag_ == "POS":
        end -= 1
    first = body_start(ground, end, floor)
    if first == end or not is_body(ground, first, end):
        return start, None
    body = first
    while body < end and is_among(doc[body], "tenures"):
        body += 1
    while first > floor and is_among(doc[first - 1], "tenures") and doc[first - 1].tag_ != "RB":
        first -= 1
    peoples = any(map(is_demonym, doc[body:end])) and not any(map(_is_solid, doc[body:end]))
    return first, None if peoples or body == end else ground.span(body, end)


def _is_solid(token: Token) -> bool:
    """Tell whether a token is more than one of several peoples ("Franco-German")."""
    return len(token) > 1 and not is_demonym(token) and not token.is_upper


def _is_end_of_body(token: Token) -> bool:
    return is_title(token) and not is_among(token, "grades") and not is_among(token, "tenures")


def is_compound(doc: Doc, start: int, head: int) -> bool:
    """Tell whether a hyphen makes one word of a token and the head noun: "front-runner"."""
    return start + 2 == head and is_joint(doc, start + 1)


def _opens_no_role(doc: Doc, i: int) -> bool:
    """Tell a word before a head noun with which no role begins: "and", "excellent", "old"."""
    token = doc[i]
    return is_joint(doc, i) or token.lower_ in {"and", "&", "year", "old"} or is_praise(token)


def _modifies(ground: Ground, i: int, *, is_rank: bool) -> bool:
    """Tell whether token `i` can stand between an organisation and a head noun, or a rank."""
    doc, token = ground.doc, ground.doc[i]
    if is_joint(doc, i) or is_modifier(token) or is_demonym(token):
        return not ground.is_body(i)
    small = token.is_alpha and token.is_lower and not is_rank
    return small and token.pos_ in {"NOUN", "ADJ"} and token.tag_ not in {"NNS", "JJR", "JJS"}


def body_start(ground: Ground, end: int, floor: int) -> int:
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
    if token.is_sent_start and token.pos_ == "ADJ":
        return True
    is_name = token.pos_ in {"PROPN", "NOUN", "ADJ"} and is_title(token)
    return not is_name or is_never_name(token)


def is_body(ground: Ground, start: int, end: int) -> bool:
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
    goes_on = end < len(ground.doc) and is_title(ground.doc[end])
    unknown_land = end - start == 1 and goes_on and before not in _WHERE
    return unknown_land and tokens[0].tag_ == "NNP"
