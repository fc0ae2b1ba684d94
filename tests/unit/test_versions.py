"""One statement in several sources, on real parses: linked, and how the words differ."""

import pytest
from conftest import merge_texts as merged

from briefgen.model.edits import Operation, WordEdit
from briefgen.model.evidence import Evidence, Likeness, Version

VOWED = "“We will not open the quay before the engineers have tested every pile,” Ada Brandt said."
KEEP, DROP, ADD = Operation.KEEP, Operation.DROP, Operation.ADD


def only(evidence: Evidence) -> Version:
    (version,) = evidence.versions
    return version


def sources(evidence: Evidence, version: Version) -> list[str]:
    by_id = {q.id: q.parts[0].source for q in evidence.quotations}
    return [by_id[version.quotation], by_id[version.other]]


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        (f"{VOWED} It rained.", Likeness.SAME),
        (VOWED.upper().replace("ADA BRANDT SAID", "Ada Brandt said"), Likeness.SAME),
        (VOWED.replace(" before the engineers have tested every pile", ""), None),
        (VOWED.replace("tested every pile", "tested"), Likeness.SHORTENED),
        (VOWED.replace("every pile", "all the piles"), Likeness.ALTERED),
        (VOWED.replace("will not open", "will open"), Likeness.ALTERED),
        (
            "Ada Brandt said the quay would not open before engineers had tested every pile.",
            Likeness.REPORTED,
        ),
        ("“The engineers are late, and the piles are old,” Ada Brandt said.", None),
    ],
    ids=[
        "same words", "other case", "too little is left", "shortened", "altered",
        "turned round by a word left out", "indirect", "other statement",
    ],
)  # fmt: skip
def test_versions_of_one_speaker(other: str, likeness: Likeness | None) -> None:
    evidence = merged(VOWED, other)
    assert [version.likeness for version in evidence.versions] == ([likeness] if likeness else [])


def test_versions_tell_the_difference_word_by_word() -> None:
    version = only(merged(VOWED, VOWED.replace("every pile", "most of the piles")))
    assert version.edits == (
        WordEdit(KEEP, "We will not open the quay before the engineers have tested"),
        WordEdit(DROP, "every pile"),
        WordEdit(ADD, "most of the piles"),
    )


def test_versions_put_the_fullest_first_whatever_the_order() -> None:
    short = VOWED.replace("tested every pile", "tested")
    forwards, backwards = merged(VOWED, short), merged(short, VOWED)
    assert sources(forwards, only(forwards)) == ["S1", "S2"]
    assert sources(backwards, only(backwards)) == ["S2", "S1"]
    assert only(forwards).edits == only(backwards).edits


def test_versions_put_direct_speech_before_indirect() -> None:
    told = "Ada Brandt said the quay would not open before engineers had tested every old pile."
    evidence = merged(told, VOWED)
    assert sources(evidence, only(evidence)) == ["S2", "S1"]


def test_versions_with_other_speakers_need_the_very_words() -> None:
    evidence = merged(VOWED, VOWED.replace("Ada Brandt", "Jonas Weber"))
    assert only(evidence).likeness is Likeness.SAME
    loosely = VOWED.replace("Ada Brandt", "Jonas Weber").replace(
        "tested every pile", "seen the piles"
    )
    assert merged(VOWED, loosely).versions == ()


def test_versions_are_sought_in_other_sources_only() -> None:
    assert merged(f"{VOWED}\n\n{VOWED}").versions == ()


def test_versions_of_files_with_the_same_bytes_are_none() -> None:
    assert merged(VOWED, VOWED).versions == ()


def test_versions_take_one_quotation_of_each_source() -> None:
    evidence = merged(VOWED, f"{VOWED}\n\n{VOWED}", f"{VOWED} It rained.")
    told = [sources(evidence, version) for version in evidence.versions]
    assert told == [["S1", "S2"], ["S1", "S3"]]
