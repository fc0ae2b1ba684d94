"""Whom "he", "the three countries", "the country" stand for, and whose words are quoted."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.extract.actors.groups import Group, members
from briefgen.extract.alone.nouns import is_bare
from briefgen.extract.lexicon import table, words
from briefgen.extract.nlp import Parsed
from briefgen.extract.quotations.pronouns import find_referents
from briefgen.extract.quotations.speakers import Names
from briefgen.extract.tokens import Token, Tokens
from briefgen.extract.units import SUBJECTS, Found
from briefgen.model.annotations import (
    ActorKind,
    GroupMention,
    Meant,
    Mention,
    Resolution,
    RoleMention,
    Utterance,
)
from briefgen.model.spans import Span

_PERSONAL = frozenset(["he", "she", "they"])
_LONGEST = 120
"""Characters of names that can still be read in brackets."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves what a unit says of somebody it does not name; `mentions` stand in text order.

    `families` are the last names that several persons of the text share: of them nobody can tell
    whom a pronoun stands for.
    """

    parsed: Parsed
    mentions: Sequence[Mention]
    groups: Mapping[Span, GroupMention]
    persons: Mapping[int, Span]
    speech: Sequence[tuple[Span, Span]]
    families: frozenset[str]

    def of(self, unit: Found) -> tuple[Resolution, ...]:
        """Return what can be resolved in a unit, in text order.

        Of pronouns it is the subject, where nothing before it in the unit can be meant.
        """
        span = unit.passage.span(unit.tokens)
        if unit.spoken:
            return tuple(self._speaker(span))
        found = (*self._subject(unit), *self._groups(span), *self._state(unit, span))
        return tuple(one for one in sorted(found) if not span.overlaps(one.names))

    def _speaker(self, span: Span) -> Iterator[Resolution]:
        """Resolve whose words a unit inside quotation marks is."""
        at = bisect_right(self.speech, span.start, key=lambda one: one[0].start) - 1
        if at >= 0 and self.speech[at][0].overlaps(span):
            yield Resolution(span, self.speech[at][1], Meant.SPEAKER)

    def _subject(self, unit: Found) -> Iterator[Resolution]:
        pronoun = unnamed_subject(unit.tokens)
        place = unit.passage.span(pronoun) if pronoun is not None else None
        person = self.persons.get(place.start) if place else None
        if place is not None and person is not None and not self._is_of_family(person):
            behind = Span(place.end, unit.passage.span(unit.tokens).end)
            if not self._names(person, behind):
                yield Resolution(place, person, Meant.PRONOUN)
        count = bare_count(unit)
        if count:
            words = unit.passage.span(unit.tokens[:2])
            whom = members(Group(words, count, None, False), self.mentions, self._text)
            yield from self._named(words, [mention.span for mention in whom])

    def _names(self, person: Span, where: Span) -> bool:
        """Tell whether words name a person: in "she pulled Ann out" she is somebody else."""
        named = person.of(self._text).casefold().split()
        return not frozenset(_WORD.findall(where.of(self._text).casefold())).isdisjoint(named)

    def _is_of_family(self, person: Span) -> bool:
        return person.of(self._text).casefold().split()[-1] in self.families

    def _state(self, unit: Found, span: Span) -> Iterator[Resolution]:
        """Resolve "the country" where all that was said before it names only one."""
        for token in unit.tokens:
            if token.lower_ not in words("alone", "states") or not is_bare(token):
                continue
            place = unit.passage.span(unit.tokens.doc[token.i - 1 : token.i + 1])
            states = [
                one
                for one in self.mentions
                if one.kind is ActorKind.STATE and one.span.end <= place.start
            ]
            inside = any(span.contains(one.span) for one in states)
            if states and not inside and len({one.entry or one.name for one in states}) == 1:
                yield Resolution(place, states[-1].span, Meant.ONLY_ONE)
                return

    def _groups(self, span: Span) -> Iterator[Resolution]:
        """Resolve groups that are counted; "the ministers of ..." says itself whose they are."""
        for place, group in self.groups.items():
            first = self.parsed.words(place).split()[0].casefold()
            if span.contains(place) and first in _numbers():
                yield from self._named(place, group.members)

    def _named(self, words: Span, whom: Sequence[Span]) -> Iterator[Resolution]:
        if whom and whom[-1].end - whom[0].start <= _LONGEST and whom[-1].end <= words.start:
            yield Resolution(words, Span(whom[0].start, whom[-1].end), Meant.GROUP)

    @property
    def _text(self) -> str:
        return self.parsed.document.text


def unnamed_subject(tokens: Tokens) -> Token | None:
    """Return the pronoun that is the subject, where no noun before it in the unit can be meant.

    "According to the report, he died": a noun that is no subject itself does not count.
    """
    subject = next((c for c in tokens.root.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or subject.lower_ not in _PERSONAL or subject.i < tokens.start:
        return None
    before = tokens.doc[tokens.start : subject.i]
    meant = any(
        token.ent_type_ == "PERSON"
        or (token.pos_ in ("NOUN", "PROPN") and token.dep_ in SUBJECTS)
        or (subject.lower_ == "they" and token.tag_ in ("NNS", "NNPS"))
        for token in before
    )
    return None if meant else subject


def bare_count(unit: Found) -> int:
    """Return the number of a subject that only counts: "The three also met"; 0 for any other."""
    tokens = unit.tokens
    article, number = tokens[0], tokens[min(1, len(tokens) - 1)]
    if article.lower_ != "the" or number.dep_ not in SUBJECTS:
        return 0
    return _numbers().get(number.lower_, 0)


def _numbers() -> dict[str, int]:
    numbers: dict[str, int] = table("facts")["numbers"]
    return numbers


def resolver(
    parsed: Parsed,
    mentions: tuple[Mention, ...],
    roles: tuple[RoleMention, ...],
    groups: tuple[GroupMention, ...],
    utterances: tuple[Utterance, ...],
) -> Resolver:
    """Prepare the resolving of a document's units; pronouns are resolved as those of speakers."""
    names = Names(parsed.document.text, mentions, roles)
    quoted = [q.whole for marks in parsed.quoted for q in marks]
    said = [part for utterance in utterances for part in utterance.parts]
    speakers = [utterance.name for utterance in utterances if utterance.name]
    found = find_referents(parsed, names, quoted, speakers, said)
    persons = {place: (names.full(one) or one).span for place, one in found.sure.items()}
    told = ((part, _speaker_of(said)) for said in utterances for part in said.parts)
    speech = sorted((part, speaker) for part, speaker in told if speaker)
    told_groups = {group.group: group for group in groups}
    families = frozenset(_families(parsed.document.text, mentions))
    return Resolver(parsed, mentions, told_groups, persons, speech, families)


def _families(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """Yield the last names that stand behind given names of which none is the same."""
    given: dict[str, list[set[str]]] = {}
    for mention in mentions:
        *first, last = mention.span.of(text).casefold().split()
        if mention.kind is ActorKind.PERSON and first:
            others = given.setdefault(last, [])
            if any(other.isdisjoint(first) for other in others):
                yield last
            others.append(set(first))


def _speaker_of(said: Utterance) -> Span | None:
    """Return the best words for who speaks: a whole name, else what the source calls them."""
    return said.antecedent or said.name or said.speaker
