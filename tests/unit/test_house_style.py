"""A template of one's own shows the note's words, its labels, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
from unit.briefs import dam_brief

from briefgen.config import templates_root
from briefgen.errors import TemplateError
from briefgen.house_style import check_house_style
from briefgen.model.brief import VerifiedBrief
from briefgen.render import render

FACTS = (templates_root() / "base" / "sections" / "key_facts.html.j2").read_text("utf-8")
FORMATS = ("html", "email")


def house(folder: Path, labels: str = "[]", **sections: str) -> VerifiedBrief:
    """Return a note with a template of one's own: `sections` are its files, by name."""
    own = folder / "house"
    (own / "sections").mkdir(parents=True)
    (own / "template.toml").write_text(f'extends = "weekly"\nlabels = {labels}\n')
    for name, text in sections.items():
        (own / "sections" / f"{name}.html.j2").write_text(text, "utf-8")
    verified = dam_brief()
    return replace(verified, brief=replace(verified.brief, template=str(own)))


def fault(verified: VerifiedBrief, formats: tuple[str, ...] = FORMATS) -> str:
    """Return what is wrong with what a template prints, nothing where all is well."""
    try:
        check_house_style(verified, formats, render(verified, formats))
    except TemplateError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("formats", [FORMATS, ("html", "pdf", "email")])
def test_a_template_that_changes_nothing_but_order_and_shape_passes(
    tmp_path: Path, formats: tuple[str, ...]
) -> None:
    """A mail with a PDF attached says so, and is another one than without."""
    assert fault(house(tmp_path, key_facts=f"<div>\n{FACTS}</div>"), formats) == ""


def test_words_of_a_template_are_named_with_file_and_line(tmp_path: Path) -> None:
    told = fault(house(tmp_path, gaps="<ul></ul>\n<p>Nobody was hurt.</p>"))
    assert "house/sections/gaps.html.j2:2: shows 'Nobody was hurt.'" in told
    assert "labels in template.toml" in told


def test_words_of_a_template_that_are_its_labels_pass(tmp_path: Path) -> None:
    verified = house(tmp_path, '["Nobody was asked:"]', gaps="<p>Nobody was asked: {{ 7 }}</p>")
    assert fault(verified) == ""


@pytest.mark.parametrize("formats", [("html",), ("pdf",)])
def test_other_words_in_a_statement_are_refused(tmp_path: Path, formats: tuple[str, ...]) -> None:
    """The ledger below has the right ones: it was enough that these stood somewhere."""
    word = max(dam_brief().brief.evidence.facts[0].text.split(), key=len)
    changed = f"{{% filter replace('{word}', 'somewhere') %}}\n{FACTS}\n{{% endfilter %}}"
    told = fault(house(tmp_path, key_facts=changed, bottom_line=changed), formats)
    assert "somewhere" in told
    assert ".html.j2:1: shows" in told


def test_a_statement_must_stand_in_its_own_place(tmp_path: Path) -> None:
    """All its words are the note's, and the ledger has the right ones."""
    first = '<p id="{{ item.anchor }}">{{ brief.shown(section.items[0]).text }}</p>'
    told = fault(
        house(tmp_path, key_facts=f"{{% for item in section.items %}}{first}{{% endfor %}}")
    )
    assert "not found in its place as Fact" in told


def test_statements_that_a_template_leaves_out_are_refused(tmp_path: Path) -> None:
    verified = house(tmp_path)
    own = Path(verified.brief.template)
    (own / "brief.html.j2").write_text(
        "<title>{{ masthead.title }}</title><h1>{{ masthead.title }}</h1>"
    )
    told = fault(verified)
    assert "leaves out" in told
    assert "not found in its place as" in told


def test_a_template_that_ships_is_not_looked_at() -> None:
    assert fault(dam_brief()) == ""
