"""Words after which a deed is still to come: "about to rule", "on the verge of ruling"."""

from briefgen.extract.counted import phrasal
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token


def looks_ahead(word: Token) -> bool:
    """Tell "about to rule", "set to close", "close to shutting", from "set up to search"."""
    if word.lower_ in words("facts", "brinks"):
        return any(c.dep_ == "prep" and any(map(is_gerund, c.children)) for c in word.children)
    to_come = word.lower_ in words("facts", "ahead") and any(map(_is_infinitive, word.children))
    return to_come and phrasal(word) == word.lemma_.casefold()


def is_gerund(below: Token) -> bool:
    """Tell the deed after a preposition: "of ruling"."""
    return below.tag_ == "VBG" and below.dep_ in ("pcomp", "pobj")


def _is_infinitive(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and any(child.lower_ == "to" for child in verb.children)
