"""Answers: what is said of a statement, part by part, as plain text and as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

SCHEMA = "briefgen/explanation/1"
_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of an answer, and the figures behind it by name, for programs.

    One of a greater `depth` belongs to the one before it.
    """

    text: str
    figures: Mapping[str, Any] = field(default_factory=dict)
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What an answer says of one question; `name` is what programs call it."""

    name: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one thing: a fact, a quotation, or words at a place of a source."""

    about: str
    ref: str
    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All answers to a question, and what can't be said, and why."""

    asked: str
    answers: tuple[Answer, ...]
    notes: tuple[str, ...] = ()


def as_text(told: Explanation) -> str:
    """Return an explanation as plain text."""
    blocks = ["\n".join(_told(one)) for one in told.answers]
    blocks += ["\n".join(_wrapped(note, "", "")) for note in told.notes]
    return "\n\n".join(blocks) + "\n"


def as_json(told: Explanation) -> str:
    """Return an explanation as JSON, its figures with it."""
    answers = [_plain(one) for one in told.answers]
    whole = {
        "schema": SCHEMA, "asked": told.asked, "answers": answers, "notes": list(told.notes)
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _plain(answer: Answer) -> Mapping[str, Any]:
    parts = [
        {
            "name": part.name,
            "lines": [
                {"text": line.text, "depth": line.depth, **line.figures} for line in part.lines
            ],
        }
        for part in answer.parts
    ]
    return {"about": answer.about, "ref": answer.ref, "heading": answer.heading, "parts": parts}


def _told(answer: Answer) -> Iterator[str]:
    yield from _wrapped(answer.heading, "", "  ")
    for part in answer.parts:
        yield ""
        yield part.title
        yield from _listed(part.lines)


def _listed(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        ahead = "  " * (line.depth + 1)
        mark = "- " if line.depth else ""
        yield from _wrapped(line.text, ahead + mark, ahead + " " * len(mark))


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    flat = " ".join(text.split())
    return wrap(
        flat,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
