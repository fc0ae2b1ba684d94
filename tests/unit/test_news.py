"""What makes news: what changed, who changed it and when; what is colour, old or overtaken."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from conftest import MODEL, Merge, document_of, merge_documents

from briefgen.compose.choice import choose
from briefgen.config import Config
from briefgen.extract import annotate, load
from briefgen.merge import merge
from briefgen.merge.events.sameness import Claim
from briefgen.merge.events.statements import collect_units
from briefgen.merge.events.worth import order_claims
from briefgen.merge.who import identify
from briefgen.merge.words import Similarity
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.facts import Fact
from briefgen.model.text import Corpus, Document

WEEK = ("2026-11-16", "2026-11-22")


def reasons(evidence: Evidence, words: str) -> Mapping[str, float]:
    """Return the parts of the score of the fact with some words."""
    return dict(fact(evidence, words).reasons)


def fact(evidence: Evidence, words: str) -> Fact:
    return next(one for one in evidence.facts if words in one.text)


def in_week(*documents: Document) -> Evidence:
    """Merge documents for a brief on one week."""
    nlp = load(MODEL)
    annotations = [annotate(one, nlp) for one in documents]
    return merge(Corpus(documents), annotations, Generator("", "", ""), period=WEEK)


@pytest.mark.parametrize(
    "change",
    [
        "A landslide killed nine miners near Orvel on Monday.",
        "The court of Orvel sentenced the engineer to four years on Monday.",
        "The council of Orvel banned lorries from the old bridge on Monday.",
        "The chair of the harbour board stepped down on Monday.",
        "The miners were found dead below the shaft on Monday.",
        "The ministry issued a ban on fishing below the dam on Monday.",
    ],
)
def test_news_is_what_changed_for_others(merged: Merge, change: str) -> None:
    plain = "The engineers of Orvel looked at the old bridge for two hours on Tuesday."
    evidence = merged(f"{plain}\n\n{change}")
    assert evidence.facts[0].text == change
    assert reasons(evidence, change)["consequence"] > 0
    assert "consequence" not in reasons(evidence, plain)


def test_news_that_is_done_weighs_more_than_what_is_planned_or_told_in_passing(
    merged: Merge,
) -> None:
    done = "The council of Orvel banned lorries from the bridge."
    planned = "The council of Tessen will ban lorries from the ferry."
    passing = "The mayor of Lipnik described the bus that the council banned from the square."
    evidence = merged(done, planned, passing)
    weights = [reasons(evidence, one)["consequence"] for one in (done, planned, passing)]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def test_what_says_itself_that_it_is_not_certain_weighs_less_and_does_not_lead(
    merged: Merge,
) -> None:
    plain = "The harbour of Orvel handled 300 ships."
    doubtful = "The harbour of Lipnik may have handled 900 ships."
    evidence = merged(plain, doubtful)
    assert (fact(evidence, plain).hedged, fact(evidence, doubtful).hedged) == (False, True)
    assert reasons(evidence, doubtful)["hedged"] < 0
    assert "hedged" not in reasons(evidence, plain)
    assert fact(evidence, plain).may_lead
    assert not fact(evidence, doubtful).may_lead


def test_news_weighs_more_where_somebody_with_power_acts(merged: Merge) -> None:
    evidence = merged(
        "The government of the valley closed nine schools on Monday.",
        "A farmer below the dam closed his two sheds on Monday.",
    )
    assert reasons(evidence, "government")["power"] > 0
    assert "power" not in reasons(evidence, "farmer")


@pytest.mark.parametrize(
    "colour",
    [
        "Hundreds of people waited outside the court of Orvel in the rain on Monday.",
        "The trial took place on the third floor of the court of Orvel on Monday.",
        "The collapse was first reported by the Lipnik Gazette on Monday.",
        "The engineer grew up in a village of Norland near the eastern border.",
    ],
    ids=["scene", "place", "who told it first", "biography"],
)
def test_news_comes_before_colour(merged: Merge, colour: str) -> None:
    change = "The council of Tessen approved a loan for a new bridge on Tuesday."
    evidence = merged(f"{colour}\n\n{change}")
    assert evidence.facts[0].text == change
    assert reasons(evidence, colour)["colour"] < 0
    assert "colour" not in reasons(evidence, change)


def test_news_lies_in_the_period_and_what_was_before_is_background() -> None:
    old = "The council of Orvel closed the old bridge on 3 March 2019."
    eve = "The council of Tessen closed the ferry on 14 November 2026."
    new = "The council of Lipnik closed the tunnel on 17 November 2026."
    evidence = in_week(
        *(
            document_of(text, key=f"S{n}", publisher=f"P{n}")
            for n, text in enumerate((old, eve, new))
        )
    )
    assert reasons(evidence, old)["background"] < 0
    assert fact(evidence, old).is_background
    assert not fact(evidence, eve).is_background
    assert reasons(evidence, new)["in period"] > 0
    assert evidence.facts[-1].text == old
    assert [one.background for one in evidence.developments] == [False, False, True]


def test_news_lies_in_the_days_that_the_sources_are_of_where_no_period_is_given() -> None:
    old = "The council of Orvel closed the old bridge on 3 March 2019."
    new = "The council of Lipnik closed the tunnel on 17 November 2026."
    dated = document_of(f"{old}\n\n{new}", published="2026-11-18")
    undated = document_of(f"{old}\n\n{new}")
    assert fact(merge_documents(dated), old).is_background
    assert not fact(merge_documents(dated), new).is_background
    assert not any(one.is_background for one in merge_documents(undated).facts)


def test_news_of_many_is_not_background_because_one_of_them_names_an_old_day() -> None:
    told = "A jury in Orvel found the engineer guilty of causing the collapse of the old bridge"
    documents = [document_of(f"{told}.", key=f"S{n}", publisher=f"P{n}") for n in range(3)]
    documents.append(document_of(f"{told} on 3 March 2019.", key="S4", publisher="P4"))
    assert not any(one.background for one in in_week(*documents).developments)


TOLL = "The flood of the Orvel killed {} people in the town of Lipnik, the mayor said."


def tolls(first: str, second: str) -> Evidence:
    """Merge two reports of following days."""
    return merge_documents(
        document_of(first, key="S1", publisher="P1", published="2026-11-17"),
        document_of(second, key="S2", publisher="P2", published="2026-11-18"),
    )


def test_news_of_a_toll_is_what_the_later_source_counts() -> None:
    evidence = tolls(TOLL.format("twelve"), TOLL.format("nineteen"))
    (first,) = (one for one in evidence.facts if one.rank == 1)
    assert "nineteen" in first.text
    assert "earlier toll" not in dict(first.reasons)
    again = tolls(TOLL.format("nineteen"), TOLL.format("twelve"))
    assert not any("earlier toll" in dict(one.reasons) for one in again.facts)


def test_news_of_a_toll_is_demoted_when_it_stays_a_fact_of_its_own() -> None:
    early = "Nobody in Lipnik had slept when the flood of the Orvel killed twelve people."
    late = "The flood of the Orvel killed nineteen people, the mayor of Lipnik said."
    both = f"{late} Rain fell on the Orvel."
    assert reasons(tolls(early, both), "Nobody")["earlier toll"] < 0


@pytest.mark.parametrize(
    "later",
    [
        "The flood of the Orvel may have killed nineteen people in the town of Lipnik.",
        "The flood of the Orvel killed nineteen people in the city of Tessen.",
        "A flood of the Sarn on 9 October 2026 killed nineteen people in Lipnik.",
    ],
    ids=["a guess", "another place", "another day"],
)
def test_news_of_a_toll_stands_where_the_later_number_is_of_something_else(later: str) -> None:
    early = "On 16 November 2026 the flood of the Orvel killed twelve people in the town of Lipnik."
    evidence = tolls(early, later)
    assert not any("earlier toll" in dict(one.reasons) for one in evidence.facts)


def test_copies_support_nothing(merged: Merge) -> None:
    told = "The council of Orvel closed the old bridge on Monday."
    other = "Traders in Tessen sell boats and nets."
    copied = merge_documents(
        document_of(told, key="S1", publisher="P1", via="Norland News Agency"),
        document_of(told, key="S2", publisher="P2", via="Norland News Agency"),
        document_of(other, key="S3", publisher="P3"),
    )
    assert "support" not in dict(copied.facts[0].reasons)
    own = merged(told, "On Monday the council of Orvel shut the old bridge to lorries.", other)
    assert dict(own.facts[0].reasons)["support"] > 0


TALK = "A baker in Tessen said the harbour looked like a painting to her."
OLD = "The council of Orvel closed the old bridge on 3 March 2019."
CHANGED = "The council of Lipnik closed the tunnel on 17 November 2026."


def test_news_heads_a_brief_before_background_and_talk_that_nobody_supports() -> None:
    texts = enumerate((TALK, OLD, CHANGED))
    evidence = in_week(*(document_of(one, key=f"S{n}", publisher=f"P{n}") for n, one in texts))
    places = {one.text: n for n, one in enumerate(fact(evidence, w) for w in (TALK, OLD, CHANGED))}
    by_id = {one.id: one.text for one in evidence.facts}
    turned = sorted(evidence.developments, key=lambda one: places[by_id[one.lead]])
    chosen = choose(replace(evidence, developments=tuple(turned)), Config())
    assert [one.text for one in chosen.bottom_line] == [CHANGED]
    assert {one.text for one in chosen.facts} == {TALK, OLD}


def test_news_heads_a_brief_even_where_all_is_talk(merged: Merge) -> None:
    evidence = merged(TALK)
    assert evidence.facts[0].is_talk
    assert [one.text for one in choose(evidence, Config()).bottom_line] == [TALK]


def test_what_is_told_in_pieces_comes_after_what_is_new() -> None:
    texts = (
        "Landslides closed the coast road to Ulvik on Monday.",
        "Three lorry drivers were killed.",
        "Landslides killed three lorry drivers on the coast road to Ulvik.",
        "A ferry to Lipnik takes the schoolchildren instead.",
    )
    nlp = load(MODEL)
    documents = [document_of(text, key=f"S{n}") for n, text in enumerate(texts)]
    annotations = [annotate(one, nlp) for one in documents]
    units = collect_units(annotations, identify(Corpus(tuple(documents)), tuple(annotations), {}))
    claims = [Claim((unit,)) for unit in units]
    told = order_claims(claims, (3.0, 2.9, 1.1, 1.0), Similarity([unit.terms for unit in units]))
    assert [claim.best.source for claim in told] == ["S0", "S1", "S3", "S2"]
