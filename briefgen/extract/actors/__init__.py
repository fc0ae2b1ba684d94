"""Finds the actors of a document: people, organisations, states and places, with roles.

Four finders are brought together, each overruling the next: words of a role around a
name, known names, the statistical model, and repetitions of names found elsewhere in the
document. A doubtful name is left out: the brief prints these names.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefgen.extract.actors.acronyms import find_pairs
from briefgen.extract.actors.descriptions import find_described
from briefgen.extract.actors.entities import find_entities, stands
from briefgen.extract.actors.gazetteer import Entry, Hit, find_known, fold
from briefgen.extract.actors.roles import Titled, find_titled
from briefgen.extract.actors.titles import Ground, is_ordinary, is_title, rank_end, survey
from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Parsed, Passage
from briefgen.model.annotations import ActorKind, AliasMention, Mention, RoleMention
from briefgen.model.spans import Span

_PARENT = re.compile(r"\bat (?:the )?(?=\S+)")
_WORD = re.compile(r"[^\W_]+")

_INITIALS = 2
"""Letters at the end of a full name that may be initials, and are not looked for alone."""


@dataclass(frozen=True, slots=True)
class ActorMentions:
    """Names, roles and aliases of a document, each in text order; mentions never overlap."""

    mentions: tuple[Mention, ...]
    roles: tuple[RoleMention, ...]
    aliases: tuple[AliasMention, ...]


def find_actors(parsed: Parsed) -> ActorMentions:
    """Find every actor named in the statements of a document.

    Each role belongs to a mention of a person, and each alias joins two mentions.
    """
    text = parsed.document.text
    grounds = [_survey(passage, text) for passage in parsed.passages]
    countries = frozenset(hit.entries[0].country for g in grounds for hit in g.hits)
    mentions: list[Mention] = []
    titled: list[Titled] = []
    for ground in grounds:
        before = find_titled(ground)
        found = _mentions(ground, text, before, countries)
        people = tuple(m.span for m in found if m.kind is ActorKind.PERSON)
        mentions += found
        titled += [*before, *find_described(ground, people)]
    pairs = [pair for passage in parsed.passages for pair in _pairs(passage, text)]
    mentions = _agreed(mentions)
    mentions, aliases = _with_aliases(mentions, pairs, text)
    mentions = _with_repetitions(_without_loners(mentions), grounds, text)
    return ActorMentions(tuple(mentions), _roles(titled, mentions), aliases)


def _survey(passage: Passage, text: str) -> Ground:
    piece = text[passage.start : passage.start + len(passage.doc.text)]
    hits = (replace(hit, span=hit.span.shifted(passage.start)) for hit in find_known(piece))
    return survey(passage, tuple(hits))


def _mentions(
    ground: Ground, text: str, titled: Iterable[Titled], countries: frozenset[str]
) -> list[Mention]:
    """Return the mentions in a passage: titled people first, then known names, then the model's."""
    taken = [_new(one.person, ActorKind.PERSON, text, "role") for one in titled]
    bodies = [one.organisation for one in titled if one.organisation]
    entities = [(ground.span(e.start, e.end), e.kind) for e in find_entities(ground)]
    holders = [*bodies, *(span for span, _ in entities)]
    parents = [_parent(body, text) for body in bodies]
    for hit in ground.hits:
        inside = hit.span not in parents and any(
            span.contains(hit.span) and span != hit.span for span in holders
        )
        firm = stands(ground, hit, *ground.bounds(hit.span))
        if firm and not inside and _is_free(hit.span, taken):
            taken.append(_known(hit, countries))
    named = [(body, ActorKind.ORGANISATION, "role") for body in parents if _is_name(body.of(text))]
    named += [(span, kind, "model") for span, kind in entities if kind]
    for span, kind, rule in named:
        if _is_free(span, taken):
            taken.append(_new(span, kind, text, rule))
    return sorted(taken, key=lambda m: m.span)


def _new(span: Span, kind: ActorKind, text: str, rule: str) -> Mention:
    return Mention(span, kind, span.of(text), "", rule)


def _known(hit: Hit, countries: frozenset[str]) -> Mention:
    entry = _likeliest(hit.entries, countries)
    rule = "watch-list" if entry.kind is ActorKind.ORGANISATION else "gazetteer"
    return Mention(hit.span, entry.kind, entry.name, entry.id, rule)


def _likeliest(entries: tuple[Entry, ...], countries: frozenset[str]) -> Entry:
    """Return the first entry; of cities with one name, the one in a country of the text."""
    at_home = [e for e in entries if e.country in countries]
    first = entries[0]
    return at_home[0] if first.kind is ActorKind.PLACE and len(at_home) == 1 else first


def _parent(span: Span, text: str) -> Span:
    """Return the body to which a desk or centre "at" it belongs."""
    desks = [match.end() for match in _PARENT.finditer(span.of(text))]
    return Span(span.start + desks[-1], span.end) if desks else span


def _is_name(text: str) -> bool:
    return len(_WORD.findall(text)) > 1 or text.isupper()


def _is_free(span: Span, taken: Iterable[Mention]) -> bool:
    return not any(span.overlaps(mention.span) for mention in taken)


def _pairs(passage: Passage, text: str) -> Iterator[AliasMention]:
    piece = text[passage.start : passage.start + len(passage.doc.text)]
    for pair in find_pairs(piece):
        by = passage.start
        yield AliasMention(pair.long.shifted(by), pair.short.shifted(by))


