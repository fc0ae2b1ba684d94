"""A note of anybody printed again in another process, of bounded time and memory.

A few words of a small file can ask for any number of pages.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.edition import FILES, copy_again, needed_again, print_again
from briefgen.errors import BriefgenError, Finding, VerificationFailed
from briefgen.model.brief import Brief
from briefgen.model.codec import BRIEF_NAME, decode_brief
from briefgen.model.keeping import KEPT_NOWHERE, Shelf
from briefgen.model.text import Corpus
from briefgen.render import try_logo
from briefgen.verification import answer_once, ask

__all__ = ["NotPrinted", "print_apart"]

_WRITTEN = 256 * 2**20
"""Bytes of the largest file that drawing may write for itself: fonts, for the most part."""


class NotPrinted(Exception):
    """A note could not be printed here, which says nothing against it."""


def print_apart(
    brief: Brief,
    files: Mapping[str, bytes],
    originals: Corpus | None = None,
    shelf: Shelf = KEPT_NOWHERE,
) -> Mapping[str, bytes]:
    """Print a note again, by path, with the readable copies of `originals`.

    `files` are those of its folder; what was printed of the very same may be on the `shelf`.
    Raises VerificationFailed where texts and note do not fit, or one of them is missing, and
    NotPrinted with the reason where it cannot be printed.
    """
    missing = sorted(needed_again(brief) - files.keys())
    if missing:
        told = tuple(Finding(path, "is missing, and the note is made of it") for path in missing)
        raise VerificationFailed(told)
    answer = json.loads(_asked(brief, files, shelf))
    if "findings" in answer:
        raise VerificationFailed(tuple(Finding(*told) for told in answer["findings"]))
    if "failed" in answer:
        raise NotPrinted(answer["failed"])
    printed = {path: base64.b64decode(held) for path, held in answer["printed"].items()}
    return {**printed, **(copy_again(brief, files, originals) if originals else {})}


def _asked(brief: Brief, files: Mapping[str, bytes], shelf: Shelf) -> bytes:
    """Return the answer of the other process, or what it answered before."""
    needed = sorted(needed_again(brief))
    printed = [path for path in FILES.values() if path in files]
    head = json.dumps([brief.template, brief.fonts, needed, printed]).encode()
    contents = (head, *(files[path] for path in needed))
    shape = tuple(hashlib.sha256(one).digest() for one in contents)
    if kept := shelf.find(*shape):
        return kept
    try:
        answer = json.dumps(ask(__name__, *contents, otherwise="it cannot be printed")).encode()
    except ValueError as error:
        raise NotPrinted(str(error)) from error
    shelf.keep(answer, *shape)
    return answer


def _answer(contents: Sequence[bytes]) -> Mapping[str, object]:
    """Print a note in the process that is for this alone."""
    template, fonts, needed, printed = json.loads(contents[0])
    files = dict(zip(needed, contents[1:], strict=True)) | dict.fromkeys(printed, b"")
    brief = replace(decode_brief(files[BRIEF_NAME]), template=template, fonts=fonts)
    try:
        try_logo(brief.masthead.logo, KEPT_NOWHERE)
        made = print_again(brief, files)
    except VerificationFailed as error:
        return {"findings": [[found.where, found.message] for found in error.findings]}
    except BriefgenError as error:
        return {"failed": f"it cannot be printed: {error}"}
    return {"printed": {path: base64.b64encode(held).decode() for path, held in made.items()}}


if __name__ == "__main__":
    answer_once(_answer, _WRITTEN)
