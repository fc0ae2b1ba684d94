"""What a reader who sees one sentence alone is missing, and which day "Friday" was."""

from dataclasses import replace

import pytest
from conftest import Merge, ParseText, merge_corpus

from briefgen.extract.alone import LOST, read_alone
from briefgen.extract.units import find_units
from briefgen.model.cited import all_citations
from briefgen.model.codec import decode_evidence, encode_evidence
from briefgen.model.facts import Dated, Fact
from briefgen.verification.evidence.statements import check_citations, check_statements

FIRST = "A storm closed the old harbour of Larnham on Monday."

LOST_ALONE = (
    "It was closed again after a week of repairs.",
    "This angered the fishermen of the whole coast.",
    "These flights were cancelled by the airline on Monday.",
    "That was the worst flood since the war.",
    "They signed a contract with two shipyards in Odran.",
    "Most of them lost their boats and nets.",
    "Moss called it a mistake in the council.",
    "The council approved it on Monday in Odran.",
    "Police in Larnham arrested him on Monday.",
    "Mayor Ann Moss thanked them for the help.",
    "According to the council, he signed a contract in Odran.",
    "His lawyer said the trial in Odran would go on.",
    "Their boats were found near Cape Odran on Monday.",
    "We expect the harbour of Larnham to open in May.",
    "The mayor of Odran asked for our patience.",
    "Larnham is the pride of our coast.",
    "The man was taken to a hospital in Larnham.",
    "The child had been visiting relatives in Odran.",
    "The child - one of 91 cases in Norland - had been visiting relatives.",
    "The 1-year-old was pronounced dead in a hospital.",
    "The company said profits rose in the spring.",
    "The couple had moved to Odran in March.",
    "The rescue was filmed by Ann Moss on Monday.",
    "During the exercise, students swim in a pool, a spokesman said.",
    "After the meeting, the mayor of Odran left for the coast.",
    "The village was rebuilt by Moss Shipyards.",
    "Such a move would cost the taxpayers of Norland dearly.",
    "Such was the fate of many towns on the coast.",
    "The government of Norland has declined such an offer.",
    "The other bomb was found near the station of Larnham.",
    "Both men were charged with fraud in Odran.",
    "The two companies agreed on Monday to merge.",
    "Others fled to the hills above Larnham.",
    "None was hurt, the police of Larnham said.",
    "Those circumstances were unknown to the council of Odran.",
    "On the same day Ann Moss closed the bridge.",
    "The mayor was born there long ago.",
    "That the argument would never hold in a court of law.",
    "Which is why the mayor of Larnham closed the pier.",
    "“She removed the girl from the truck and called for help,” police said.",
    "However, he also paid the workers of the shipyard.",
    "The cause of death was named by a doctor in Odran.",
    "The scene of the crash was sealed off by the police of Larnham.",
    "The owner of the hotel was fined by a court in Odran.",
    "The decision was met with anger in Larnham and Odran.",
    "The move comes three days after Norland closed its ports.",
    "The issue was raised by Ann Moss in the council.",
    "Ann Moss agreed, saying only this organisation could run the ferry.",
    "According to the filing, Norwings disclosed this matter to the council.",
    "The thought of her leaving Odran is hard to bear.",
    "The enterprises have grown all along the coast of Norland.",
    "The box was found on the shore near Odran.",
    "The letter was signed by the mayors of six towns.",
    "Neither side gave a price on Monday.",
    "Both sides signed a truce in Odran.",
    "The defendant hid the money in a barn near Odran.",
)  # fmt: skip

