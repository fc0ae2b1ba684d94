"""Who does a deed, to whom or what, who tells of it, and whether as plainly so.

Two statements tell of one deed only where these agree: "shelled the hospital" and "did not shell
the market" do not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.extract.counted import phrasal
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token, Tokens

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OBJECTS = ("dobj", "attr", "oprd", "dative", "acomp")
_OBLIQUE = frozenset(["about", "against", "for", "from", "of", "on", "to", "with"])
"""Prepositions by which a verb governs what its deed is done to: "knew about", "agreed to"."""

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_TIMES = ("DATE", "TIME")
_NOT_SO = frozenset(["may", "might", "should", "must", "ought", "need"])
_CONDITIONS = frozenset(["if", "unless", "whether", "provided", "suppose", "supposing"])
_HELPERS = ("be", "do", "have")
_STEPS = 16


@dataclass(frozen=True, slots=True)
class Frame:
    """The words round a verb by the parts they play; a `clause` tells it as so by itself."""

    agents: tuple[Token, ...]
    patients: tuple[Token, ...]
    ahead: bool
    plain: bool
    clause: Tokens | None
    teller: Tokens | None


def frame_of(verb: Token, subject: Token | None, *, ahead: bool) -> Frame:
    """Return the frame of a verb whose subject, its own or one it has from elsewhere, is known."""
    suffers = is_passive(verb)
    done_by = [below for c in verb.children if c.dep_ == "agent" for below in c.children]
    subjects = [subject] if subject is not None else []
    agents = heads(done_by) if suffers else heads(subjects)
    patients = heads(subjects) if suffers else heads(_objects(verb))
    return Frame(tuple(agents), tuple(patients), ahead, is_plain(verb), _clause(verb), teller(verb))


def frame_of_noun(noun: Token, denying: Token) -> Frame:
    """Return the frame of a deed that a noun names and a verb denies: "denies the theft of"."""
    of = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in _OBLIQUE | {"in"}]
    done_to = [below for c in of for below in c.children if below.dep_ == "pobj"]
    subject = next((c for c in denying.children if c.dep_ in _SUBJECTS), None)
    said = noun_phrase(subject) if subject is not None else None
    plain = is_plain(denying)
    return Frame((), tuple(heads(done_to)), ahead=False, plain=plain, clause=None, teller=said)


def is_passive(verb: Token) -> bool:
    """Tell a passive, also the second verb of "was closed and locked"."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in ("aux", *_SUBJECTS) for child in verb.children):
        return False
    if verb.dep_ == "conj":
        return verb.head.dep_ == "acomp" or is_passive(verb.head)
    return verb.dep_ == "acl"


def _objects(verb: Token) -> list[Token]:
    """Return what a verb's deed is done to: its object, or what its preposition governs."""
    objects = [c for c in verb.children if c.dep_ in ("dobj", "attr")]
    there_is = any(c.dep_ == "expl" for c in verb.children)
    if objects and not there_is:
        return objects
    above = [*objects, verb]
    return [
        noun
        for prep in (c for one in above for c in one.children)
        if prep.dep_ == "prep" and prep.i > verb.i and prep.lower_ in _OBLIQUE
        for noun in prep.children
        if noun.dep_ == "pobj" and noun.ent_type_ not in _TIMES
    ][:1]


def said_of(noun: Token) -> Token:
    """Return whom a noun is said of, as "Ann" in "Ann was the clerk who"; or the noun itself."""
    subject = None
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        subject = next((c for c in noun.head.children if c.dep_ == "nsubj"), None)
    return subject if subject is not None and subject.pos_ in ("NOUN", "PROPN") else noun


def heads(tops: Sequence[Token]) -> Iterator[Token]:
    """Yield the heads of noun phrases, the names they are made of, and those joined to them."""
    for top in tops:
        if top.lemma_.casefold() in words("facts", "quantities") or top.ent_type_ in _TIMES:
            below = [c for prep in top.children if prep.lower_ == "of" for c in prep.children]
            yield from heads(below)
        if top.pos_ == "PRON" or top.ent_type_ in _TIMES:
            continue
        yield top
        for child in top.children:
            if child.dep_ in ("compound", "appos", "nmod") and child.pos_ == "PROPN":
                yield child
            elif child.dep_ == "conj":
                yield from heads([child])


def is_plain(verb: Token) -> bool:
    """Tell what is told in the indicative: no condition, hypothesis, aim or wish above it."""
    token = verb
    for _ in range(_STEPS):
        if any(c.dep_ == "aux" and c.lower_ in _NOT_SO for c in token.children):
            return False
        if any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in token.children):
            return False
        if any(_is_condition(c) for c in token.children if c.dep_ == "advcl"):
            return False
        above = token.head
        if token.dep_ == "ROOT" or above == token:
            return True
        if token.dep_ in ("ccomp", "acl", "xcomp", "pcomp") and (
            (_is_unproved(above) and not _is_parted(token, above))
            or not _leaves_plain(token, above)
        ):
            return False
        token = above
    return False


