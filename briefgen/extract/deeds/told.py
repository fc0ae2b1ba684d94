"""The deeds and causes that a sentence tells of, as annotations of its document."""

from collections.abc import Sequence

from briefgen.extract.deeds.causes import Caused, find_causes
from briefgen.extract.deeds.standings import Stood, find_holding, find_standings
from briefgen.extract.nlp import Passage
from briefgen.extract.terms import terms_of
from briefgen.extract.tokens import Token, Tokens
from briefgen.model.annotations import Cause, Standing


def standings_in(
    passage: Passage, sentence: Tokens, aside: frozenset[int], dated: Sequence[Token]
) -> tuple[Standing, ...]:
    """Return the deeds told as done, planned or denied; a date stands with the verbs `dated`.

    The tokens `aside` are left out: "the agency said" is not what is stated.
    """
    return tuple(
        _standing(one, passage, aside, dated=one.verb in dated)
        for one in find_standings(sentence)
        if one.verb.i not in aside
    )


def holding_in(passage: Passage, sentence: Tokens, aside: frozenset[int]) -> tuple[Standing, ...]:
    """Return what is told as so now, or turned down by its noun."""
    return tuple(
        _standing(one, passage, aside, dated=False)
        for one in find_holding(sentence)
        if one.verb.i not in aside
    )


def causes_in(passage: Passage, sentence: Tokens) -> tuple[Cause, ...]:
    """Return what is told to have come of what."""
    return tuple(_cause(one, passage) for one in find_causes(sentence))


def _standing(stood: Stood, passage: Passage, aside: frozenset[int], *, dated: bool) -> Standing:
    frame = stood.frame
    return Standing(
        stood.deed,
        stood.status,
        terms_of(stood.tokens, aside),
        dated,
        agents=terms_of(frame.agents, aside),
        patients=terms_of(frame.patients, aside),
        ahead=frame.ahead,
        plain=frame.plain,
        clause=passage.span(frame.clause) if frame.clause else None,
        teller=passage.span(frame.teller) if frame.teller else None,
    )


def _cause(caused: Caused, passage: Passage) -> Cause:
    none = frozenset[int]()
    return Cause(
        effect=caused.effect.lemma_.casefold(),
        around=terms_of(caused.around, none),
        terms=terms_of(caused.words, none),
        words=passage.span(caused.words),
        teller=passage.span(caused.teller) if caused.teller else None,
        acts=caused.acts,
        blames=caused.blames,
    )
