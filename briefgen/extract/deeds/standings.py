"""How a sentence stands to each deed it tells of: as done, as planned, or as denied.

The main verb alone does not say: "The ministers settled an agreement, which will be signed in
March" tells one thing done and another planned.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.extract.counted import phrasal
from briefgen.extract.deeds.ahead import is_gerund, looks_ahead
from briefgen.extract.deeds.frames import Frame, frame_of, frame_of_noun, said_of
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token, Tokens
from briefgen.model.annotations import Status

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OBJECTS = ("dobj", "attr", "oprd", "dative")
_OWN = (*_SUBJECTS, *_OBJECTS, "prep", "agent", "npadvmod", "advmod", "acomp")
"""What belongs to a verb itself; clauses under it have verbs of their own."""

_CLAUSES = ("relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp", "conj", "parataxis")
_TO_COME = frozenset(["will", "shall", "would", "'ll"])
_PERFECT = frozenset(["has", "have", "had", "'ve", "was", "were", "been", "'s"])
_NOBODY = frozenset(["nobody", "nothing", "none", "neither", "no-one"])
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Stood:
    """A verb, its deed (with particle and objects), its status, and the words it stands with."""

    verb: Token
    deed: tuple[str, ...]
    status: Status
    tokens: tuple[Token, ...]
    frame: Frame


def find_standings(sentence: Tokens) -> Iterator[Stood]:
    """Yield the deeds of a sentence that it gives as done, planned or denied, in text order."""
    for verb in sentence:
        if verb.pos_ != "VERB" and not (_is_existential(verb) or _states(verb)):
            continue
        status = None if _is_open(verb) else _status(verb, sentence)
        if status is not None:
            told = sorted({verb, *_stands_with(verb, sentence)}, key=lambda token: token.i)
            ahead = status is Status.PLANNED or bool(_helpers(verb) & _TO_COME)
            frame = frame_of(verb, _named_subject(verb), ahead=ahead)
            yield Stood(verb, _deed(verb), status, tuple(told), frame)


def find_holding(sentence: Tokens) -> Iterator[Stood]:
    """Yield what a sentence says is so now, and what it turns down by its noun, in text order.

    "Owes three months of wages", "denies the robbery", "no coolant leaked".
    """
    for verb in sentence:
        if verb.pos_ != "VERB":
            continue
        noun = _denied_noun(verb)
        if noun is not None:
            told = tuple(sorted({noun, *_phrase(noun, sentence)}, key=lambda token: token.i))
            yield Stood(
                noun, (noun.lemma_.casefold(),), Status.DENIED, told, frame_of_noun(noun, verb)
            )
        if _holds_now(verb) or _is_of_none(verb):
            told = tuple(sorted({verb, *_stands_with(verb, sentence)}, key=lambda token: token.i))
            status = Status.DENIED if _is_of_none(verb) else Status.HOLDS
            frame = frame_of(verb, _named_subject(verb), ahead=False)
            yield Stood(verb, _deed(verb), status, told, frame)


def _denied_noun(verb: Token) -> Token | None:
    """Return the deed that "denied any involvement in" and "rejects charges of" name."""
    if verb.lemma_.casefold() not in words("facts", "contradictions") or is_negated(verb):
        return None
    noun = next((c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "NOUN"), None)
    if noun is not None and noun.lemma_.casefold() in words("facts", "allegations"):
        of = (below for c in noun.children if c.lower_ == "of" for below in c.children)
        noun = next((below for below in of if below.pos_ == "NOUN"), None)
    return noun


def _holds_now(verb: Token) -> bool:
    """Tell a verb of the present with a subject of its own: "owes", "are continuing"."""
    if _is_open(verb) or is_negated(verb) or _own_subject(verb) is None:
        return False
    going_on = verb.tag_ == "VBG" and bool(_helpers(verb) & {"is", "are", "'s", "'re"})
    lasting = verb.lemma_.casefold() in words("facts", "staying")
    return going_on or (verb.tag_ in ("VBZ", "VBP") and not lasting)


def _is_of_none(verb: Token) -> bool:
    """Tell "no coolant leaked" where the parse makes a noun of it that was leaked."""
    said = verb.head.head.lemma_.casefold() in words("speech", "speech")
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and said and _is_none(verb.head)


def _is_existential(verb: Token) -> bool:
    """Tell the verb of "there is no agreement"."""
    return verb.lemma_ == "be" and any(child.dep_ == "expl" for child in verb.children)


def _states(verb: Token) -> list[Token]:
    """Return what "is closed" and "are missing" say of their subject, but not "is about to"."""
    states = (c for c in verb.children if c.dep_ == "acomp" and not looks_ahead(c))
    return list(states) if verb.lemma_ == "be" else []


def _deed(verb: Token) -> tuple[str, ...]:
    meant = ("attr",) if _is_existential(verb) else ("dobj", "nsubjpass")
    objects = [child.lemma_.casefold() for child in verb.children if child.dep_ in meant]
    subject = _own_subject(verb)
    if subject is not None and verb.lemma_.casefold() in words("facts", "occurring"):
        objects = [subject.lemma_.casefold()]
    return (phrasal(verb), *objects, *(state.lower_ for state in _states(verb)))


def _is_open(verb: Token) -> bool:
    """Tell what is only a condition or a question."""
    marks = (child.lower_ for child in verb.children if child.dep_ == "mark")
    return any(mark in ("if", "unless", "whether") for mark in marks)


def _status(verb: Token, sentence: Tokens) -> Status | None:
    """Return how a verb's deed stands; None where that is open, as after "may"."""
    helpers = _helpers(verb)
    governor = _governor(verb, sentence)
    if _is_denied(verb, governor):
        return Status.DENIED
    if helpers & _TO_COME or ("to" in helpers and _is_planned_by(verb, governor)):
        return Status.PLANNED
    if governor is not None and _binds(governor):
        return Status.AGREED
    if verb.tag_ == "VBG" and governor is not None and _plans(governor):
        return Status.PLANNED
    if looks_ahead(verb):
        return None
    return Status.DONE if _is_done(verb, helpers, governor) else None


