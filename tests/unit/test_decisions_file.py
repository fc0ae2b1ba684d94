"""decisions.yaml: every mistake at its place, and nothing ever lost that stands in it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefgen.config import (
    Entry,
    History,
    append_decisions,
    load_config,
    load_decisions,
    read_history,
)
from briefgen.errors import ChangedMeanwhile, ConfigError, MissingInput, OutputError
from briefgen.model.decisions import Act, Passage, Wording

ALL_ACTS = """\
# What the desk decided in November.
- hide: "The mayor cut the ribbon."
  in: reports/a.txt
  at: ¶4
  by: A. Analyst
  on: 2026-11-22T10:03:00Z
  why: repeats the fact above
- show: "Nine wells ran dry."
  in: a.txt
- pin: "Forty wells ran dry."
  in: a.txt
  as: quotation
- above: "Words one."
  in: a.txt
  with: {words: "Words two.", in: b.txt, at: p. 2}
- same_fact: "Words one."
  in: a.txt
  with: {words: "Words three.", in: b.txt}
- not_same_fact: "Words one."
  in: a.txt
  with: {words: "Words four.", in: b.txt}
- same_event: "Words one."
  in: a.txt
  with: {words: "Words four.", in: b.txt}
- not_same_event: "Words one."
  in: a.txt
  with: {words: "Words five.", in: b.txt}
- not_a_disagreement: "Words one."
  in: a.txt
  with: {words: "Words six.", in: b.txt}
- day: "Words one."
  in: a.txt
  is: 2026-11-18
- speaker: "We saw it."
  in: a.txt
  is: "Jane Doe"
- no_speaker: "We heard it."
  in: a.txt
- role: "Jane Doe"
  in: a.txt
  is: warden
- kind: "Delta Board"
  in: a.txt
  is: organisation
- name: "J. Doe"
  in: a.txt
  is: "Jane Doe"
- join: "J. Doe"
  in: a.txt
  with: {words: "Jane Doe", in: b.txt}
- part: "Doe"
  in: a.txt
  with: {words: "Jane Doe", in: b.txt}
- title: a.txt
  is: "Wells run dry"
- publisher: a.txt
  is: "Delta Herald"
- published: a.txt
  is: 2026-11-17
- genre: a.txt
  is: opinion
- hide_source: c.txt
- hide_passage: "A name."
  in: a.txt
  at: ¶9
- headline: "Wells run dry in the delta"
  for: 2026-W47
  evidence: 0123456789ab
- bottom_line: ["One.", "Two."]
  for: 2026-11-23
- assessment: "We judge **so**."
  for: 2026-W47
  title: Outlook
  after: key_facts
- confirm: headline
  for: 2026-W47
  evidence: 0123456789ab
