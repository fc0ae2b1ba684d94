import re
import shutil
from pathlib import Path

import pytest
from unit.briefs import dam_brief

from briefgen.config import templates_root
from briefgen.errors import TemplateError
from briefgen.render.environment import open_templates


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    shutil.copytree(templates_root() / "weekly", folder)
    return folder


def fill(folder: Path, text: str) -> str:
    (folder / "try.html.j2").write_text(text, encoding="utf-8")
    return open_templates(str(folder)).fill("try.html.j2", dam_brief().brief)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n{{ masthead.subtitle }}", 2),
        ("\n\n{% if %}", 3),
        ("{{ brief.number(none) }}", 1),
        ("{{ masthead.title | no_such_filter }}", 1),
        ("{{ ''.__class__.__mro__ }}", 1),
        ("{{ 1 / 0 }}", 1),
    ],
)
def test_environment_names_file_and_line_of_a_mistake(own: Path, text: str, line: int) -> None:
    with pytest.raises(TemplateError, match=rf"own/try\.html\.j2:{line}: "):
        fill(own, text)


def test_environment_names_the_line_in_an_included_template(own: Path) -> None:
    (own / "part.html.j2").write_text("one\n{{ nothing }}", encoding="utf-8")

    with pytest.raises(TemplateError, match=r"own/part\.html\.j2:2: 'nothing' is undefined"):
        fill(own, "{% include 'part.html.j2' %}")


@pytest.mark.parametrize("outside", ["../secret.txt", "/etc/hostname"])
def test_environment_includes_nothing_from_outside(own: Path, outside: str) -> None:
    (own.parent / "secret.txt").write_text("hidden")

    with pytest.raises(TemplateError, match=re.escape(outside)):
        fill(own, f"{{% include '{outside}' %}}")


def test_environment_lets_templates_change_nothing(own: Path) -> None:
    with pytest.raises(TemplateError):
        fill(own, "{{ sections.clear() }}")


def test_environment_escapes_markup_but_not_plain_text(own: Path) -> None:
    (own / "try.txt.j2").write_text("{{ '<b>' }}", encoding="utf-8")

    assert fill(own, "{{ '<b>' }}") == "&lt;b&gt;"
    assert open_templates(str(own)).fill("try.txt.j2", dam_brief().brief) == "<b>"


def test_environment_says_which_templates_there_are() -> None:
    with pytest.raises(TemplateError, match=r"no-such: no such template.*weekly"):
        open_templates("no-such")


def test_a_shipped_template_is_compiled_once_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    open_templates("weekly").fill("brief.txt.j2", dam_brief().brief)

    def again(*_: object, **__: object) -> str:
        raise AssertionError

    monkeypatch.setattr("jinja2.Environment.compile", again)
    assert open_templates("weekly").fill("brief.txt.j2", dam_brief().brief)
