"""Facts whose words need other words of the source beside them, and beginnings that need none."""

from dataclasses import replace

import pytest
from conftest import Merge, merge_corpus

from briefgen.compose.choice import choose
from briefgen.config import Config
from briefgen.model.cited import all_citations
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact
from briefgen.verification.evidence.statements import check_citations, check_statements

LIST = (
    "The port authority of Larnham approved these works on 14 November 2026:\n\n"
    "- 40 new moorings on the northern quay;\n"
    "- a second lighthouse at Cape Odran; and\n"
    "- The old pier was sold to Moss Shipyards for two million crowns.\n"
)


def wordings(evidence: Evidence) -> set[str]:
    return {fact.wording for fact in evidence.facts if not fact.leans}


def fact_of(evidence: Evidence, text: str) -> Fact:
    return next(fact for fact in evidence.facts if text in fact.text)


def test_list_items_are_told_with_the_lead_in_that_completes_them(merged: Merge) -> None:
    lead_in = "The port authority of Larnham approved these works on 14 November 2026:"
    assert wordings(merged(LIST)) == {
        f"{lead_in} 40 new moorings on the northern quay",
        f"{lead_in} […] a second lighthouse at Cape Odran",
        "The old pier was sold to Moss Shipyards for two million crowns.",
    }


def test_list_items_have_date_and_actors_of_their_lead_in(merged: Merge) -> None:
    evidence = merged(LIST.replace("The port authority of Larnham", "Peru"))
    fact = fact_of(evidence, "lighthouse")
    names = {actor.name for actor in evidence.actors if actor.id in fact.actors}
    assert fact.date is not None
    assert fact.date.start == "2026-11-14"
    assert "Peru" in names


def test_list_items_of_one_lead_in_are_never_one_fact(merged: Merge) -> None:
    text = (
        "The council approved the following works in the old harbour:\n\n"
        "- a new wall of stone along the old northern quay\n"
        "- a new wall of stone along the old southern quay\n"
    )
    assert len(merged(text).facts) == 2


@pytest.mark.parametrize(
    ("lead_in", "field"),
    [
        ("The minister of ports said on Monday:", "attribution"),
        ("The port authority of Larnham reportedly plans these works:", "hedged"),
        ("The port authority of Larnham did not approve these works:", "negated"),
    ],
)
def test_list_items_keep_source_doubt_and_denial_of_their_lead_in(
    merged: Merge, lead_in: str, field: str
) -> None:
    fact = fact_of(merged(f"{lead_in}\n\n- a wall of stone at Cape Odran\n"), "wall of stone")
    assert getattr(fact, field)
    assert fact.lead_in is not None
    assert fact.lead_in.text == lead_in


def test_a_sentence_in_a_list_keeps_the_lead_in_that_names_its_source(merged: Merge) -> None:
    text = "The minister of ports said in May:\n\n- The old pier will be closed in December.\n"
    assert wordings(merged(text)) == {
        "The minister of ports said in May: The old pier will be closed in December."
    }


def test_what_a_lead_in_asks_for_is_no_deed(merged: Merge) -> None:
    asked = (
        "The inspectors recommend these works:\n\n- the sale of the old pier to Moss Shipyards\n"
    )
    sold = "The council did not approve the sale of the old pier to Moss Shipyards.\n"
    assert merged(asked, sold).disagreements == ()


def test_list_items_go_on_with_the_subject_that_ends_their_lead_in(merged: Merge) -> None:
    text = (
        "Under the new contract, the port authority:\n\n"
        "- receives two pilot boats from Norland in September;\n"
        "- pays 22 crowns per ton\n"
    )
    lead_in = "Under the new contract, the port authority:"
    assert wordings(merged(text)) == {
        f"{lead_in} receives two pilot boats from Norland in September",
        f"{lead_in} […] pays 22 crowns per ton",
    }


@pytest.mark.parametrize(
    "between", ["Works of the Year\n\n", "", "The works begin in the spring of next year.\n\n"]
)
def test_a_lead_in_stands_right_before_its_items(merged: Merge, between: str) -> None:
    lead_in = "The port authority of Larnham approved these works"
    colon = "" if not between else ":"
    text = f"{LIST}\n{lead_in}{colon}\n\n{between}- a bridge of steel over the Lorn\n"
    assert not any("bridge" in fact.text for fact in merged(text).facts)


