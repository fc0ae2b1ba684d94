"""What opinions, letters, reviews and list pages only judge, beside the plain facts they have."""

from collections.abc import Mapping

from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Parsed, Passage
from briefgen.extract.tokens import Tokens
from briefgen.extract.units import SUBJECTS
from briefgen.model.annotations import Statement, Status
from briefgen.model.text import Genre
from briefgen.model.unsaid import Why

_REASONS: Mapping[Genre, Why] = {
    Genre.OPINION: Why.OPINION,
    Genre.LETTER: Why.LETTER,
    Genre.REVIEW: Why.REVIEW,
    Genre.SPEECH: Why.SPEECH,
    Genre.LIST: Why.LIST,
}
_SELF = frozenset(
    ["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your"]
)
_WISHES = frozenset(["should", "must", "ought", "let", "need", "may", "might", "would", "could"])
_MOST_GENERAL = 0.3
_FEWEST_SIGNS = 2


def genre_of(parsed: Parsed, passage: Passage) -> Genre:
    """Return what kind of text a passage is."""
    return passage.block.genre or parsed.document.genre


def passing_reason(
    genre: Genre, tokens: Tokens, statement: Statement, *, spoken: bool
) -> Why | None:
    """Return why a statement of such a text is no fact, None where it is a plain one.

    Plain is what tells a deed with somebody or something that is named, and a day or a
    number. Words that have a speaker of their own are no judgement of the writer's. A teaser is
    no fact at all: the report that it leads to is.
    """
    if genre is Genre.LIST:
        return _REASONS[genre]
    if genre not in _REASONS or spoken:
        return None
    if statement.attribution is not None and not _is_own(tokens):
        return None
    tells = any(one.status in (Status.DONE, Status.DENIED) for one in statement.standings)
    plain = tells and not _judges(tokens) and statement.feature("general") <= _MOST_GENERAL
    return None if plain and _is_concrete(tokens, statement) else _REASONS[genre]


def _is_own(tokens: Tokens) -> bool:
    """Tell whether the writer is one of those who act: "I am told that ..."."""
    return any(token.lower_ in _SELF and token.dep_ in SUBJECTS for token in tokens)


def _judges(tokens: Tokens) -> bool:
    """Tell a statement in which the writer speaks of himself, wishes, asks, or values."""
    judging = words("facts", "evaluative") | words("facts", "valuing") | _SELF | _WISHES
    said = [token.lower_ for token in tokens]
    return "?" in said or not judging.isdisjoint(said)


def _is_concrete(tokens: Tokens, statement: Statement) -> bool:
    """Tell whether a statement has two of a name, a day, a number and a verb of an event."""
    kinds = {token.ent_type_ for token in tokens}
    signs = (
        bool(kinds & {"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"}),
        bool(kinds & {"DATE"}),
        any(not one.measure for one in statement.counts)
        or bool(kinds & {"MONEY", "PERCENT", "QUANTITY", "CARDINAL"}),
        statement.verb in words("facts", "event"),
    )
    return sum(signs) >= _FEWEST_SIGNS
