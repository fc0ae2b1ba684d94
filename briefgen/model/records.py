"""A source as evidence.json lists it."""

from dataclasses import dataclass

from briefgen.model.text import Genre, Notice


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source as evidence.json lists it; `kind` is written where it is no report."""

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
