"""What lasts on disk: the output folder and its manifest."""

from briefgen.workspace.output import read_file, read_folder, store

__all__ = ["read_file", "read_folder", "store"]