def _helpers(verb: Token) -> set[str]:
    """Return a verb's auxiliaries, those of the verb before it in "was closed and locked" too."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    joined = verb.dep_ == "conj" and verb.tag_ in ("VB", "VBN") and not _own_subject(verb)
    if joined and not helpers:
        return {verb.head.head.lower_} if verb.head.dep_ == "acomp" else _helpers(verb.head)
    return helpers


def _is_done(verb: Token, helpers: set[str], governor: Token | None) -> bool:
    active = any(child.dep_ == "nsubj" for child in verb.children)  # the tag is wrong, then
    past = verb.tag_ == "VBD" or (
        verb.tag_ == "VBN" and (bool(helpers & _PERFECT) or verb.dep_ == "acl" or active)
    )
    lemma = verb.lemma_.casefold()
    holds = lemma in words("facts", "staying") or bool(_states(verb))
    if holds and verb.tag_ in ("VBZ", "VBP"):
        return _own_subject(verb) is not None
    if verb.tag_ == "VBN" and lemma in words("facts", "lasting") and helpers & {"is", "are"}:
        return True
    if governor is not None and governor.lemma_.casefold() in words("facts", "perceived"):
        return verb.tag_ in ("VB", "VBG", "VBP") and governor.tag_ in ("VBD", "VBN")
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
        if token.dep_ == "pcomp" or (is_gerund(token) and looks_ahead(token.head.head)):
            return token.head.head
        break
    return None


def _is_denied(verb: Token, governor: Token | None) -> bool:
    if is_negated(verb) or _is_yet_to(verb, governor):
        return True
    told = [child for child in verb.children if child.dep_ in ("acomp", "oprd", "attr")]
    if any(word.dep_ == "neg" or word.lower_ == "not" for one in told for word in one.lefts):
        return True
    return governor is not None and (denies(governor) or _is_untrue(governor))


def _is_untrue(said: Token) -> bool:
    """Tell what is said and turned down: "rejects reports that", "talk of ... is nonsense"."""
    if said.lemma_.casefold() not in words("facts", "allegations"):
        return False
    if said.dep_ == "dobj":
        return said.head.lemma_.casefold() in words("facts", "contradictions")
    called = [c.lower_ for c in said.head.children if c.dep_ in ("acomp", "attr", "oprd")]
    return said.dep_ in _SUBJECTS and not words("facts", "untrue").isdisjoint(called)


def is_negated(verb: Token) -> bool:
    """Tell whether a verb's own words say that its deed is not so: "no", "nobody", "at no time"."""
    above = _before_subject(verb)
    for child in (*verb.children, *(above.children if above is not None else ())):
        if child.dep_ == "neg":
            return True
        meant = (*_SUBJECTS, "dobj", "dative", *(("attr",) if _is_existential(verb) else ()))
        nouns = [child] if child.dep_ in meant else []
        if child.dep_ in ("prep", "agent") and child.i < verb.i:
            nouns = [below for below in child.children if below.dep_ == "pobj"]
            seldom = words("facts", "occasions")
            nouns = [one for one in nouns if one.lower_ in _NOBODY or one.lemma_ in seldom]
        if any(_is_none(noun) for noun in nouns):
            return True
    return False


