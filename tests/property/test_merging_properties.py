"""What is proposed, what is found to be copied and what is told next equals comparing all."""

import math
from collections import Counter
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from unit.briefs import document

from briefgen.merge.events.sameness import Claim
from briefgen.merge.events.sameness.judgement import keys_of
from briefgen.merge.events.sameness.proposals import Matches, Proposals
from briefgen.merge.events.statements.units import Unit
from briefgen.merge.events.worth import order_claims
from briefgen.merge.origins.copies import copied
from briefgen.merge.origins.joining import Joined
from briefgen.merge.tables import Weights
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
        alike = [b for b in range(a + 1, len(terms)) if similarity.between(a, b) >= least]
        assert sorted(matches.after(a)) == alike


@settings(max_examples=20)
@given(st.randoms(use_true_random=True), st.sampled_from([0.12, 0.2, 0.4, 0.7]))
def test_matches_by_common_words_equal_a_comparison_of_all_pairs(
    chance: Random, least: float
) -> None:
    known = [WORDS[:8], WORDS[:8], WORDS]
    terms = [tuple(chance.sample(chance.choice(known), chance.randint(1, 8))) for _ in range(200)]
    similarity = Similarity(terms)
    assert not all(map(similarity.finds_partners, WORDS))
    matches = Matches(similarity, least)
    for a in range(len(terms)):
        alike = [b for b in range(a + 1, len(terms)) if similarity.between(a, b) >= least]
        assert sorted(matches.after(a)) == alike
        partners = similarity.partners(a)
        assert similarity.likenesses(a) == {n: similarity.between(a, n) for n in partners}


@given(TERMS, st.integers(0, 20), st.integers(0, 40))
def test_likenesses_and_partners_equal_a_comparison_one_by_one(
    terms: list[tuple[str, ...]], start: int, stop: int
) -> None:
    similarity = Similarity(terms)
    for a in range(len(terms)):
        partners = similarity.partners(a)
        alike = similarity.likenesses(a)
        assert alike == {n: similarity.between(a, n) for n in partners}
        within = similarity.partners_within(a, range(start, stop)) - {a}
        assert within == {n for n in partners if start <= n < stop}


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
            assert b.order in proposals.after(a.order)


@given(units(), st.data())
def test_what_is_told_next_is_the_best_of_all_that_is_left(
    made: tuple[Unit, ...], data: st.DataObject
) -> None:
    scores = [data.draw(st.sampled_from([-0.5, 0.0, 0.25, 0.5, 1.0, 3.0])) for _ in made]
    similarity = Similarity([unit.statement.terms for unit in made])
    weights = Weights("briefgen.merge.events.worth", "order")
    crowd = min(1.0, len({unit.source for unit in made}) / weights.crowd)
    told: list[Unit] = []
    given_by: Counter[str] = Counter()

    def value(unit: Unit) -> tuple[float, int]:
        times = given_by[unit.source]
        alike = max((similarity.between(unit.order, one.order) for one in told), default=0.0)
        worth = scores[unit.order] - weights.over_its_share * (2 * times > len(told))
        for _ in range(times):
            worth -= weights.heard * crowd
        heard = {term for one in told for term in one.terms}
        whole = math.fsum(map(similarity.idf, set(unit.terms)))
        known = math.fsum(map(similarity.idf, heard & set(unit.terms)))
        repeated = weights.diversity * alike + weights.in_pieces * (known / (whole or 1.0)) ** 2
        return (1 - weights.diversity) * worth - repeated, -unit.order

    for claim in order_claims([Claim((unit,)) for unit in made], scores, similarity):
        best = max(value(unit) for unit in made if unit not in told)
        assert value(claim.best)[0] >= best[0] - 1e-9
        told.append(claim.best)
        given_by[claim.best.source] += 1


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
