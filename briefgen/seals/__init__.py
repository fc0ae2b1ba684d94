"""Who stands by a finished note: its signatures, made and checked.

A folder is signed beside its manifest, which has the hash of every other file; a PDF in a copy of
its own. Both are made last, and a note without any is the same to the byte.
"""

from briefgen.seals.detached import inspect_tool, sign_manifest
from briefgen.seals.examining import NOBODY, Trust, examine, examine_paper, load_trust
from briefgen.seals.paper import PaperKey, inspect_library, open_key, sign_paper
from briefgen.seals.state import Seal, State

__all__ = [
    "NOBODY",
    "PaperKey",
    "Seal",
    "State",
    "Trust",
    "examine",
    "examine_paper",
    "inspect_library",
    "inspect_tool",
    "load_trust",
    "open_key",
    "sign_manifest",
    "sign_paper",
]
