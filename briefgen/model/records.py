"""A source as evidence.json lists it."""

from dataclasses import dataclass

from briefgen.model.text import Genre, Notice


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source as evidence.json lists it; `kind` is written where it is no report.

    Where the desk hides words of it, it is `protected`: its hash is salted, its size not told (0),
    and its original can be checked at the desk only.
    """

    id: str
    key: str
    path: str
    media_type: str
    encoding: str
    size: int
    sha256: str
    text_sha256: str
    title: str
    author: str
    publisher: str
    published: str
    published_from: str
    language: str
    url: str
    via: str
    marking: str
    grade: str
    status: str
    warnings: tuple[Notice, ...]
    kind: Genre = Genre.REPORT
    protected: bool = False
