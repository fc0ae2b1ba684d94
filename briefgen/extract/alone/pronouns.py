"""Pronouns that nothing before them in the sentence can explain: "it", "them", "this", "we"."""

from collections.abc import Iterator

from briefgen.extract.alone.nouns import is_known, kind_of
from briefgen.extract.alone.pointers import (
    LOST,
    OBJECTS,
    SUBJECTS,
    VAGUE,
    Pointer,
    Setting,
    is_person,
    is_place,
    nouns,
    tells_before,
    without_doer,
)
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token
from briefgen.model.unsaid import Open

_PERSONS = frozenset(["he", "him", "his", "she", "her", "hers", "himself", "herself"])
_THINGS = frozenset(["it", "its", "itself"])
_MANY = frozenset(["they", "them", "their", "theirs", "themselves"])
_WRITERS = frozenset(["i", "me", "my", "mine", "we", "us", "our", "ours"])
_THESE = frozenset(["this", "that", "these", "those"])
_WHICH = ("relcl", "acl", "prep", "amod", "advmod")
_WITHIN = ("pobj", "pcomp", "prep")
_TOLD = ("ccomp", "xcomp", "csubj", "advcl", "acl")


def find_pronouns(setting: Setting) -> Iterator[Pointer]:
    """Yield the pronouns of a unit that mean somebody or something outside of it."""
    for token in setting.tokens:
        weight = _weight(setting, token) if token.pos_ in ("PRON", "DET") else 0.0
        if weight:
            yield setting.pointer(token, token, weight, Open.THING)


def _weight(setting: Setting, token: Token) -> float:
    said = token.lower_
    if said in _WRITERS:
        own = token.text != "US" and not token.ent_type_ and not _is_told(token)
        return LOST if own and not setting.is_quoted(token) else 0.0
    if said in _PERSONS | _MANY | _THINGS:
        known = said in _THINGS and _is_empty(token)
        return 0.0 if known or _is_explained(setting, token) else LOST
    if said in _THESE and not setting.announces and token.tag_ == "DT":
        return _demonstrative(setting, token)
    return 0.0


def _is_told(token: Token) -> bool:
    """Tell the reporter of "told us", "did not answer our calls"."""
    said = token.head.lemma_.casefold() in words("speech", "speech") and token.dep_ not in SUBJECTS
    return said or (token.dep_ == "poss" and token.head.lemma_ in words("alone", "reporting"))


def _is_explained(setting: Setting, token: Token) -> bool:
    """Tell whether a noun of the unit can be what a pronoun means.

    In a phrase before the main subject it may be the subject: "In his speech, the mayor said".
    """
    around = set(_nouns_around(token))
    before = [one for one in nouns(setting.before(token)) if one not in around]
    root = setting.tokens.root
    subject = next((c for c in root.children if c.dep_ in SUBJECTS), None)
    if subject is not None and token.i < subject.left_edge.i and not _is_content(token):
        before += nouns(subject.doc[subject.i : subject.i + 1])
    if token.dep_ in OBJECTS and not token.lower_.endswith(("self", "selves")):
        before = without_doer(before, token)
    if token.lower_ in _PERSONS:
        return any(is_person(one) or _may_be_person(one) for one in before)
    if token.lower_ in _MANY:
        return bool(before)
    own = token.lower_ != "it" and any(map(_is_short_name, before))
    return own or any(not is_person(one) and one.tag_ != "NNS" for one in before)


def _nouns_around(token: Token) -> Iterator[Token]:
    """Yield the nouns of whose own phrase a pronoun is part: none of them can be what it means.

    "The father of her child", "the thought of him leaving" (i within i; Chomsky, 1981).
    """
    for above in token.ancestors:
        if above.dep_ not in _WITHIN:
            return
        if above.lower_ == "of":
            yield above.head


def _is_short_name(noun: Token) -> bool:
    """Tell a subject of one word that the model may have taken for a person: "Nordair sold its"."""
    single = noun.pos_ == "PROPN" and not any(c.pos_ == "PROPN" for c in noun.children)
    return single and noun.dep_ in SUBJECTS


def _is_content(token: Token) -> bool:
    """Tell a word of what is said or thought: "She was out, the police said"."""
    return any(one.dep_ in ("ccomp", "parataxis") for one in token.ancestors)


def _may_be_person(noun: Token) -> bool:
    """Tell a name that the model may have taken for another, or a subject that is no thing."""
    subject = noun.dep_ in SUBJECTS
    if noun.pos_ == "PROPN":
        own = subject or noun.dep_ == "poss"
        return own or not (is_place(noun) or noun.ent_type_ == "NORP")
    return subject and not noun.ent_type_ and noun.lemma_.casefold() not in _all_things()


def _all_things() -> frozenset[str]:
    kinds = ("bodies", "happenings", "places", "shells", "items", "things")
    return frozenset[str]().union(*(words("alone", kind) for kind in kinds))


def _is_empty(token: Token) -> bool:
    """Tell an "it" that stands for nothing: "it is clear that", "it took a week to"."""
    verb = token.head
    if token.dep_ == "expl" or verb.lemma_ in ("rain", "snow", "seem", "appear", "happen"):
        return True
    told = any(c.dep_ in _TOLD and c.i > verb.i for c in verb.children)
    said = [below for c in verb.children if c.dep_ in ("attr", "acomp") for below in c.children]
    told = told or any(below.dep_ in (*_TOLD, "relcl") for below in said)
    linked = verb.lemma_ in ("be", "become", "remain", "take", "make", "find", "prove")
    return token.dep_ in SUBJECTS and linked and told


def _demonstrative(setting: Setting, token: Token) -> float:
    """Weigh "this", "these flights"; a time is weighed elsewhere, and a text means itself."""
    alone = token.head if token.dep_ == "det" else token
    if alone is token:
        subject = token.dep_ in (*SUBJECTS, "dobj", "pobj", "attr")
        if not subject or any(c.dep_ in _WHICH and c.i > token.i for c in token.children):
            return 0.0
        known = tells_before(setting, token) or any(nouns(setting.before(token)))
    else:
        lemma = alone.lemma_.casefold()
        if lemma in words("alone", "times") | words("alone", "texts") or alone.ent_type_ == "DATE":
            return 0.0
        told = any(c.dep_ in ("relcl", "acl") or c.lower_ == "of" for c in alone.children)
        if told and token.lower_ in ("that", "those"):
            return 0.0
        again = any(one.lemma_.casefold() == lemma for one in nouns(setting.before(token)))
        known = again or _may_be_this(setting, token, alone)
        if alone.head.lower_ == "in" and lemma in words("alone", "respects"):
            return 0.0 if known else VAGUE
    return 0.0 if known else VAGUE if setting.is_quoted(token) else LOST


def _may_be_this(setting: Setting, token: Token, noun: Token) -> bool:
    """Tell whether what the unit tells before can be "this move"; "this company" needs a name."""
    kind = kind_of(noun.lemma_)
    before = list(nouns(setting.before(token)))
    if kind == "places":
        return any(map(is_place, before))
    if kind == "bodies":
        named = (one for one in before if one.pos_ == "PROPN")
        return not all(is_person(one) or is_person(one.head) for one in named)
    return is_known(setting, noun, kind) if kind == "people" else tells_before(setting, token)
