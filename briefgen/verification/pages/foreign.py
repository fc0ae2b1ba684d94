"""Words that a file shows and the note does not have, or the note has and a file does not show."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from briefgen.errors import Finding
from briefgen.model.brief import Brief
from briefgen.verification.pages.parts import missing_parts, shown_parts
from briefgen.verification.rendered import comparable

_SILENT = frozenset(["style", "script", "head"])
_TOLD = ("alt", "title", "aria-label", "placeholder")
"""Attributes whose words a reader sees or hears."""

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Known:
    """What a file of a note may show: whole texts, and everything that another one shows."""

    texts: frozenset[str]
    elsewhere: str

    def holds(self, text: str) -> bool:
        """Tell whether a text is shown elsewhere, or put together of whole texts that are known.

        Numbers and signs between them are free where they are shown elsewhere.
        """
        plain = _plain(text)
        if not _LETTER.search(plain) or f" {plain} " in self.elsewhere:
            return True
        words = plain.split()
        reached = {0}
        for n in range(len(words)):
            if n not in reached:
                continue
            pieces = ((m, " ".join(words[n:m])) for m in range(n + 1, len(words) + 1))
            reached |= {m for m, piece in pieces if self._is_whole(piece)}
        return len(words) in reached

    def _is_whole(self, piece: str) -> bool:
        bare = piece.strip(".,:;()[]–—·•|/\"'“”")
        return not {piece, bare}.isdisjoint(self.texts) or not _LETTER.search(piece)


def known(texts: Iterable[str], shown: Sequence[str]) -> Known:
    """Return what may be shown: some whole texts, and all that is `shown` elsewhere."""
    whole = frozenset(filter(None, map(_plain, (*texts, *shown))))
    return Known(whole, f" {_plain(' '.join(shown))} ")


def missing(brief: Brief, page: str) -> Iterator[Finding]:
    """Find statements of a note that a page of HTML does not show in their place.

    That runs from the anchor of one item to that of the next; one without is sought everywhere.
    """
    anchors = "|".join(re.escape(item.anchor) for item in brief.items())
    _, *pieces = re.split(rf"\bid=[\"']({anchors})[\"']", page)
    places = dict(zip(pieces[::2], pieces[1::2], strict=True))
    for item in brief.items():
        shown = f"<p {places[item.anchor]}" if item.anchor in places else page
        parts = shown_parts(brief.evidence, [item.ref])
        text = comparable("".join(runs(shown)))
        yield from missing_parts(parts, text, f"its place as {item.label}")


def lines(text: str) -> list[str]:
    """Return the lines of a plain text, without what stands before their first word."""
    return [re.sub(r"^[^\w\[(“\"]+", "", line) for line in text.splitlines()]


def runs(page: str) -> list[str]:
    """Return the texts of a page of HTML between its tags, and what it says of pictures."""
    reader = _Runs()
    reader.feed(page)
    reader.close()
    return [run for run in reader.found if run.strip()]


class _Runs(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self.found += [value or "" for name, value in attrs if name in _TOLD]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def _plain(text: str) -> str:
    """Return text in one line, without what layout adds."""
    return " ".join(re.sub("[\u00ad\u200b]", "", text).split())
