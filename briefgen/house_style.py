"""What a template of one's own prints, against the note: no words from nowhere, none left out."""

import email
import email.policy
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.config import Design, find_design, templates_root
from briefgen.errors import TemplateError
from briefgen.model.brief import Artifact, VerifiedBrief
from briefgen.model.codec import encode_brief
from briefgen.render import paper_page, print_beside
from briefgen.verification import known, lines, missing, runs

_PAPER = ("pdf", "docx", "md")
"""Formats that are made of the page as it is printed."""

_LONGEST = 200
_SHORTEST = 3
"""Characters of words that a message quotes, and of one that tells a line of a template."""


def check_house_style(
    verified: VerifiedBrief, formats: Sequence[str], files: Sequence[Artifact]
) -> None:
    """Raise TemplateError where files show what the note does not have, or leave out statements.

    `files` are those that the note's template printed in these formats. A template that ships is
    not looked at: its files are proved by tests. Of one's own, each text must be a text of the
    note, one that the shipped template below it shows too, or a label of its template.toml.
    """
    design = find_design(verified.brief.template)
    if design.shipped:
        return
    pages = _pages(verified, formats, files)
    copied = any((folder / "source.html.j2").exists() for folder in _own(design))
    if not copied:
        del pages[_COPY]
    below = replace(verified, brief=replace(verified.brief, template=_shipped(design)))
    alike = [one for one in files if copied or not one.path.startswith(_COPY)]
    usual = _pages(below, formats, tuple(print_beside(below, alike)))
    texts = (*_strings(json.loads(encode_brief(verified.brief))), *design.labels)
    allowed = known(texts, [text for name in usual for text in _shown(name, usual)])
    odd = [one for name in pages for one in _shown(name, pages) if not allowed.holds(one)]
    if odd:
        raise TemplateError(_told(odd, design))
    for name in (one for one in (_PAGE, _PRINTED) if one in pages):
        if gone := list(missing(verified.brief, pages[name][0])):
            raise TemplateError(
                f"{design.name}: leaves out {len(gone)} of what {name} must show, first {gone[0]}:"
                " show all items of a section, or fewer of them by template.toml"
            )


_PAGE, _PRINTED = "the page", "the PDF"
_HTML, _TEXT, _MAIL, _COPY = "brief.html", "brief.txt", "brief.eml", "sources/"


def _pages(
    verified: VerifiedBrief, formats: Sequence[str], files: Sequence[Artifact]
) -> dict[str, list[str]]:
    """Return the pages that a template shapes, HTML but for the plain text, by kind."""
    held = {one.path: one.content.decode() for one in files if one.path in (_HTML, _TEXT)}
    pages = {_PAGE: [held[_HTML]]} if _HTML in held else {}
    if any(one in formats for one in _PAPER):
        pages[_PRINTED] = [paper_page(verified)]
    if _TEXT in held:
        pages[_TEXT] = [held[_TEXT]]
    mails = (one.content for one in files if one.path == _MAIL)
    read = (email.message_from_bytes(one, policy=email.policy.default) for one in mails)
    bodies = (message.get_body(("html",)) for message in read)
    pages[_MAIL] = [str(body.get_content()) for body in bodies if body]
    copies = (one for one in files if one.path.startswith(_COPY) and one.path.endswith(".html"))
    pages[_COPY] = [one.content.decode() for one in copies]
    return pages


def _shown(name: str, pages: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the texts of all pages of a kind."""
    for page in pages[name]:
        yield from lines(page) if name == _TEXT else runs(page)


def _shipped(design: Design) -> str:
    """Return the shipped template that one of one's own builds on."""
    pairs = zip(design.chain, design.folders, strict=True)
    return next(name for name, folder in pairs if folder.parent == templates_root())


def _own(design: Design) -> list[Path]:
    """Return the folders of a template that did not ship."""
    return [folder for folder in design.folders if folder.parent != templates_root()]


def _strings(value: object) -> Iterator[str]:
    """Yield every text in parsed JSON."""
    if isinstance(value, str):
        yield value
    held = value.values() if isinstance(value, Mapping) else value
    if isinstance(held, str) or not hasattr(held, "__iter__"):
        return
    for one in held:
        yield from _strings(one)


def _told(odd: Sequence[str], design: Design) -> str:
    words = " ".join(odd[0].split())
    more = f", and {len(odd) - 1} other texts" if len(odd) > 1 else ""
    return (
        f"{_place(words, design)}: shows '{words[:_LONGEST]}'{more}, which the note does not have:"
        " show its words as they are, and list those of the template as labels in template.toml"
    )


def _place(words: str, design: Design) -> str:
    """Say in which line of a template some words, or one of them, stand; else which template."""
    own = _own(design)
    files = [file for folder in own for file in sorted(folder.rglob("*.j2"))]
    found = [(file, file.read_text("utf-8").splitlines()) for file in files]
    single = (word.strip(".,:;()[]") for word in words.split())
    for sought in (words, *sorted(single, key=len, reverse=True)):
        for file, written in found:
            for n, line in enumerate(written, 1):
                if len(sought) >= _SHORTEST and sought in " ".join(line.split()):
                    return f"{design.name.rstrip('/')}/{_inside(file, own)}:{n}"
    return design.name


def _inside(file: Path, folders: Sequence[Path]) -> str:
    return next(file.relative_to(one) for one in folders if file.is_relative_to(one)).as_posix()
