"""Raw documents to canonical text, with a map back to the original.

Cleaning marks, it never deletes: headings, captions, page widgets and damaged passages
stay in the text, as blocks of their own kind with a reason.
"""

from briefgen.clean.canonical import clean

__all__ = ["clean"]
