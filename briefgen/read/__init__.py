"""Which files a run reads, and what becomes of each: the only place that opens sources.

`find_files` lists what a run should read, and `find_again` what one has read; `read` turns
files into raw documents, or says by name why one could not be used. What the bytes mean is
known by `briefgen.formats`, which runs in a worker process.
"""

from briefgen.read.folder import Found, find_again, find_files
from briefgen.read.sources import read

__all__ = ["Found", "find_again", "find_files", "read"]
