"""Small pages in the layouts of real sites, with the day each was published and who says so.

`python tests/unit/published_pages.py` counts those of which the day that is counted from is right.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document as Word

from briefgen.clean import clean
from briefgen.model.text import Metadata, RawDocument
from briefgen.read import find_files, read

H = "Council shuts the weir at Sorn"
LEAD = (
    "The council of Sorn shut the weir on Monday after a bolt broke, its engineer Ada Fenn told"
    " reporters at the site. Boats must wait until the spring, she said, and the mill stands still."
)
MORE = (
    "Repairs cost 40,000 crowns, which the district pays. The weir was built in 1911 and was mended"
    " for the last time in 1987, when a flood had taken away the lower gate and half of the wall."
)
TEXT = f"<p>{LEAD}</p><p>{MORE}</p>"
BY = "<p class='by'>By Ada Fenn</p>"
DAY = "2026-11-18"
NONE = ("", "")
IN_PAGE, PRINTED, ADDRESS, GUESS, NAME = (
    (DAY, "page"), (DAY, "text"), (DAY, "address"), (DAY, "guessed"), (DAY, "name"),
)  # fmt: skip
Told = tuple[str, str]


def page(head: str = "", body: str = "", lang: str = "en", title: str = H) -> bytes:
    """Write a page of a head and a body."""
    start = f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title>"
    return f"{start}{head}</head><body>{body}</body></html>".encode()


def article(above: str = "", below: str = "", after: str = "", head: str = "") -> bytes:
    """Write a page of an article with something above and below its headline, and after it."""
    return page(head, f"<main><article>{above}<h1>{H}</h1>{below}{TEXT}</article></main>{after}")


def meta(name: str, content: str, key: str = "name") -> str:
    """Write a meta element."""
    return f"<meta {key}='{name}' content='{content}'>"


def linked(text: str) -> bytes:
    """Write an article with linked data."""
    return article(head=f"<script type='application/ld+json'>{text}</script>")


def text(*lines: str) -> bytes:
    """Write a text file, an empty line between its paragraphs."""
    return "\n\n".join((*lines, LEAD, MORE)).encode()


def word(*lines: str) -> bytes:
    """Write a Word file with the dates of its library's template."""
    made = Word()
    made.add_heading(H, 0)
    for line in (*lines, LEAD, MORE):
        made.add_paragraph(line)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def paper(*lines: str, made: str = "") -> bytes:
    """Write a PDF of one page by hand, with a day of making."""
    shown = [
        H,
        "",
        *(part for line in lines for part in (line, "")),
        *(LEAD[n : n + 80] for n in range(0, len(LEAD), 80)),
    ]
    drawn = "BT /F 11 Tf 60 780 Td 16 TL " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
    page_of = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"{page_of}/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</CreationDate({made})>>" if made else "<<>>",
    ]
    body, places = "%PDF-1.4\n", []
    for n, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{n} 0 obj{one}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 7\n0000000000 65535 f \n{table}{tail}".encode()


def under(line: str) -> bytes:
    """Write an article with a line under its headline."""
    return article(below=f"<p class='meta'>{line}</p>")


def national(lang: str, line: str) -> bytes:
    """Write a page in another language's ways with a line under its headline."""
    return page(lang=lang, body=f"<main><h1>{H}</h1><div class='info'>{line}</div>{TEXT}</main>")


ISO = "2026-11-18T09:20:00+01:00"
CANONICAL = "<link rel='canonical' href='https://post.example.org{}'>"
POSTS = "".join(
    f"<article class='post'><h2>Day {n} at the weir</h2><p class='date'>{n} November 2026</p>"
    f"<p>{LEAD}</p></article>"
    for n in (18, 17, 16)
)
SIDE = (
    "<aside class='related'><ul><li><time datetime='2026-11-25'>25 Nov</time> Mill sold</li>"
    "<li><span class='entry-date'>24 November 2026</span> Boats wait</li></ul></aside>"
)
COMMENTS = (
    "<section id='comments'><h2>Comments</h2><div class='comment'><b>Rolf</b>"
    "<time datetime='2026-11-21'>21 November 2026</time><p>At last!</p></div></section>"
)
FOOT = "<footer>© 2012-2026 The Sorn Post. Last modified 28.11.2026.</footer>"

