"""What the analyst says in one issue: headline, bottom line and sections of their own."""

from dataclasses import dataclass

from briefgen.errors import Problem
from briefgen.model.brief import SectionName
from briefgen.model.citations import Citation
from briefgen.model.written import Words


@dataclass(frozen=True, slots=True)
class View:
    """A section of the analyst's: its title and words, and where it stands.

    That is before the section `beside`, or behind it. `written` are the words as they were written.
    """

    title: str
    words: tuple[Words, ...]
    beside: SectionName
    before: bool = False
    written: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All words of the analyst that belong to an issue, their marks resolved.

    `..._written` are the words as they were written. Number n of a mark in them is
    `citations[n - 1]`. `legend` tells what words of probability stand for, "" where none of the
    chosen list is used; `doubts` are words of another list.
    """

    headline: tuple[Words, ...] = ()
    bottom_line: tuple[Words, ...] = ()
    headline_written: tuple[str, ...] = ()
    bottom_line_written: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    citations: tuple[Citation, ...] = ()
    legend: str = ""
    doubts: tuple[Problem, ...] = ()


SILENT = Analysis()
"""Of an issue in which the analyst says nothing."""
