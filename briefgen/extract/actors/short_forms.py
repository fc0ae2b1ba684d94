"""Adds both sides of a long form and its short form, where the long form names a body."""

import re
from collections.abc import Iterator, Sequence

from briefgen.extract.actors.acronyms import find_pairs
from briefgen.extract.actors.placement import overlapping
from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Passage
from briefgen.model.annotations import ActorKind, AliasMention, Mention
from briefgen.model.spans import Span

_WORD = re.compile(r"[^\W_]+")
_OF_THING = re.compile(r"\b[a-z]+[a-z-]* \(([A-Z]{2,6})\)")
"""Letters in brackets behind a word without a capital."""

_BEHIND = re.compile(r"\)\s([a-z]+)")
_FOREIGN = re.compile(r"\s\(([A-Z]{2,6})\)")
"""Letters in brackets behind a name, whether or not its words begin with them."""

_SMALL = 4
"""Letters from which a word with a small letter cannot stand in a body's long form."""


def with_short_forms(
    mentions: Sequence[Mention], passages: Sequence[Passage], text: str
) -> tuple[list[Mention], tuple[AliasMention, ...]]:
    """Return the mentions with both sides of each pair, in text order, and the pairs.

    A short form that is given for what is no body is no name of one, wherever it stands.
    """
    kept: list[AliasMention] = []
    refused = {
        match[1]
        for passage in passages
        for match in _OF_THING.finditer(passage.doc.text)
        if not any(word in words("roles", "organisation_words") for word in _WORD.findall(match[0]))
    }
    found = list(mentions)
    pairs = [pair for passage in passages for pair in _pairs(passage, text)]
    for pair in (*pairs, *_in_own_language(mentions, pairs, text)):
        at_long = [found[n] for n in overlapping(found, pair.long)]
        if not _names_body(pair, at_long, text):
            refused.update(() if at_long else (pair.short.of(text),))
            continue
        known = at_long[0] if len(at_long) == 1 and at_long[0].entry else None
        for span in (pair.long, pair.short):
            taken = overlapping(found, span)
            found[taken.start : taken.stop] = [
                Mention(span, known.kind, known.name, known.entry, known.rule)
                if known
                else Mention(span, ActorKind.ORGANISATION, span.of(text), "", "pattern")
            ]
        kept.append(pair)
    shorts = {pair.short.of(text) for pair in kept}
    found = [m for m in found if m.rule != "model" or m.name not in refused - shorts]
    return found, tuple(kept)


def _pairs(passage: Passage, text: str) -> Iterator[AliasMention]:
    piece = text[passage.start : passage.start + len(passage.doc.text)]
    for pair in find_pairs(piece):
        by = passage.start
        yield AliasMention(pair.long.shifted(by), pair.short.shifted(by))


def _in_own_language(
    mentions: Sequence[Mention], pairs: Sequence[AliasMention], text: str
) -> Iterator[AliasMention]:
    """Yield bodies with letters of their name in its own language: "Norland Workers' Party (NAP)".

    The text must go on to call them so; letters that are known for something else are none.
    """
    taken = {pair.short for pair in pairs}
    known = {mention.span for mention in mentions if mention.entry}
    for body in mentions:
        found = _FOREIGN.match(text, body.span.end)
        if found is None or body.kind is not ActorKind.ORGANISATION:
            continue
        short = Span(*found.span(1))
        again = re.search(rf"\b{found[1]}\b", text[short.end :])
        if short not in taken | known and again and " " in body.name:
            yield AliasMention(body.span, short)


def _names_body(pair: AliasMention, at_long: Sequence[Mention], text: str) -> bool:
    long = pair.long.of(text)
    thing = long.split()[-1].casefold() in words("roles", "things") or _is_of_thing(pair, text)
    office = long.casefold() in words("roles", "heads")
    if thing or office or not long[0].isupper():
        return False
    whole = len(at_long) == 1 and at_long[0].kind is ActorKind.ORGANISATION
    beyond = bool(at_long) and at_long[-1].span.end > pair.long.end
    return (whole or _is_long_form(long)) and not beyond


def _is_of_thing(pair: AliasMention, text: str) -> bool:
    """Tell whether a plural or the noun behind the bracket says that it is no body."""
    short = pair.short.of(text)
    behind = _BEHIND.match(text, pair.short.end)
    bracketed = behind is not None and behind[1] in words("roles", "bracketed")
    return bracketed or (short.endswith("s") and short[:-1].isupper())


def _is_long_form(long: str) -> bool:
    """Tell whether a long form must be a body's name: capitals, and the word of a body."""
    parts = _WORD.findall(long)
    large = [part for part in parts if part[0].isupper()]
    body = any(part.casefold() in words("roles", "organisation_words") for part in large)
    return body and len(large) > 1 and all(len(p) < _SMALL or p[0].isupper() for p in parts)
