import re
from dataclasses import replace

import pytest
from unit.briefs import MASTHEAD, compose, dam_brief, one_event, small_brief
from unit.pages import Page

from briefgen.model.brief import Item, Section, SectionName, VerifiedBrief
from briefgen.model.evidence import Quotation
from briefgen.model.facts import Fact
from briefgen.model.issues import Changes, FactChange, Issue, Standing
from briefgen.model.links import Involvement, Part
from briefgen.render.html import write_html
from briefgen.render.wording import pinpoint

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ brief.evidence }} {% include '/etc/hostname' %} {# gone #}",
    "</style></title><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x=\'y\'',
    "a & b &lt; c &#x41;",
    "<!-- --> ]]> <![CDATA[",
)


def test_html_is_one_file_without_scripts_or_network() -> None:
    content = write_html(dam_brief()).content
    page = Page(content)

    assert "default-src 'none'" in content.decode()
    assert not {"script", "img", "iframe", "link", "object"}.intersection(page.tags)
    assert not [link for link in page.links if "//" in link]
    assert page.tags.count("main") == page.tags.count("h1") == 1


def test_html_links_all_resolve_and_anchors_are_unique() -> None:
    brief = dam_brief().brief
    page = Page(write_html(dam_brief()).content)

    assert len(page.anchors) == len(set(page.anchors))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.anchors)
    assert {f"c{n}" for n in range(1, len(brief.citations) + 1)} <= set(page.anchors)
    assert {item.anchor for s in brief.sections for item in s.items} <= set(page.anchors)


def test_html_marks_without_a_ledger_point_to_the_register() -> None:
    verified = dam_brief()
    sections = tuple(s for s in verified.brief.sections if s.name is not SectionName.LEDGER)
    page = Page(
        write_html(replace(verified, brief=replace(verified.brief, sections=sections))).content
    )

    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.anchors)


def test_html_shows_every_statement_in_the_words_of_its_source() -> None:
    brief = dam_brief().brief
    text = Page(write_html(dam_brief()).content).text

    assert all(fact.text in text for fact in brief.evidence.facts)
    assert all(quotation.text in text for quotation in brief.evidence.quotations)
    assert all(citation.text in text for citation in brief.citations)


def test_html_adds_quotation_marks_to_direct_speech_only() -> None:
    brief = dam_brief().brief
    text = Page(write_html(dam_brief()).content).text
    shown = [brief.find(q.id) for q in brief.evidence.quotations]

    for quotation in shown:
        assert isinstance(quotation, Quotation)
        assert (f"“{quotation.text}”" in text) == (quotation.kind == "direct")


def test_html_keeps_the_first_mark_on_the_line_of_the_last_word() -> None:
    page = write_html(dam_brief()).content.decode()
    glued = re.findall(r'<span class="glue">([^<]*)<button class="mark"', page)

    assert "dam." in glued
    assert all(words and not re.search(r"\s", words) for words in glued)


def rows_of(section: str) -> list[str]:
    page = write_html(dam_brief()).content.decode()
    body = page.partition(f'<section id="{section}"')[2].partition("</section>")[0]
    body = re.sub(r'<figure class="picture.*?</figure>', "", body, flags=re.DOTALL)
    rows = re.findall(r"<(tr|figure|div)\b(.*?)</\1>", body, re.DOTALL)
    return [" ".join(Page(f"<p {row}".encode()).text.split()) for _, row in rows]


def test_html_ledger_has_number_place_characters_and_uses_of_every_citation() -> None:
    brief = dam_brief().brief
    page = write_html(dam_brief()).content.decode()
    ledger = page.partition('<section id="ledger"')[2].partition("</section>")[0]
    entries = dict(re.findall(r"<li>.*?<b>(\d+)</b></a>(.*?)</li>", ledger, re.DOTALL))

    assert list(map(int, sorted(entries, key=int))) == list(range(1, len(brief.citations) + 1))
    for n, citation in enumerate(brief.citations, 1):
        entry = entries[str(n)]
        assert f"{citation.start}–{citation.end}:" in entry
        assert re.findall(r'href="#([\w-]+)"', entry) == [item.anchor for item in brief.uses(n)]
        assert f'href="sources/{citation.source}.html#c{n}"' in ledger
    assert "14 “Monday” 115–121: Event 1" in rows_of("ledger")[6]


