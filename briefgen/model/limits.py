"""How much of time, memory and size the reading of one file may take."""

from dataclasses import dataclass, fields, replace
from typing import ClassVar

_PATIENCE = 4
_PICTURES = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings for one file. Beyond one, that file is skipped and the run goes on.

    `seconds` are on the clock, `cpu_seconds` of work; `memory_megabytes` and
    `output_megabytes` are those of the process that reads; `unpacked_megabytes` is the sum
    of what a compressed file holds, `parts` the sources in one file (attachments, mails,
    entries), `depth` how deep they lie in each other. Raises ValueError below 1.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    megabytes: int = 20
    characters: int = 2_000_000
    seconds: int = 30
    cpu_seconds: int = 20
    memory_megabytes: int = 1024
    output_megabytes: int = 128
    unpacked_megabytes: int = 200
    pages: int = 2000
    parts: int = 1000
    depth: int = 10

    def patient(self) -> "Limits":
        """Return the same limits with more time: for files that were read within these."""
        return replace(
            self, seconds=_PATIENCE * self.seconds, cpu_seconds=_PATIENCE * self.cpu_seconds
        )

    def for_pictures(self) -> "Limits":
        """Return the same limits with the time that recognising text in pictures takes."""
        return replace(
            self, seconds=_PICTURES * self.seconds, cpu_seconds=_PICTURES * self.cpu_seconds
        )

    def __post_init__(self) -> None:
        """Refuse a limit under which nothing can be read."""
        for field in fields(self):
            if getattr(self, field.name) < 1:
                raise ValueError(f"{field.name}: should be 1 or more")


DEFAULT_LIMITS = Limits()

PROVING_LIMITS = Limits(
    megabytes=200,
    characters=20_000_000,
    seconds=300,
    cpu_seconds=200,
    memory_megabytes=2048,
    output_megabytes=512,
    unpacked_megabytes=1000,
    pages=20_000,
    parts=10_000,
    depth=50,
)
"""For originals of a finished brief: whoever made its folder does not say how much may be read."""
