"""Which evidence a note is of: the file that has it, and by what it was found."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.config import Config
from briefgen.language_model import find_model
from briefgen.model.brief import Brief
from briefgen.model.evidence import Evidence
from briefgen.model.recipe import Record
from briefgen.reuse import finder


@dataclass(frozen=True, slots=True)
class Recorded:
    """Evidence as decided; where it is written, in which file, and by what it was found."""

    evidence: Evidence
    record: Record | None = None
    finder: str = ""

    def noted_in(self, brief: Brief) -> Brief:
        """Return a note of it that says of which evidence it is."""
        return replace(brief, record=self.record, finder=self.finder)


def recorded(evidence: Evidence, sha256: str, config: Config) -> Recorded:
    """Return evidence that is written in a file with this hash, and was found as is set.

    Raises ModelError when the model that is set is not there.
    """
    record = Record(sha256, hash_of_actors(config))
    return Recorded(evidence, record, finder(find_model(config.model)))


def hash_of_actors(config: Config) -> str:
    """Return the SHA-256 of the actors file that is set, "" for none or an empty one.

    Raises OSError when it cannot be read.
    """
    known = Path(config.actors.file).read_bytes() if config.actors.file else b""
    return hashlib.sha256(known).hexdigest() if known else ""