UNDERSTOOD = (
    "It is clear that the bridge of Larnham will be closed.",
    "It took a week to repair the bridge of Larnham.",
    "It is the mayor of Larnham who closed the bridge.",
    "The bridge was closed when it began to sink.",
    "Ann Moss said she would leave the council in May.",
    "In his speech, Mayor Tom Reed thanked all voters.",
    "Moss closed the road to Odran to show how much this angers voters.",
    "Norwings cancelled flights to Odran, and these flights were full.",
    "This week the council of Larnham closed the road.",
    "Those who live near the river must leave by Monday.",
    "Carroll introduced himself to the voters of Norland.",
    "“We closed the harbour on Monday,” Mayor Ann Moss said.",
    "The US sent a second ship to Norland.",
    "The government of Norland resigned on Monday.",
    "The prime minister resigned on Monday after a vote.",
    "The virus has killed 20 people in Norland.",
    "The police closed the bridge of Larnham.",
    "The man who set fire to the mill was caught in Odran.",
    "The man was named as Tom Reed, a baker from Odran.",
    "The child of two bakers was found in Odran.",
    "The company, Moss Shipyards, was sold for two million crowns.",
    "The largest company in Norland was sold on Monday.",
    "Moss Shipyards said the company would close in May.",
    "The attack on the mill killed two guards.",
    "The Orvel dam was opened in 1987.",
    "Towns such as Odran and Larnham were flooded.",
    "The storm was such that all ferries stayed in port.",
    "Both Peru and Chile signed the treaty.",
    "Both of the towers were built in Larnham.",
    "The two ships that sank had been built in Larnham.",
    "Two ships sank, and the other reached the port.",
    "On the same day that the mine closed, Ann Moss resigned.",
    "Moss was born in Odran and still lives there.",
    "There were two ships in the harbour of Larnham.",
    "Soldiers took Odran and left it the next day.",
    "The mayor resigned on 3 May 2026 and left Odran two days later.",
    "Tom Reed was fined and also banned from the port of Odran.",
    "Reed's overthrow of his father ended the war in Norland.",
    "During the six-week trial, 49 witnesses were heard in Odran.",
    "The three-judge court of Larnham fined Norwings.",
    "Neither Peru nor Chile signed the treaty.",
    "Police in Larnham said both parents were at work.",
    "Odra tested its largest rocket on Monday.",
    "The decision of the council to close the pier was a mistake.",
    "The human body needs water, doctors in Odran said.",
    "The father of Ann Moss was the mayor of Larnham.",
    "Norland closed its ports, and this move angered Odran.",
    "“Within the next ten days a pier in Odran will be closed,” Mayor Ann Moss said.",
)  # fmt: skip

VAGUE = (
    "The council of Larnham also approved a budget.",
    "The mayor of Larnham closed the pier in similar vein.",
    "The council, for instance, closed a road near Odran.",
    "Ann Moss, however, voted against the plan for the dam.",
    "Tom Reed then called the police of Larnham.",
    "The council of Odran closed the road, too.",
    "The police said the girl was found near Odran.",
    "Ann Moss left the harbour of Larnham two days later.",
    "The suspects were taken to a court in Odran.",
    "Further paragraphs were published by the council on Monday.",
    "The council of Odran voted for the dam in this respect.",
    "Ann Moss also attended court during the trial.",
    "The report was read in the council of Odran.",
)


def missing(parse_text: ParseText, sentence: str) -> float:
    """Return what a reader misses of the last unit of a text, told after another one."""
    parsed = parse_text(f"{FIRST}\n\n{sentence}")
    alone = read_alone(parsed)
    begins = len(FIRST) + 2
    units = [u for u in find_units(parsed).units if u.passage.start >= begins]
    return max(alone.missing(unit, ()).weight for unit in units)


@pytest.mark.parametrize("sentence", LOST_ALONE)
def test_a_reader_is_lost_where_nobody_can_tell_who_or_what_is_meant(
    parse_text: ParseText, sentence: str
) -> None:
    assert missing(parse_text, sentence) >= LOST


@pytest.mark.parametrize("sentence", UNDERSTOOD)
def test_a_reader_misses_nothing_of_a_sentence_that_says_what_it_means(
    parse_text: ParseText, sentence: str
) -> None:
    assert missing(parse_text, sentence) == 0


@pytest.mark.parametrize("sentence", VAGUE)
def test_a_word_that_only_joins_is_a_lesser_fault(parse_text: ParseText, sentence: str) -> None:
    assert 0 < missing(parse_text, sentence) < LOST


def test_items_of_a_list_point_to_nothing_but_their_lead_in(merged: Merge) -> None:
    text = "The council of Larnham approved these works:\n\n- a second lighthouse at Cape Odran\n"
    assert [fact.leans for fact in merged(text).facts] == [False]


@pytest.mark.parametrize(
    "opener",
    [
        "And ",
        "But ",
        "Later that evening, ",
        "The next day, ",
        "Two days later, ",
        "In similar vein, ",
        "Second, ",
        "In response, ",
        "For instance, ",
    ],
)
def test_beginnings_that_go_on_from_another_sentence_are_left_out(
    merged: Merge, opener: str
) -> None:
    said = "the mayor of Larnham closed the bridge on 3 May 2026."
    assert [fact.wording for fact in merged(f"{opener}{said}").facts] == [f"[…] {said}"]


