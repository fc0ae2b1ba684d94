"""What lasts on disk: the output folder, the history of issues, a lock."""

from briefgen.workspace.history import Use, has_history, open_history, read_issued, read_past
from briefgen.workspace.lock import locked
from briefgen.workspace.output import read_file, read_folder, store
from briefgen.workspace.search import Hit, open_index

__all__ = [
    "Hit",
    "Use",
    "has_history",
    "locked",
    "open_history",
    "open_index",
    "read_file",
    "read_folder",
    "read_issued",
    "read_past",
    "store",
]
