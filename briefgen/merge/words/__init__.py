"""Words and names brought down to what reports have in common, and how rare that is."""

from briefgen.merge.words.calendar import DAYS_AND_MONTHS
from briefgen.merge.words.folding import fold, without_accents
from briefgen.merge.words.similarity import Similarity
from briefgen.merge.words.terms import (
    bodies,
    comes_about,
    comes_once,
    created,
    denied_by,
    fold_deed,
    fold_terms,
    has_two_ends,
    is_light,
    knows_or_uses,
    named_bodies,
    names_deeds,
    noun_deed,
    opposite_states,
    recurs,
    stands_for_any,
    state_of,
    told_deed,
    told_with,
)

__all__ = [
    "DAYS_AND_MONTHS",
    "Similarity",
    "bodies",
    "comes_about",
    "comes_once",
    "created",
    "denied_by",
    "fold",
    "fold_deed",
    "fold_terms",
    "has_two_ends",
    "is_light",
    "knows_or_uses",
    "named_bodies",
    "names_deeds",
    "noun_deed",
    "opposite_states",
    "recurs",
    "stands_for_any",
    "state_of",
    "told_deed",
    "told_with",
    "without_accents",
]
