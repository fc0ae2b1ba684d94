"""The words of a text that carry content, brought down to their lemmas."""

from collections.abc import Iterable
from sys import intern

from briefgen.extract.actors.gazetteer import homeland
from briefgen.extract.tokens import Token

_OPEN_CLASSES = ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "INTJ", "NUM", "X")
"""Those of content words; in headlines the tagger also takes such words for the last four."""


def terms_of(sentence: Iterable[Token], aside: frozenset[int]) -> tuple[str, ...]:
    """Return the content lemmas in text order, each once; names keep their own form.

    A country stands for its people ("Malian"). The tokens `aside` are left out: a date or
    "the agency said" is not what is stated.
    """
    told = (t for t in sentence if t.i not in aside and carries_content(t))
    return tuple(dict.fromkeys(term_of(token) for token in told))


def term_of(token: Token) -> str:
    """Return the lemma of a word; a name keeps its own form, a country stands for its people.

    Each is one string in memory, however often it stands in the texts of a run.
    """
    own = token.lower_.replace(".", "") if token.pos_ == "PROPN" else token.lemma_.casefold()
    return intern(homeland(token.text) or own)


def carries_content(token: Token) -> bool:
    """Tell a word that says something by itself."""
    letters = token.text.replace(".", "")
    word = letters.isalpha() and len(letters) > 1 and not token.like_num
    return word and not token.is_stop and token.pos_ in _OPEN_CLASSES
