"""Sentences that are no statements, and words by which a statement leaves something open."""

from dataclasses import dataclass
from enum import StrEnum

from briefgen.model.spans import Span


class Why(StrEnum):
    """Why a sentence states nothing that a brief could tell."""

    SHORT = "too short"
    LONG = "too long"
    RUNNING_ORDER = "running order"
    QUESTION = "question"
    COVERAGE = "about the coverage"
    LEAD_IN = "lead-in to a list"
    ADDRESS = "address to the reader"
    BARE_ITEM = "list item that says nothing without its lead-in"
    NO_VERB = "no finite verb"
    NO_SUBJECT = "no subject"
    RUN_IN = "headline run into the text"
    OPINION = "judgement in an opinion piece"
    LETTER = "judgement in a letter"
    REVIEW = "judgement in a review"
    SPEECH = "words of a speaker who is not named"
    LIST = "teaser of a list page"
    FURNITURE = "stands word for word in other pages"


@dataclass(frozen=True, slots=True, order=True)
class PassedOver:
    """A sentence that is no statement, or the rest of one, and why."""

    span: Span
    why: Why


class Open(StrEnum):
    """What a reader of a statement by itself does not know.

    Who or what, when or where, what it goes on from; who is counted, who the subject is, and
    whose words it is.
    """

    THING = "thing"
    TIME = "time"
    JOINT = "joint"
    COUNTED = "counted"
    SUBJECT = "subject"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True, order=True)
class OpenWords:
    """Words of a statement that point out of it; a reader is `lost` who can't look there."""

    span: Span
    what: Open
    lost: bool
