"""Where a stage finds what an earlier run made of the same, and leaves what it has made."""

from typing import Protocol


class Shelf(Protocol):
    """Keeps results of one stage by all that shaped them; any of them may be gone at any time."""

    def find(self, *shaped_by: bytes) -> bytes | None:
        """Return what was kept for exactly this, None when nothing is."""

    def keep(self, content: bytes, *shaped_by: bytes) -> None:
        """Keep a result. What it was shaped by besides code and libraries is all named."""


class _Nowhere:
    """Finds and keeps nothing."""

    def find(self, *_: bytes) -> bytes | None:
        return None

    def keep(self, _: bytes, *__: bytes) -> None:
        pass


KEPT_NOWHERE: Shelf = _Nowhere()
