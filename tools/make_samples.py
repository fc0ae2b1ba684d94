"""Makes the sample sources in inputs/ that are no text: a web page, a PDF, Word, mail.

`python tools/make_samples.py` writes the same bytes every time. What they say is invented.
"""

import io
import sys
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from weasyprint import HTML

INPUTS = Path(__file__).parents[1] / "inputs"

PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Villages wait for the satellite | Gourma Portal</title>
<meta property="og:title" content="Villages wait for the satellite">
<meta property="og:site_name" content="Gourma Portal">
<meta name="author" content="Hadiza Ouattara-Belem">
<meta property="article:published_time" content="2024-09-26T07:15:00+00:00">
<link rel="canonical" href="https://portal.example.org/2024/09/26/villages-wait">
<style>.menu li { display: inline } .teaser { display: none }</style>
<script>window.visits = (window.visits || 0) + 1;</script>
</head>
<body>
<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li>
<li><a href="/weather">Weather</a></li></ul></nav>
<main><article>
<h1>Villages wait for the satellite</h1>
<p class="byline">By Hadiza Ouattara-Belem, 26 September 2024</p>
<p>The three states of the Sahel that ordered satellites from Russia on Monday want to connect
2,300&nbsp;villages to the telephone network, an engineer of the project said in Niamey on
Wednesday.</p>
<p>&ldquo;A village without a signal cannot call for help,&rdquo; said Moussa Adamou Karimoune, who
plans the ground stations for Niger. He expects the first <em>receivers</em> to arrive before the
rainy season of 2026.</p>
<p hidden>Members read this article without advertisements.</p>
<h2>Who pays is open</h2>
<p>The agreement names no price. Mali, Niger and Burkina Faso will share the costs in equal parts,
according to the finance committee of the confederation.</p>
<p>Traders at the market of T&eacute;ra doubt that. The mobile network there has been down since
militants burned two masts in August.</p>
<figure><img src="mast.jpg" alt="">
<figcaption>A burned mast. Photo: Gourma Portal</figcaption></figure>
</article></main>
<aside><h3>Related posts</h3><p>Millet prices fall for the third week</p></aside>
<footer><p>&copy; 2024 Gourma Portal. All rights reserved.</p></footer>
</body>
</html>
"""

PAPER_STYLE = """
@page { size: A5; margin: 22mm 16mm;
        @top-center { content: "Dryland Notes 31"; font: 8pt "Source Sans 3", sans-serif }
        @bottom-center { content: counter(page) " / " counter(pages); font: 8pt "Source Sans 3" } }
html { font: 9.5pt/1.45 "Source Serif 4", "Source Serif Pro", serif }
h1 { font-size: 17pt; line-height: 1.2 } h2 { font-size: 12.5pt; break-after: avoid }
.columns { columns: 2; column-gap: 6mm; text-align: justify; hyphens: auto }
"""
PAPER = """
<h1>Three armies, two satellites</h1>
<p>Dryland Notes 31, 28 September 2024</p>
<p>Mali, Niger and Burkina Faso will operate their two Russian satellites jointly. A control centre
in Bamako is to receive the images and to distribute them to the general staffs of the three
countries.</p>
<h2>What the armies lack</h2>
<div class="columns">
<p>The three general staffs possess 19 reconnaissance drones between them, most of them in Burkina
Faso. Reconnaissance finds convoys, but interception requires helicopters, of which Niger has four
that fly.</p>
<p>Commanders concentrate their garrisons along the principal highways. Communications between
neighbouring garrisons depend on satellite telephones that merchants import, and on
motorcyclists.</p>
<p>Militants attacked the airport of Bamako on 17 September 2024. Investigators established
afterwards that the attackers had circulated instructions over a commercial messenger.</p>
<p>“Pictures do not patrol,” said Colonel Yacouba Dembéré, who commanded a battalion in the border
region until 2023. He recommended transport helicopters instead.</p>
</div>
<h2>What the agreement leaves out</h2>
<p>The agreement of 23 September 2024 mentions neither a price nor a launch date. Comparable
remote-sensing satellites have been delivered within three to five years.</p>
<p>Training begins in January 2025: 40 officers from each country will attend courses in Samara.</p>
"""

MEMO = (
    ("Heading 1", "Memo: the satellite agreement in figures"),
    ("Normal", "Research desk, 27 September 2024. This memo sums up what officials have stated."),
    ("Heading 2", "Commitments"),
    ("List Bullet", "Russia delivers one telecommunications satellite and one for remote sensing."),
    ("List Bullet", "The three countries train 120 operators by the end of 2025."),
)
FIGURES = (
    ("Item", "Stated by", "Figure"),
    ("Ground stations", "Ministry of Communication of Mali", "Six ground stations are planned."),
    ("Villages", "Project office in Niamey", "The project office counts 2,300 villages."),
)
TRACKED = f"""
<w:p {nsdecls("w")}>
<w:r><w:t xml:space="preserve">The committee of the confederation meets </w:t></w:r>
<w:del w:id="1" w:author="desk" w:date="2024-09-27T09:00:00Z"><w:r><w:delText>in Bamako on 4 October
</w:delText></w:r></w:del>
<w:ins w:id="2" w:author="desk" w:date="2024-09-27T09:00:00Z"><w:r><w:t>in Ouagadougou on 11 October
2024</w:t></w:r></w:ins>
<w:r><w:t xml:space="preserve"> to choose the sites.</w:t></w:r>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>Note to self: check.</w:t></w:r>
</w:p>
"""

LETTER = """\
Dear colleagues,

