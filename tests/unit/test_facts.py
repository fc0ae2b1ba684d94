import pytest
from conftest import ParseText

from briefgen.extract.dates import find_dates
from briefgen.extract.facts import find_statements
from briefgen.extract.nlp import Parsed
from briefgen.model.annotations import Statement
from briefgen.model.unsaid import Why

PLAIN = "The port authority of Larnham signed a contract with two shipyards."


def statements(parsed: Parsed) -> tuple[Statement, ...]:
    return find_statements(parsed, (), find_dates(parsed)).statements


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("They met again.", "too short"),
        ("Who will pay for the new eastern wall of the harbour?", "question"),
        ("Ann Moss speaks from Larnham 1146 – Tom Reed speaks 1150 – Ada.", "running order"),
        ("The works on the harbour include the following parts:", "lead-in to a list"),
        ("A wall of stone, sand and concrete along the old harbour.", "no finite verb"),
        ("Consider the fishermen of the old harbour and their families.", "address to the reader"),
        ("The bridge treaty led the week.", "about the coverage"),
        ("Floods in Odran dominated the headlines for days.", "about the coverage"),
        ("This newsletter looks at the strike in the port.", "about the coverage"),
    ],
)
def test_facts_leave_out_what_states_nothing_and_count_it(
    parse_text: ParseText, sentence: str, reason: str
) -> None:
    parsed = parse_text(f"{sentence}\n\n{PLAIN}")
    found = find_statements(parsed, (), ())
    assert [parsed.words(one.span) for one in found.statements] == [PLAIN]
    assert [one.why for one in found.passed_over] == [reason]
    assert parsed.words(found.passed_over[0].span) in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Moss led the week with two wins in Odran.",
        "Norwings led the week's gains on the exchange of Odran.",
        "The storm hit the harbour of Odran on Monday.",
        "This issue divides the council of the old harbour.",
    ],
)
def test_what_leads_or_fills_anything_else_is_no_coverage(
    parse_text: ParseText, sentence: str
) -> None:
    parsed = parse_text(sentence)
    assert [parsed.words(one.span) for one in statements(parsed)] == [sentence]


@pytest.mark.parametrize("sentence", ["Nine sailors lost their lives.", "Two ships sank."])
def test_facts_take_a_short_sentence_that_counts(parse_text: ParseText, sentence: str) -> None:
    parsed = parse_text(f"{sentence} The crew left early.\n\n{PLAIN}")
    assert [parsed.words(one.span) for one in statements(parsed)] == [sentence, PLAIN]


@pytest.mark.parametrize(
    "post",
    [
        "Storm damage at the old harbour of Larnham",
        "Larnham harbour closed",
        "Four sailors dead, six wounded after explosion on a ferry.",
    ],
)
def test_facts_take_a_headline_that_is_all_a_source_says(parse_text: ParseText, post: str) -> None:
    parsed = parse_text(post)
    assert [parsed.words(one.span) for one in statements(parsed)] == [post]


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        (
            "Rebels claimed the raid on Larnham airport, while the army closed the coast road.",
            [
                "Rebels claimed the raid on Larnham airport",
                "the army closed the coast road.",
            ],
        ),
        (
            "Storms killed four sailors in the harbour; the coast guard closed the basin.",
            ["Storms killed four sailors in the harbour", "the coast guard closed the basin."],
        ),
        (
            "The council did not sign the contract but the mayor opened the new pier in March.",
            ["The council did not sign the contract", "the mayor opened the new pier in March."],
        ),
    ],
)
def test_facts_split_a_sentence_that_tells_two(
    parse_text: ParseText, sentence: str, facts: list[str]
) -> None:
    parsed = parse_text(f"{sentence}\n\n{PLAIN}")
    assert [parsed.words(one.span) for one in statements(parsed)] == [*facts, PLAIN]


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister said the wall has cracks and the harbour is closed to ships.",
        "The wall has cracks and the harbour is closed, according to the minister.",
        "The wall has deep cracks, and it must be closed before the winter.",
        "Reportedly, rebels took the town of Larnham and the army left the barracks.",
        "The army left the barracks while retreating from the town of Larnham.",
    ],
    ids=["said", "according to", "pronoun", "doubt", "no subject"],
)
def test_facts_lose_no_source_or_doubt_by_splitting(parse_text: ParseText, sentence: str) -> None:
    parsed = parse_text(f"{sentence}\n\n{PLAIN}")
    assert [parsed.words(one.span) for one in statements(parsed)] == [sentence, PLAIN]


def test_facts_leave_out_the_dateline(parse_text: ParseText) -> None:
    parsed = parse_text(f"LARNHAM, Norland, Nov 16 (NPA) - {PLAIN}")
    assert [parsed.words(one.span) for one in statements(parsed)] == [PLAIN]


def test_facts_pass_over_list_items_that_say_nothing_alone(parse_text: ParseText) -> None:
    parsed = parse_text(
        f"{PLAIN}\n\nParts of the plan for the old harbour:\n\n"
        "- A wall of stone, sand and concrete along the basin\n"
        "- The port authority pays for the dredging of the western channel.\n"
    )
    found = find_statements(parsed, (), ())
    assert [parsed.words(one.span) for one in found.statements] == [
        PLAIN,
        "The port authority pays for the dredging of the western channel.",
    ]
    assert [one.why for one in found.passed_over] == [Why.LEAD_IN, Why.BARE_ITEM]