def test_html_gives_a_role_once_and_misses_one_only_of_persons() -> None:
    rows = {row.split(" ")[0]: row for row in rows_of("actors")[1:]}
    text = Page(write_html(small_brief("It rained.")).content).text

    assert "person chief engineer[S3 ¶2] 1" in rows["Ilse"]
    assert "not stated" in text
    assert not [row for row in rows.values() if "not stated" in row]


@pytest.mark.parametrize(
    ("name", "status"), [("", "not reviewed"), ("Mara Linde", "reviewed by Mara Linde")]
)
def test_html_says_whether_a_person_stands_by_the_note(name: str, status: str) -> None:
    dam = dam_brief()
    masthead = replace(dam.brief.masthead, reviewed_by=name)
    page = write_html(replace(dam, brief=replace(dam.brief, masthead=masthead))).content.decode()

    assert f"<dt>Status</dt><dd>Machine-extracted, {status}</dd>" in page
    assert page.count(status) == 3


def test_html_names_actors_of_whom_nothing_is_said_in_one_line() -> None:
    page = write_html(dam_brief()).content.decode()
    line = page.partition('<p class="named">')[2].partition("</p>")[0]
    text = " ".join(Page(f"<p>{line}</p>".encode()).text.split())

    assert text.startswith("Also named: Ministry of Water organisation[S1 ¶2], Hydro Orvel")
    assert 'id="actor-3"' in line


def test_html_says_what_an_actor_does_in_the_items_shown() -> None:
    dam = dam_brief()
    evidence = dam.brief.evidence
    parts = (Involvement("f2", Part.AGENT), Involvement("q3", Part.SPEAKER))
    actors = tuple(
        replace(actor, involved=parts) if actor.id == "brandt" else actor
        for actor in evidence.actors
    )
    brief = replace(dam.brief, evidence=replace(evidence, actors=actors))
    text = " ".join(Page(write_html(replace(dam, brief=brief)).content).text.split())

    assert "acts in Fact 2; speaks in Quotation 3" in text


def test_html_is_headed_by_the_headline_when_it_comes_first() -> None:
    dam = dam_brief()
    title = dam.brief.evidence.facts[0]
    lead = Section(SectionName.HEADLINE, (Item(title.id, "top", "Headline", (1,)),))
    brief = replace(dam.brief, sections=(lead, *dam.brief.sections))
    page = write_html(replace(dam, brief=brief)).content.decode()
    heading = page.partition("<h1")[2].partition("</h1>")[0]

    assert 'id="top"' in heading
    assert "ordered the evacuation" in heading
    assert f'<p class="kicker" dir="auto">{brief.masthead.title}</p>' in page
    assert page.count("<h1") == 1
    assert 'id="headline"' not in page


def test_html_sets_key_figures_in_digits_with_the_words_that_follow_them() -> None:
    page = write_html(dam_brief()).content.decode()
    shown = page.partition('id="figures-title"')[2].partition("</section>")[0]
    figures = [
        " ".join(Page(f"<p>{row}</p>".encode()).text.split())
        for row in re.findall(r"<li>(.*?)</li>", shown, re.DOTALL)
    ]

    assert figures == [
        "4,200 people in eleven villages were asked to …[S1 ¶3]",
        "11 villages were asked to leave by …[S1 ¶3]",
        "18 million euros[S2 ¶7]",
    ]


def test_html_marks_a_quotation_once_for_each_pinpoint() -> None:
    rows = rows_of("quotations")

    assert rows[0].endswith(
        "twice,” Ana Kovačević, Minister of Water, told to reporters[S1 ¶4] direct"
    )
    assert rows[2].endswith(
        "Brandt [Ilse Brandt], chief engineer, Hydro Orvel[S3 ¶3] [S3 ¶2] mixed"
    )


def test_html_shows_disagreements_as_people_write_them() -> None:
    people, days = rows_of("disagreements")

    assert people.startswith("Number of people Fact 3: Some 4,200 people in eleven villages")
    assert "4,200 people[S1 ¶3] published 19 November 2026 3,800 people[S2 ¶3] [S3 ¶5]" in people
    assert people.endswith("The sources give different numbers.")
    assert "Day Fact 7: The valley road was reopened to lorries" in days
    assert "19 November 2026[S3 ¶2] [S1 ¶5] published" in days
    assert "as written: “Thursday” 20 Nov" in days


