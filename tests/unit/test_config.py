from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefgen.config import Config, load_config, load_metadata, with_week
from briefgen.errors import ConfigError, MissingInput
from briefgen.model.brief import SectionName


def problems(folder: Path, text: str) -> list[str]:
    file = folder / "briefgen.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    return [str(problem) for problem in caught.value.problems]


def test_config_of_an_empty_file_is_the_default(tmp_path: Path) -> None:
    (tmp_path / "briefgen.yaml").write_text("# nothing set\n", "utf-8")
    assert load_config(tmp_path / "briefgen.yaml") == Config(
        state=str(tmp_path / ".briefgen"), decisions=str(tmp_path / "decisions.yaml")
    )


def test_config_reads_every_kind_of_value(tmp_path: Path) -> None:
    file = tmp_path / "briefgen.yaml"
    file.write_text(
        "version: 1\ntitle: Harbours\nnumber: 'H-{year}-{week:03}'\ninputs: [a, b]\n"
        "issue_date: 2026-11-22\nperiod: {week: 2026-W47}\nmarking: TLP:AMBER\n"
        "facts: {max: 3}\nquotations: {kinds: [direct], min_confidence: 0.5}\n"
        "sections: [key_facts, sources]\nbrand: {name: Port, accent: '#AA0011'}\nformats: [html]\n",
        "utf-8",
    )
    config = load_config(file)
    assert config.numbered(date(2026, 1, 2)) == "H-2026-047"
    assert replace(config, period=None).numbered(date(2026, 1, 2)) == "H-2026-001"
    assert config.period is not None
    assert config.period.days() == ("2026-11-16", "2026-11-22")
    assert config.sections == (SectionName.KEY_FACTS, SectionName.SOURCES)
    assert (config.facts.max, config.brand.accent, config.issue_date) == (
        3,
        "#aa0011",
        "2026-11-22",
    )


def test_config_names_all_mistakes_at_once_with_their_places(tmp_path: Path) -> None:
    text = "titel: x\nfacts: {max: many, foo: 1}\nissue_date: 2026-13-01\nformats: [doc]\n"
    assert problems(tmp_path, text) == [
        "briefgen.yaml:1:1: unknown key 'titel': did you mean 'title'?",
        "briefgen.yaml:2:14: facts.max: should be a whole number",
        "briefgen.yaml:2:20: unknown key 'facts.foo': remove it",
        "briefgen.yaml:3:13: issue_date: '2026-13-01' is no date: write it like 2026-11-22",
        "briefgen.yaml:4:11: formats.0: should be 'html', 'pdf', 'email', 'docx' or 'md'",
    ]


FAR = "the year should lie between 1000 and 9998"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("period: {week: 2026-W60}", "1:16: period.week: '2026-W60' is no week of that year"),
        ("period: {from: 2026-01-02}", "1:9: period: give either week, or both from and to"),
        (
            "period: {from: 2026-01-02, to: 2026-01-01}",
            "1:9: period: from is later than to",
        ),
        ("number: 'N-{moon}'", ("1:9: number: only {year}, {month}, {day} and {week:03} can stand"
         " in braces")),
        ("brand: {accent: red}", "1:17: brand.accent: 'red' is no colour: write it like '#b0452c'"),
        ("title: a\ntitle: b", "2:1: 'title' is given twice: keep one of them"),
        ("title: &x a", "1:8: anchors, aliases and tags are not used here"),
        ("title: !!python/none a", "1:8: anchors, aliases and tags are not used here"),
        ("- a", "1:1: briefgen.yaml: should be a mapping of names to values"),
        ("title: [", "1:9: not valid YAML: expected the node content, but found '<stream end>'"),
        ("title: no\nfacts: {max: true}", "2:14: facts.max: should be a whole number"),
        ("language: fr", "1:11: language: should be 'en'"),
        ("title: x\nnumber: 'N", "2:9: not valid YAML: found unexpected end of stream"),
        ("facts: {max: 7777777777777777777777}", "1:14: facts.max: should be a whole number"),
        ("issue_date: 9999-12-31", f"1:13: issue_date: {FAR}"),
        ("period: {week: 9999-W52}", f"1:16: period.week: {FAR}"),
    ],
)  # fmt: skip
def test_config_says_where_and_what_to_do(tmp_path: Path, text: str, expected: str) -> None:
    assert problems(tmp_path, text) == [f"briefgen.yaml:{expected}"]


