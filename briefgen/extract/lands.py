"""Which countries a sentence names: by themselves, by a people or by a city."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefgen.extract.actors.gazetteer import land_of, land_of_people
from briefgen.extract.nlp import Passage
from briefgen.extract.tokens import Token, Tokens
from briefgen.model.annotations import Mention

_BESIDE = ("relcl", "acl", "advcl", "appos")
"""Clauses that only say more of somebody or something."""


@dataclass(frozen=True, slots=True)
class Lands:
    """The ISO codes of the countries that a sentence names, and those its main clause names."""

    named: tuple[str, ...]
    acting: tuple[str, ...]


def find_lands(passage: Passage, sentence: Tokens, named: Iterable[Mention]) -> Lands:
    """Find the countries of a sentence; `named` are the names in it, and may be more."""
    found = tuple(_found(passage, sentence, named))
    acting = {land for token, land in found if not _is_beside(token)}
    return Lands(tuple(sorted({land for _, land in found})), tuple(sorted(acting)))


def _found(
    passage: Passage, sentence: Tokens, named: Iterable[Mention]
) -> Iterator[tuple[Token, str]]:
    """Yield each country with the word that names it; "South Sudanese" is no Sudanese."""
    for before, word in zip([sentence[0], *sentence], sentence, strict=False):
        if word.text[0].isupper():
            two = land_of_people(f"{before.text} {word.text}")
            if land := two or land_of_people(word.text):
                yield word, land
    own = passage.span(sentence)
    for mention in named:
        land = land_of(mention.entry) if own.contains(mention.span) else ""
        tokens = passage.tokens(mention.span, "expand") if land else None
        if tokens is not None:
            yield tokens.root, land


def _is_beside(token: Token) -> bool:
    return any(one.dep_ in _BESIDE for one in (token, *token.ancestors))
