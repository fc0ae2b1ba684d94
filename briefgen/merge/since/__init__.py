"""What is new, what goes on and what has changed since the last issue."""

from briefgen.merge.since.changes import compare

__all__ = ["compare"]