def test_the_only_state_told_of_is_named_in_brackets(merged: Merge) -> None:
    text = "Peru cut its tariff. The country will pay 19 cents per kilowatt hour, a spokesman said."
    fact = next(fact for fact in merged(text).facts if "19" in fact.text)
    assert fact.wording.startswith("The country [Peru] will pay 19 cents")
    two = text.replace("cut its", "and Chile cut their")
    assert all(fact.leans for fact in merged(two).facts if "19" in fact.text)


def test_a_telling_that_is_understood_alone_leads_its_like(merged: Merge) -> None:
    told = "signed a contract with two shipyards in Odran on 3 May 2026"
    evidence = merged(f"A storm came. She also {told}.", f"The mayor of Larnham {told}.")
    (fact,) = (fact for fact in evidence.facts if "contract" in fact.text)
    assert fact.citations[0].source == "S2"
    assert not fact.leans


def dated(*texts: str, **known: str) -> tuple[Fact, ...]:
    return tuple(fact for fact in merge_corpus(*texts, **known)[0].facts if fact.dated)


@pytest.mark.parametrize(
    ("said", "wording"),
    [
        ("on Friday", "on Friday [13 November 2026]"),
        ("last Friday", "last Friday [13 November 2026]"),
        ("on Friday night", "on Friday night [13 November 2026]"),
        ("yesterday", "yesterday [17 November 2026]"),
        ("last night", "last night [17 November 2026]"),
        ("today", "today [18 November 2026]"),
        ("three days ago", "three days ago [15 November 2026]"),
        ("last month", "last month [October 2026]"),
        ("last year", "last year [2025]"),
    ],
)
def test_words_that_mean_a_day_where_they_were_written_have_it_in_brackets(
    said: str, wording: str
) -> None:
    (fact,) = dated(f"The council of Larnham closed the old bridge {said}.")
    assert fact.wording == f"The council of Larnham closed the old bridge {wording}."


@pytest.mark.parametrize(
    "said", ["in 2024", "on 3 May 2026", "on 3 May", "in August", "last week", "two years ago"]
)
def test_a_day_that_is_written_or_not_sure_has_no_brackets(said: str) -> None:
    assert not dated(f"The council of Larnham closed the old bridge {said}.")


def test_a_day_of_a_source_without_a_date_has_no_brackets() -> None:
    assert not dated("The council of Larnham closed the old bridge on Friday.", published="")


def test_brackets_stand_behind_the_whole_word_and_each_day_once() -> None:
    (fact,) = dated("Friday's storm closed the bridge of Larnham on Friday, the mayor said.")
    assert fact.wording == (
        "Friday's [13 November 2026] storm closed the bridge of Larnham on Friday, the mayor said."
    )


def test_words_in_quotation_marks_have_their_day_too() -> None:
    (fact,) = dated("Mayor Ann Moss said: “The bridge of Larnham was closed on Friday.”")
    assert fact.wording.endswith("closed on Friday [13 November 2026].”")


def test_days_in_brackets_are_kept_in_evidence_and_checked() -> None:
    evidence, corpus = merge_corpus("The council of Larnham closed the old bridge on Friday.")
    assert decode_evidence(encode_evidence(evidence)) == evidence
    (fact,) = evidence.facts
    cited = {citation for _, citation in all_citations(evidence)}
    assert fact.dated[0].words in cited
    assert not [*check_citations(evidence, corpus), *check_statements(evidence, corpus)]


@pytest.mark.parametrize("day", ["2026-11-14", "2026-11-06", "2025-11-14", "2026-10-16", "never"])
def test_verify_counts_days_in_brackets_again(day: str) -> None:
    evidence, corpus = merge_corpus("The council of Larnham closed the old bridge on Friday.")
    (fact,) = evidence.facts
    (one,) = fact.dated
    other = Dated(one.words, replace(one.date, start=day, end=day), one.rule)
    changed = replace(evidence, facts=(replace(fact, dated=(other,)),))
    assert list(check_statements(changed, corpus))


def test_verify_finds_a_day_that_stands_behind_other_words() -> None:
    evidence, corpus = merge_corpus(
        "The council of Larnham closed the old bridge on Friday. A storm hit Odran on Monday."
    )
    first, other = evidence.facts
    changed = replace(evidence, facts=(replace(first, dated=other.dated), other))
    assert list(check_statements(changed, corpus))
