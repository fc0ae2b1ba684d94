"""Finds the actors of a document: people, organisations, states and places, with roles.

Four finders are brought together, each overruling the next: words of a role around a
name, known names, the statistical model, and repetitions of names found elsewhere in the
document. A doubtful name is left out: the brief prints these names.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from briefgen.extract.actors.deeds import find_deeds
from briefgen.extract.actors.descriptions import find_described
from briefgen.extract.actors.entities import find_entities, stands
from briefgen.extract.actors.gazetteer import Entry, Hit, find_known, fold, state_of
from briefgen.extract.actors.governments import RULE, is_government
from briefgen.extract.actors.groups import find_groups, members
from briefgen.extract.actors.introductions import find_called_bodies, find_introduced
from briefgen.extract.actors.other_names import find_other_names
from briefgen.extract.actors.placement import is_free, new_mention
from briefgen.extract.actors.repetitions import find_candidates, with_repetitions
from briefgen.extract.actors.roles import Titled, find_titled
from briefgen.extract.actors.short_forms import with_short_forms
from briefgen.extract.actors.titles import Ground, last_name, survey
from briefgen.extract.hidden import called_openly, named_openly
from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Parsed, Passage
from briefgen.model.annotations import (
    ActorKind,
    AliasMention,
    Deed,
    GroupMention,
    Mention,
    RoleMention,
)
from briefgen.model.spans import Span

_PARENT = re.compile(r"\bat (?:the )?(?=\S+)")
_WORD = re.compile(r"[^\W_]+")

_OWNER = ("'", "’")
_COORDINATED = 2
"""Members from which "the ministers of X and Y" are an actor; of one, they are that one's."""


@dataclass(frozen=True, slots=True)
class ActorMentions:
    """Names, roles and aliases of a document, each in text order; mentions never overlap.

    Nor do candidates: words that may be the last name of a person in another document.
    """

    mentions: tuple[Mention, ...]
    roles: tuple[RoleMention, ...]
    aliases: tuple[AliasMention, ...]
    candidates: tuple[Mention, ...]
    groups: tuple[GroupMention, ...]
    deeds: tuple[Deed, ...]


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
        mentions += named_openly(text, found)
        titled += [*before, *find_described(ground, people)]
    mentions = _first_names_as_people(_without_lead_words(mentions, text))
    last_names = _last_names(mentions)
    mentions = [_namesake(mention, last_names, text) for mention in mentions]
    mentions, aliases = with_short_forms(_agreed(mentions), passages, text)
    mentions = _without_storms(mentions, text)
    mentions = with_repetitions(_without_loners(mentions), grounds, text)
    mentions, groups = _with_groups(mentions, grounds, text)
    roles = _roles(titled, mentions, text)
    return ActorMentions(
        tuple(mentions),
        roles,
        called_openly(text, (*aliases, *find_other_names(mentions, text))),
        named_openly(text, find_candidates(grounds, mentions, text)),
        groups,
        find_deeds(passages, mentions, roles),
    )


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
    taken = [new_mention(person, ActorKind.PERSON, text, "role") for person in people]
    for span in (ground.span(*run) for run in find_called_bodies(ground)):
        if _is_free(span, taken):
            taken.append(new_mention(span, ActorKind.ORGANISATION, text, "called"))
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
            taken.append(new_mention(span, kind, text, rule))
    return sorted(taken, key=lambda m: m.span)


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


def _agreed(mentions: list[Mention]) -> list[Mention]:
    """Give one name one kind in the whole document: the one it has most often.

    What the text calls a body's is one; a name with a title is a person's, and so is the last
    name of a full name.
    """
    votes: dict[str, Counter[ActorKind]] = {}
    for mention in mentions:
        if not mention.entry:
            votes.setdefault(fold(mention.name), Counter())[mention.kind] += 1
    kinds = {name: count.most_common(1)[0][0] for name, count in votes.items()}
    kinds |= {fold(m.name): m.kind for m in mentions if m.rule == "called"}
    certain = (m for m in mentions if m.rule == "role" and m.kind is ActorKind.PERSON)
    kinds |= {fold(mention.name): ActorKind.PERSON for mention in certain}
    kinds |= dict.fromkeys(_last_names(mentions), ActorKind.PERSON)
    return [m if m.entry else replace(m, kind=kinds[fold(m.name)]) for m in mentions]