def test_pronouns_that_begin_a_fact_are_given_the_name_in_brackets(merged: Merge) -> None:
    text = (
        "Ann Moss opened the first mooring in Larnham on Monday. "
        "She also signed a contract with two shipyards in the town.\n"
    )
    evidence = merged(text)
    fact = fact_of(evidence, "signed")
    assert fact.wording == ("She [Ann Moss] also signed a contract with two shipyards in the town.")
    assert [one.rule for one in fact.resolved] == ["pronoun"]
    names = {actor.name for actor in evidence.actors if actor.id in fact.actors}
    assert "Ann Moss" in names


@pytest.mark.parametrize(
    "before",
    [
        "Nurse Lena Brandt opened the ward. The lawyer of the union came at noon.",
        "Nurse Lena Brandt opened the ward. Okafor brought soap and bread.",
        "Nurse Lena Brandt opened the ward. It was named after Ida Moss.",
        "Nurse Lena Brandt opened the ward. And Omar Haddad? He was away.",
    ],
)
def test_a_pronoun_after_somebody_else_is_given_no_name(merged: Merge, before: str) -> None:
    evidence = merged(f"{before}\n\nShe will sign the contract with Moss Shipyards in May.\n")
    assert not any(fact.resolved for fact in evidence.facts if "contract" in fact.text)


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("The minister, Ms Lena Brandt, met the governor, Omar Haddad, in Larnham.", "Lena Brandt"),
        ("Lena Brandt, a lawyer from Larnham, opened the ward.", "Lena Brandt"),
        ("Lena Brandt opened the ward in Larnham, her spokesman said.", "Lena Brandt"),
        ("Their lawyer, Lena Brandt, was let in on Thursday.", "Lena Brandt"),
    ],
)
def test_a_pronoun_is_given_the_name_that_its_sentence_goes_on_from(
    merged: Merge, before: str, name: str
) -> None:
    evidence = merged(f"{before} She will sign the contract with Moss Shipyards in May.\n")
    fact = fact_of(evidence, "contract with Moss")
    assert [one.names.text for one in fact.resolved] == [name]


def test_a_pronoun_is_given_no_name_that_two_of_a_family_share(merged: Merge) -> None:
    text = (
        "Tom Barlow left his home in Larnham by tram on Monday. His wife Jane went to work. "
        "Jane Barlow called the harbour police of Larnham at noon.\n\n"
        "She pulled the girl from the car and called a doctor in Larnham."
    )
    assert not any("She [" in wording for wording in wordings(merged(text)))


def test_a_pronoun_is_given_no_name_where_either_of_two_may_be_meant(merged: Merge) -> None:
    before = "The minister, Lena Brandt, met the governor, Omar Haddad, in Larnham."
    evidence = merged(f"{before} She will sign the contract with Moss Shipyards in May.\n")
    assert fact_of(evidence, "contract with Moss").resolved == ()


def test_a_subject_after_a_phrase_is_given_its_name_too(merged: Merge) -> None:
    text = (
        "Ann Moss opened the first mooring in Larnham. "
        "According to the council, she signed a contract with two shipyards on Monday.\n"
    )
    assert fact_of(merged(text), "signed").wording == (
        "According to the council, she [Ann Moss] signed a contract with two shipyards on Monday"
        " [16 November 2026]."
    )


def test_a_subject_that_the_fact_itself_names_needs_no_brackets(merged: Merge) -> None:
    text = "When Ann Moss came to Larnham, she signed a contract with two shipyards.\n"
    assert wordings(merged(text)) == {text.strip()}


def test_somebody_unknown_after_a_phrase_is_never_told(merged: Merge) -> None:
    text = "According to the council, he signed a contract with two shipyards on Monday.\n"
    assert wordings(merged(text)) == set()


def test_speech_is_told_with_its_speaker(merged: Merge) -> None:
    text = (
        "“The northern quay of Larnham was closed in May by the council,” Ann Moss said.\n\n"
        "“Four sailors were hurt in the harbour of Larnham.”\n\n"
        "“Storms closed the coast road for two days,” the harbour master said. “The road to Odran "
        "was opened again in March.”\n"
    )
    evidence = merged(text)
    assert wordings(evidence) == {
        "“The northern quay of Larnham was closed in May by the council,” Ann Moss said.",
        "“Storms closed the coast road for two days,” the harbour master said.",
        "[the harbour master:] “The road to Odran was opened again in March.”",
    }
    fact = fact_of(evidence, "The road")
    assert fact.attribution is not None
    assert fact.attribution.text == "the harbour master"
    assert not any("Four sailors" in words for words in wordings(evidence))


def test_sentences_that_a_quotation_spans_are_one_fact(merged: Merge) -> None:
    text = (
        "Ann Moss told the council: “The sailors of Larnham were in danger. We closed the harbour "
        "in May.” The old “quay” of Larnham was closed.\n"
    )
    first, second = text.strip().split(" The old")
    assert wordings(merged(text)) == {first, f"The old{second}"}


