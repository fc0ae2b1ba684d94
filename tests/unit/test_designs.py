from pathlib import Path

import pytest
from unit.briefs import dam_brief

from briefgen.config import Config, find_design, load_config, shipped_designs
from briefgen.errors import ConfigError, TemplateError
from briefgen.model.brief import USUAL_ORDER, PictureName, SectionName
from briefgen.render.environment import open_templates
from briefgen.render.html import write_html


def template(folder: Path, settings: str = "", **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "template.toml").write_text(settings, encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("__", ".").replace("_html", ".html")).write_text(text, "utf-8")
    return folder


def test_designs_that_ship_are_listed_with_what_they_ask() -> None:
    designs = {design.name: design for design in shipped_designs()}

    assert {"weekly", "note", "flash"} <= set(designs)
    assert designs["note"].pages == 2
    assert designs["flash"].pages == 1
    assert designs["flash"].chain == ("flash", "note", "base")
    assert designs["weekly"].sections == USUAL_ORDER


def test_design_takes_what_it_does_not_say_from_what_it_extends(tmp_path: Path) -> None:
    own = template(tmp_path / "own", 'extends = "note"\npage = "Letter"\nfacts = 4')
    design = find_design(str(own))

    assert (design.page, design.pages, design.facts) == ("Letter", 2, 4)
    assert SectionName.LEDGER not in design.sections
    assert design.applied(Config()).facts.max == 4


def test_design_shortens_a_note_step_by_step_facts_last() -> None:
    whole = find_design("note").applied(Config())
    versions = find_design("note").shortened(whole)
    facts = [version.facts.max for version in versions]
    rest = [version.quotations.max for version in versions]

    assert versions[0] == whole
    assert facts == sorted(facts, reverse=True)
    assert rest == sorted(rest, reverse=True)
    assert facts[3] == whole.facts.max
    assert rest[3] < whole.quotations.max
    assert (facts[-1], rest[-1]) == (1, 0)


def test_design_lets_the_configuration_choose_its_pictures() -> None:
    note = find_design("note")

    assert note.applied(Config()).pictures == (PictureName.LOCATOR,)
    assert note.applied(Config(pictures=())).pictures == ()


def test_design_lets_the_configuration_choose_its_sections() -> None:
    wanted = Config(sections=(SectionName.SOURCES,))

    assert find_design("note").applied(wanted).sections == (SectionName.SOURCES,)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("extends = 3", "extends"),
        ("nonsense = 1", "nonsense"),
        ("= 1", "template.toml"),
        ('extends = "nowhere"', "nowhere: no such template"),
        ('extends = "own"', "in a circle"),
        ('page = "A3"', "page"),
    ],
)
def test_design_names_what_is_wrong(tmp_path: Path, settings: str, message: str) -> None:
    own = template(tmp_path / "own", settings)

    with pytest.raises(TemplateError, match=message):
        find_design(str(own))


def test_own_template_overrides_one_block_and_one_section(tmp_path: Path) -> None:
    own = template(tmp_path / "own", 'extends = "weekly"')
    (own / "brief.html.j2").write_text(
        '{% extends "weekly/brief.html.j2" %}{% block colophon %}<p>Ours.</p>{% endblock %}'
    )
    (own / "sections").mkdir()
    (own / "sections/gaps.html.j2").write_text("<p>No gaps shown.</p>")
    verified = dam_brief()
    object.__setattr__(verified.brief, "template", str(own))

    page = write_html(verified).content.decode()
    assert "<p>Ours.</p>" in page
    assert "opens the passage it was taken from" not in page
    assert "Key facts" in page


BUSY = "{% for a in range(4999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}"
"""Ends, after some seconds; one that does not is no other for a bound of one second."""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BUSY, "of processor time: look for a loop"),
        ("{{ ('x' * 500_000_000) | length }}", "needs more than 500 MB of memory"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "without end|nest too deeply"),
    ],
    ids=["loops", "eats memory", "calls itself"],
)
def test_own_template_that_takes_too_much_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    monkeypatch.setenv("BRIEFGEN_TEMPLATE_SECONDS", "1")
    monkeypatch.setenv("BRIEFGEN_TEMPLATE_MEGABYTES", "500")
    own = template(tmp_path / "own")
    (own / "try.html.j2").write_text(text)

    with pytest.raises(TemplateError, match=message):
        open_templates(str(own)).fill("try.html.j2", dam_brief().brief)


def test_own_template_reads_no_file_outside_its_folders(tmp_path: Path) -> None:
    own = template(tmp_path / "own")
    (tmp_path / "secret.txt").write_text("hidden")
    (own / "try.html.j2").write_text("{% include '../secret.txt' %}")

    with pytest.raises(TemplateError, match=r"\.\./secret\.txt"):
        open_templates(str(own)).fill("try.html.j2", dam_brief().brief)


def test_logo_that_is_missing_is_a_clear_error(tmp_path: Path) -> None:
    file = tmp_path / "briefgen.yaml"
    file.write_text("brand: {logo: logo.svg}")

    with pytest.raises(ConfigError, match=r"brand\.logo: .*logo\.svg: cannot be read"):
        load_config(file)


def test_logo_is_carried_inside_the_page(tmp_path: Path) -> None:
    file = tmp_path / "briefgen.yaml"
    file.write_text("brand: {logo: logo.svg, colour: '#123456', footer: Room 4}")
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")

    assert load_config(file).brand.logo.startswith("data:image/svg+xml;base64,")
