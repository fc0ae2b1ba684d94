"""Bytes to raw documents: the only place that knows file formats.

`find_files` lists what a run should read; `read` turns one file into a RawDocument, or
raises ReadError with a named reason. A format is one entry of `READERS`.
"""

from briefgen.read.folder import Found, find_files
from briefgen.read.formats import read

__all__ = ["Found", "find_files", "read"]
