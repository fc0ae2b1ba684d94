"""Reads the capital of a state as its government, where it speaks, acts or owns.

"Paris rejected the plan" and "Paris's ambassador" are about France; "in Paris" is not.
"""

from spacy.tokens import Token

from briefgen.extract.actors.titles import Ground, is_among
from briefgen.extract.lexicon import words

RULE = "capital"
"""Names the inference from a capital to its state."""


def is_government(ground: Ground, start: int, end: int) -> bool:
    """Tell whether the name of a capital at these tokens stands for the government."""
    root = ground.doc[start:end].root
    if root.i + 1 < len(ground.doc) and ground.doc[end : end + 1].text in {"'s", "’s", "'", "’"}:
        return is_among(root.head, "governments")
    return speaks(root)


def speaks(subject: Token) -> bool:
    """Tell whether a token is the subject of a verb of saying or of official acting."""
    verb = _verb(subject)
    return verb is not None and is_deed(verb)


def _verb(subject: Token) -> Token | None:
    """Return the verb of a subject, or of the subject it is joined to by "and"."""
    at = subject
    while at.dep_ == "conj" and at.head.pos_ in {"PROPN", "NOUN"}:
        at = at.head
    return at.head if at.dep_ == "nsubj" and at.head.pos_ in {"VERB", "AUX"} else None


def is_deed(verb: Token) -> bool:
    """Tell whether a verb says what somebody said or officially did."""
    lemma = verb.lemma_.lower()
    return lemma in words("speech", "speech") or lemma in words("roles", "deeds")
