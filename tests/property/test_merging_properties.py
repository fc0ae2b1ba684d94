"""What is proposed for merging and what is found to be copied equals comparing all pairs."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from unit.briefs import document

from briefgen.merge.events.sameness.judgement import keys_of
from briefgen.merge.events.sameness.proposals import Matches, Proposals
from briefgen.merge.events.statements.units import Unit
from briefgen.merge.origins.copies import copied
from briefgen.merge.origins.joining import Joined
from briefgen.merge.words.similarity import Similarity
from briefgen.model.annotations import ActorKind, DateMention, Precision, Statement
from briefgen.model.spans import Span
from briefgen.model.text import Corpus

WORDS = [f"word{n}" for n in range(40)]
TERMS = st.lists(
    st.lists(st.sampled_from(WORDS), unique=True, max_size=12).map(tuple), min_size=1, max_size=40
)
ACTORS = st.frozensets(st.sampled_from(["a", "b", "c", "d"]))
NUMBERS = st.frozensets(st.sampled_from(["4 ship", "5 ship", "40 ship"]), max_size=1)
DEEDS = st.frozensets(st.sampled_from(["sign", "meet", "attack"]), max_size=2)
DAYS = st.sampled_from(["", "2026-11-16", "2026-11-17"])


@st.composite
def units(draw: st.DrawFn) -> tuple[Unit, ...]:
    made = []
    for order, terms in enumerate(draw(TERMS)):
        verb = draw(st.sampled_from(["sign", "meet"]))
        negated = draw(st.booleans())
        statement = Statement(Span(0, 9), terms, verb, (), None, False, negated, ())
        day = draw(DAYS)
        dates = (DateMention(Span(0, 1), day, day, Precision.DAY, ""),) if day else ()
        source = draw(st.sampled_from(["S1", "S2", "S3"]))
        actors = draw(ACTORS)
        kinds = frozenset([ActorKind.STATE] if actors else [])
        numbers = draw(NUMBERS)
        objects, plans, denied = draw(DEEDS), draw(DEEDS), draw(DEEDS)
        made.append(
            Unit(
                order,
                source,
                statement,
                terms,
                actors,
                actors,
                kinds,
                dates,
                numbers,
                objects,
                plans,
                denied,
            )
        )
    return tuple(made)


@given(TERMS, st.sampled_from([0.05, 0.12, 0.22, 0.4, 0.7, 1.0]))
def test_matches_equal_a_comparison_of_all_pairs(
    terms: list[tuple[str, ...]], least: float
) -> None:
    similarity = Similarity(terms)
    matches = Matches(similarity, least)
    for a in range(len(terms)):
        alike = [b for b in range(len(terms)) if b != a and similarity.between(a, b) >= least]
        assert matches.of(a) == alike


@given(units(), ACTORS, st.sampled_from([0.1, 0.3]), st.sampled_from([0.05, 0.1]))
def test_proposals_hold_every_pair_that_is_alike_or_shares_a_key(
    made: tuple[Unit, ...], topic: frozenset[str], least: float, least_keyed: float
) -> None:
    similarity = Similarity([unit.statement.terms for unit in made])
    keys = [frozenset(keys_of(unit, topic)) for unit in made]
    proposals = Proposals(similarity, least, keys, least_keyed)
    for a, b in combinations(made, 2):
        alike = similarity.between(a.order, b.order)
        if alike >= least or (alike >= least_keyed and keys[a.order] & keys[b.order]):
            assert b.order in proposals.of(a.order)
            assert a.order in proposals.of(b.order)


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=12), max_size=12))
def test_copies_equal_a_comparison_of_all_pairs(texts: list[list[str]]) -> None:
    keys = [f"S{n}" for n in range(1, len(texts) + 1)]
    shingles = {
        key: frozenset(zip(*(words[n:] for n in range(4)), strict=False))
        for key, words in zip(keys, texts, strict=True)
    }
    joined = Joined(keys)
    for a, b in combinations(keys, 2):
        shorter = min(len(shingles[a]), len(shingles[b]))
        if shorter and len(shingles[a] & shingles[b]) >= 0.8 * shorter:
            joined.join(a, b)
    documents = tuple(
        document(key, key, f"Heading\n\n{' '.join(words)}")
        for key, words in zip(keys, texts, strict=True)
    )
    found = copied(Corpus(documents))
    assert found == {key: joined.first(key) for key in keys}
