"""Invitations: what takes place, when and where is one dated statement of what is planned."""

from pathlib import Path

import pytest
from conftest import ParseText, merge_documents

from briefgen.clean import clean
from briefgen.extract.dates import find_dates
from briefgen.extract.facts import find_statements
from briefgen.extract.nlp import load, parse
from briefgen.model.annotations import Statement
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact
from briefgen.model.text import Document, RawDocument
from briefgen.read import find_files, read

DAY = "DTSTART:20260310T143000Z"
PLACE = "LOCATION:Dam of Skarn"
WHAT = "SUMMARY:Press walk with the dam board"
MORE = "DESCRIPTION:Ann Moss explains what the new wall of the dam has cost so far."


def calendar(folder: Path, *lines: str) -> Document:
    event = "\n".join(("BEGIN:VEVENT", "DTSTAMP:20260301T080000Z", *lines, "END:VEVENT"))
    (folder / "walk.ics").write_text(f"BEGIN:VCALENDAR\n{event}\nEND:VCALENDAR\n")
    (raw,) = read(find_files((folder,)))
    assert isinstance(raw, RawDocument)
    return clean(raw, "S1")


def invited(document: Document) -> Statement:
    parsed = parse(document, load())
    found = find_statements(parsed, (), find_dates(parsed)).statements
    (one,) = (each for each in found if each.feature("planned"))
    return one


def fact_on(evidence: Evidence, day: str) -> Fact:
    (event,) = (event for event in evidence.events if event.date.start == day)
    (fact,) = (fact for fact in evidence.facts if fact.id in event.facts)
    return fact


def test_an_invitation_is_a_dated_event_with_its_place(tmp_path: Path) -> None:
    fact = fact_on(merge_documents(calendar(tmp_path, WHAT, DAY, PLACE, MORE)), "2026-03-10")
    assert fact.wording == (
        "What: Press walk with the dam board. When: Tuesday, 10 March 2026, 14:30 UTC."
        " Where: Dam of Skarn"
    )
    assert fact.figures == ()


@pytest.mark.parametrize("lines", [(DAY, MORE, PLACE, WHAT), (WHAT, MORE, DAY, PLACE)])
def test_what_and_when_are_told_together_where_others_stand_between(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    fact = fact_on(merge_documents(calendar(tmp_path, *lines)), "2026-03-10")
    assert "When: Tuesday, 10 March 2026" in fact.wording
    assert "What: Press walk with the dam board" in fact.wording
    assert "Where: Dam of Skarn" in fact.wording
    assert "Ann Moss" not in fact.wording


def test_an_event_that_is_called_off_is_denied(tmp_path: Path) -> None:
    kept = invited(calendar(tmp_path, WHAT, DAY, PLACE))
    assert not kept.negated
    (tmp_path / "off").mkdir()
    off = calendar(tmp_path / "off", "STATUS:CANCELLED", DAY, PLACE, WHAT)
    assert "Cancelled: Press walk" in off.text
    assert invited(off).negated


def test_each_event_of_a_calendar_is_one_of_its_own(tmp_path: Path) -> None:
    second = "END:VEVENT\nBEGIN:VEVENT\nSUMMARY:Vote on the pier\nDTSTART;VALUE=DATE:20260312"
    evidence = merge_documents(calendar(tmp_path, DAY, WHAT, second))
    assert "Press walk" in fact_on(evidence, "2026-03-10").wording
    assert fact_on(evidence, "2026-03-12").wording == (
        "What: Vote on the pier. When: Thursday, 12 March 2026."
    )


def test_labelled_lines_of_a_text_are_an_invitation(parse_text: ParseText) -> None:
    parsed = parse_text(
        "- What: Ann Moss opens the depot of Odda. When: Tuesday, 10 March 2026, 10 a.m."
        " Venue: Quay Street, Odda\n\nThe council paid 40 million crowns for it."
    )
    first, second = find_statements(parsed, (), find_dates(parsed)).statements
    assert parsed.words(first.span).startswith("What:")
    assert parsed.words(first.span).endswith("Venue: Quay Street, Odda")
    assert (first.verb, first.feature("planned")) == ("open", 1.0)
    assert parsed.words(second.span) == "The council paid 40 million crowns for it."


@pytest.mark.parametrize(
    "line",
    [
        "What: the council of Odda closed the depot. Why: it had lost 40 crowns a day.",
        "The council asked when: Tuesday, 10 March 2026, was the answer. Where: it did not say.",
    ],
)
def test_labels_of_something_else_are_no_invitation(parse_text: ParseText, line: str) -> None:
    parsed = parse_text(f"{line}\n\nThe council paid 40 million crowns for it.")
    found = find_statements(parsed, (), find_dates(parsed)).statements
    assert not any(one.feature("planned") for one in found)


LINES = (
    "WHAT:{0}Opening of the depot of Odda", "WHEN:{0}Tuesday, 10 March 2026, 10 a.m.",
    "WHERE:{0}Quay Street, Odda",
)  # fmt: skip


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\n\n"])
def test_lines_of_an_advisory_are_one_dated_event(
    parse_text: ParseText, between: str, blank: str
) -> None:
    lines = between.join(LINES).format(blank)
    parsed = parse_text(f"MEDIA ADVISORY\n\n{lines}\n\nThe council paid 40 million crowns for it.")
    fact = fact_on(merge_documents(parsed.document), "2026-03-10")
    assert " ".join(fact.wording.split()) == " ".join(LINES).format(" ")


def test_lines_between_two_labels_belong_to_the_first(parse_text: ParseText) -> None:
    parsed = parse_text(
        "Who: Ann Moss, mayor\nWhat: Talk on the wall\nWhen: Tuesday, 10 March 2026\nnoon\n"
        "Where: Town Hall\n\nThe wall of Odda fell in the storm of last winter."
    )
    (block, after) = parsed.document.blocks
    assert block.span.of(parsed.document.text).endswith("Where: Town Hall")
    assert after.span.of(parsed.document.text).startswith("The wall")


@pytest.mark.parametrize(
    "text",
    [
        "What: the mill.\n\nNobody knows when: the board has not met since the storm.",
        "When: a poem\n\nWhere: another one of the same kind and of the same year",
    ],
)
def test_labels_of_no_event_join_nothing(parse_text: ParseText, text: str) -> None:
    assert len(parse_text(text).document.blocks) == 2
