"""Finds the actors of a document: people, organisations, states and places, with roles.

Four finders are brought together, each overruling the next: words of a role around a
name, known names, the statistical model, and repetitions of names found elsewhere in the
document. A doubtful name is left out: the brief prints these names.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from briefgen.extract.actors.acronyms import find_pairs
from briefgen.extract.actors.descriptions import find_described
from briefgen.extract.actors.entities import find_entities, stands
from briefgen.extract.actors.gazetteer import Entry, Hit, find_known, fold, state_of
from briefgen.extract.actors.governments import RULE, is_government, speaks
from briefgen.extract.actors.groups import find_groups, members
from briefgen.extract.actors.introductions import find_called_bodies, find_introduced
from briefgen.extract.actors.roles import Titled, find_titled
from briefgen.extract.actors.titles import (
    Ground,
    is_joint,
    is_ordinary,
    is_title,
    rank_end,
    survey,
)
from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Parsed, Passage
from briefgen.model.annotations import ActorKind, AliasMention, Mention, RoleMention
from briefgen.model.spans import Span

_PARENT = re.compile(r"\bat (?:the )?(?=\S+)")
_WORD = re.compile(r"[^\W_]+")

_SMALL = 4
"""Letters from which a word with a small letter cannot stand in a body's long form."""

_INITIALS = 2
"""Letters at the end of a full name that may be initials, and are not looked for alone."""


@dataclass(frozen=True, slots=True)
class ActorMentions:
    """Names, roles and aliases of a document, each in text order; mentions never overlap.

    Nor do candidates: words that may be the last name of a person in another document.
    """

    mentions: tuple[Mention, ...]
    roles: tuple[RoleMention, ...]
    aliases: tuple[AliasMention, ...]
    candidates: tuple[Mention, ...]


def find_actors(parsed: Parsed) -> ActorMentions:
    """Find every actor named in the statements of a document.

    Each role belongs to a mention of a person, and each alias joins two mentions.
    """
    return find_in(parsed.document.text, parsed.passages)


def find_in(text: str, passages: Sequence[Passage]) -> ActorMentions:
    """Find every actor named in some passages of a text."""
    grounds = [_survey(passage, text) for passage in passages]
    countries = frozenset(hit.entries[0].country for g in grounds for hit in g.hits)
    mentions: list[Mention] = []
    titled: list[Titled] = []
    for ground in grounds:
        before = _first_of_each((*find_titled(ground), *find_introduced(ground)))
        found = _mentions(ground, text, before, countries)
        people = tuple(m.span for m in found if m.kind is ActorKind.PERSON)
        mentions += found
        titled += [*before, *find_described(ground, people)]
    pairs = [pair for passage in passages for pair in _pairs(passage, text)]
    mentions = _agreed(mentions)
    mentions, aliases = _with_aliases(mentions, pairs, text)
    mentions = _with_repetitions(_without_loners(mentions), grounds, text)
    mentions = _with_groups(mentions, grounds, text)
    candidates = _candidates(grounds, mentions, text)
    return ActorMentions(tuple(mentions), _roles(titled, mentions), aliases, candidates)


def _first_of_each(titled: Iterable[Titled]) -> tuple[Titled, ...]:
    """Return one finding for each name; of names that cross, the first."""
    kept: list[Titled] = []
    for one in titled:
        same = [other for other in kept if other.person.overlaps(one.person)]
        if not same or all(other.person == one.person for other in same):
            kept.append(one)
    return tuple(kept)


def _survey(passage: Passage, text: str) -> Ground:
    piece = text[passage.start : passage.start + len(passage.doc.text)]
    hits = (replace(hit, span=hit.span.shifted(passage.start)) for hit in find_known(piece))
    return survey(passage, tuple(hits))


def _mentions(
    ground: Ground, text: str, titled: Iterable[Titled], countries: frozenset[str]
) -> list[Mention]:
    """Return the mentions in a passage: titled people first, then known names, then the model's."""
    people = dict.fromkeys(one.person for one in titled)
    taken = [_new(person, ActorKind.PERSON, text, "role") for person in people]
    for span in (ground.span(*run) for run in find_called_bodies(ground)):
        if _is_free(span, taken):
            taken.append(_new(span, ActorKind.ORGANISATION, text, "called"))
    bodies = [one.organisation for one in titled if one.organisation]
    entities = [(ground.span(e.start, e.end), e.kind) for e in find_entities(ground)]
    holders = [*bodies, *(span for span, _ in entities)]
    parents = [_whole(_parent(body, text), entities) for body in bodies]
    for hit in ground.hits:
        inside = hit.span not in parents and any(
            span.contains(hit.span) and span != hit.span for span in holders
        )
        firm = stands(ground, hit, *ground.bounds(hit.span))
        if firm and not inside and _is_free(hit.span, taken):
            taken.append(_known(ground, hit, countries))
    named = [(body, ActorKind.ORGANISATION, "role") for body in parents if _is_name(body.of(text))]
    named += [(span, kind, "model") for span, kind in entities if kind]
    for span, kind, rule in named:
        if _is_free(span, taken):
            taken.append(_new(span, kind, text, rule))
    return sorted(taken, key=lambda m: m.span)


