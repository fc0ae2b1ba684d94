"""Own words and reviews: for their issue alone, and for the evidence they were written for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefgen.config import (
    BottomLine,
    Config,
    Headline,
    Occasion,
    Review,
    load_config,
    with_week,
)
from briefgen.coverage import Purpose
from briefgen.errors import ConfigError
from briefgen.model.brief import OwnPart
from briefgen.model.decisions import Act, Decided
from briefgen.model.evidence import Evidence, Generator
from briefgen.own_words import Settled, confirm, keep, mark_of, settle

ISSUE = date(2026, 11, 23)
HEADLINE = Headline("The wall holds", "2026-W47")
Make = Callable[..., Evidence]


@pytest.fixture
def then(merged: Make) -> Evidence:
    return merged("The port of Larnham signed a contract with two shipyards on Monday.")


@pytest.fixture
def now(merged: Make) -> Evidence:
    return merged("The port of Larnham signed a contract with three shipyards on Monday.")


def config(folder: Path, **words: object) -> Config:
    state, decisions = str(folder / "state"), str(folder / "decisions.yaml")
    given = replace(Config(state=state, decisions=decisions), **words)  # type: ignore[arg-type]
    return with_week(given, "2026-W47")


def settled(config: Config, evidence: Evidence, purpose: Purpose = Purpose.DRAFT) -> Settled:
    """Settle the words as a build does that comes to its end."""
    found = settle(config, ISSUE, evidence, purpose)
    keep(found)
    return found


@pytest.mark.parametrize(
    ("name", "used", "told"),
    [
        ("2026-W47", True, False),
        ("2026-11-23", True, False),
        ("2026-W46", False, True),
        ("2026-11-16", False, True),
        ("2026-W48", False, False),
        ("2026-11-30", False, False),
    ],
)
def test_words_are_used_for_their_issue_alone_and_old_ones_are_told_of(
    tmp_path: Path, then: Evidence, name: str, *, used: bool, told: bool
) -> None:
    own = config(tmp_path, headline=Headline("The wall holds", name))
    found = settled(own, then)
    assert bool(found.config.headline) is used
    remark = f"headline: is for {name}, before this issue: not used"
    assert found.remarks == ((remark,) if told else ())


@pytest.mark.parametrize(
    ("occasion", "names"),
    [
        (Occasion("2026-11-23", "2026-11-16", "2026-11-22"), ("2026-11-23", "2026-W47")),
        (Occasion("2026-11-23"), ("2026-11-23", "2026-W48")),
        (Occasion("2026-12-01", "2026-11-01", "2026-11-30"), ("2026-12-01",)),
        (Occasion("2027-01-04", "2026-12-28", "2027-01-03"), ("2027-01-04", "2026-W53")),
    ],
)
def test_an_issue_is_named_by_its_date_and_the_week_it_covers(
    occasion: Occasion, names: tuple[str, ...]
) -> None:
    assert occasion.names == names


def test_words_stay_as_long_as_the_evidence_does(tmp_path: Path, then: Evidence) -> None:
    own = config(tmp_path, headline=HEADLINE, bottom_line=BottomLine(("Watch it.",), "2026-11-23"))
    for purpose in (Purpose.DRAFT, Purpose.DRAFT, Purpose.RUN):
        found = settled(own, then, purpose)
        assert found.config == own
        assert (found.to_confirm, found.remarks) == ((), ())


def test_a_draft_keeps_words_written_for_other_evidence_and_a_run_does_not_use_them(
    tmp_path: Path, then: Evidence, now: Evidence
) -> None:
    own = config(tmp_path, headline=HEADLINE)
    settled(own, then)
    draft = settled(own, now)
    assert draft.config.headline == HEADLINE
    assert draft.to_confirm == (OwnPart.HEADLINE,)
    run = settled(own, now, Purpose.RUN)
    assert run.config.headline is None
    assert run.remarks == (
        "headline: written before the evidence changed, and not confirmed: not used",
    )
    assert settled(own, now).to_confirm == (OwnPart.HEADLINE,)
    assert not settled(own, then).to_confirm


def test_words_that_are_edited_are_written_for_the_evidence_as_it_is_then(
    tmp_path: Path, then: Evidence, now: Evidence
) -> None:
    settled(config(tmp_path, headline=HEADLINE), then)
    edited = config(tmp_path, headline=Headline("The wall may hold", "2026-W47"))
    assert not settled(edited, now).to_confirm
    assert settled(edited, now, Purpose.RUN).config.headline


@pytest.mark.parametrize("name", ["2026-W47", "2026-11-23"])
def test_words_that_are_confirmed_hold_under_each_name_of_the_issue(
    tmp_path: Path, then: Evidence, now: Evidence, name: str
) -> None:
    own = config(tmp_path, headline=Headline("The wall holds", name))
    settled(own, then)
    occasion = own.occasion(ISSUE)
    confirm(Path(own.state), occasion, OwnPart.HEADLINE, ("The wall holds",), now)
    assert not settled(own, now).to_confirm
    assert settled(own, now, Purpose.RUN).config.headline


def test_a_rehearsal_leaves_no_trace(tmp_path: Path, then: Evidence, now: Evidence) -> None:
    own = config(tmp_path, headline=HEADLINE)
    settle(own, ISSUE, then, Purpose.REHEARSAL)
    assert not settled(own, now).to_confirm


def test_a_run_uses_no_review_of_what_no_draft_was_made_of(tmp_path: Path, then: Evidence) -> None:
    own = config(tmp_path, reviewed_by=Review("A. Analyst", "2026-W47"))
    run = settled(own, then, Purpose.RUN)
    assert run.config.reviewed_by is None
    assert run.remarks == (
        "reviewed_by: no draft was made with it that anybody could have read: not used",
    )
    settled(own, then)
    assert settled(own, then, Purpose.RUN).config.reviewed_by


def test_a_review_is_of_the_evidence_and_of_the_analysts_words(
    tmp_path: Path, then: Evidence, now: Evidence
) -> None:
    review = Review("A. Analyst", "2026-W47")
    own = config(tmp_path, reviewed_by=review, headline=HEADLINE)
    settled(own, then)
    assert settled(own, now).to_confirm == (OwnPart.HEADLINE, OwnPart.REVIEW)
    other = config(tmp_path, reviewed_by=review, headline=Headline("It falls", "2026-W47"))
    assert settled(other, then).to_confirm == (OwnPart.REVIEW,)
    assert settled(other, then, Purpose.RUN).config.reviewed_by is None


def test_what_is_shown_was_part_of_the_review(tmp_path: Path, then: Evidence) -> None:
    own = config(tmp_path, reviewed_by=Review("A. Analyst", "2026-W47"), headline=HEADLINE)
    settled(own, then)
    words = then.facts[0].text
    decided(tmp_path, f'- hide: "{words}"\n  in: S1.txt\n')
    assert settled(own, then).to_confirm == (OwnPart.REVIEW,)


def test_another_version_that_finds_the_same_changes_nothing(then: Evidence) -> None:
    later = replace(then, generator=Generator("9", "9", "9"))
    told = Decided("0" * 12, Act.HIDE, then.facts[0].id, "", "hidden", "", "")
    assert mark_of(replace(later, decided=(told,))) == mark_of(then)


def decided(folder: Path, text: str) -> None:
    (folder / "decisions.yaml").write_text(text, "utf-8")


def test_words_of_the_desk_go_before_those_of_the_configuration(
    tmp_path: Path, then: Evidence, now: Evidence
) -> None:
    own = config(tmp_path, headline=HEADLINE)
    mark = mark_of(then)[:16]
    decided(tmp_path, f'- headline: "It falls"\n  for: 2026-W47\n  evidence: "{mark}"\n')
    found = settled(own, then)
    assert found.config.headline == Headline("It falls", "2026-W47")
    assert not found.to_confirm
    assert settled(own, now).to_confirm == (OwnPart.HEADLINE,)
    with (tmp_path / "decisions.yaml").open("a", encoding="utf-8") as file:
        file.write(f'- confirm: headline\n  for: 2026-W47\n  evidence: "{mark_of(now)[:16]}"\n')
    assert not settled(own, now).to_confirm


def test_words_that_the_desk_wrote_for_other_evidence_are_to_be_confirmed_at_once(
    tmp_path: Path, then: Evidence, now: Evidence
) -> None:
    mark = mark_of(then)[:16]
    decided(tmp_path, f'- bottom_line: ["It falls."]\n  for: 2026-11-23\n  evidence: "{mark}"\n')
    assert settled(config(tmp_path), now).to_confirm == (OwnPart.BOTTOM_LINE,)
    assert settled(config(tmp_path), now, Purpose.RUN).config.bottom_line is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("headline: A wall", ('yaml:1:11: headline: is for one issue, and says which: write'
         ' {text: "A wall", for: 2026-W47}, with the week that the issue covers, or its date')),
        ("bottom_line:\n  - Watch it.", ('yaml:2:3: bottom_line: is for one issue, and says which:'
         ' write {text: ["Watch it."], for: 2026-W47}')),
        ("reviewed_by: A. Analyst", ('briefgen.yaml:1:14: reviewed_by: is for one issue, and says'
         ' which: write {name: "A. Analyst", for: 2026-W47}')),
        ("headline: {text: A wall}", "briefgen.yaml:1:11: headline.for: is missing"),
        ("headline: {text: '', for: 2026-W47}", "1:18: headline.text: is empty"),
        ("headline: {text: A, for: 2026-W60}", "1:26: headline.for: '2026-W60' is no week"),
        ("headline: {text: A, for: monday}", ("1:26: headline.for: 'monday' is no issue: write its"
         " week like 2026-W47, or its date like 2026-11-23")),
        ("bottom_line: {text: A, for: 2026-W47}", "1:21: bottom_line.text: should be a list"),
        ("reviewed_by: {name: [A], for: 2026-W47}", "1:21: reviewed_by.name: should be text"),
    ],
)  # fmt: skip
def test_words_without_their_issue_are_refused_with_the_form_that_is_right(
    tmp_path: Path, line: str, told: str
) -> None:
    (tmp_path / "briefgen.yaml").write_text(f"{line}\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "briefgen.yaml")
    (problem,) = caught.value.problems
    assert told in str(problem)


def test_the_new_form_is_read(tmp_path: Path) -> None:
    (tmp_path / "briefgen.yaml").write_text(
        "headline: {text: A  wall, for: 2026-W47}\n"
        "bottom_line: {text: [One., Two.], for: 2026-11-23}\n"
        "reviewed_by: {name: A. Analyst, for: 2026-W47}\n",
        "utf-8",
    )
    found = load_config(tmp_path / "briefgen.yaml")
    assert found.headline == Headline("A wall", "2026-W47")
    assert found.bottom_line == BottomLine(("One.", "Two."), "2026-11-23")
    assert found.reviewed_by == Review("A. Analyst", "2026-W47")
