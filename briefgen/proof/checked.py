"""What a check of a finished note found, and how much it proved."""

from dataclasses import dataclass
from enum import StrEnum

from briefgen.errors import Finding
from briefgen.seals import Seal


class State(StrEnum):
    """What became of an original: it is as it was, or another now, or could not be compared.

    That of a withheld one can be compared only at the desk that hid words of it.
    """

    COMPARED = "compared"
    CHANGED = "changed"
    ABSENT = "absent"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Original:
    """A source of a note, and what became of the file that it was."""

    key: str
    path: str
    state: State


class Step(StrEnum):
    """What is made again to prove a note."""

    DESCRIBED = "described"
    PRINTED = "printed"
    COMPOSED = "composed"
    COMPARED = "compared with the last issue"
    EXTRACTED = "extracted"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a finished note found, and how much it proved.

    `originals` are none where a PDF was checked alone. `citations` and `statements` of the note
    were compared with its sources; `equal` are its files that were printed again and came out as
    they are, `again` all steps that were made again, `hindrances` those that could not be, with
    the reason. `analyst` are the words of the brief that cite nothing, because no source states
    them. `content` is the digest of what it says, "" where it has none. `seals` are its signatures.
    """

    findings: tuple[Finding, ...]
    sources: int = 0
    originals: tuple[Original, ...] = ()
    analyst: tuple[str, ...] = ()
    citations: int = 0
    statements: int = 0
    equal: tuple[str, ...] = ()
    again: tuple[Step, ...] = ()
    hindrances: tuple[tuple[Step, str], ...] = ()
    content: str = ""
    seals: tuple[Seal, ...] = ()

    def paths(self, state: State) -> tuple[str, ...]:
        """Return the paths of the originals that this became of."""
        return tuple(one.path for one in self.originals if one.state is state)

    @property
    def in_part(self) -> str:
        """Why the note itself could not be made again, "" where it was."""
        own = (Step.PRINTED, Step.COMPOSED)
        return "; ".join(why for step, why in self.hindrances if step in own)
