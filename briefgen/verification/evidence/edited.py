"""What the desk decided is shown as such: marked where it is, nowhere else, and what it hides not.

The mark is a few words right behind the marks of the citations, in every file.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from briefgen.errors import Finding
from briefgen.model.brief import Brief
from briefgen.model.citations import Citation
from briefgen.model.codec import BRIEF_NAME
from briefgen.model.decisions import Act
from briefgen.model.evidence import Evidence
from briefgen.verification.evidence.origin import Part, shown_at
from briefgen.verification.evidence.statements import place
from briefgen.verification.rendered import comparable

DESK_MARK = "edited by the desk"
"""Stands in a brief right behind the citation marks of what the desk decided on."""

_MARKED = r"(?:(?!\[[A-Z]\d).){0,%d}(?:\[[A-Z]\d+[^\[\]]*\])+\(?" + re.escape(comparable(DESK_MARK))
_BEHIND_SPEECH = re.compile(_MARKED % 200)
_BEHIND = re.compile(_MARKED % 3)


def check_decided(brief: Brief, evidence: Evidence) -> Iterator[Finding]:
    """Find items that are marked as edited and are not, or are and are not marked, or are hidden.

    `evidence` has all that was decided; of that the note holds what is about what it shows.
    """
    shown = {item.ref for item in brief.items()} | {one.id for one in brief.evidence.sources}
    decided = tuple(one for one in evidence.decided if one.ref in shown)
    if brief.evidence.decided != decided or brief.evidence.stale != evidence.stale:
        yield Finding(BRIEF_NAME, "decisions: not as the evidence has them")
    edited = {one.ref for one in decided}
    gone = {one.ref for one in decided if one.act in (Act.HIDE, Act.NOT_A_DISAGREEMENT)}
    for item in brief.items():
        if item.edited != (item.ref in edited):
            told = f"is marked as {DESK_MARK}, and is not" if item.edited else "is not marked"
            yield Finding(item.label, told if item.edited else f"{told} as {DESK_MARK}")
        if item.ref in gone:
            yield Finding(item.label, "is shown, although the desk hides it")


def mismarked(
    parts: Iterable[Part], edited: Collection[str], text: str, path: str, *, whole: bool
) -> Iterator[Finding]:
    """Find words in the comparable text of a file whose mark of the desk is wrong.

    `edited` are the names of the parts that the desk decided on. Of these one place at least
    must have the mark, where the file is to show them all (`whole`); of others none. Words inside
    longer ones that are shown are not meant, and the same words may be those of another part.
    """
    places: dict[str, Citation] = {}
    marked: dict[str, str] = {}
    found = tuple(shown_at(parts, text))
    ends = {at.start(): at.end() for _, _, at, _ in sorted(found, key=_end)}
    for name, citation, at, end in found:
        places.setdefault(name, citation)
        behind = _BEHIND_SPEECH if name.startswith("quotation") else _BEHIND
        if not _is_inside(at, ends) and behind.match(text, at.end(), end):
            marked[name] = at[0]
    rightly = {words for name, words in marked.items() if name in edited}
    for name, citation in places.items():
        if name in marked and name not in edited and marked[name] not in rightly:
            yield Finding(place(citation), f"{name}: marked as {DESK_MARK} in {path}, and is not")
        elif name in edited and whole and name not in marked:
            yield Finding(place(citation), f"{name}: not marked as {DESK_MARK} in {path}")


def _end(found: tuple[str, Citation, re.Match[str], int]) -> int:
    return found[2].end()


def _is_inside(at: re.Match[str], ends: Mapping[int, int]) -> bool:
    """Tell whether a place lies in a longer one."""
    begun = (start for start in ends if start <= at.start())
    return any(at.end() <= ends[start] and ends[start] - start > len(at[0]) for start in begun)