def _namesake(mention: Mention, last_names: frozenset[str], text: str) -> Mention:
    """Return a capital that would act for its state as the person of that last name, if any."""
    name = mention.span.of(text)
    if mention.rule != RULE or fold(name) not in last_names:
        return mention
    return new_mention(mention.span, ActorKind.PERSON, text, "model")


def _last_names(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the folded last names of all people with more than one name."""
    full = (m.name for m in mentions if m.kind is ActorKind.PERSON and " " in m.name)
    return frozenset(fold(last_name(name)) for name in full)


def _without_lead_words(mentions: list[Mention], text: str) -> list[Mention]:
    """Cut what the model puts before a full name that stands elsewhere: "American Ada Berg"."""
    full = {m.name for m in mentions if m.kind is ActorKind.PERSON and " " in m.name}
    return [_cut(m, full, text) if m.rule == "model" and not m.entry else m for m in mentions]


def _cut(mention: Mention, full: set[str], text: str) -> Mention:
    words = mention.name.split(" ")
    for n in range(1, len(words) - 1):
        name = " ".join(words[n:])
        if name in full:
            span = Span(mention.span.end - len(name), mention.span.end)
            return new_mention(span, ActorKind.PERSON, text, mention.rule)
    return mention


def _first_names_as_people(mentions: list[Mention]) -> list[Mention]:
    """Take one word that the model has for a body's name as a person's, where it begins one."""
    first = {m.name.split()[0] for m in mentions if m.kind is ActorKind.PERSON and " " in m.name}
    return [
        replace(m, kind=ActorKind.PERSON)
        if m.rule == "model" and m.kind is ActorKind.ORGANISATION and m.name in first
        else m
        for m in mentions
    ]


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


def _without_storms(mentions: list[Mention], text: str) -> list[Mention]:
    """Drop what only the model takes for a name and the document calls a storm's."""
    storms = {match[1] for match in _storms().finditer(text)}
    return [m for m in mentions if m.rule != "model" or m.name not in storms]


@cache
def _storms() -> re.Pattern[str]:
    nouns = "|".join(word.capitalize() for word in sorted(words("roles", "storms")))
    return re.compile(rf"\b(?:{nouns}) ([A-Z]\w+)")


def _has_inner_capital(name: str) -> bool:
    return any(letter.isupper() for letter in name[1:])


def _with_groups(
    mentions: list[Mention], grounds: list[Ground], text: str
) -> tuple[list[Mention], tuple[GroupMention, ...]]:
    """Add groups that act; where it is said who is meant, they have an entry of their own."""
    added: list[Mention] = []
    told: list[GroupMention] = []
    for group in (group for ground in grounds for group in find_groups(ground)):
        if is_free(group.span, mentions):
            whom = members(group, mentions, text)
            if group.needs_members and len(whom) < _COORDINATED:
                continue
            words_of = group.span.of(text)
            who = "+".join(sorted(m.entry or fold(m.name) for m in whom))
            noun = "" if group.counted else f"{fold(words_of)}:"
            entry = f"group:{noun}{who}" if who else ""
            added.append(Mention(group.span, ActorKind.GROUP, words_of, entry, "group"))
            told += [GroupMention(group.span, tuple(m.span for m in whom))] if whom else []
    return sorted((*mentions, *added), key=lambda m: m.span), tuple(told)


def _holds_another(role: Span, people: Sequence[Span], text: str) -> bool:
    """Tell whether the words of a role run on from another's name: "Brand and sheriff's aide"."""
    first = bisect_left(people, role.start, key=lambda span: span.start)
    inside = [span for span in people[first : first + 1] if role.contains(span)]
    return any(
        span.start == role.start and not text.startswith(_OWNER, span.end) for span in inside
    )


def _roles(
    titled: Iterable[Titled], mentions: Iterable[Mention], text: str
) -> tuple[RoleMention, ...]:
    people = [m.span for m in mentions if m.kind is ActorKind.PERSON]
    known = frozenset(people)
    roles = {
        RoleMention(one.person, one.role, one.organisation)
        for one in titled
        if one.role and one.person in known and not _holds_another(one.role, people, text)
    }
    return tuple(sorted(roles, key=lambda r: (r.person, r.role)))
