"""Finds who does something and to whom it is done, where the parse says so plainly.

A name is agent as the subject of a verb or in "by X"; it is target as the object, or as
the subject of a passive. Names joined by "and" share the part; so does whom "who" stands
for, and whose troops or envoys act. Places do nothing, and the words of a title before a
name are the person's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.extract.actors.titles import is_among
from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Passage
from briefgen.extract.tokens import Token
from briefgen.model.annotations import ActorKind, Deed, Mention, RoleMention
from briefgen.model.spans import Span

Named = Mapping[int, Span]
"""The mention that each token of a passage belongs to."""


def find_deeds(
    passages: Sequence[Passage], mentions: Sequence[Mention], roles: Sequence[RoleMention]
) -> tuple[Deed, ...]:
    """Return the deeds of some passages that have a named agent or target, in text order.

    `mentions` and `roles` stand in text order; mentions never overlap.
    """
    places = frozenset(m.span for m in mentions if m.kind is ActorKind.PLACE)
    marks = [(mention.span, mention.span) for mention in mentions]
    held = sorted((r.role, r.person) for r in roles if r.role.end <= r.person.start)
    return tuple(
        deed
        for passage in passages
        if (named := _named(passage, marks))
        for deed in _deeds(passage, {**named, **_named(passage, held)}, places)
    )


def _deeds(passage: Passage, named: Named, places: frozenset[Span]) -> Iterator[Deed]:
    for verb in passage.doc:
        lemma = verb.lemma_.lower() if verb.pos_ == "VERB" else ""
        if not lemma or lemma in words("roles", "states") or _only_says(verb, lemma):
            continue
        agents = tuple(one for one in _spans(_agents(verb), named) if one not in places)
        targets = _spans(_targets(verb), named)
        if agents or targets:
            yield Deed(passage.span(verb), agents, targets)


def _named(passage: Passage, marks: Sequence[tuple[Span, Span]]) -> Named:
    """Return the tokens of those stretches in a passage, each with what the stretch stands for."""
    first = bisect_left(marks, passage.start, key=lambda mark: mark[0].start)
    last = bisect_left(marks, passage.start + len(passage.doc.text), key=lambda mark: mark[0].start)
    starts = [passage.start + token.idx for token in passage.doc] if first < last else []
    return {
        number: meant
        for stretch, meant in marks[first:last]
        for number in range(
            bisect_right(starts, stretch.start) - 1, bisect_left(starts, stretch.end)
        )
    }


def _only_says(verb: Token, lemma: str) -> bool:
    """Tell a verb that brings in what somebody said: that is a quotation, and no deed."""
    if lemma not in words("speech", "speech"):
        return False
    return any(c.dep_ == "ccomp" or (c.dep_ == "mark" and c.lower_ == "as") for c in verb.children)


def _agents(verb: Token) -> Iterator[Token]:
    if not _is_passive(verb):
        for subject in _subjects(verb):
            yield _meant(subject, verb)
    for preposition in (child for child in verb.children if child.dep_ == "agent"):
        yield from (child for child in preposition.children if child.dep_ == "pobj")


def _targets(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "dobj":
            yield child
        elif child.dep_ == "nsubjpass":
            yield _meant(child, verb)


def _subjects(verb: Token) -> list[Token]:
    """Return the subjects of a verb, or of the active verb that it is joined to."""
    own = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "csubj"}]
    first = verb.head
    if own or verb.dep_ != "conj" or first.pos_ != "VERB" or _is_passive(first):
        return [child for child in own if child.dep_ == "nsubj"]
    return [child for child in first.children if child.dep_ == "nsubj"]


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def _meant(subject: Token, verb: Token) -> Token:
    """Return the noun that "who" stands for, or "which" where no comma parts them."""
    near = subject.lower_ in {"which", "that"} and subject.i == verb.head.i + 1
    relative = verb.dep_ == "relcl" and (subject.lower_ == "who" or near)
    return verb.head if relative else subject


def _spans(heads: Iterable[Token], named: Named) -> tuple[Span, ...]:
    """Return the names that some nouns, and those joined to them, are or belong to."""
    spans: dict[Span, None] = {}
    for head in heads:
        for noun in (head, *head.conjuncts):
            name = _name_at(noun, named)
            if name:
                spans[name] = None
    return tuple(sorted(spans))


def _name_at(noun: Token, named: Named) -> Span | None:
    """Return the name that a noun ends, that explains it, or whose own people it means."""
    if noun.i in named:
        return named[noun.i]
    closest = [child for child in noun.children if child.i in named]
    explained = [child for child in closest if child.dep_ == "appos"]
    if explained:
        return named[explained[0].i]
    if not is_among(noun, "people_of"):
        return None
    owners = [child for child in closest if child.dep_ in {"poss", "compound"}]
    for preposition in noun.children:
        if preposition.dep_ == "prep" and preposition.lower_ in {"of", "from"}:
            owners += [c for c in preposition.children if c.dep_ == "pobj" and c.i in named]
    return named[owners[0].i] if len(owners) == 1 else None