def test_config_keeps_words_that_yaml_would_turn_into_something_else(tmp_path: Path) -> None:
    file = tmp_path / "briefgen.yaml"
    file.write_text("title: no\nprepared_for: 12:30\n", "utf-8")
    config = load_config(file)
    assert (config.title, config.prepared_for) == ("no", "12:30")


def test_config_refuses_nesting_without_end(tmp_path: Path) -> None:
    assert "nested too deeply" in problems(tmp_path, "title: " + "[" * 200 + "]" * 200)[0]


def test_nesting_without_end_is_refused_before_anything_is_made_of_it(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "title: " + "[" * 500)
    assert found == "briefgen.yaml:1:27: nested too deeply"


def test_config_that_is_missing_is_a_missing_input(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="cannot be read"):
        load_config(tmp_path / "none.yaml")


def test_config_that_is_not_utf_8_says_so(tmp_path: Path) -> None:
    (tmp_path / "briefgen.yaml").write_bytes(b"title: caf\xe9\n")
    with pytest.raises(ConfigError, match="not UTF-8 at byte 10"):
        load_config(tmp_path / "briefgen.yaml")


def test_config_for_a_week_covers_its_seven_days() -> None:
    config = with_week(Config(), "2026-W47")
    assert config.period is not None
    assert config.period.days() == ("2026-11-16", "2026-11-22")


def test_sources_are_read_by_file_name(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Words.", "utf-8")
    (tmp_path / "sources.yaml").write_text(
        "a.txt: {title: A, published: '2026-01-02', grade: b2, marking: TLP:GREEN,"
        " url: 'https://example.org/a', language: en, via: News Agency}\nb.txt: {}\n",
        "utf-8",
    )
    entries = load_metadata(tmp_path)
    assert entries["a.txt"].grade == "B2"
    assert entries["a.txt"].via == "News Agency"
    assert entries["b.txt"].title == ""


def test_sources_without_a_file_are_none(tmp_path: Path) -> None:
    assert load_metadata(tmp_path) == {}


def test_sources_name_all_mistakes_at_once(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        "a.txt: {grad: B2, published: 2024-31-02, url: ftp://x}\nb.txt: {grade: Z9}\n", "utf-8"
    )
    with pytest.raises(ConfigError) as caught:
        load_metadata(tmp_path)
    assert [str(problem) for problem in caught.value.problems] == [
        "sources.yaml:1:9: unknown key 'a.txt.grad': did you mean 'grade'?",
        "sources.yaml:1:30: a.txt.published: '2024-31-02' is no date: write it like 2026-11-22",
        "sources.yaml:1:47: a.txt.url: should be an address that begins with http:// or https://",
        (
            "sources.yaml:2:16: b.txt.grade: 'Z9' is no Admiralty code:"
            " a letter A-F and a digit 1-6, like B2"
        ),
    ]


def test_sources_name_entries_without_a_file(tmp_path: Path) -> None:
    (tmp_path / "agency.txt").write_text("Words.", "utf-8")
    (tmp_path / "sources.yaml").write_text("agnecy.txt: {grade: B2}\nzz: {}\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_metadata(tmp_path)
    assert [str(problem) for problem in caught.value.problems] == [
        "sources.yaml:1:1: there is no file 'agnecy.txt': did you mean 'agency.txt'?",
        "sources.yaml:2:1: there is no file 'zz': remove the entry",
    ]
