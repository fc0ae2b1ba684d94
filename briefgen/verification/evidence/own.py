"""The analyst's words: marked as such wherever they stand, their marks true to what they name."""

from collections.abc import Iterable, Iterator

from briefgen.errors import Finding
from briefgen.model.brief import Brief
from briefgen.model.citations import Citation
from briefgen.verification.rendered import comparable

ANALYST_MARK = "analyst’s words"
"""Stands in a brief right behind words that no source states, plain text in brackets."""


def rested_on(brief: Brief) -> Iterator[tuple[str, Citation]]:
    """Yield every citation that the analyst's words mark, with the name of their section."""
    for section in brief.sections:
        for words in section.analyst:
            yield from (
                (f"analyst, {section.label}", brief.citations[n - 1]) for n in words.citations
            )


def check_marks(brief: Brief) -> Iterator[Finding]:
    """Find marks in the analyst's words that name another place than their citation has."""
    for section in brief.sections:
        lines = (line for words in section.analyst for line in words.lines())
        for piece in (piece for line in lines for piece in line.pieces):
            cited = brief.citations[piece.citation - 1] if piece.citation else None
            if cited and piece.text != f"[{cited.mark}]":
                yield Finding(section.label, f"{piece.text} is the mark of [{cited.mark}]")


def unmarked(
    analyst: Iterable[str], text: str, path: str, *, whole: bool = True
) -> Iterator[Finding]:
    """Find words of the analyst that a comparable text has without their mark behind them.

    Each of them has a line for each block, and the mark stands behind the last one. A file that
    is not the `whole` note may leave them out.
    """
    marks = (comparable(ANALYST_MARK), comparable(f"({ANALYST_MARK}"))
    text = _uncommaed(text)
    for words in analyst:
        lines = [_uncommaed(comparable(line)) for line in words.split("\n")]
        if not whole and lines[-1] not in text:
            continue
        marked = any(f"{lines[-1]}{mark}" in text for mark in marks)
        if not marked or any(line not in text for line in lines):
            named = " ".join(words.split())
            yield Finding(path, f"'{named}' is not marked as the analyst's words")


def _uncommaed(text: str) -> str:
    """Return text without commas between marks, which footnotes in a row have."""
    return text.replace("],[", "][")
