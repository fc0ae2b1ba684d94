"""What is said of two weeks: our own sentences, read by the whole program."""

import pytest
from conftest import MODEL, document_of

from briefgen.config import Config
from briefgen.merge import compare
from briefgen.model.codec import decode_changes, encode_changes
from briefgen.model.evidence import Evidence
from briefgen.model.issues import Changes, Issue, Past, Standing
from briefgen.model.text import Corpus
from briefgen.pipeline import gather
from briefgen.verification.evidence.changes import check_changes

CONFIG = Config(model=MODEL)
ISSUE = Issue("0" * 64, "TV-46", "Tellin valley", "2026-11-16", "", "", "", "out/46")
FILLER = (
    "The museum of clocks in Varel sold its last ticket in spring."
    " Fishermen near Aldmere repaired the nets of two trawlers."
    " A bakery in Sorn burned down after a short circuit."
)


def evidence(*texts: str, published: str) -> tuple[Evidence, dict[str, str]]:
    documents = [
        document_of(f"Heading\n\n{text}\n\n{FILLER}", key=f"S{n}", published=published)
        for n, text in enumerate(texts, 1)
    ]
    corpus = Corpus(tuple(documents))
    return gather(corpus, CONFIG), {d.source.key: d.text for d in documents}


def changes(then: str, now: str) -> Changes:
    before, texts = evidence(then, published="2026-11-13")
    after, _ = evidence(now, published="2026-11-20")
    shown = frozenset(fact.id for fact in before.facts)
    found = compare(Past(ISSUE, before, shown, tuple(texts.items()), ()), after)
    assert not list(check_changes(found, texts))
    assert decode_changes(encode_changes(found)) == found
    return found


def standing(then: str, now: str) -> tuple[Standing, list[tuple[str, str, str]], list[str]]:
    after, _ = evidence(now, published="2026-11-20")
    found = changes(then, now)
    (fact,) = [f for f in after.facts if f.text in now]
    change = found.of(fact.id)
    assert change is not None
    told = [(r.slot, r.before.text, r.after.text) for r in change.revisions]
    return change.standing, told, [citation.text for citation in found.gone]


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (
            "The canton of Varel has closed four bridges over the Tellin river.",
            "The canton of Varel has closed four bridges over the Tellin river.",
        ),
        (
            "The canton of Varel closed four bridges over the Tellin river after the flood.",
            "After the flood, the canton of Varel closed four bridges over the Tellin river.",
        ),
        (
            "About 140 houses in the lower Tellin valley were destroyed by the flood.",
            "The flood destroyed 138 houses in the lower Tellin valley.",
        ),
    ],
)
def test_the_same_statement_goes_on(then: str, now: str) -> None:
    found, told, gone = standing(then, now)
    assert (found, told, gone) == (Standing.CONTINUING, [], [])


@pytest.mark.parametrize(
    ("then", "now", "revision"),
    [
        (
            "The flood of the Tellin river destroyed 140 houses in the lower valley.",
            "The flood of the Tellin river destroyed 163 houses in the lower valley.",
            ("house", "140 houses", "163 houses"),
        ),
        (
            "At least 12 people were killed in the collapse of the Marbrook tunnel.",
            "At least 19 people were killed in the collapse of the Marbrook tunnel.",
            ("people", "At least 12 people", "At least 19 people"),
        ),
        (
            "The new bridge at Oberlinden will open to lorries on 24 November 2026.",
            "The new bridge at Oberlinden will open to lorries on 1 December 2026.",
            ("day", "24 November 2026", "1 December 2026"),
        ),
        (
            "Some 4,000 people have fled the fighting around Tarn.",
            "Some 9,500 people have fled the fighting around Tarn.",
            ("people", "Some 4,000 people", "Some 9,500 people"),
        ),
        (
            "Rescuers are looking for 14 miners trapped in the Hollin pit.",
            "Rescuers are still looking for 6 miners trapped in the Hollin pit.",
            ("miner", "14 miners", "6 miners"),
        ),
        (
            "Nineteen ships were waiting in the roads of Meren by evening.",
            "Thirty-one ships were waiting in the roads of Meren.",
            ("ship", "Nineteen ships", "Thirty-one ships"),
        ),
        (
            "The summit in Varel is planned for 3 December 2026.",
            "The summit in Varel is now planned for 10 December 2026.",
            ("day", "3 December 2026", "10 December 2026"),
        ),
    ],
)
def test_another_value_of_one_thing_is_a_change(
    then: str, now: str, revision: tuple[str, str, str]
) -> None:
    found, told, gone = standing(then, now)
    assert found is Standing.CHANGED
    assert [(slot, " ".join(a.split()), " ".join(b.split())) for slot, a, b in told] == [revision]
    assert gone == []


