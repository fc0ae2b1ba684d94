"""Runs at the edges: many sources, copies, one source, no common subject, another language."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from briefgen.config import Config
from briefgen.model.brief import Brief, SectionName
from briefgen.model.facts import Fact
from briefgen.pipeline import build
from briefgen.proof import verify

pytestmark = pytest.mark.slow

ISSUE = date(2026, 11, 22)
REPORT = (
    "The port authority of Larnham signed a contract with two shipyards on 16 November 2026."
    "\n\nStorms killed four sailors in the harbour of Larnham in October."
    "\n\nThe coast guard closed the eastern basin after the last storm of the year."
)
SUBJECTS = (
    "The parliament of Norland elected Ada Brandt as its president on 12 November 2026.",
    "Doctors in Tarnmouth treated ninety children for measles in October.",
    "The bank of Elsfleth raised its interest rate to four percent on Friday.",
    "A court in Gorey sentenced two smugglers to nine years in prison.",
)
RUSSIAN = (
    "Портовое управление подписало договор с двумя верфями в понедельник.\n\n"
    "Штормы убили четырёх моряков в гавани в октябре прошлого года."
)


def village(number: int) -> str:
    """Return another invented name for each number."""
    return "".join(
        "BCDFGKLMNP"[int(digit)] + "aeiouaeiou"[int(digit)] for digit in f"{number:03}"
    ).title()


def built(folder: Path, texts: dict[str, str], registered: str = "") -> Brief:
    """Build in HTML and mail, check what lies in the output folder, return the brief."""
    inputs = folder / "in"
    inputs.mkdir()
    for name, text in texts.items():
        (inputs / name).write_text(text, encoding="utf-8")
    if registered:
        (inputs / "sources.yaml").write_text(registered, encoding="utf-8")
    config = Config(formats=Config().formats[:1] + Config().formats[2:])
    made = build([inputs], config, ISSUE, folder / "out")
    assert verify(made.folder).findings == ()
    return made.brief


def facts(brief: Brief) -> list[Fact]:
    names = (SectionName.BOTTOM_LINE, SectionName.KEY_FACTS)
    held = (section for name in names if (section := brief.section(name)))
    found = [brief.shown(item) for section in held for item in section.items]
    return [fact for fact in found if isinstance(fact, Fact)]


def test_one_source_alone_gives_a_note(tmp_path: Path) -> None:
    brief = built(tmp_path, {"a.txt": REPORT})
    assert len(facts(brief)) == 3
    assert {fact.independent_sources for fact in facts(brief)} == {1}


def test_a_hundred_copies_count_as_one_source(tmp_path: Path) -> None:
    texts = {f"{n:03}.txt": f"{REPORT}\n\nCopied by portal number {n}." for n in range(100)}
    brief = built(tmp_path, texts)
    signed = next(fact for fact in facts(brief) if "signed" in fact.text)
    assert len({citation.source for citation in signed.citations}) == 100
    assert [origin.why for origin in signed.origins] == ["nearly the same text"]
    assert brief.evidence.disagreements == ()


def test_sources_on_unrelated_subjects_are_all_told(tmp_path: Path) -> None:
    brief = built(tmp_path, {f"{n}.txt": text for n, text in enumerate(SUBJECTS)})
    assert {fact.text for fact in facts(brief)} == set(SUBJECTS)
    assert brief.evidence.disagreements == ()


def test_a_source_in_another_language_spoils_nothing(tmp_path: Path) -> None:
    brief = built(tmp_path, {"a.txt": REPORT, "b.txt": RUSSIAN}, "b.txt: {language: ru}")
    assert sum("Larnham" in fact.text for fact in facts(brief)) == 2
    assert all(len(fact.citations) == 1 for fact in brief.evidence.facts)


@pytest.mark.parametrize("number", [120])
def test_many_sources_give_a_note_that_can_be_mailed(tmp_path: Path, number: int) -> None:
    """With more sources than a mail can name, and a gap that all of them have."""
    texts = {
        f"{n:04}.txt": f"{SUBJECTS[n % 4]}\n\nThe village of {village(n)} counted {n + 20} boats."
        for n in range(number)
    }
    brief = built(tmp_path, texts)
    assert {fact.text for fact in facts(brief)} >= set(SUBJECTS)
    assert brief.evidence.disagreements == ()
    content = next((tmp_path / "out").glob("*/brief.eml")).read_bytes()
    body = message_from_bytes(content, policy=default).get_body(("html",))
    assert body is not None
    assert f"{number - 60} more in brief.html" in " ".join(body.get_content().split())
