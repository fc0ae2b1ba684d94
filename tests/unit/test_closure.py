"""Which files of a template shape a page."""

from dataclasses import replace
from pathlib import Path

from briefgen.config import Design, find_design
from briefgen.render.closure import shaping


def designed(*folders: Path) -> Design:
    usual = find_design("weekly")
    return replace(usual, folders=folders, chain=tuple(folder.name for folder in folders))


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def test_a_page_depends_on_what_it_draws_in_and_on_nothing_else(tmp_path: Path) -> None:
    own, base = tmp_path / "own", tmp_path / "base"
    write(
        base,
        page_j2='{% extends "frame.j2" %}{% import "macros.j2" as m %}'
        '{% include "a.css" if paper else "b.css" %}{% include "parts/" ~ name ~ ".j2" %}',
        frame_j2="{% block x %}{% endblock %}",
        macros_j2="",
        a_css="",
        b_css="",
        parts__one_j2='{% include "deep.j2" %}',
        deep_j2="",
        mail_j2="",
    )
    write(own, frame_j2='{% extends "base/frame.j2" %}')
    before = shaping(designed(own, base), "page.j2")
    mail = shaping(designed(own, base), "mail.j2")
    shaped = [
        (own, "frame_j2"),
        *((base, name) for name in ("page_j2", "frame_j2", "macros_j2", "a_css", "b_css")),
        *((base, name) for name in ("parts__one_j2", "parts__two_j2", "deep_j2")),
    ]
    for folder, name in shaped:
        path = folder / name.replace("__", "/").replace("_", ".")
        held = path.read_text("utf-8") if path.is_file() else None
        write(folder, **{name: f"{held or ''} changed"})
        assert shaping(designed(own, base), "page.j2") != before, name
        assert shaping(designed(own, base), "mail.j2") == mail, name
        path.unlink() if held is None else path.write_text(held, "utf-8")
    write(base, mail_j2="changed")
    assert shaping(designed(own, base), "page.j2") == before
    write(own, macros_j2="")
    assert shaping(designed(own, base), "page.j2") == before
    write(own, macros_j2="nearer")
    assert shaping(designed(own, base), "page.j2") != before


def test_what_cannot_be_told_draws_in_everything(tmp_path: Path) -> None:
    deep = "{% include " + "(" * 3_000 + " %}"
    for told in ("{% include name %}", "{% include [a, 'b'] %}", "{% include %}", deep):
        write(tmp_path, page_j2=told, other_j2="")
        before = shaping(designed(tmp_path), "page.j2")
        write(tmp_path, other_j2="changed")
        assert shaping(designed(tmp_path), "page.j2") != before, told


def test_a_file_named_in_a_string_with_the_end_of_a_tag_is_found(tmp_path: Path) -> None:
    write(tmp_path, page_j2="{% if a %}{%- include 'other.j2' ~ '%}' %}", other_j2="", more_j2="")
    before = shaping(designed(tmp_path), "page.j2")
    write(tmp_path, other_j2="changed")
    assert shaping(designed(tmp_path), "page.j2") != before
