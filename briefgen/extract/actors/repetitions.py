"""Finds names again that stand elsewhere in the document, and words that may be last names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.extract.actors.governments import speaks
from briefgen.extract.actors.placement import is_free, new_mention
from briefgen.extract.actors.titles import (
    Ground,
    is_joint,
    is_ordinary,
    is_title,
    last_name,
    rank_end,
)
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token
from briefgen.model.annotations import ActorKind, Mention
from briefgen.model.spans import Span

_WORD = re.compile(r"[^\W_]+")
_LETTERS = 4
"""Letters of a word that may be a last name."""

_INITIALS = 2
"""Letters at the end of a full name that may be initials, and are not looked for alone."""


def with_repetitions(
    mentions: Sequence[Mention], grounds: Iterable[Ground], text: str
) -> list[Mention]:
    """Add places where a full name, a last name or an acronym found elsewhere stands again."""
    sought = _sought(mentions)
    by_word = _by_first_word(sought)
    again: list[Mention] = []
    for ground in grounds if sought else ():
        for span in _places(ground, by_word, text):
            kind = sought[span.of(text)]
            whole = _with_first_name(ground, span) if kind is ActorKind.PERSON else span
            if is_free(whole, mentions):
                again.append(new_mention(whole, kind, text, "pattern"))
    return sorted((*mentions, *again), key=lambda m: m.span)


def find_candidates(
    grounds: Iterable[Ground], mentions: Sequence[Mention], text: str
) -> tuple[Mention, ...]:
    """Return single words that speak or that the model takes for a person, and are no mention."""
    return tuple(
        new_mention(span, ActorKind.PERSON, text, "candidate")
        for ground in grounds
        for token in ground.doc
        if is_title(token) and token.is_alpha and len(token) >= _LETTERS and _stands_alone(token)
        if not ground.known[token.i] and not is_ordinary(token)
        if (token.ent_type_ == "PERSON" or speaks(token))
        if is_free(span := ground.span(token.i, token.i + 1), mentions)
    )


def _sought(mentions: Iterable[Mention]) -> dict[str, ActorKind]:
    """Return the names worth looking for again: full names, last names and acronyms."""
    sought: dict[str, ActorKind] = {}
    for mention in mentions:
        parts = mention.name.split()
        if mention.entry or mention.kind is ActorKind.PLACE:
            continue
        if len(parts) > 1 or mention.name.isupper() or mention.rule == "role":
            sought.setdefault(mention.name, mention.kind)
        last = last_name(mention.name) if mention.kind is ActorKind.PERSON else ""
        if len(parts) > 1 and len(last) > _INITIALS:
            sought.setdefault(last, mention.kind)
    months = words("roles", "months")
    return {name: kind for name, kind in sought.items() if name.casefold() not in months}


_ByWord = Mapping[str, Sequence[tuple[int, str]]]
"""Names by their first word, with its place in the name; the longest name first."""


def _by_first_word(names: Iterable[str]) -> _ByWord:
    by_word: dict[str, list[tuple[int, str]]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        first = _WORD.search(name)
        if first:
            by_word.setdefault(first.group(), []).append((first.start(), name))
    return by_word


def _places(ground: Ground, by_word: _ByWord, text: str) -> Iterator[Span]:
    """Yield where names stand as whole words; where they overlap, the first and longest."""
    start = at = ground.passage.start
    end = start + len(ground.doc.text)
    for word in _WORD.finditer(text, start, end):
        for before, name in by_word.get(word.group(), ()):
            span = Span(word.start() - before, word.start() - before + len(name))
            if at <= span.start and span.end <= end and _is_whole(span, name, text):
                at = span.end
                yield span
                break


def _is_whole(span: Span, name: str, text: str) -> bool:
    beside = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    return text.startswith(name, span.start) and not re.search(r"[\w-]", beside)


def _with_first_name(ground: Ground, span: Span) -> Span:
    """Take in a name before a name: "Eva Kowal" is not the Kowal found elsewhere."""
    start, end = ground.bounds(span)
    doc = ground.doc
    while start and is_title(doc[start - 1]) and doc[start - 1].ent_type_ == "PERSON":
        if is_ordinary(doc[start - 1]) or rank_end(doc, start - 1) >= start:
            break
        start -= 1
    return ground.span(start, end) if start < end else span


def _stands_alone(token: Token) -> bool:
    """Tell whether no word beside a token belongs to its name."""
    doc, i = token.doc, token.i
    before = i and not token.is_sent_start and (is_title(doc[i - 1]) or is_joint(doc, i - 1))
    after = i + 1 < len(doc) and (is_title(doc[i + 1]) or is_joint(doc, i + 1))
    return not (before or after) and token.tag_ in {"NNP", "NN", "JJ"}