"""


def problems(folder: Path, text: str) -> list[str]:
    file = folder / "decisions.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_decisions(file)
    return [str(problem).removeprefix("decisions.yaml:") for problem in caught.value.problems]


def decided(folder: Path, text: str) -> list[tuple[str, str]]:
    file = folder / "decisions.yaml"
    file.write_text(text, "utf-8")
    return [(one.act, one.passage.words) for one in load_decisions(file)]


def hide(words: str, path: str = "a.txt", **more: str) -> Entry:
    return {"hide": words, "in": path, **more}


def test_every_kind_of_decision_is_read(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    file.write_text(ALL_ACTS, "utf-8")
    found = {one.act: one for one in load_decisions(file)}
    assert set(found) == set(Act) - {Act.UNDO}
    hidden = found[Act.HIDE]
    assert hidden.passage == Passage("The mayor cut the ribbon.", "reports/a.txt", "¶4")
    assert (hidden.by, hidden.on, hidden.line) == ("A. Analyst", "2026-11-22T10:03:00Z", 2)
    assert found[Act.ABOVE].other == Passage("Words two.", "b.txt", "p. 2")
    assert (found[Act.PIN].told_as, found[Act.SHOW].told_as) == ("quotation", "")
    assert found[Act.DAY].value == "2026-11-18"
    assert found[Act.TITLE].passage == Passage(path="a.txt")
    assert found[Act.CONFIRM].value == "headline"
    assert found[Act.BOTTOM_LINE].wording == Wording(("One.", "Two."), "2026-11-23")
    assert found[Act.ASSESSMENT].wording.after == "key_facts"


def test_an_entry_keeps_its_id_whatever_stands_around_it(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    file.write_text('- hide: "One."\n  in: a.txt\n', "utf-8")
    (alone,) = load_decisions(file)
    file.write_text("# more\n\n- {in: a.txt, hide: One.} # the same\n- show: x\n  in: b\n", "utf-8")
    assert next(one.id for one in load_decisions(file)) == alone.id
    assert len(alone.id) == 12


def test_all_mistakes_are_named_at_once_with_their_places(tmp_path: Path) -> None:
    text = (
        "- hyde: x\n  in: a.txt\n"
        "- hide: 3\n  in: a.txt\n  wy: x\n"
        "- day: x\n  in: a.txt\n  is: 18 November\n"
        "- same_fact: x\n  in: a.txt\n  with: {words: '', to: b.txt}\n"
        "- kind: x\n  in: a.txt\n  is: robot\n"
        "- speaker: x\n  in: a.txt\n"
        "- hide: x\n  pin: x\n  in: a.txt\n"
        "- headline: x\n  for: soon\n"
        "- undo: xyz\n"
        "- plain words\n"
    )
    assert problems(tmp_path, text) == [
        "1:3: no decision: did you mean 'hide'?",
        "3:9: hide: should be text (put it in quotes)",
        "5:3: 'hide' has no 'wy': did you mean 'why'?",
        "8:7: is: '18 November' is no date: write it like 2026-11-22",
        "11:9: 'with' lacks 'in'",
        "11:17: with.words: is empty: write some words or leave it out",
        "11:21: 'with' has no 'to': remove it",
        "14:7: is: should be one of person, organisation, state, place, group",
        "15:3: 'speaker' lacks 'is'",
        "17:3: 'hide' and 'pin' are two decisions: write two entries",
        "21:8: for: 'soon' is no week or date",
        "22:9: undo: 'xyz' is no id: those have 12 digits 0-9, a-f",
        "23:3: should be a decision, like 'hide: \"words of a source\"'",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hide: x\n",
         ["1:1: should be a list: write each decision below the last one, behind '- '"]),
        ("- hide: [",
         ["1:10: not valid YAML: expected the node content, but found '<stream end>'"]),
        ("- hide: x\n  hide: y\n  in: a", ["2:3: 'hide' is given twice: keep one of them"]),
        ("- undo: 0123456789ab\n", ["1:9: undo: no entry before it has the id 0123456789ab"]),
        ("- assessment: x\n  for: 2026-W47\n  after: key_facts\n  before: sources\n",
         ["4:3: give either after or before"]),
        ("- assessment: x\n  for: 2026-W60\n  after: facts\n", [
            "2:8: for: '2026-W60' is no week or date",
            ("3:10: after: should be one of headline, bottom_line, changes, key_facts, timeline,"
             " actors, quotations, disagreements, gaps, ledger, sources, inputs"),
        ]),
        ("- pin: x\n  in: a\n  as: title\n- hide: x\n  in: b\n  as: fact\n", [
            "3:7: as: should be one of fact, quotation", "6:3: 'hide' has no 'as': remove it",
        ]),
        ("- bottom_line: []\n  for: 2026-W47\n",
         ["1:16: bottom_line: is empty: write some words or leave it out"]),
        (f"- hide: {'x' * 100_001}\n  in: a\n", ["1:9: hide: is longer than 100000 characters"]),
    ],
)  # fmt: skip
def test_a_file_says_what_is_wrong_and_what_to_do(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert problems(tmp_path, text) == expected


def test_a_file_with_nothing_decided_is_read(tmp_path: Path) -> None:
    assert decided(tmp_path, "# nothing yet\n") == []
    assert decided(tmp_path, "[]\n") == []
    assert load_decisions(tmp_path / "none" / "decisions.yaml") == ()


def test_a_file_of_another_name_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="make an empty one, or mend its name"):
        load_decisions(tmp_path / "descisions.yaml")


def test_the_file_stands_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "briefgen.yaml").write_text("decisions: desk.yaml\n", "utf-8")
    assert load_config(tmp_path / "briefgen.yaml").decisions == str(tmp_path / "desk.yaml")


def test_the_later_of_two_decisions_of_one_kind_about_one_thing_holds(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    days = "".join(f"- day: x\n  in: a\n  is: 2026-11-1{n}\n" for n in range(3))
    file.write_text(days + "- day: x\n  in: b\n  is: 2026-11-20\n", "utf-8")
    assert [one.value for one in load_decisions(file)] == ["2026-11-12", "2026-11-20"]


def test_decisions_that_exclude_each_other_are_named_with_both_lines(tmp_path: Path) -> None:
    pair = "  in: a\n  with: {words: y, in: b}\n"
    other = "  in: b\n  with: {words: x, in: a}\n"
    text = (
        "- hide: x\n  in: a\n  at: ¶1\n- pin: x\n  in: a\n- show: x\n  in: a\n  at: ¶2\n"
        f"- same_event: x\n{pair}- not_same_event: y\n{other}"
    )
    told = "of the same words in line {} exclude each other: undo one of them"
    assert problems(tmp_path, text) == [
        f"4:3: 'pin' and the 'hide' {told.format(1)}",
        f"12:3: 'not_same_event' and the 'same_event' {told.format(9)}",
    ]


def test_an_undo_is_undone_and_what_was_undone_can_be_decided_again(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    history = append_decisions(file, [hide("x")], History())
    first = history.entries[0].id
    history = append_decisions(file, [{"undo": first}, {"pin": "x", "in": "a.txt"}], history)
    assert [one.act for one in history.in_force] == [Act.PIN]
    pinned = history.entries[2].id
    history = append_decisions(file, [{"undo": pinned}, hide("x")], history)
    assert [one.act for one in history.in_force] == [Act.HIDE]
    assert history.in_force[0].id == first
    redone = append_decisions(file, [{"undo": history.entries[3].id}, {"undo": first}], history)
    assert [one.act for one in redone.in_force] == [Act.PIN]


def test_what_is_added_leaves_every_byte_and_comment_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    for text in (ALL_ACTS, "# ours\n\n  - hide: 'x'\n    in: a.txt # at the end, no line feed", ""):
        file.write_text(text, "utf-8")
        seen = read_history(file)
        words = 'Never: "so"\n  # said\u2028 \x85 \x07 he – 😀 '
        added = append_decisions(file, [hide(words, "b c/[x].txt", why="it's no: fact")], seen)
        assert file.read_text("utf-8").startswith(text)
        assert file.read_bytes() == added.content
        assert added.entries[:-1] == seen.entries
        assert added == read_history(file)
        assert added.entries[-1].passage == Passage(" ".join(words.split()), "b c/[x].txt")
        assert added.entries[-1].why == "it's no: fact"


def test_what_is_added_reads_as_a_person_would_write_it(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    other = {"words": "Words two.", "in": "b.txt"}
    entry = {"above": "Words one.", "in": "reports/a.txt", "at": "¶4", "with": other,
             "by": "A. Analyst", "on": "2026-11-22T10:03:00Z"}  # fmt: skip
    append_decisions(file, [entry, {"bottom_line": ["One.", "Two."], "for": "2026-W47"}], History())
    assert file.read_text("utf-8") == (
        '- above: "Words one."\n  in: reports/a.txt\n  at: ¶4\n'
        '  with: {words: "Words two.", in: "b.txt"}\n  by: A. Analyst\n  on: 2026-11-22T10:03:00Z\n'
        '- bottom_line: ["One.", "Two."]\n  for: 2026-W47\n'
    )


@pytest.mark.parametrize(
    "text",
    ["- hide: [\n", "- hide: x\n", "[{hide: x, in: a.txt}]\n", "- hide: x\n  in: a.txt\n...\n"],
)
def test_nothing_is_written_over_a_broken_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "decisions.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError):
        append_decisions(file, [hide("y")], History())
    assert file.read_text("utf-8") == text


def test_nothing_is_written_that_is_wrong_or_contradicts_what_stands(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    seen = append_decisions(file, [hide("x")], History())
    for entry in (
        {"pin": "x", "in": "a.txt"},
        {"day": "x", "in": "a.txt", "is": "soon"},
        {"a": ""},
    ):
        with pytest.raises(ConfigError):
            append_decisions(file, [entry], seen)
        assert file.read_bytes() == seen.content


def test_what_others_decided_meanwhile_is_kept_and_told_where_it_is_about_the_same(
    tmp_path: Path,
) -> None:
    file = tmp_path / "decisions.yaml"
    seen = append_decisions(file, [hide("x")], History())
    theirs = append_decisions(file, [hide("y", by="B. Editor")], seen)
    ours = append_decisions(file, [hide("z")], seen)
    assert [one.passage.words for one in ours.in_force] == ["x", "y", "z"]
    with pytest.raises(ChangedMeanwhile, match=r"'hide: y' was decided meanwhile by B\. Ed"):
        append_decisions(file, [{"day": "y", "in": "a.txt", "is": "2026-11-18"}], seen)
    undone = append_decisions(file, [{"undo": seen.entries[0].id}], ours)
    with pytest.raises(ChangedMeanwhile, match="'hide: x' is decided no more meanwhile"):
        append_decisions(file, [{"undo": seen.entries[0].id}], theirs)
    assert read_history(file) == undone


def test_two_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"

    def write(writer: int) -> None:
        for number in range(20):
            append_decisions(file, [hide(f"{writer} {number}")], read_history(file))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    found = [one.passage.words for one in load_decisions(file)]
    assert sorted(found) == sorted(f"{w} {n}" for w in range(4) for n in range(20))


def test_a_file_that_an_editor_put_in_its_place_is_the_one_added_to(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    seen = append_decisions(file, [hide("x")], History())
    (tmp_path / "new").write_bytes(seen.content + b"# by hand\n")
    (tmp_path / "new").replace(file)
    append_decisions(file, [hide("y")], seen)
    assert b"# by hand\n" in file.read_bytes()
    assert len(load_decisions(file)) == 2


def test_a_folder_that_cannot_be_written_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"none.decisions.yaml: No such file"):
        append_decisions(tmp_path / "none" / "decisions.yaml", [hide("x")], History())


def test_an_entry_that_more_text_would_change_is_not_added_to(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    file.write_text("- hide: x\n  in: a.txt\n  why: |+\n    no line feed at the end", "utf-8")
    with pytest.raises(ConfigError, match="end it with a line feed"):
        append_decisions(file, [hide("y")], read_history(file))