def test_a_change_without_words_of_its_own_is_told_by_both_statements() -> None:
    then = "The second clinic in Lemnitz will open on 17 November 2026."
    now = "The second clinic in Lemnitz opened on 17 November 2026 with 80 beds."
    found, told, gone = standing(then, now)
    assert (found, told, gone) == (Standing.CHANGED, [("status", then, now)], [])


def test_a_toll_that_rose_is_told_by_its_numbers() -> None:
    then = "The death toll from the landslide in Kelm rose to 34."
    found, told, gone = standing(then, then.replace("34", "51"))
    assert (found, told, gone) == (Standing.CHANGED, [("toll", "34", "51")], [])


@pytest.mark.parametrize(
    ("then", "now"),
    [
        pytest.param(
            "An avalanche in Davenholt killed 12 people on 10 November 2026.",
            "An avalanche in Davenholt killed 15 people on 18 November 2026.",
            id="another day",
        ),
        pytest.param(
            "An avalanche above Davenholt killed 12 skiers of a club.",
            "An avalanche above Merrowby killed 15 skiers of a club.",
            id="another place",
        ),
        pytest.param(
            "The court in Varel sentenced 12 smugglers to prison on Tuesday.",
            "The court in Varel sentenced 15 smugglers to prison on Tuesday.",
            id="the same weekday of another week",
        ),
        pytest.param(
            "The council of Varel approved the budget for the new ferry terminal.",
            "The council of Varel did not approve the budget for the new ferry terminal.",
            id="the contrary",
        ),
        pytest.param(
            "The canton has paid 2 million francs in aid to farmers in the valley.",
            "The canton has paid 2 million francs in rent for the offices of the police.",
            id="another purpose",
        ),
        pytest.param(
            "Mayor Ilka Brannström opened the market hall with a long speech.",
            "Mayor Tobias Renk opened the market hall with a long speech.",
            id="another person",
        ),
        pytest.param(
            "The ferry Aurora carried 900 passengers across the bay in a storm.",
            "The ferry Boreas carried 400 passengers across the bay in a storm.",
            id="another ship",
        ),
        pytest.param(
            "Police arrested 14 protesters outside the parliament in Varel.",
            "Police arrested 30 protesters outside the embassy in Varel.",
            id="another building",
        ),
        pytest.param(
            "The opposition won 45 seats in the northern council.",
            "The opposition won 61 seats in the southern council.",
            id="another council",
        ),
        pytest.param(
            "The first convoy of 12 trucks reached the town of Sarno.",
            "The second convoy of 20 trucks reached the town of Sarno.",
            id="the next one",
        ),
        pytest.param(
            "The union will meet the employers in Varel on 20 November 2026.",
            "The union will meet the minister in Varel on 27 November 2026.",
            id="another meeting",
        ),
    ],
)
def test_what_only_looks_alike_is_new(then: str, now: str) -> None:
    found, told, gone = standing(then, now)
    assert (found, told) == (Standing.NEW, [])
    assert gone == [then]


def test_only_what_was_shown_can_be_gone() -> None:
    before, texts = evidence("The mill at Sorn stopped its wheel for good.", published="2026-11-13")
    after, _ = evidence("Divers found a bell in the lake of Aldmere.", published="2026-11-20")
    found = compare(Past(ISSUE, before, frozenset(), tuple(texts.items()), ()), after)
    assert found.gone == ()


def test_new_actors_are_those_the_last_issue_did_not_name() -> None:
    then = (
        "Commissioner Reto Anselm visited the dam. Anselm spoke to engineers of Nordhelm Insurance."
    )
    now = "Reto Anselm and Chief Inspector Maud Ferrand visited the dam with engineers."
    after, _ = evidence(now, published="2026-11-20")
    named = {actor.id: actor.name for actor in after.actors}
    assert [named[ref] for ref in changes(then, now).new_actors] == ["Maud Ferrand"]


def test_an_actor_of_an_issue_before_the_last_one_is_not_new() -> None:
    before, texts = evidence("The mill at Sorn stopped its wheel for good.", published="2026-11-13")
    after, _ = evidence(
        "Chief Inspector Maud Ferrand and Reto Anselm visited the dam.", published="2026-11-20"
    )
    past = Past(
        ISSUE,
        before,
        frozenset(),
        tuple(texts.items()),
        (),
        frozenset(["FERRAND, Maud", "Maud Ferrand"]),
    )
    named = {actor.id: actor.name for actor in after.actors}
    assert [named[ref] for ref in compare(past, after).new_actors] == ["Reto Anselm"]


def test_a_forged_earlier_citation_is_found() -> None:
    found = changes(
        "The flood of the Tellin river destroyed 140 houses in the lower valley.",
        "The flood of the Tellin river destroyed 163 houses in the lower valley.",
    )
    texts = {record.key: "Something else altogether." for record in found.sources}
    findings = [str(finding) for finding in check_changes(found, texts)]
    assert any("not as it was kept" in finding for finding in findings)
    assert any("says something else" in finding for finding in findings)
