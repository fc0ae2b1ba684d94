"""What the page remembers for its next session: who decides, and what was found right."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.errors import OutputError


@dataclass(slots=True)
class Remembered:
    """A folder with the name of who decides, and which items were looked at and found right.

    An item is known by how it looks, so that one that says something else is looked at again.
    """

    folder: Path
    name: str = ""
    _accepted: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Read what there is."""
        self.name = _read(self.folder / "name").strip()
        self._accepted = set(_read(self.folder / "accepted").split())

    def keep_name(self, name: str) -> None:
        """Keep who decides. Raises OutputError."""
        _write(self.folder / "name", name, os.O_TRUNC)
        self.name = name

    def accept(self, looks: str) -> None:
        """Keep that an item was found right. Raises OutputError."""
        if looks not in self._accepted:
            _write(self.folder / "accepted", f"{looks}\n", os.O_APPEND)
            self._accepted.add(looks)

    def has_accepted(self, looks: str) -> bool:
        """Tell whether an item was found right, as it is."""
        return looks in self._accepted


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _write(file: Path, text: str, how: int) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | how, 0o600)
        try:
            os.write(handle, text.encode())
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise OutputError(f"{file}: {error.strerror}") from error