def test_facts_come_from_running_text_only(parse_text: ParseText) -> None:
    parsed = parse_text(
        "Ministers Met the Fishermen of Larnham in March\n\n"
        "The ministers met the fishermen of Larnham on Monday.\n\n"
        "Fishermen mend nets in the harbour. Photo: Ada Brandt via NPA\n\n"
        "The talksbetweentheministersandthefishermen went on for two days in Larnham."
    )
    words = [parsed.words(one.span) for one in statements(parsed)]
    assert words == ["The ministers met the fishermen of Larnham on Monday."]


def test_facts_split_sentences_at_a_stop_that_lacks_its_blank(parse_text: ParseText) -> None:
    parsed = parse_text(
        "The ministers met the fishermen in the harbour.Later they signed a contract."
    )
    words = [parsed.words(one.span) for one in statements(parsed)]
    assert words[0] == "The ministers met the fishermen in the harbour."


def test_facts_keep_a_sentence_that_lost_its_full_stop(parse_text: ParseText) -> None:
    sentence = (
        "Since the storm in October, the port authority has moved the fishing boats to the western"
        " basin and closed the eastern wall to all ships over twenty metres"
    )
    parsed = parse_text(f"{sentence}\n\nThe works begin in spring, the authority said.")
    assert parsed.words(statements(parsed)[0].span) == sentence


@pytest.mark.parametrize(
    ("sentence", "hedged", "negated"),
    [
        ("The authority signed a contract with two shipyards.", False, False),
        ("The authority may sign a contract with two shipyards.", True, False),
        ("The authority reportedly signed a contract with two shipyards.", True, False),
        ("The authority plans to sign a contract with two shipyards.", True, False),
        ("The authority did not sign a contract with two shipyards.", False, True),
        ("The authority denied a contract with two foreign shipyards.", False, True),
        ("The minister said the authority did not sign the contract.", False, True),
    ],
)
def test_facts_carry_hedge_and_negation(
    parse_text: ParseText, sentence: str, *, hedged: bool, negated: bool
) -> None:
    (found,) = statements(parse_text(sentence))
    assert (found.hedged, found.negated) == (hedged, negated)


@pytest.mark.parametrize(
    ("sentence", "attribution"),
    [
        (
            "The minister said on Monday that the wall has cracks.",
            "The minister said on Monday",
        ),
        (
            "The wall has cracks, the minister told the newspaper.",
            "the minister told the newspaper",
        ),
        ("The wall has cracks, according to the minister.", "according to the minister"),
        ("The eastern wall of the harbour has deep cracks.", None),
    ],
)
def test_facts_carry_whose_statement_it_is(
    parse_text: ParseText, sentence: str, attribution: str | None
) -> None:
    parsed = parse_text(sentence)
    (found,) = statements(parsed)
    assert (found.attribution and parsed.words(found.attribution)) == attribution


def test_facts_rate_an_event_above_general_talk(parse_text: ParseText) -> None:
    event, talk = statements(
        parse_text(
            "The authority signed a contract with two shipyards on 3 March 2025.\n\n"
            "This partnership plays a crucial role and underscores the importance of harbours."
        )
    )
    assert dict(event.features)["event"] > dict(talk.features)["event"]
    assert dict(talk.features)["general"] > dict(event.features)["general"]
    assert dict(talk.features)["leaning"] == 1


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "At least 120 people will work on the site.",
            [("At least 120 people", 120, None, "people")],
        ),
        ("Storms killed twelve sailors in the harbour.", [("twelve sailors", 12, 12, "sailor")]),
        ("The storm sank up to 30 boats in one night.", [("up to 30 boats", None, 30, "boat")]),
        (
            "The works cost 2.5 million pounds in all.",
            [("2.5 million pounds", 2.5e6, 2.5e6, "pound")],
        ),
        ("Thirty-one ships waited in the roads.", [("Thirty-one ships", 31, 31, "ship")]),
        (
            "Two hundred and twenty-five ships waited in the roads.",
            [("Two hundred and twenty-five ships", 225, 225, "ship")],
        ),
        (
            "The works cost one million two hundred thousand pounds in all.",
            [("one million two hundred thousand pounds", 1.2e6, 1.2e6, "pound")],
        ),
        (
            "Storms sank between two hundred and three hundred boats in one night.",
            [("between two hundred and three hundred boats", 200, 300, "boat")],
        ),
        ("The harbour lost 20-30 boats in one night.", [("20-30 boats", 20, 30, "boat")]),
        ("The three countries signed the treaty in 2024.", []),
        ("The authority was founded in 1951 by sailors.", []),
        ("The wall has held for ninety years by now.", [("ninety years", 90, 90, "year")]),
    ],
)
def test_facts_carry_what_they_count(
    parse_text: ParseText,
    sentence: str,
    expected: list[tuple[str, float | None, float | None, str]],
) -> None:
    parsed = parse_text(sentence)
    (found,) = statements(parsed)
    counts = [(parsed.words(c.span), c.low, c.high, c.unit) for c in found.counts]
    assert counts == expected


def test_facts_tell_the_killed_from_the_displaced(parse_text: ParseText) -> None:
    killed, displaced = statements(
        parse_text(
            "The flood killed 2,000 people in the valley.\n\n"
            "The flood displaced 2,000 people in the valley."
        )
    )
    assert [c.role for c in killed.counts] == ["kill"]
    assert [c.role for c in displaced.counts] == ["displace"]
