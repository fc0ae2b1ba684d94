"""A finished PDF as data: what is attached and what its pages say, read in bounds.

It may come from anybody, so that another process opens it, of bounded time and memory.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.verification.paper.bounded import answer_once, ask

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MEGABYTE = 2**20
_MOST_ATTACHED = 256 * _MEGABYTE
_FRAME = 54
"""Points at the top and bottom of a page that may hold running heads and footers.

A statement that runs over a page break is found without them, one that a template sets
into this frame is found in the whole text.
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """Attached files by name, and the text of all pages, without their frames and with them."""

    attached: Mapping[str, bytes]
    text: str

    @property
    def files(self) -> Mapping[str, bytes]:
        """What is attached, by where the output folder has it."""
        return {attached_path(name): content for name, content in self.attached.items()}


def open_paper(content: bytes) -> Paper:
    """Read a PDF. Raises ValueError, with the reason, for one that cannot be read in bounds."""
    answer = ask(__name__, content)
    attached = {name: base64.b64decode(data) for name, data in answer["attached"]}
    return Paper(attached, answer["text"])


def unlike(given: bytes, made: bytes) -> tuple[str, ...]:
    """Say where a PDF is not the one that was made, in words; see `likeness`.

    Raises ValueError, with the reason, for one that cannot be read in bounds.
    """
    return () if given == made else tuple(ask(__name__, given, made)["unlike"])


def attached_path(name: str) -> str:
    """Return where the output folder has what is attached under this name."""
    if not name.endswith(".txt"):
        return name
    key = name.removeprefix("earlier-")
    return f"sources/{name}" if key == name else f"earlier/{key}"


def _answer(contents: Sequence[bytes]) -> Mapping[str, object]:
    """Read one PDF, or compare two."""
    import pypdfium2  # noqa: PLC0415 - only the process that reads needs these

    from briefgen.verification.paper.likeness import differences  # noqa: PLC0415

    try:
        if len(contents) > 1:
            return {"unlike": differences(*contents)}
        with closing(pypdfium2.PdfDocument(contents[0])) as document:
            return {"attached": list(_attached(document)), "text": _text(document)}
    except (pypdfium2.PdfiumError, ValueError) as error:
        return {"wrong": str(error).removeprefix("no readable PDF: ")}


def _attached(document: "PdfDocument") -> Iterator[tuple[str, str]]:
    left = _MOST_ATTACHED
    for number in range(document.count_attachments()):
        one = document.get_attachment(number)
        data = bytes(one.get_data())
        left -= len(data)
        if left < 0:
            raise ValueError(f"over {_MOST_ATTACHED // _MEGABYTE} MB are attached")
        yield one.get_name(), base64.b64encode(data).decode()


def _text(document: "PdfDocument") -> str:
    inner, whole = [], []
    for page in document:
        words = page.get_textpage()
        inner.append(words.get_text_bounded(bottom=_FRAME, top=page.get_height() - _FRAME))
        whole.append(words.get_text_bounded())
        page.close()
    return "".join((*inner, "\n", *whole))


if __name__ == "__main__":
    answer_once(_answer)