def _new(span: Span, kind: ActorKind, text: str, rule: str) -> Mention:
    return Mention(span, kind, span.of(text), "", rule)


def _known(ground: Ground, hit: Hit, countries: frozenset[str]) -> Mention:
    entry = _likeliest(hit.entries, countries)
    state = state_of(entry)
    if state and is_government(ground, *ground.bounds(hit.span)):
        return Mention(hit.span, state.kind, state.name, state.id, RULE)
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


def _whole(body: Span, entities: Iterable[tuple[Span, ActorKind | None]]) -> Span:
    """Return the longer name of a body that a description gives only the beginning of."""
    longer = (s for s, kind in entities if kind is ActorKind.ORGANISATION and s.contains(body))
    return next((span for span in longer if span.start == body.start), body)


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
        if thing or not long[0].isupper():
            continue
        if not _is_long_form(long) and (len(at_long) != 1 or not bodies):
            continue
        if at_long and max(m.span.end for m in at_long) > pair.long.end:
            continue
        whole = [m for m in bodies if len(at_long) == 1]
        entry, name = (whole[0].entry, whole[0].name) if whole else ("", long)
        sides = (pair.long, pair.short)
        mentions = [m for m in mentions if not any(m.span.overlaps(s) for s in sides)]
        for span in sides:
            shown = name if entry else span.of(text)
            rule = whole[0].rule if entry else "pattern"
            mentions.append(Mention(span, ActorKind.ORGANISATION, shown, entry, rule))
        kept.append(pair)
    return sorted(mentions, key=lambda m: m.span), tuple(kept)


def _is_long_form(long: str) -> bool:
    """Tell whether a long form must be a body's name: capitals, and the word of a body."""
    parts = _WORD.findall(long)
    large = [part for part in parts if part[0].isupper()]
    body = any(part.casefold() in words("roles", "organisation_words") for part in large)
    return body and len(large) > 1 and all(len(p) < _SMALL or p[0].isupper() for p in parts)


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


def _candidates(grounds: list[Ground], mentions: list[Mention], text: str) -> tuple[Mention, ...]:
    """Return single words that speak or that the model takes for a person, and are no mention."""
    taken = {m.span.start for m in mentions}
    return tuple(
        _new(span, ActorKind.PERSON, text, "candidate")
        for ground in grounds
        for token in ground.doc
        if is_title(token) and token.is_alpha and len(token) >= _SMALL and _stands_alone(token)
        if not ground.known[token.i] and not is_ordinary(token)
        if (token.ent_type_ == "PERSON" or speaks(token))
        if (span := ground.span(token.i, token.i + 1)).start not in taken
        if _is_free(span, mentions)
    )


def _stands_alone(token: Token) -> bool:
    """Tell whether no word beside a token belongs to its name."""
    doc, i = token.doc, token.i
    before = i and not token.is_sent_start and (is_title(doc[i - 1]) or is_joint(doc, i - 1))
    after = i + 1 < len(doc) and (is_title(doc[i + 1]) or is_joint(doc, i + 1))
    return not (before or after) and token.tag_ in {"NNP", "NN", "JJ"}


def _with_groups(mentions: list[Mention], grounds: list[Ground], text: str) -> list[Mention]:
    """Add groups that act; where it is said who is meant, they have an entry of their own."""
    added: list[Mention] = []
    for group in (group for ground in grounds for group in find_groups(ground)):
        if _is_free(group.span, mentions):
            who = "+".join(sorted(m.entry or fold(m.name) for m in members(group, mentions, text)))
            entry = f"group:{who}" if who else ""
            words_of = group.span.of(text)
            added.append(Mention(group.span, ActorKind.GROUP, words_of, entry, "group"))
    return sorted((*mentions, *added), key=lambda m: m.span)


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
