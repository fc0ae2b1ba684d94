"""What a parse tells of a clause: its finite verb, its subject, and where that begins."""

from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Doc, Token, Tokens

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")


def is_finite(verb: Token) -> bool:
    """Tell a verb that has a tense, or a helper that has one."""
    return verb.tag_ in _FINITE or any(child.tag_ in _FINITE for child in verb.children)


def subject_of(verb: Token) -> Token | None:
    """Return the first word that the parse takes for the subject of `verb`."""
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def says(word: Token) -> bool:
    """Tell a verb of saying, after which words of another may begin with a capital."""
    return word.lemma_.casefold() in words("speech", "speech")


def has_clause(tokens: Doc | Tokens) -> bool:
    """Tell whether a finite verb with a subject stands among some words."""
    return any(is_finite(token) and subject_of(token) is not None for token in tokens)


def first_subject(doc: Doc) -> int | None:
    """Return where the first subject begins that stands before its finite verb, if any does."""
    for verb in next(iter(doc.sents)):
        subject = subject_of(verb) if is_finite(verb) else None
        if subject is not None and subject.i < verb.i:
            return subject.left_edge.i
    return None
