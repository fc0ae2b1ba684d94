"""Noun phrases for what was introduced before: "the man", "such a move", "the other two"."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

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
from briefgen.extract.lexicon import table, words
from briefgen.extract.tokens import Token
from briefgen.model.unsaid import Open

_KINDS = ("people", "bodies", "happenings", "places", "shells", "items", "things")
_TELLS_WHICH = ("prep", "relcl", "acl", "poss", "compound", "nummod", "nmod", "advcl")


def find_nouns(setting: Setting) -> Iterator[Pointer]:
    """Yield the noun phrases of a unit whose thing must be known already."""
    cues = _cues()
    for token in setting.tokens:
        weight = _definite(setting, token) or _of_nobody(setting, token)
        if not weight and token.lower_ in cues:
            weight = _such(setting, token) or _other(setting, token) or _part(setting, token)
        if weight:
            yield setting.pointer(token.left_edge, token, weight, Open.THING)


@cache
def _cues() -> frozenset[str]:
    """Return the words, with small letters, of all phrases that have no noun of a kind."""
    said = {"such", "other", "latter", "former", "both", "neither", *table("facts")["numbers"]}
    return words("alone", "parts") | words("alone", "more") | said


@cache
def _kinds() -> Mapping[str, str]:
    """Return the kind of each general noun; of two kinds the first."""
    return {noun: kind for kind in reversed(_KINDS) for noun in words("alone", kind)}


def _definite(setting: Setting, token: Token) -> float:
    """Weigh "the rescue", "the 1-year-old", which nothing in the unit tells more of."""
    kind = "" if setting.opens else _kind(token)
    if not kind or not _is_bare(setting, token):
        return 0.0
    if is_known(setting, token, kind):
        return 0.0
    topic = token.lemma_.casefold() in setting.topics
    several = token.tag_ == "NNS"
    placed = (kind == "happenings" or several) and any(is_place(t) for t in setting.tokens)
    early = setting.is_early(token) and not topic and not placed
    return LOST if early and kind != "things" else VAGUE


def _of_nobody(setting: Setting, token: Token) -> float:
    """Weigh "the cause of death", where nobody is named whose it is."""
    pobj = token.tag_ == "NN" and token.dep_ == "pobj" and token.i > 0
    if not pobj or token.nbor(-1).lower_ != "of":
        return 0.0
    bare = kind_of(token.lemma_) == "happenings" and not any(token.children)
    noun = token.head.head
    described = any(c.dep_ != "det" and c.i != token.head.i for c in noun.children)
    definite = any(c.lower_ == "the" for c in noun.children)
    if setting.opens or not bare or described or not definite or not setting.is_early(token):
        return 0.0
    return 0.0 if any(nouns(setting.before(noun))) else LOST


def _kind(token: Token) -> str:
    if token.lower_ == "old" and token.i > 1 and token.nbor(-1).text == "-":
        return "people" if token.pos_ in ("NOUN", "ADJ") and token.dep_ != "amod" else ""
    if token.tag_ not in ("NN", "NNS"):
        return ""
    return kind_of(token.lemma_)


def kind_of(noun: str) -> str:
    """Return the kind of a general noun, "" for any other."""
    return _kinds().get(noun.casefold(), "")


def is_bare(token: Token) -> bool:
    """Tell a noun right behind "the" that no name, phrase or clause describes further."""
    first = token.i > 0 and token.nbor(-1).lower_ == "the"
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    named = after is not None and (after.pos_ == "PROPN" or after.text in ("(", "["))
    return first and not named and not _is_described(token)


def _is_bare(setting: Setting, token: Token) -> bool:
    """Tell a noun with "the" that no name, phrase or clause describes further."""
    if not any(c.dep_ == "det" and c.lower_ == "the" for c in token.children):
        return False
    if token.left_edge.i < setting.tokens.start or token.dep_ in ("appos", "attr", "compound"):
        return False
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    named = after is not None and (after.pos_ == "PROPN" or after.text in ("(", "["))
    return not named and not _is_described(token)


def _is_described(token: Token) -> bool:
    """Tell whether a name, a phrase or what singles one out says which one is meant."""
    single = words("alone", "single")
    return any(
        child.dep_ in _TELLS_WHICH
        or (child.dep_ == "appos" and child.pos_ == "PROPN")
        or child.tag_ in ("JJS", "JJR", "RBS")
        or child.lower_ in single
        or child.ent_type_ in ("ORDINAL", "DATE", "ORG")
        for child in token.children
        if child.dep_ != "det" and not child.is_punct
        if not (token.lower_ == "old" and child.i < token.i)
    )


def is_known(setting: Setting, token: Token, kind: str) -> bool:
    """Tell whether an earlier word of the unit, or a name that it gives, can be what is meant."""
    alike = {token.lemma_.casefold(), *(words("alone", kind) if kind else ())}
    before = list(nouns(setting.before(token.left_edge)))
    if kind == "people" and token.dep_ in OBJECTS:
        before = without_doer(before, token)
    if any(one.lemma_.casefold() in alike for one in before):
        return True
    if kind == "people":
        named = token.head.lemma_ in words("alone", "naming") and any(
            one.ent_type_ == "PERSON" for one in setting.tokens
        )
        return named or any(map(is_person, before))
    if kind in ("bodies", "places"):
        return any(one.pos_ == "PROPN" for one in before)
    return tells_before(setting, token) or (kind in ("shells", "items", "things") and bool(before))


def _such(setting: Setting, token: Token) -> float:
    """Weigh "such a move"; "such cities as" and "such that" say themselves what is meant."""
    if token.lower_ != "such":
        return 0.0
    if token.i == setting.tokens.start and token.dep_ in ("acomp", "attr", *SUBJECTS):
        return LOST
    if token.dep_ not in ("amod", "predet", "det", "nmod"):
        return 0.0
    noun = token.head
    after = token.doc[token.i + 1 : min(noun.right_edge.i + 3, setting.tokens.end)]
    if any(one.lower_ in ("as", "that") for one in after):
        return 0.0
    again = any(one.lemma_ == noun.lemma_ for one in nouns(setting.before(token)))
    known = again or tells_before(setting, token)
    return 0.0 if known else VAGUE if setting.is_quoted(token) else LOST


def _other(setting: Setting, token: Token) -> float:
    """Weigh "the other bomb", "the two", "both men", "neither side", "further paragraphs"."""
    said = token.lower_
    before = list(nouns(setting.before(token)))
    article = token.i > setting.tokens.start and token.nbor(-1).lower_ == "the"
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if said == "other" and article and after not in ("hand", "than", "side", "way", "day"):
        return 0.0 if before else LOST
    if said in ("latter", "former") and article and token.pos_ == "NOUN":
        return 0.0 if before else LOST
    if said in ("both", "neither"):
        return _of_two(token, before)
    if article and _counts(token, after):
        counted = token.head if token.dep_ == "nummod" else token
        return 0.0 if before or _tells_which(counted) or counted.tag_ == "NNP" else LOST
    if said in words("alone", "more") and token.dep_ in ("amod", "det"):
        first = is_known(setting, token.head, _kind(token.head)) or tells_before(setting, token)
        return 0.0 if first else VAGUE
    return 0.0


def _of_two(token: Token, before: Sequence[Token]) -> float:
    """Weigh "both men", "neither side"; "both parents" are all that there are."""
    noun = token.head
    if token.lower_ == "neither":
        which = token.dep_ in ("det", "preconj") and noun.tag_ == "NN"
        return LOST if which and not before else 0.0
    if token.dep_ not in ("det", "predet") or noun.tag_ != "NNS":
        return 0.0
    joined = any(c.dep_ == "conj" for c in noun.children)
    paired = noun.lemma_.casefold() in words("alone", "pairs")
    return 0.0 if len(before) > 1 or joined or paired or _tells_which(noun) else LOST


def _counts(token: Token, after: str) -> bool:
    """Tell a number that counts things, not the weeks of "the six-week trial"."""
    number = token.lower_ in table("facts")["numbers"] and after != "-"
    return number and token.dep_ in ("nummod", *SUBJECTS)


def _tells_which(noun: Token) -> bool:
    which = ("prep", "relcl", "acl", "appos", "compound", "amod", "nmod", "poss")
    return any(c.dep_ in which for c in noun.children)


def _part(setting: Setting, token: Token) -> float:
    """Weigh a subject that only says how many: "Most were women", "Others fled"."""
    said = token.lower_
    if said not in words("alone", "parts") or token.dep_ not in SUBJECTS:
        return 0.0
    described = any(c.dep_ in ("prep", "relcl", "acl") for c in token.children)
    if described or any(one.tag_ in ("NNS", "NNPS") for one in nouns(setting.before(token))):
        return 0.0
    return LOST if said in words("alone", "surely_parts") else VAGUE
