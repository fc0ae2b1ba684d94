"""Reads the capital of a state as its government, where it speaks, acts or owns.

"Paris rejected the plan", "Paris's ambassador" and "ties with Paris" are about France;
"in Paris", "Paris time" and "flights from Paris" are not.
"""

from briefgen.extract.actors.titles import Ground, is_among
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token

RULE = "capital"
"""Names the inference from a capital to its state."""

_SEATS = frozenset({"Brussels"})
"""Capitals whose name stands for a union of states, and seldom for their own."""


def is_government(ground: Ground, start: int, end: int) -> bool:
    """Tell whether the name of a capital at these tokens stands for the government."""
    if ground.doc[start:end].text in _SEATS:
        return False
    root = ground.doc[start:end].root
    if root.i + 1 < len(ground.doc) and ground.doc[end : end + 1].text in {"'s", "’s", "'", "’"}:
        return is_among(root.head, "governments")
    return speaks(root) or _is_addressed(root) or _has_relations(root)


def speaks(subject: Token) -> bool:
    """Tell whether a token is the subject of a verb of saying or of official acting."""
    verb = _verb(subject)
    return verb is not None and is_deed(verb)


def _verb(subject: Token) -> Token | None:
    """Return the verb of a subject, or of the subject it is joined to by "and"."""
    at = _first_joined(subject)
    return at.head if at.dep_ == "nsubj" and at.head.pos_ in {"VERB", "AUX"} else None


def _first_joined(token: Token) -> Token:
    """Return the first of the nouns that "and" joins a token to."""
    while token.dep_ == "conj" and token.head.pos_ in {"PROPN", "NOUN"}:
        token = token.head
    return token


def _is_addressed(name: Token) -> bool:
    """Tell whether somebody accuses, urges or warns who is named."""
    first = _first_joined(name)
    return first.dep_ == "dobj" and first.head.lemma_.lower() in words("roles", "addressing")


def _has_relations(name: Token) -> bool:
    """Tell "ties with" and "talks between" who is named from what is only placed there."""
    first = _first_joined(name)
    if first.dep_ != "pobj" or first.head.lower_ not in {"with", "between"}:
        return False
    return is_among(first.head.head, "relations")


def is_deed(verb: Token) -> bool:
    """Tell whether a verb says what somebody said or officially did."""
    lemma = verb.lemma_.lower()
    return lemma in words("speech", "speech") or lemma in words("roles", "deeds")
