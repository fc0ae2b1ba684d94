"""What a page shows: each item with mark and speaker, the right head, nothing that misleads.

The page is put together here from the note about the dam, as every template puts it.
"""

from dataclasses import replace

import pytest
from unit.briefs import MASTHEAD, compose, dam_brief, page_of, small_brief

from briefgen.model.brief import Brief, Masthead
from briefgen.model.facts import Fact
from briefgen.verification.pages.copied import check_readable
from briefgen.verification.pages.foreign import known, lines, missing, runs
from briefgen.verification.pages.shown import is_shipped, misled, misshown
from briefgen.verification.rendered import comparable, html_text, mail_text, plain_text

BRIEF = dam_brief().brief
EVIDENCE = BRIEF.evidence


def wrong(brief: Brief, lines: list[str], *, whole: bool = True) -> list[str]:
    text = comparable("\n".join(lines))
    return [str(one) for one in misshown(brief, text, "brief.html", whole=whole)]


def test_a_page_that_shows_each_item_with_its_mark_is_right() -> None:
    assert wrong(BRIEF, page_of(BRIEF)) == []
    assert wrong(BRIEF, page_of(BRIEF), whole=False) == []


def test_a_fact_left_out_is_missed_in_the_whole_note_alone() -> None:
    page = page_of(BRIEF, skipped="Fact 3")
    assert wrong(BRIEF, page) == ["brief.html: Fact 3: stands in fewer places with its own mark"]
    assert wrong(BRIEF, page, whole=False) == []


def test_a_fact_without_its_own_mark_is_missed_everywhere() -> None:
    fact = EVIDENCE.facts[2]
    page = [*page_of(BRIEF, skipped="Fact 3"), f"{fact.wording} [S9 ¶1]"]
    for whole in (True, False):
        assert len(wrong(BRIEF, page, whole=whole)) == 1


def test_a_fact_shown_twice_stands_in_two_places() -> None:
    double = replace(BRIEF, sections=(*BRIEF.sections, BRIEF.sections[0]))
    assert len(wrong(double, page_of(BRIEF))) == 2
    assert wrong(double, page_of(double)) == []
    assert wrong(double, page_of(BRIEF), whole=False) == []


def test_a_quotation_has_the_name_of_its_speaker_near() -> None:
    page = [line.replace("Tomasz Łęcki", "Somebody") for line in page_of(BRIEF)]
    assert wrong(BRIEF, page) == ["brief.html: Quotation 2: not with the name of its speaker"]
    far = [line.replace("Tomasz Łęcki", "x" * 300 + "Tomasz Łęcki") for line in page_of(BRIEF)]
    assert len(wrong(BRIEF, far)) == 1
    near = [line.replace("Tomasz Łęcki", "x" * 198 + "Tomasz Łęcki") for line in page_of(BRIEF)]
    assert wrong(BRIEF, near) == []


def test_a_quotation_that_is_not_there_needs_no_speaker() -> None:
    assert wrong(BRIEF, page_of(BRIEF, skipped="Quotation 2")) == []


@pytest.mark.parametrize("lost", [MASTHEAD.title, MASTHEAD.marking, "not reviewed"])
def test_a_page_without_title_marking_or_state_of_review_is_found(lost: str) -> None:
    assert wrong(BRIEF, page_of(BRIEF)[:0] + [one for one in page_of(BRIEF) if one != lost]) == [
        f"brief.html: does not show “{lost}”"
    ]


