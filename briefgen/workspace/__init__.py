"""What lasts on disk: the output folder and its manifest."""

from briefgen.workspace.lock import locked
from briefgen.workspace.output import read_folder, store

__all__ = ["locked", "read_folder", "store"]
