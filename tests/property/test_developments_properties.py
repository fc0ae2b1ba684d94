"""Every fact stands in one development, whatever is linked and whatever the sources say."""

import math
from datetime import date
from itertools import combinations, islice

from conftest import merge_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.compose import compose
from briefgen.config import Config
from briefgen.config.settings import Facts
from briefgen.merge.events.sameness.judgement import Verdict
from briefgen.merge.events.telling.developments import group_linked
from briefgen.model.brief import SectionName
from briefgen.model.codec import decode_evidence, encode_evidence
from briefgen.verification import verify

NUMBER = 9
PAIRS = list(combinations(range(NUMBER), 2))
LINKS = st.dictionaries(
    st.sampled_from(PAIRS),
    st.sampled_from([0.3, 0.6, 1.0]).map(lambda score: Verdict(enough=True, score=score, parts={})),
)
SENTENCES = [
    "The council of Larnham voted for a new bridge of 90 million euros on Tuesday.",
    "Councillors in Larnham voted on 17 November 2026 to build a bridge.",
    "Ann Holm voted against the new bridge on Tuesday, because the toll would be 12 euros.",
    "Landslides killed three drivers near Ulvik on Monday.",
    "Landslides near Ulvik killed seven drivers on Monday, police said.",
    "They also closed the road to Tarvik.",
    "Police closed the road to Ulvik on Monday and sent 300 lorries back.",
    "“We will build it,” Ann Holm said on Wednesday.",
]


@given(LINKS, st.randoms(use_true_random=False))
def test_groups_hold_each_fact_once_whatever_the_order_of_links(
    links: dict[tuple[int, int], Verdict], chance: object
) -> None:
    groups = group_linked(NUMBER, links)
    assert sorted(n for group in groups for n in group) == list(range(NUMBER))
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)
    shuffled = list(links.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group_linked(NUMBER, dict(shuffled)) == groups


@given(LINKS)
def test_nothing_stands_in_a_group_without_a_link_to_it(
    links: dict[tuple[int, int], Verdict],
) -> None:
    for group in group_linked(NUMBER, links):
        for n in group if len(group) > 1 else ():
            others = [(min(n, m), max(n, m)) for m in group if m != n]
            held = [links[pair].score for pair in others if pair in links]
            assert math.fsum(held) > 0


@settings(max_examples=15)
@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=1, max_size=4)
)
def test_each_fact_is_in_one_development_and_shown_behind_its_lead(
    texts: list[list[str]],
) -> None:
    evidence, corpus = merge_corpus(*("\n\n".join(text) for text in texts))
    members = [ref for one in evidence.developments for ref in one.members]
    assert sorted(members) == sorted(fact.id for fact in evidence.facts)
    assert [one.rank for one in evidence.developments] == list(
        range(1, len(evidence.developments) + 1)
    )
    assert decode_evidence(encode_evidence(evidence)) == evidence

    brief = compose(evidence, Config(facts=Facts(max=3)), date(2026, 11, 23))
    verify(brief, evidence, corpus)
    leaning = {fact.id for fact in evidence.facts if fact.leans}
    fit = (one for one in evidence.developments if one.lead not in leaning)
    told = {one.lead: one.details for one in islice(fit, 3)}
    shown = [item.ref for item in brief.items(SectionName.BOTTOM_LINE, SectionName.KEY_FACTS)]
    leads = [ref for ref in shown if ref in told]
    assert set(leads) == told.keys()
    assert shown == [ref for lead in leads for ref in (lead, *told[lead])]
    assert not leaning.intersection(shown)
