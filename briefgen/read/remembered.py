"""What a file was read as, for the next run that meets the same bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.model.packing import pack, unpack
from briefgen.model.text import RawDocument, Skipped

_OF_THE_RUN = ("identical", "timeout", "memory", "crashed")
"""Reasons that lie in other files of the run, or in how busy the machine was."""

_RECOGNISED = ("pages-without-text", "recognised-text")
"""Warnings of pages that are pictures: what recognises words has data files without a version."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The sources in a file and what could not be used, in order: each is one or the other.

    `seen` has what was met in the file, the file itself among it, with the name it has there.
    """

    told: tuple[tuple[RawDocument | None, Skipped | None], ...]
    seen: tuple[tuple[str, str], ...]

    @property
    def outcomes(self) -> tuple[RawDocument | Skipped, ...]:
        """All of it in order."""
        return tuple(one for pair in self.told for one in pair if one is not None)


def remember(outcomes: Sequence[RawDocument | Skipped], seen: Mapping[str, str]) -> bytes | None:
    """Return what became of a file as bytes, None where it may become something else next time."""
    if not all(map(_lasts, outcomes)):
        return None
    told = ((one, None) if isinstance(one, RawDocument) else (None, one) for one in outcomes)
    return pack(Remembered(tuple(told), tuple(seen.items())))


def recall(content: bytes | None) -> Remembered | None:
    """Return what was remembered, None when nothing was, or something else."""
    try:
        return None if content is None else unpack(Remembered, content)
    except ValueError:
        return None


def _lasts(outcome: RawDocument | Skipped) -> bool:
    if isinstance(outcome, Skipped):
        return outcome.reason not in _OF_THE_RUN
    return not any(notice.code in _RECOGNISED for notice in outcome.notices)