def _before_subject(verb: Token) -> Token | None:
    """Return the helper that stands before the subject: "at no time were shots fired"."""
    if verb.dep_ == "acl" and verb.head.dep_ in _SUBJECTS and verb.head.head.i < verb.head.i:
        return verb.head.head
    helps = verb.dep_ == "ccomp" and verb.head.lemma_ in ("be", "have") and verb.head.i < verb.i
    return verb.head if helps else None


def _is_none(noun: Token) -> bool:
    """Tell "nobody", "no alert", "not one of them", "not a single house"."""
    if noun.lower_ in _NOBODY or any(c.lower_ in ("no", "neither") for c in noun.children):
        return True
    first = noun.doc[noun.left_edge.i : noun.i + 1]
    before = noun.doc[max(first.start - 1, noun.sent.start) : first.start]
    return any(t.lower_ == "not" for t in (*before, *first)) and any(
        t.lower_ in ("one", "single") for t in first
    )


def denies(verb: Token) -> bool:
    """Tell a verb by which somebody says that something is not so: "denies", "ruled out"."""
    return verb.pos_ == "VERB" and phrasal(verb) in words("facts", "denials")


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
    open_ = _is_open(governor) or _is_open(governor.head)
    return due or _plans(governor) or (looks_ahead(governor) and not open_)


def _plans(governor: Token) -> bool:
    lemma = governor.lemma_.casefold()
    return any(lemma in words("facts", kind) for kind in ("plans", "resolves", "brinks"))


def _own_subject(verb: Token) -> Token | None:
    """Return a verb's subject, which some parses hang on its helper."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    told = (child for one in (verb, *helpers) for child in one.children)
    return next((child for child in told if child.dep_ in _SUBJECTS), None)


def _named_subject(verb: Token) -> Token | None:
    """Return the noun that is a verb's subject, its own or the one that it has from elsewhere."""
    subject = _own_subject(verb)
    relative = subject is None or subject.tag_ in ("WDT", "WP")
    meant = _meant(verb) if relative else subject
    return said_of(meant) if relative and meant is not None else meant


def _stands_with(verb: Token, sentence: Tokens) -> Iterator[Token]:
    """Yield the words of a verb's subject and objects, without clauses inside them."""
    for child in verb.children:
        if child.dep_ in _OWN:
            yield from _phrase(child, sentence)
        if child.dep_ == "xcomp" and verb.lemma_.casefold() in words("facts", "staying"):
            yield child
    above = _before_subject(verb)
    for child in above.children if above is not None else ():
        if child.dep_ == "prep":
            yield from _phrase(child, sentence)
    subject = _own_subject(verb)
    if subject is not None and subject.head != verb:
        yield from _phrase(subject, sentence)
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
        if token.dep_ not in ("xcomp", "conj", "oprd", "advcl", "acomp"):
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