The delegation of Roscosmos left Bamako on Tuesday, a day earlier than planned. "We have what we \
came for," said Artyom Belozerov, who led it, at the airport.

The list of the sites for the ground stations, as the project office circulates it, is attached.

Best regards,
Aminata Zerbo-Lang

> Could you find out when the delegation leaves?
> Thank you.

--\N{SPACE}
Aminata Zerbo-Lang, correspondent, Sahel Letters
"""
SITES = """\
Sites for the ground stations

The project office proposes Kati in Mali, Dosso in Niger and Kaya in Burkina Faso for the first \
three ground stations. Work at Kati is to begin in November 2024.
"""


def make_pdf() -> bytes:
    """Return a paper with running heads, page numbers, two columns and hyphens."""
    page = (
        '<html lang="en"><head><title>Three armies, two satellites</title>'
        '<meta name="author" content="Institute for Dryland Policy">'
        f'<meta name="dcterms.created" content="2024-09-28"><style>{PAPER_STYLE}</style></head>'
        f"<body>{PAPER}</body></html>"
    )
    document: bytes = HTML(string=page).write_pdf(pdf_identifier=b"briefgen sample")
    return document


def make_word() -> bytes:
    """Return a memo with headings, a list, a table, and a tracked change."""
    memo: Document = docx.Document()
    for style, text in MEMO:
        memo.add_paragraph(text, style=style)
    table = memo.add_table(rows=0, cols=len(FIGURES[0]))
    for row in FIGURES:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    memo.element.body.insert(len(MEMO), parse_xml(TRACKED))
    about = memo.core_properties
    about.title, about.author = MEMO[0][1].removeprefix("Memo: "), "Research desk"
    about.created = about.modified = datetime(2024, 9, 27, 9, 0, tzinfo=UTC).replace(tzinfo=None)
    packed = io.BytesIO()
    memo.save(packed)
    return _without_clock(packed)


def _without_clock(packed: io.BytesIO) -> bytes:
    """Pack an archive again, with the same date on every part."""
    again = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name)
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()


def make_mail() -> bytes:
    """Return a mail with an attachment, a quoted mail and a signature."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Aminata Zerbo-Lang <a.zerbo@letters.example.org>"
    mail["To"] = "desk@institute.example.org"
    mail["Subject"] = "The delegation has left"
    mail["Date"] = "Wed, 25 Sep 2024 08:40:00 +0000"
    mail["Message-ID"] = "<2024-09-25.1@letters.example.org>"
    mail.set_content(LETTER)
    mail.add_attachment(SITES, filename="sites.txt")
    mail.set_boundary("=_sample")
    return mail.as_bytes()


def main() -> None:
    """Write the samples."""
    samples = {
        "news-portal.html": PAGE.encode(),
        "dryland-note.pdf": make_pdf(),
        "desk-memo.docx": make_word(),
        "letter.eml": make_mail(),
    }
    for name, content in samples.items():
        (INPUTS / name).write_bytes(content)
        sys.stdout.write(f"inputs/{name}\n")


if __name__ == "__main__":
    main()
