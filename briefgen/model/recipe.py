"""How a note was made: what it was asked to show, and of which evidence; to make it again by."""

from dataclasses import dataclass

from briefgen.model.annotations import QuotationKind


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a note was asked to show: of all evidence it is composed again by this.

    Numbers are the most of each that it shows. `themes` are names with the beginnings of words
    that belong to each, `confidence` is the least of a quotation, `sections` are those asked for,
    without the analyst's, `marking` is "" where it is to be the highest of the sources'.
    """

    facts: int
    details: int
    themes: tuple[tuple[str, tuple[str, ...]], ...]
    quotations: int
    kinds: tuple[QuotationKind, ...]
    confidence: float
    actors: int
    changes: int
    timeline: int
    disagreements: int
    sections: tuple[str, ...]
    marking: str


@dataclass(frozen=True, slots=True)
class Record:
    """Which evidence a note was composed of: the SHA-256 of its evidence.json.

    `actors` is that of the file that says who is who ("" for none).
    """

    sha256: str
    actors: str = ""
