"""How a sentence stands to each deed it tells of: as done, as planned, or as denied.

The main verb alone does not say: "The ministers settled an agreement, which will be signed in
March" tells one thing done and another planned.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from briefgen.extract.counted import phrasal
from briefgen.extract.lexicon import words
from briefgen.model.annotations import Status

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OBJECTS = ("dobj", "attr", "oprd", "dative")
_OWN = (*_SUBJECTS, *_OBJECTS, "prep", "agent", "npadvmod", "advmod", "acomp")
"""What belongs to a verb itself; clauses under it have verbs of their own."""

_CLAUSES = ("relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp", "conj", "parataxis")
_TO_COME = frozenset(["will", "shall", "would", "'ll"])
_PERFECT = frozenset(["has", "have", "had", "'ve", "was", "were", "been", "'s"])
_PASSIVE = frozenset(["was", "were", "been", "is", "are", "being"])
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Stood:
    """A verb, its deed (with particle and objects), its status, and the words it stands with."""

    verb: Token
    deed: tuple[str, ...]
    status: Status
    tokens: tuple[Token, ...]


def find_standings(sentence: Tokens) -> Iterator[Stood]:
    """Yield the deeds of a sentence that it gives as done, planned or denied, in text order."""
    for verb in sentence:
        if verb.pos_ != "VERB":
            continue
        status = None if _is_open(verb) else _status(verb, sentence)
        if status is not None:
            told = sorted({verb, *_stands_with(verb, sentence)}, key=lambda token: token.i)
            yield Stood(verb, _deed(verb), status, tuple(told))


def _deed(verb: Token) -> tuple[str, ...]:
    objects = [child.lemma_.casefold() for child in verb.children if child.dep_ == "dobj"]
    return (phrasal(verb), *objects)


def _is_open(verb: Token) -> bool:
    """Tell what is only a condition or a question."""
    marks = (child.lower_ for child in verb.children if child.dep_ == "mark")
    return any(mark in ("if", "unless", "whether") for mark in marks)


def _status(verb: Token, sentence: Tokens) -> Status | None:
    """Return how a verb's deed stands; None where that is open, as after "may"."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    governor = _governor(verb, sentence)
    if _is_denied(verb, governor):
        return Status.DENIED
    if helpers & _TO_COME or ("to" in helpers and _is_planned_by(verb, governor)):
        return Status.PLANNED
    if governor is not None and _binds(governor):
        return Status.AGREED
    if verb.tag_ == "VBG" and governor is not None and _plans(governor):
        return Status.PLANNED
    return Status.DONE if _is_done(verb, helpers, governor) else None


def _is_done(verb: Token, helpers: set[str], governor: Token | None) -> bool:
    past = verb.tag_ == "VBD" or (
        verb.tag_ == "VBN" and (bool(helpers & _PERFECT) or verb.dep_ == "acl")
    )
    begun = governor is not None and governor.lemma_.casefold() in words("facts", "begun")
    return past or (begun and governor is not None and governor.tag_ in ("VBD", "VBN"))


def _binds(governor: Token) -> bool:
    """Tell "a deal to buy", also where the parse hangs it on "signed"."""
    objects = [child for child in governor.children if child.dep_ == "dobj"]
    named = {one.lemma_.casefold() for one in (governor, *objects)}
    return not named.isdisjoint(words("facts", "commitments"))


def _governor(verb: Token, sentence: Tokens) -> Token | None:
    """Return what a verb depends on as its complement: another verb, or a noun such as "plan"."""
    token = verb
    for _ in range(_STEPS):
        if token.dep_ == "conj" and not _own_subject(token):
            token = token.head
            continue
        if token.dep_ in ("xcomp", "ccomp", "acl", "oprd", "advcl"):
            above = token.head
            return above if above.sent == sentence.root.sent else None
        if token.dep_ == "pcomp":
            return token.head.head
        break
    return None


def _is_denied(verb: Token, governor: Token | None) -> bool:
    if any(child.dep_ == "neg" for child in verb.children) or _is_yet_to(verb, governor):
        return True
    told = [child for child in verb.children if child.dep_ in ("acomp", "oprd", "attr")]
    if any(word.dep_ == "neg" or word.lower_ == "not" for one in told for word in one.lefts):
        return True
    nouns = [child for child in verb.children if child.dep_ in (*_SUBJECTS, "dobj")]
    if any(word.lower_ == "no" for noun in nouns for word in noun.children):
        return True
    said = governor is not None and governor.pos_ == "VERB"
    return said and governor is not None and governor.lemma_.casefold() in words("facts", "denials")


def _is_yet_to(verb: Token, governor: Token | None) -> bool:
    """Tell "has yet to ratify", "is yet to arrive"."""
    holding = governor is not None and governor.lemma_ in ("have", "be")
    return holding and any(token.lower_ == "yet" for token in verb.doc[max(0, verb.i - 3) : verb.i])


def _is_planned_by(verb: Token, governor: Token | None) -> bool:
    """Tell an infinitive of what is still to come: "plans to", "is to", "due to", "agreed to"."""
    if governor is None:
        return verb.dep_ == "ROOT" or verb.head.lemma_ == "be"
    if governor.lemma_ == "be":
        return True
    due = any(child.lower_ in ("due", "set", "likely", "ready") for child in governor.children)
    return due or _plans(governor)


def _plans(governor: Token) -> bool:
    lemma = governor.lemma_.casefold()
    return lemma in words("facts", "plans") or lemma in words("facts", "resolves")


def _own_subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def _stands_with(verb: Token, sentence: Tokens) -> Iterator[Token]:
    """Yield the words of a verb's subject and objects, without clauses inside them."""
    for child in verb.children:
        if child.dep_ in _OWN:
            yield from _phrase(child, sentence)
    subject = _own_subject(verb)
    if subject is None or subject.tag_ in ("WDT", "WP"):
        yield from _phrase(_meant(verb), sentence)
    elif subject.pos_ == "PRON" and (governor := _governor(verb, sentence)) is not None:
        yield from _phrase(_own_subject(governor), sentence)


def _meant(verb: Token) -> Token | None:
    """Return the subject that a verb has from elsewhere: "plans to go", "which will be signed"."""
    token = verb
    for _ in range(_STEPS):
        if token.dep_ in ("relcl", "acl"):
            return _whole(token.head) if token.head.pos_ in ("NOUN", "PROPN") else None
        if token.dep_ not in ("xcomp", "conj", "oprd", "advcl"):
            return None
        token = token.head
        subject = _own_subject(token)
        if subject is not None:
            return subject
    return None


def _whole(noun: Token) -> Token:
    """Return the noun at the top: which one of "an agreement on the river" is meant is unsure."""
    while noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head.head
    return noun


def _phrase(top: Token | None, sentence: Tokens) -> Iterator[Token]:
    if top is None or not sentence.start <= top.i < sentence.end:
        return
    yield top
    for child in top.children:
        if child.dep_ not in _CLAUSES or (child.dep_ == "conj" and child.pos_ != "VERB"):
            yield from _phrase(child, sentence)
