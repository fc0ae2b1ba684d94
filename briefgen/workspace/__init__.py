"""What lasts on disk: the output folder, the history of issues, own words, a cache, a lock."""

from briefgen.workspace.cache import Cache, CacheShelf, open_cache
from briefgen.workspace.finished import read_file, read_folder
from briefgen.workspace.hidden import read_hidden, remember_hidden
from briefgen.workspace.history import Use, has_history, open_history, read_issued, read_past
from briefgen.workspace.lock import locked
from briefgen.workspace.output import (
    add_files,
    open_draft,
    replace_folder,
    sweep,
)
from briefgen.workspace.search import Hit, open_index
from briefgen.workspace.secret import keep_secret, read_secret
from briefgen.workspace.words import Written, open_words

__all__ = [
    "Cache",
    "CacheShelf",
    "Hit",
    "Use",
    "Written",
    "add_files",
    "has_history",
    "keep_secret",
    "locked",
    "open_cache",
    "open_draft",
    "open_history",
    "open_index",
    "open_words",
    "read_file",
    "read_folder",
    "read_hidden",
    "read_issued",
    "read_past",
    "read_secret",
    "remember_hidden",
    "replace_folder",
    "sweep",
]