PAGES: dict[str, tuple[bytes, Told]] = {
    "og.html": (article(head=meta("article:published_time", ISO, "property")), IN_PAGE),
    "og-and-modified.html": (
        article(head=meta("article:modified_time", "2026-11-25", "property")
                + meta("article:published_time", ISO, "property"), below=BY), IN_PAGE),
    "ld.html": (linked(f'{{"@type":"NewsArticle","datePublished":"{ISO}",'
                       '"dateModified":"2026-11-25"}'), IN_PAGE),
    "ld-graph.html": (linked('{"@graph":[{"@type":"WebSite"},{"@type":"WebPage","datePublished":'
                             f'"2026-11-20"}},{{"@type":["Article"],"datePublished":"{ISO}"}}]}}'),
                      IN_PAGE),
    "ld-list-of-others.html": (
        linked(f'[{{"@type":"Article","headline":"{H}","datePublished":"{ISO}"}},'
               '{"@type":"Article","headline":"Mill sold","datePublished":"2026-11-25"}]'),
        IN_PAGE),
    "ld-broken.html": (linked(f'{{"@type":"NewsArticle","x":"a "b" c","datePublished":"{ISO}",}}'),
                       IN_PAGE),
    "ld-comment.html": (
        linked(f'{{"@type":"BlogPosting","datePublished":"{ISO}","comment":'
               '[{"@type":"Comment","datePublished":"2026-11-21"}]}'), IN_PAGE),
    "itemprop.html": (
        under(f"<span itemprop='datePublished' content='{ISO}'>18 Nov</span>"), IN_PAGE),
    "dc.html": (article(head=meta("DC.date.issued", DAY)), IN_PAGE),
    "dcterms.html": (article(head=meta("dcterms.issued", "18 November 2026")), IN_PAGE),
    "parsely.html": (article(head=meta("parsely-pub-date", "2026-11-18T23:30:00Z")), IN_PAGE),
    "sailthru.html": (
        article(head=meta("sailthru.date", "Wed, 18 Nov 2026 09:20:00 GMT")), IN_PAGE),
    "citation.html": (article(head=meta("citation_publication_date", "2026/11/18")), IN_PAGE),
    "wordpress.html": (
        under(f"<time class='entry-date published' datetime='{ISO}'>Nov 18</time>"
              "<time class='updated' datetime='2026-11-25'>Nov 25</time>"), IN_PAGE),
    "wordpress-both.html": (
        under(f"<time class='entry-date published updated' datetime='{ISO}'>18</time>"), IN_PAGE),
    "pubdate.html": (under(f"<time pubdate datetime='{ISO}'>last week</time>"), IN_PAGE),
    "hentry.html": (under("<abbr class='published' title='2026-11-18'>Wednesday</abbr>"), IN_PAGE),
    "beside-others.html": (
        article(below=f"<time class='entry-date' datetime='{ISO}'>18</time>", after=SIDE), IN_PAGE),
    "greenwich.html": (
        article(head=meta("article:published_time", "2026-11-19T04:20:00Z", "property")
                + CANONICAL.format("/2026/11/18/weir")), IN_PAGE),
    "printed-time.html": (under("Northern Wire November 18, 2026, 9:02 AM"), PRINTED),
    "printed-zone.html": (under("November 18, 2026 - 11:28 GMT"), PRINTED),
    "printed-written.html": (under("Written by Ada Fenn, MA, on November 18, 2026"), PRINTED),
    "time.html": (under("<time datetime='2026-11-18'>two days ago</time>"), PRINTED),
    "time-and-modified.html": (
        article(below="<time datetime='2026-11-18'>18 November 2026</time>",
                head=meta("article:modified_time", "2026-11-25", "property")), PRINTED),
    "only-modified.html": (article(head=meta("article:modified_time", DAY, "property")), GUESS),
    "only-updated.html": (
        under("<time class='updated' datetime='2026-11-18'>18 Nov</time>"), GUESS),
    "only-ld-modified.html": (linked(f'{{"@type":"Article","dateModified":"{DAY}"}}'), GUESS),
    "address.html": (article(head=CANONICAL.format("/2026/11/18/weir")), ADDRESS),
    "address-name.html": (article(head=CANONICAL.format("/news/2026/nov/18/weir")), ADDRESS),
    "address-and-modified.html": (
        article(head=CANONICAL.format("/20261118/weir.html")
                + meta("article:modified_time", "2026-11-25", "property")), ADDRESS),
    "calendar.html": (article(head=CANONICAL.format("/events/2026/11/18/")), NONE),
    "number-in-address.html": (article(head=CANONICAL.format("/weir-20991399123")), NONE),
    "printed.html": (under("Published: 18 November 2026"), PRINTED),
    "printed-us.html": (under("Nov 18, 2026 9:20 AM GMT"), PRINTED),
    "printed-by.html": (under("By Ada Fenn | Wednesday 18 November 2026"), PRINTED),
    "printed-posted.html": (under("Posted by Ada Fenn on November 18, 2026 at 9:20 am"), PRINTED),
    "printed-both.html": (
        under("First published: 18 November 2026 09:20. Last updated: 20 November 2026"), PRINTED),
    "printed-label-above.html": (
        under("<b>Published</b><br>18 November 2026<br><b>Updated</b><br>20 November 2026"),
        PRINTED),
    "printed-before.html": (article(above="<p class='date'>18 November 2026</p>"), PRINTED),
    "printed-de.html": (national("de", "Veröffentlicht am 18.11.2026 um 09:20 Uhr"), PRINTED),
    "printed-fr.html": (
        national("fr", "Publié le 18 novembre 2026 à 9h20 - Mis à jour le 19 novembre 2026 à 10h"),
        PRINTED),
    "printed-es.html": (national("es", "18 de noviembre de 2026"), PRINTED),
    "printed-ru.html": (national("ru", "18 ноября 2026 г., 09:20"), PRINTED),
    "printed-ja.html": (national("ja", "2026年11月18日"), PRINTED),
    "printed-gb.html": (national("en-GB", "Published: 03/11/2026"), ("2026-11-03", "text")),
    "printed-us-numbers.html": (national("en-US", "Published: 11/03/2026"), ("2026-11-03", "text")),
    "printed-either.html": (national("en", "Published: 03/04/2026"), NONE),
    "printed-either-resolved.html": (
        page(body=f"<main><h1>{H}</h1><p>Published: 03/04/2026</p>{TEXT}</main>{FOOT}"
             "<footer>Printed 28/11/2026</footer>"), ("2026-04-03", "text")),
    "printed-updated.html": (under("Last updated 18 November 2026, 9:20"), NONE),
    "stand.html": (national("de", "Stand: 18.11.2026, 9:20 Uhr"), NONE),
    "impossible.html": (under("Published: 30 February 2026"), NONE),
    "other-weekday.html": (under("Thursday, 18 November 2026"), NONE),
    "only-sidebar.html": (article(after=SIDE), NONE),
    "only-comments.html": (article(after=COMMENTS), NONE),
    "comments-too.html": (article(below="<p>18 November 2026</p>", after=COMMENTS + SIDE), PRINTED),
    "only-copyright.html": (article(after=FOOT), NONE),
    "today-in-banner.html": (
        page(body=f"<div>Saturday, 28 November 2026</div><main><h1>{H}</h1>{TEXT}</main>"), NONE),
    "in-lead.html": (
        page(body=f"<main><h1>{H}</h1><p>On 18 November 2026 it fell. {LEAD}</p></main>"), NONE),
    "in-headline.html": (
        page(title="The flood of 18 November 2026",
             body=f"<main><h1>The flood of 18 November 2026</h1>{TEXT}</main>"), NONE),
    "report.html": (
        page(title="Situation report 7, 18 November 2026",
             body=f"<main><h1>Situation report 7, 18 November 2026</h1>{TEXT}</main>"), PRINTED),
    "event.html": (
        under("18 November 2026, 9:00–17:00<br>Venue: Town hall of Sorn<br>Register now"), NONE),
    "event-day.html": (under("18 November 2026</p><p>Venue: Town hall of Sorn"), NONE),
    "event-ld.html": (
        article(below="<p>18 November 2026</p>", head="<script type='application/ld+json'>"
                '{"@type":"Event","startDate":"2026-11-18"}</script>'), NONE),
    "blog.html": (page(body=f"<main><h1>Weir diary</h1>{POSTS}</main>"), NONE),
    "dateline.html": (
        page(body=f"<main><h1>{H}</h1><p>SORN, Nov 18 (Northern Wire) - {LEAD}</p></main>"
             "<footer>© 2026 Northern Wire</footer>"), PRINTED),
    "dateline-no-year.html": (
        page(body=f"<main><h1>{H}</h1><p>SORN, Nov 18 (Northern Wire) - {LEAD}</p></main>"), NONE),
    "label.txt": (text(H, "Published: 18 November 2026"), PRINTED),
    "updated.txt": (text(H, "Last updated 18 November 2026"), NONE),
    "dateline.txt": (
        text(H, f"SORN, Nov. 18 (Northern Wire) - {LEAD}", "It had met on 16 November 2026."),
        PRINTED),
    "dateline-far.txt": (
        text(H, f"SORN, Nov. 18 (Northern Wire) - {LEAD}", "It had met on 3 May 2019."), NONE),
    "dateline-full.txt": (text(H, f"SORN, Norland, 18 November 2026 — {LEAD}"), PRINTED),
    "two-posts.txt": (
        text(H, "18 November 2026", LEAD, "The mill stands still", "16 November 2026"), NONE),
    "comment.txt": (
        text(H, "18 November 2026", LEAD, "Rolf Anders 21 November 2026 at 8:35 am"), PRINTED),
    "history.txt": (text(H, f"On 18 November 2026 the gate fell. {LEAD}"), NONE),
    "chronology.txt": (
        text(H, "16 November 2026 – A bolt breaks.", "18 November 2026 – The weir is shut."), NONE),
    "stamp-of-change.txt": (
        text(H, "Page last updated at 09:20 GMT, Wednesday, 18 November 2026"), PRINTED),
    "stamp-run-in.txt": (text(f"{H} Wednesday 18 November 2026 09.20 GMT {LEAD}"), PRINTED),
    "stamp-before-change.txt": (
        text(f"18 November 2026 Last updated at 09:20 GMT Help {LEAD}"), PRINTED),
    "stamp-without-weekday.txt": (
        text(f"Last updated at 09:20 GMT, 18 November 2026 {LEAD}"), NONE),
    "stamp-with-another-weekday.txt": (text(f"Monday 18 November 2026 09.20 GMT {LEAD}"), NONE),
    "day-run-in.txt": (text(f"18 November 2026 {LEAD}"), PRINTED),
    "agenda.txt": (
        text("18 November 2026 The council votes.", "25 November 2026 The mill opens."), NONE),
    "2026-11-18-weir.txt": (text(H), GUESS),
    "2026-11-18 weir.txt": (text(H, "It had met on 16 November."), NAME),
    "2026-11-18_later.txt": (text(H, "It meets again on 24 November."), GUESS),
    "weir-2026-11-18.txt": (text(H, "It is an old weir."), NONE),
    "note.md": (text(f"# {H}", "*By Ada Fenn, 18 November 2026*"), PRINTED),
    "front.md": (text(f"---\ndate: 2026-11-18\n---\n# {H}", "20 November 2026"), (DAY, "file")),
    "template.docx": (word(), NONE),
    "printed.docx": (word("Sorn, 18 November 2026"), PRINTED),
    "made.pdf": (paper(made="D:20261118092000"), GUESS),
    "scanner.pdf": (paper(made="D:20010101000000"), NONE),
    "printed.pdf": (paper("Weir Notes 31, 18 November 2026", made="D:20261125092000"), PRINTED),
}  # fmt: skip


def told(folder: Path) -> Iterator[tuple[str, Metadata]]:
    """Write all pages into a folder, read it, and yield what is known of each."""
    for name, (content, _) in PAGES.items():
        (folder / name).write_bytes(content)
    for raw in read(find_files((folder,))):
        if isinstance(raw, RawDocument):
            yield raw.path, clean(raw, "S1").source.metadata


def main() -> None:
    """Count the pages whose day is right, a guess being none."""
    with TemporaryDirectory() as name:
        found = {path: known.anchor for path, known in told(Path(name))}
    wanted = {path: "" if who == "guessed" else day for path, (_, (day, who)) in PAGES.items()}
    wrong = [path for path, day in wanted.items() if found.get(path) != day]
    sys.stdout.write(
        f"{len(wanted) - len(wrong)} of {len(wanted)} right; not: {', '.join(wrong)}\n"
    )


if __name__ == "__main__":
    main()
