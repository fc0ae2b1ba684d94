"""What a signature says, and what is wrong where it does not say it."""

from dataclasses import dataclass
from enum import StrEnum

from briefgen.errors import Finding


class State(StrEnum):
    """How a signature stands; UNKNOWN fits, by somebody who is not among those that are trusted."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    CHANGED = "changed"
    ABSENT = "absent"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature: the file it stands in, its state, and who signed or why that cannot be said.

    It is `asked` for where somebody named those who are trusted.
    """

    where: str
    state: State
    told: str = ""
    asked: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with it, if anything is: no signature that is asked for may be lacking."""
        messages = {State.CHANGED: f"signed and then changed: {self.told}"}
        if self.asked:
            messages |= {
                State.UNKNOWN: f"signed by another, who is not among the signers: {self.told}",
                State.ABSENT: "is missing: its signature is asked for; there was none, or it was"
                " removed",
                State.UNCHECKED: f"cannot be checked: {self.told}",
            }
        found = messages.get(self.state)
        return (Finding(self.where, found),) if found else ()
