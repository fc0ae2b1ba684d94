"""Sentences about the news instead of news: what led the week, what a text sums up.

"Protests dominated the headlines" tells of the reports, "This memo sums up what was said" of the
text itself. Neither tells what happened.
"""

from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token, Tokens

_SUBJECTS = ("nsubj", "nsubjpass")


def is_about_coverage(tokens: Tokens) -> bool:
    """Tell a sentence whose main clause says how something was covered, or what a text is for."""
    root = tokens.root
    subject = next((c for c in root.children if c.dep_ in _SUBJECTS), None)
    if subject is None:
        return False
    return _fills_news(root, subject) or _is_of_text(root, subject)


def _fills_news(verb: Token, subject: Token) -> bool:
    """Tell "the storm led the week", "made headlines"; a person who leads is none."""
    if verb.lemma_.casefold() not in words("coverage", "filling") or subject.ent_type_ == "PERSON":
        return False
    objects = [c for kind in ("dobj", "npadvmod") for c in verb.children if c.dep_ == kind]
    covered = next((one for one in objects if one.i > verb.i), None)
    if covered is None:
        return False
    noun = covered.lemma_.casefold()
    described = any(c.dep_ not in ("det", "amod", "punct") for c in covered.children)
    time = noun in words("coverage", "times") and not described and _is_ahead(verb)
    return noun in words("coverage", "news") or time


def _is_ahead(verb: Token) -> bool:
    return verb.lemma_.casefold() in words("coverage", "leading")


def _is_of_text(verb: Token, subject: Token) -> bool:
    """Tell "this note sums up"."""
    own = any(c.lower_ == "this" for c in subject.children)
    text = subject.lemma_.casefold() in words("coverage", "texts")
    return own and text and verb.lemma_.casefold() in words("coverage", "presenting")
