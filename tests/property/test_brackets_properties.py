"""Names and days in brackets leave the words of the source as they are."""

import re

from conftest import merge_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model.evidence import Evidence
from briefgen.model.text import Corpus
from briefgen.verification.evidence.statements import check_citations, check_statements

WHEN = st.sampled_from(
    ["Friday", "Friday night", "last Monday", "yesterday", "today", "last night", "last month",
     "three days ago", "3 May 2026", "August", "tomorrow"]
)  # fmt: skip
WHO = st.sampled_from(["Ann Moss", "She", "The council", "The mayor of Odran", "Peru"])
SHAPES = st.sampled_from(
    [
        "{who} closed the old bridge of Larnham {when}.",
        "{who} said the bridge of Larnham was closed {when}, not {other}.",
        "{when}’s storm closed the bridge of Larnham, {who} said {other}.",
        "“We closed the bridge of Larnham {when}”, {who} said {other}.",
        "{who} approved {when}:\n\n- a second lighthouse at Cape Odran {other}\n",
        "In Odran ({when}), {who} closed a bridge; {other} a road was closed.",
    ]
)
BRACKETS = re.compile(r" \[([^\[\]…]+)\]")


@settings(max_examples=60)
@given(st.lists(st.tuples(SHAPES, WHO, WHEN, WHEN), min_size=1, max_size=3))
def test_without_its_brackets_a_fact_has_the_words_of_its_source(
    told: list[tuple[str, str, str, str]],
) -> None:
    sentences = (s.format(who=who, when=when, other=other) for s, who, when, other in told)
    evidence, corpus = merge_corpus("\n\n".join(["Ann Moss came to Larnham.", *sentences]))
    _is_true(evidence, corpus)


def _is_true(evidence: Evidence, corpus: Corpus) -> None:
    for fact in evidence.facts:
        known = {one.day for one in fact.dated} | {one.names.text for one in fact.resolved}
        assert known.issuperset(BRACKETS.findall(fact.wording)) or fact.lead_in
        plain = BRACKETS.sub("", fact.wording)
        assert fact.text in plain
        for one in fact.dated:
            assert f" [{one.day}]" in fact.wording
            assert one.words.text == one.date.expression
    assert not [*check_citations(evidence, corpus), *check_statements(evidence, corpus)]