def _agreed(mentions: list[Mention]) -> list[Mention]:
    """Give one name one kind in the whole document: the one it has most often.

    A name with a title is a person's, and so is the last name of a full name.
    """
    votes: dict[str, Counter[ActorKind]] = {}
    for mention in mentions:
        if not mention.entry:
            votes.setdefault(fold(mention.name), Counter())[mention.kind] += 1
    kinds = {name: count.most_common(1)[0][0] for name, count in votes.items()}
    certain = (m for m in mentions if m.rule == "role" and m.kind is ActorKind.PERSON)
    kinds |= {fold(mention.name): ActorKind.PERSON for mention in certain}
    kinds |= dict.fromkeys(_last_names(mentions), ActorKind.PERSON)
    return [m if m.entry else replace(m, kind=kinds[fold(m.name)]) for m in mentions]


def _last_names(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the folded last names of all people with more than one name."""
    full = (m.name for m in mentions if m.kind is ActorKind.PERSON and " " in m.name)
    return frozenset(fold(name.split()[-1]) for name in full)


def _with_aliases(
    mentions: list[Mention], pairs: list[AliasMention], text: str
) -> tuple[list[Mention], tuple[AliasMention, ...]]:
    """Add both sides of each pair whose long form names a body; return the pairs as well."""
    kept: list[AliasMention] = []
    for pair in pairs:
        at_long = [m for m in mentions if m.span.overlaps(pair.long)]
        bodies = [m for m in at_long if m.kind is ActorKind.ORGANISATION]
        long = pair.long.of(text)
        thing = long.split()[-1].casefold() in words("roles", "things")
        if len(at_long) != 1 or not bodies or thing or not long[0].isupper():
            continue
        if bodies[0].span.end > pair.long.end:
            continue
        entry, name = bodies[0].entry, bodies[0].name
        sides = (pair.long, pair.short)
        mentions = [m for m in mentions if not any(m.span.overlaps(s) for s in sides)]
        for span in sides:
            shown = name if entry else span.of(text)
            rule = bodies[0].rule if entry else "pattern"
            mentions.append(Mention(span, ActorKind.ORGANISATION, shown, entry, rule))
        kept.append(pair)
    return sorted(mentions, key=lambda m: m.span), tuple(kept)


def _without_loners(mentions: list[Mention]) -> list[Mention]:
    """Drop names of one word that only the model has, once, and nothing else supports."""
    often = Counter(fold(m.name) for m in mentions)
    supported = {fold(m.name) for m in mentions if m.rule == "role"} | _last_names(mentions)
    return [
        m
        for m in mentions
        if m.rule != "model"
        or m.kind is ActorKind.PLACE
        or len(m.name.split()) > 1
        or _has_inner_capital(m.name)
        or fold(m.name) in supported
        or often[fold(m.name)] > 1
    ]


def _has_inner_capital(name: str) -> bool:
    return any(letter.isupper() for letter in name[1:])


def _sought(mentions: Iterable[Mention]) -> dict[str, ActorKind]:
    """Return the names worth looking for again: full names, last names and acronyms."""
    sought: dict[str, ActorKind] = {}
    for mention in mentions:
        parts = mention.name.split()
        if mention.entry or mention.kind is ActorKind.PLACE:
            continue
        if len(parts) > 1 or mention.name.isupper() or mention.rule == "role":
            sought.setdefault(mention.name, mention.kind)
        if mention.kind is ActorKind.PERSON and len(parts) > 1 and len(parts[-1]) > _INITIALS:
            sought.setdefault(parts[-1], mention.kind)
    months = words("roles", "months")
    return {name: kind for name, kind in sought.items() if name.casefold() not in months}


def _with_repetitions(mentions: list[Mention], grounds: list[Ground], text: str) -> list[Mention]:
    """Add places where a full name, a last name or an acronym found elsewhere stands again."""
    sought = _sought(mentions)
    if not sought:
        return mentions
    longest_first = sorted(sought, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
    again: list[Mention] = []
    for ground in grounds:
        start = ground.passage.start
        for match in pattern.finditer(text, start, start + len(ground.doc.text)):
            span = Span(*match.span())
            kind = sought[match.group()]
            if kind is ActorKind.PERSON:
                span = _with_first_name(ground, span)
            if _is_free(span, mentions):
                again.append(_new(span, kind, text, "pattern"))
    return sorted((*mentions, *again), key=lambda m: m.span)


def _with_first_name(ground: Ground, span: Span) -> Span:
    """Take in a name before a name: "Eva Kowal" is not the Kowal found elsewhere."""
    start, end = ground.bounds(span)
    doc = ground.doc
    while start and is_title(doc[start - 1]) and doc[start - 1].ent_type_ == "PERSON":
        if is_ordinary(doc[start - 1]) or rank_end(doc, start - 1) >= start:
            break
        start -= 1
    return ground.span(start, end) if start < end else span


def _roles(titled: Iterable[Titled], mentions: Iterable[Mention]) -> tuple[RoleMention, ...]:
    people = {m.span for m in mentions if m.kind is ActorKind.PERSON}
    roles = {
        RoleMention(one.person, one.role, one.organisation)
        for one in titled
        if one.role and one.person in people
    }
    return tuple(sorted(roles, key=lambda r: (r.person, r.role)))
