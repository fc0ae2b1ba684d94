"""How actors are tied to facts, to quotations and to each other, by ids alone."""

from dataclasses import dataclass
from enum import StrEnum


class JoinReason(StrEnum):
    """Why one name was taken for another name of the same actor."""

    DESK = "decided by the desk"
    FILE = "actors file"
    KNOWN = "known name"
    MEMBERS = "same members"
    SHORT_FORM = "short form"
    LAST_NAME = "last name"
    SHORTER = "shorter name"
    INITIAL = "initial"
    TITLE = "title and first name"
    MIDDLE = "middle name"
    NICKNAME = "nickname"
    GENERATION = "without Jr. or Sr."
    OTHER = "stated other name"
    ACCENTS = "accents"
    SPELLING = "spelling"
    SAME = "same name"


class Doubt(StrEnum):
    """Why a name stays apart although it may be another's."""

    SEVERAL = "may be one of several"
    FIRST = "may be a first name"
    ALIKE = "one letter apart"
    MIXED = "letters of several scripts"


class Part(StrEnum):
    """What an actor is in a fact or a quotation."""

    AGENT = "agent"
    TARGET = "target"
    SPEAKER = "speaker"
    ADDRESSEE = "addressee"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Involvement:
    """An actor's part in the fact or quotation with id `ref`."""

    ref: str
    part: Part


@dataclass(frozen=True, slots=True)
class Held:
    """A role as the user's file gives it, with its first and last day ("" for not known)."""

    title: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two actors by id, and the facts or quotations that tie them."""

    first: str
    second: str
    refs: tuple[str, ...]