def test_a_stray_mark_takes_no_facts_away(merged: Merge) -> None:
    text = "The old “quay of Larnham was closed on Monday. Storms killed four sailors at sea.\n"
    assert len(wordings(merged(text))) == 2


@pytest.mark.parametrize("group", ["The three", "The three countries"])
def test_counted_groups_are_given_their_names_in_brackets(merged: Merge, group: str) -> None:
    text = (
        "Peru, Chile and Bolivia agreed on Monday to share the cost of the lighthouse. "
        f"{group} also promised to keep the coast road open in winter.\n"
    )
    assert any(
        " [Peru, Chile and Bolivia] also promised" in words for words in wordings(merged(text))
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "They also signed a contract with two shipyards in the town.",
        "The three also signed a contract with two shipyards in the town.",
        "This decision closed the old harbour of Larnham on Monday.",
        "Most of them lost their boats and nets in the harbour.",
    ],
)
def test_facts_about_nobody_known_are_never_told(merged: Merge, sentence: str) -> None:
    assert wordings(merged(f"Storms closed the old harbour of Larnham in May. {sentence}")) == {
        "Storms closed the old harbour of Larnham in May."
    }


def test_facts_about_nobody_known_stand_on_no_timeline() -> None:
    evidence, _ = merge_corpus(
        "Storms closed the harbour of Larnham on 3 March 2026. They met there on 4 March 2026.\n"
    )
    shown = choose(evidence, Config()).events
    assert [event.date.start for event in evidence.events] == ["2026-03-03", "2026-03-04"]
    assert [event.date.start for event in shown] == ["2026-03-03"]


@pytest.mark.parametrize(
    "opener",
    ["Meanwhile, ", "In addition, ", "In a decisive move, ", "However, in another sharp turn, "],
)
def test_beginnings_that_tell_nothing_are_left_out(merged: Merge, opener: str) -> None:
    text = f"{opener}the port authority of Larnham signed a contract with two shipyards.\n"
    assert wordings(merged(text)) == {
        "[…] the port authority of Larnham signed a contract with two shipyards."
    }


@pytest.mark.parametrize(
    "opener",
    [
        "In Larnham, ",
        "In March, ",
        "In a second contract, ",
        "According to the mayor, ",
        "In a bid to save the quay, ",
    ],
)
def test_beginnings_that_tell_something_stay(merged: Merge, opener: str) -> None:
    text = f"{opener}the port authority signed a contract with two shipyards.\n"
    assert wordings(merged(text)) == {text.strip()}


def test_speech_in_marks_cites_its_speaker() -> None:
    evidence, corpus = merge_corpus(
        "“Storms closed the coast road,” Ann Moss said. “The road to Odran was opened in March.”\n"
    )
    fact = fact_of(evidence, "The road")
    assert [citation.text for citation in fact.proof] == [fact.text, "Ann Moss"]
    assert not [*check_citations(evidence, corpus), *check_statements(evidence, corpus)]


def test_completed_facts_cite_every_word_they_show() -> None:
    evidence, corpus = merge_corpus(
        f"{LIST}\nAnn Moss opened a mooring in Larnham. She signed a contract with two shipyards.\n"
    )
    cited = {citation for _, citation in all_citations(evidence)}
    assert all(set(fact.proof) <= cited for fact in evidence.facts)
    assert not [*check_citations(evidence, corpus), *check_statements(evidence, corpus)]


def test_verify_finds_a_lead_in_and_a_name_that_come_too_late() -> None:
    evidence, corpus = merge_corpus(
        f"{LIST}\nAnn Moss opened a mooring in Larnham. She signed a contract with two shipyards.\n"
    )
    item, said = fact_of(evidence, "lighthouse"), fact_of(evidence, "She signed")
    later = said.citations[0]
    one = replace(item, lead_in=later)
    other = replace(said, resolved=(replace(said.resolved[0], names=later),))
    changed = {item.id: one, said.id: other}
    facts = tuple(changed.get(fact.id, fact) for fact in evidence.facts)
    found = [str(f) for f in check_statements(replace(evidence, facts=facts), corpus)]
    assert len(found) == 2
    assert any("no lead-in" in finding for finding in found)
    assert any("no earlier name" in finding for finding in found)


def test_a_pronoun_is_nobody_whom_its_own_sentence_names(merged: Merge) -> None:
    text = (
        "Ann Barlow was found in the car on Monday.\n\n"
        "She pulled Ann from the car and called the harbour police of Larnham."
    )
    assert fact_of(merged(text), "She pulled Ann").resolved == ()
