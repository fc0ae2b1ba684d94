"""What a draft is made of on the disk, and whether any of it has changed by content."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_Stamp = tuple[int, int, int, int]
"""What a file's entry says without opening it: inode, size, and both times of change."""


@dataclass(slots=True)
class Watch:
    """Files and folders that are looked at again and again; only what looks changed is read."""

    _known: dict[Path, tuple[_Stamp, bytes]] = field(default_factory=dict)

    def look(self, roots: Sequence[Path]) -> Mapping[Path, bytes]:
        """Return the digest of every file that is one of `roots`, or lies below one."""
        found = {path: known for path in _files(roots) if (known := self._digest(path))}
        self._known = found
        return {path: digest for path, (_, digest) in found.items()}

    def _digest(self, path: Path) -> tuple[_Stamp, bytes] | None:
        """Return stamp and digest of a file, None for one that is not there or not readable."""
        try:
            entry = path.stat()
            stamp = (entry.st_ino, entry.st_size, entry.st_mtime_ns, entry.st_ctime_ns)
            known = self._known.get(path)
            if known and known[0] == stamp:
                return known
            with path.open("rb") as file:
                return stamp, hashlib.file_digest(file, "sha256").digest()
        except OSError:
            return None


def _files(roots: Sequence[Path]) -> Iterator[Path]:
    """Yield all files; hidden ones and hidden folders are nobody's input."""
    for root in roots:
        if not root.is_dir():
            yield root
            continue
        for parent, folders, files in os.walk(root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(parent, name) for name in sorted(files) if not name.startswith("."))