def test_html_marks_a_date_only_where_the_statement_is_marked_otherwise() -> None:
    rows = rows_of("timeline")

    assert "16 November 2026 as written: “Monday” The Ministry" in rows[1]
    assert "20 November 2026 The valley road was" in rows[3]


def test_html_accounts_for_inputs() -> None:
    page = Page(write_html(dam_brief()).content)

    assert "photo.heic was skipped (unknown): no reader knows it." in page.text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_html_shows_hostile_text_as_text(hostile: str) -> None:
    page = Page(write_html(small_brief(hostile, hostile, hostile, hostile)).content)

    assert not {"script", "img"}.intersection(page.tags)
    assert page.text.count(hostile) > 5
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.anchors)


def test_html_shows_control_characters_as_replacements() -> None:
    content = write_html(small_brief("one\x00two\x1b[31m three\x85", "t\x07", "n\x9b", "p\udc80"))

    text = content.content.decode()
    assert not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]", text)
    assert "one\ufffdtwo\ufffd[31m" in text


def test_html_leaves_empty_sections_out() -> None:
    page = Page(write_html(small_brief("It rained.")).content)

    assert "timeline" not in page.anchors
    assert "disagreements" not in page.anchors
    assert "gaps" not in page.anchors


def test_html_takes_no_style_from_the_accent() -> None:
    verified = dam_brief()
    masthead = replace(verified.brief.masthead, accent="red;} body{display:none")
    page = write_html(replace(verified, brief=replace(verified.brief, masthead=masthead))).content

    assert b"--accent: #b0452c;" in page


def test_html_says_which_sources_are_not_cited() -> None:
    verified = dam_brief()
    kept = (SectionName.BOTTOM_LINE, SectionName.SOURCES)
    sections = tuple(s for s in verified.brief.sections if s.name in kept)
    brief = replace(verified.brief, sections=sections)

    assert Page(write_html(replace(verified, brief=brief)).content).text.count("not cited") == 1


def test_html_needs_no_items_at_all() -> None:
    verified = dam_brief()
    brief = replace(verified.brief, sections=(Section(SectionName.LEDGER, ()),), citations=())

    page = Page(write_html(VerifiedBrief(brief, verified.corpus)).content)
    assert "ledger" not in page.anchors


def dam_developments() -> VerifiedBrief:
    """Return the note about the dam, its first fact with two details, one of them doubted."""
    verified = dam_brief()
    evidence = verified.brief.evidence
    told = one_event(evidence, *(evidence.facts[n] for n in (0, 2, 5)))
    return replace(verified, brief=compose(told, MASTHEAD))


@pytest.mark.parametrize("template", ["base", "weekly", "note", "flash"])
def test_html_shows_details_behind_their_lead_each_with_its_marks(template: str) -> None:
    verified = dam_developments()
    brief = replace(verified.brief, template=template)
    page = Page(write_html(replace(verified, brief=brief)).content)
    lead, *details = brief.sections[0].items[0].told
    facts = [brief.find(item.ref) for item in (lead, *details)]
    words = [fact.wording for fact in facts if isinstance(fact, Fact)]

    places = [page.text.index(one) for one in words]
    assert places == sorted(places)
    assert {"fact-1", "fact-1a", "fact-1b", "fact-2"} <= set(page.anchors)
    for item, start, stated in zip((lead, *details), places, words, strict=True):
        marks = page.text[start + len(stated) :].lstrip()[:60]
        assert marks.startswith(f"[{pinpoint(brief.citations[item.citations[0] - 1])}]")


def test_html_says_of_a_detail_who_states_it_and_whether_it_is_new() -> None:
    verified = dam_developments()
    issue = Issue("0" * 64, "BN-2026-046", "Orvel", "2026-11-15", "", "", "", "")
    changes = Changes(
        issue, (FactChange("f3", Standing.NEW), FactChange("f6", Standing.CONTINUING)), (), (), ()
    )
    brief = replace(verified.brief, changes=changes)
    text = " ".join(Page(write_html(replace(verified, brief=brief)).content).text.split())

    assert "the ministry said.[S1 ¶3] 1 source, new, reported" in text
    assert "worked on the site said.[S2 ¶6] 1 source, reported, hedged" in text


def test_html_counts_developments_as_the_notes_facts() -> None:
    text = " ".join(Page(write_html(dam_developments()).content).text.split())

    assert "8 key facts" in text
    assert "How many of the note’s 8 facts each source states." in text