def _is_unproved(above: Token) -> bool:
    """Tell what governs a clause and did not come about: "have not proved that", "failed to"."""
    failed = above.lemma_.casefold() in words("facts", "failing")
    return failed or (above.pos_ == "VERB" and any(c.dep_ == "neg" for c in above.children))


def _is_condition(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in clause.children)


def _is_parted(clause: Token, above: Token) -> bool:
    """Tell two sentences in one, whatever the parse makes of the mark between them."""
    between = clause.doc[min(clause.i, above.i) : max(clause.i, above.i)]
    return any(token.text in (";", ":") for token in between)


def _leaves_plain(clause: Token, above: Token) -> bool:
    """Tell whether what a clause says is told as so, or denied, by the word that governs it."""
    lemma = above.lemma_.casefold()
    if _is_parted(clause, above):
        return True
    if above.pos_ not in ("VERB", "AUX"):
        claimed = lemma in words("facts", "allegations")
        return claimed or (clause.dep_ == "acl" and clause.tag_ in ("VBN", "VBG"))
    if clause.dep_ == "ccomp" and lemma in _HELPERS and above.i < clause.i:
        return True  # "had any alert arrived": the helper stands before the subject
    if clause.dep_ == "ccomp":
        tells = (
            ("speech", "speech"),
            ("facts", "denials"),
            ("facts", "contradictions"),
            ("facts", "factive"),
        )
        return any(lemma in words(*kind) or phrasal(above) in words(*kind) for kind in tells)
    return True


def teller(verb: Token) -> Tokens | None:
    """Return who says or denies the clause of a verb: the subject of what governs it."""
    token = verb
    for _ in range(_STEPS):
        above = token.head
        if token.dep_ in ("ccomp", "xcomp", "pcomp") and above.pos_ == "VERB":
            said = {above.lemma_.casefold(), phrasal(above)}
            kinds = ("speech", "speech"), ("facts", "denials"), ("facts", "contradictions")
            subject = next((c for c in above.children if c.dep_ in _SUBJECTS), None)
            if subject is not None and any(said & words(*kind) for kind in kinds):
                return noun_phrase(subject)
        aside = _said_aside(token)
        if aside is not None:
            return noun_phrase(aside)
        if token.dep_ == "ROOT":
            break
        token = token.head
    return _according(verb)


def _said_aside(verb: Token) -> Token | None:
    """Return who says what goes before: "..., a senior official said, but ..."."""
    for child in verb.rights:
        if child.dep_ == "parataxis" and child.lemma_.casefold() in words("speech", "speech"):
            return next((c for c in child.children if c.dep_ in _SUBJECTS), None)
    return None


def _according(verb: Token) -> Tokens | None:
    """Return who is named behind "according to" in the sentence of a verb."""
    for token in verb.sent:
        if token.lower_ == "according" and token.i + 1 < verb.sent.end:
            to = token.nbor(1)
            noun = next((c for c in (*to.children, *token.children) if c.dep_ == "pobj"), None)
            return noun_phrase(noun) if noun is not None else None
    return None


def noun_phrase(noun: Token) -> Tokens | None:
    """Return a noun with what stands before it, and its "of ..." or apposed name; no pronoun."""
    if noun.pos_ == "PRON":
        return None
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ in ("prep", "appos", "flat") and child.pos_ != "VERB":
            plain = all(t.pos_ not in ("VERB", "AUX") for t in child.subtree)
            end = max(end, child.right_edge.i + 1) if plain else end
    return noun.doc[noun.left_edge.i : end]


def _clause(verb: Token) -> Tokens | None:
    """Return the words of a clause that tells by itself what is so; None where it says "not"."""
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    negated = any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN") or negated or subject.i > verb.i:
        return None
    if any(c.lower_ in ("no", "none", "neither", "nobody") for c in subject.subtree):
        return None
    kept = [
        c
        for c in verb.children
        if c.i > verb.i
        and not (c.dep_ not in _OBJECTS and any(t.ent_type_ in _TIMES for t in c.subtree))
        and c.dep_ in (*_OBJECTS, "prt", "prep", "agent", "npadvmod", "advmod")
    ]
    end = verb.i + 1
    for child in sorted(kept, key=lambda c: c.i):
        if any(t.is_punct or t.tag_ in _FINITE for t in child.subtree):
            break
        if child.left_edge.i != end:
            break
        end = child.right_edge.i + 1
    return verb.doc[subject.left_edge.i : end]
