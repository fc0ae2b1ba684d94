"""Speakers: the parts of a speaker's phrase, and whom a last name or a title stands for."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Passage
from briefgen.model.annotations import ActorKind, Mention, RoleMention
from briefgen.model.spans import Span

_BESIDE = frozenset(
    {"himself", "herself", "and", "both", "alike", "too", "also", "who", "then", "now"}
)
_AFTER_A_NAME = re.compile(r"[A-Z]\w+,\s+$")
_RELATIVE = frozenset({"who", "whose", "which", "that"})
_LINKS = frozenset({"of", "to", "for", "from", "with", "by", "at", "in", "on", "against", "over"})


@dataclass(frozen=True, slots=True)
class SpeakerPhrase:
    """A speaker's noun phrase, and the name, role and organisation inside it."""

    span: Span
    name: Mention | None
    role: Span | None
    organisation: Span | None


class Names:
    """The names and roles of one document, for look-up by place."""

    def __init__(
        self, text: str, mentions: tuple[Mention, ...], roles: tuple[RoleMention, ...]
    ) -> None:
        """Sort the mentions by place, without groups and roles told in a clause ("who heads")."""
        self.text = text
        named = (mention for mention in mentions if mention.kind is not ActorKind.GROUP)
        self.all = sorted(named, key=lambda m: m.span)
        self._starts = [mention.span.start for mention in self.all]
        verbs = words("roles", "leading")
        told = (role for role in roles if role.role.of(text).split()[0].casefold() not in verbs)
        self.roles = {role.person: role for role in told}
        self.persons = [m for m in self.all if m.kind is ActorKind.PERSON]
        self._whole: dict[str, list[Mention]] = {}
        for mention in self.persons:
            if len(mention.span.of(text).split()) > 1:
                self._whole.setdefault(last_name(text, mention), []).append(mention)

    def inside(self, span: Span) -> Iterator[Mention]:
        """Yield the mentions that lie wholly inside `span`."""
        for at in range(bisect_left(self._starts, span.start), len(self._starts)):
            if self._starts[at] >= span.end:
                return
            if self.all[at].span.end <= span.end:
                yield self.all[at]

    def named(self, passage: Passage) -> Iterator[range]:
        """Yield the words of each person's name in a passage, with the role before it."""
        whole = Span(passage.start, passage.start + max(len(passage.doc.text), 1))
        for mention in self.inside(whole):
            if mention.kind is ActorKind.PERSON:
                role = self.roles.get(mention.span)
                edges = [mention.span.start]
                if role is not None:
                    edges += [s.start for s in (role.role, role.organisation) if s]
                tokens = passage.tokens(Span(min(edges), mention.span.end), "expand")
                if tokens is not None:
                    yield range(tokens.start, tokens.end)

    def phrase(self, span: Span) -> SpeakerPhrase | None:
        """Split a speaker's phrase. Only the name that heads the phrase is its name.

        None for the rest of a place, as in "of the University of Brel, Larn".
        """
        if self._is_rest_of_a_place(span):
            return None
        span = self._with_whole_name(span)
        heads = [m for m in self.inside(span) if self._heads(m, span)]
        people = [m for m in heads if m.kind is ActorKind.PERSON]
        if len(people) == 1:
            role = self.roles.get(people[0].span)
            if role is None:
                return SpeakerPhrase(span, people[0], None, None)
            reach = [span, role.role, *([role.organisation] if role.organisation else [])]
            whole = Span(min(s.start for s in reach), max(s.end for s in reach))
            return SpeakerPhrase(whole, people[0], role.role, role.organisation)
        name = heads[0] if len(heads) == 1 and not people else None
        return SpeakerPhrase(span, name, None, None)

    def _with_whole_name(self, span: Span) -> Span:
        """Return a phrase to the end of the person's name that the parse cuts: "von und zu"."""
        at = bisect_left(self._starts, span.end) - 1
        last = self.all[at] if at >= 0 else None
        cut = last is not None and last.kind is ActorKind.PERSON and last.span.start >= span.start
        return Span(span.start, max(span.end, last.span.end)) if last and cut else span

    def _is_rest_of_a_place(self, span: Span) -> bool:
        place = any(m.span == span and m.kind is ActorKind.PLACE for m in self.inside(span))
        return (
            place
            and _AFTER_A_NAME.search(self.text[max(0, span.start - 30) : span.start]) is not None
        )

    def _heads(self, mention: Mention, span: Span) -> bool:
        """Tell whether a mention is what its phrase is about, not a part of a description."""
        role = self.roles.get(mention.span)
        start = min(mention.span.start, role.role.start) if role else mention.span.start
        before = self.text[span.start : max(span.start, start)].rpartition(",")[2]
        after = self.text[mention.span.end : span.end]
        if any(word.casefold() in _LINKS for word in before.split()):
            return False
        if mention.kind is ActorKind.PERSON:
            first = (after.split() or [""])[0]
            owned = after.startswith(("'", "’"))
            alone = len(mention.span.of(self.text).split()) == 1
            beside = _BESIDE | ({"of"} if alone else _LINKS)
            clause = not _RELATIVE.isdisjoint(before.casefold().split())
            return not owned and not clause and not (first.islower() and first not in beside)
        joined = "and" in before.split()
        return not joined and (not after.strip() or after.lstrip().startswith((",", "(")))

    def full(self, mention: Mention) -> Mention | None:
        """Return the earlier mention of the whole name that a last name alone stands for.

        None when there is none, or when two different persons share the last name.
        """
        words = mention.span.of(self.text).split()
        return self.bearer(Span(mention.span.end - len(words[-1]), mention.span.end))

    def bearer(self, word: Span) -> Mention | None:
        """Return the earlier mention of the one whole name that ends with a word."""
        last = word.of(self.text).casefold()
        named = [m for m in self._whole.get(last, ()) if m.span.end <= word.start]
        firsts = {m.span.of(self.text).split()[0].casefold() for m in named}
        return named[0] if len(firsts) == 1 else None

    def holder(self, phrase: Span) -> Mention | None:
        """Return the last person before "the minister" whose role ends with that word."""
        words = phrase.of(self.text).casefold().split()
        if len(words) not in (2, 3) or words[0] != "the":
            return None
        at = bisect_right([m.span.start for m in self.persons], phrase.start)
        for mention in reversed(self.persons[:at]):
            role = self.roles.get(mention.span)
            if role is not None and words[-1] in role.role.of(self.text).casefold().split():
                return mention
        return None


def last_name(text: str, mention: Mention) -> str:
    """Return the last word of a name, in small letters."""
    return mention.span.of(text).split()[-1].casefold()