@pytest.mark.parametrize("marking", ["TLP:RED", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:CLEAR"])
def test_another_marking_is_found(marking: str) -> None:
    assert wrong(BRIEF, [*page_of(BRIEF), marking]) == [
        f"brief.html: has the marking {marking}, which is not that of the note"
    ]


def test_the_marking_of_a_source_may_be_shown() -> None:
    record = replace(EVIDENCE.sources[0], marking="TLP:CLEAR")
    marked = replace(EVIDENCE, sources=(record, *EVIDENCE.sources[1:]))
    brief = replace(BRIEF, evidence=marked)
    assert wrong(brief, [*page_of(brief), "TLP:CLEAR"]) == []


def with_head(**values: str) -> Brief:
    head: Masthead = replace(BRIEF.masthead, **values)  # type: ignore[arg-type]
    return replace(BRIEF, masthead=head)


def test_a_review_by_others_is_found_once() -> None:
    said = "brief.html: says that it was reviewed, by others than the note does"
    assert wrong(BRIEF, [*page_of(BRIEF), "Reviewed", "reviewed by Bo", "reviewed by Cy"]) == [said]
    brief = with_head(reviewed_by="Ana")
    assert wrong(brief, page_of(brief)) == []
    assert wrong(brief, [*page_of(brief), "reviewed by Bo"]) == [said]
    assert wrong(BRIEF, [*page_of(BRIEF), "neither read nor reviewed by anybody"]) == []
    assert wrong(BRIEF, [*page_of(BRIEF), "not reviewed by anybody"]) == []


def test_shipped_templates_are_told_from_others() -> None:
    assert is_shipped(BRIEF)
    assert not is_shipped(replace(BRIEF, template="/home/ana/house"))


# What a page hides, runs and leads to

FILES = {"sources/S1.html": b"", "a b.txt": b""}


def misleading(page: str, brief: Brief = BRIEF) -> list[str]:
    return [one.message for one in misled(brief, page.encode(), FILES, "brief.html")]


@pytest.mark.parametrize(
    "page",
    [
        "<p id='x'>plain</p><a href='#x'>there</a><a name='y'></a><a href='#y'>there</a>",
        "<a href='sources/S1.html'>copy</a><a href='sources/S1.html#p3'>copy</a>",
        "<a href='a%20b.txt'>text</a><img src='data:image/png;base64,AA=='>",
        "<p id='é'></p><a href='#%C3%A9'>there</a>",
        "<p style='color: #ddd'>grey</p><p style='background-color: #fff'>on white</p>",
        "<p style='opacity: 0.5; font-size: 0.8em'>small</p>",
        "<button popovertarget='x'></button><div id='x'></div>",
        "<a href=''>nowhere</a>",
    ],
)
def test_a_page_that_leads_to_what_it_has_is_right(page: str) -> None:
    assert misleading(page) == []


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("<script>x</script>", "has an element script"),
        ("<p onclick='x'>press</p>", "has an element p"),
        ("<form></form>", "has an element form"),
        ("<p hidden>no</p>", "hides words"),
        ("<p style='display: none'>no</p>", "hides words"),
        ("<p style='Visibility: HIDDEN'>no</p>", "hides words"),
        ("<p style='opacity: 0'>no</p>", "hides words"),
        ("<p style='font-size: 0'>no</p>", "hides words"),
        ("<p style='color: #fff'>no</p>", "hides words"),
        ("<p style='margin: 0; color: white'>no</p>", "hides words"),
        ("<p style='color:transparent'>no</p><p>yes</p>", "hides words"),
        ("<a href='https://x.example/'>x</a>", "leads to https://x.example/, which no source is"),
        ("<a href='//x.example/y'>x</a>", "leads to //x.example/y, which no source is from"),
        ("<img src='https://x.example/p.png'>", "leads to https://x.example/p.png, which no"),
        ("<a href='data:text/html,x'>x</a>", "leads to data:text/html,x, which no source is"),
        ("<image xlink:href='p.png'>", "leads to p.png, which the folder has not"),
        ("<a href='sources/S9.html#p1'>x</a>", "leads to sources/S9.html, which the folder has"),
        ("<a href='#z'>x</a>", "leads to #z, which it has not"),
        ("<button popovertarget='z'></button>", "leads to #z, which it has not"),
    ],
)
def test_what_a_page_hides_runs_or_leads_to_is_found(page: str, fault: str) -> None:
    (found,) = misleading(f"<p>Some words.</p>{page}<p>More.</p>")
    assert found.startswith(fault)


def test_a_page_may_lead_to_where_a_source_is_from() -> None:
    record = replace(EVIDENCE.sources[0], url="https://x.example/")
    brief = replace(BRIEF, evidence=replace(EVIDENCE, sources=(record,)))
    assert misleading("<a href='https://x.example/'>x</a>", brief) == []
    assert len(misleading("<a href='https://x.example/y'>x</a>", brief)) == 1


# Readable copies

SMALL = small_brief("The dam holds 12 million tonnes.").brief
TEXT = b"Heading\n\nThe dam holds 12 million tonnes.\n\n# * It will be mended in the spring."
COPY = (
    '<main><span class="number">1</span><p dir="auto">Heading</p>'
    '<p id="p2" dir="auto">The <mark>dam</mark> holds 12\nmillion tonnes.</p>'
    '<span class="reason">heading or caption</span>'
    '<p dir="auto">It will be mended in the spring.</p></main>'
)


def copied(page: str, text: bytes = TEXT) -> list[str]:
    searched = {"sources/S1.html": page.encode()}
    files = {**searched, "sources/S1.txt": text}
    return [str(one) for one in check_readable(SMALL, searched, files)]


def test_a_copy_with_all_paragraphs_of_its_source_is_right() -> None:
    assert copied(COPY) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<main>", "<div>", "is not a page of a source"),
        ("12\nmillion", "21 million", "is not the text of its source: “Thedamholds21milliontonnes"),
        (
            '<p id="p2" dir="auto">The <mark>dam</mark> holds 12\nmillion tonnes.</p>',
            "",
            "leaves out of its source: “Thedamholds12milliontonnes.#*”",
        ),
        (
            '<p dir="auto">It will be mended in the spring.</p>',
            "",
            "leaves out of its source: “#*Itwillbemendedinthespring.”",
        ),
        ("</main>", "<b>Invented words</b></main>", "has words that are not of its source"),
        ("Heading</p>", "The dam</p>", "leaves out of its source: “Heading”"),
    ],
)
def test_a_copy_with_other_paragraphs_is_found(old: str, new: str, fault: str) -> None:
    (found,) = copied(COPY.replace(old, new, 1))
    assert found.startswith(f"sources/S1.html: {fault}")


