"""What a reader who sees one sentence alone is missing, and which day "Friday" was."""

import pytest
from conftest import ParseText

from briefgen.extract.alone import LOST, read_alone
from briefgen.extract.units import find_units

FIRST = "A storm closed the old harbour of Larnham on Monday."

LOST_ALONE = (
    "It was closed again after a week of repairs.",
    "This angered the fishermen of the whole coast.",
    "These flights were cancelled by the airline on Monday.",
    "That was the worst flood since the war.",
    "They signed a contract with two shipyards in Odran.",
    "Most of them lost their boats and nets.",
    "Moss called it a mistake in the council.",
    "The council of Larnham approved it on Monday.",
    "Police in Larnham arrested him on Monday.",
    "Mayor Ann Moss thanked them for the help.",
    "According to the council, he signed a contract in Odran.",
    "His lawyer said the trial in Odran would go on.",
    "Their boats were found near Cape Odran on Monday.",
    "We expect the harbour of Larnham to open in May.",
    "The mayor of Odran told us about the plans.",
    "Larnham is the pride of our coast.",
    "The man was taken to a hospital in Larnham.",
    "The child had been visiting relatives in Odran.",
    "The child - one of 91 cases in Norland - had been visiting relatives.",
    "The 1-year-old was pronounced dead in a hospital.",
    "The company said profits rose in the spring.",
    "The couple had moved to Odran in March.",
    "The suspects were taken to a court in Odran.",
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
    "That evening, Jenny Reed still waited for the ferry.",
    "On the same day Ann Moss closed the bridge.",
    "The mayor of Odran was born there.",
    "That the argument would hold was never proven to be wrong, which is odd.",
    "Which is why the mayor of Larnham closed the pier.",
    "“She removed the girl from the truck and called for help,” police said.",
    "However, he also paid the workers of the shipyard.",
)  # fmt: skip

UNDERSTOOD = (
    "It is clear that the bridge of Larnham will be closed.",
    "It took a week to repair the bridge of Larnham.",
    "It is the mayor of Larnham who closed the bridge.",
    "The bridge was closed when it began to sink.",
    "Ann Moss said she would leave the council in May.",
    "In his speech, Mayor Tom Reed praised the sailors.",
    "The council closed the road, and this angered the drivers.",
    "The airline cancelled flights to Odran, and these flights were full.",
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
    "Both of the ships were built in Larnham.",
    "The two ships that sank had been built in Larnham.",
    "Two ships sank, and the other reached the port.",
    "Some left in boats while others fled to the hills of Odran.",
    "On the same day that the mine closed, Ann Moss resigned.",
    "Moss was born in Odran and still lives there.",
    "There were two ships in the harbour of Larnham.",
    "Soldiers took the town and left it the next day.",
    "The mayor resigned on 3 May 2026 and left the town two days later.",
    "He was fined, and Ann Moss was also banned.",
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
    "Further paragraphs of the contract reveal the price.",
)


def missing(parse_text: ParseText, sentence: str) -> float:
    """Return what a reader misses of the last unit of a text, told after another one."""
    parsed = parse_text(f"{FIRST}\n\n{sentence}")
    alone = read_alone(parsed)
    begins = len(FIRST) + 2
    units = [u for u in find_units(parsed).units if u.passage.start >= begins]
    return max(alone.missing(unit, ()) for unit in units)


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