def test_paragraphs_of_a_copy_stand_in_the_order_of_the_source() -> None:
    one, other = '<p dir="auto">Heading</p>', '<p dir="auto">It will be mended in the spring.</p>'
    swapped = COPY.replace(one, "@").replace(other, one).replace("@", other)
    assert len(copied(swapped)) == 1


def test_a_long_difference_is_told_by_its_beginning() -> None:
    (found,) = copied(COPY.replace("Heading", "x" * 99))
    assert found.endswith("“" + "x" * 60 + "”")


def test_copies_that_are_not_searched_are_not_compared() -> None:
    files = {"sources/S1.html": b"", "sources/S1.txt": TEXT}
    assert list(check_readable(SMALL, {}, files)) == []


# Words that the note does not have


def test_whole_texts_may_be_put_together_with_signs_between() -> None:
    held = known(["the dam", "the town"], ["Water rose in the valley"])
    assert held.holds("the dam — the town (3)")
    assert held.holds("“the dam”,")
    assert held.holds("the dam 4,200 the town the dam")
    assert held.holds("rose in the")
    assert held.holds("12.4 — 7")
    assert held.holds("")
    assert held.holds("the\u00ad  dam")


def test_other_words_and_parts_of_whole_texts_are_foreign() -> None:
    held = known(["the dam", "the town"], ["Water rose in the valley"])
    for text in ("the dam broke", "dam", "the dam the", "ose in", "rose in the valley the", "the"):
        assert held.holds(text) is (text == "the"), text


def test_runs_are_what_a_page_shows_between_tags_and_says_of_pictures() -> None:
    page = (
        "<head><title>No</title></head><style>p{}</style><p>One <b>two</b> &amp; </p> "
        "<img alt='a map' src='x'><script>no</script><p title='a hint' class='no'>three</p>"
        "<style></style></style><p>four</p><input placeholder>"
    )
    assert runs(page) == ["One ", "two", " & ", "a map", "a hint", "three", "four"]


def test_lines_begin_with_their_first_word() -> None:
    assert lines("  - One\n* [S1] two\n“Three”\n(four)\n--\n") == [
        "One", "[S1] two", "“Three”", "(four)", "",
    ]  # fmt: skip


def test_a_statement_must_stand_at_its_own_anchor() -> None:
    brief = compose(replace(EVIDENCE, quotations=()), MASTHEAD)
    facts = [item for item in brief.items() if isinstance(brief.shown(item), Fact)]
    pieces = [f"<div id='{one.anchor}'><p>{brief.shown(one).wording}</p></div>" for one in facts]  # type: ignore[union-attr]
    assert list(missing(brief, "".join(pieces))) == []
    swapped = "".join(pieces).replace(facts[0].anchor, "@").replace(facts[1].anchor, "#")
    swapped = swapped.replace("@", facts[1].anchor).replace("#", facts[0].anchor)
    found = [one.message for one in missing(brief, swapped)]
    assert [one.split(": ")[1] for one in found] == [
        "not found in its place as Fact 1", "not found in its place as Fact 2",
    ]  # fmt: skip
    assert len(list(missing(brief, "".join(pieces[1:])))) == 1
    bare = "".join(pieces).replace(f" id='{facts[0].anchor}'", "")
    assert list(missing(brief, bare)) == []


# What a reader sees of files


def test_html_shows_what_stands_outside_of_silent_elements() -> None:
    page = b"<p>a<script>no</script>b</p></script><p>c</p><title>no</title>&lt;d&gt; \xff"
    assert html_text(page) == "abc<d> \ufffd"


def test_a_mail_shows_its_text_and_its_html_and_no_attachment() -> None:
    parts = (
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
        "--x\nContent-Type: text/plain\n\nplain\n"
        "--x\nContent-Type: text/html\n\n<p>rich<style>no</style></p>\n"
        "--x\nContent-Type: text/plain\nContent-Disposition: attachment\n\nattached\n--x--\n"
    )
    assert mail_text(parts.encode()).split() == ["plain", "rich"]
    assert plain_text(b"a\xff") == "a\ufffd"


def test_layout_makes_no_difference_to_text_and_letters_do() -> None:
    assert comparable("e\ufb03- \ncient \u00ad\u200bﬁ‐x‑y") == "efficientfixy"
    assert comparable("a_b") != comparable("ab")
