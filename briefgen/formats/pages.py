"""Words on pages, whoever found them, to one text with lines and the place of each word."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from briefgen.errors import ReadError
from briefgen.formats.layout import Line
from briefgen.model.limits import Limits
from briefgen.model.text import Box

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the page's lower left corner."""

Turn = Callable[[Rectangle], Rectangle]
_MOST_LISTED = 12


class Word(NamedTuple):
    """A word with the blanks before it; its place is None where that is not known."""

    blanks: str
    text: str
    place: Rectangle | None


class Pages:
    """Collects lines of words in reading order."""

    def __init__(self, limits: Limits) -> None:
        """Begin with no page."""
        self.lines: list[Line] = []
        self.boxes: list[Box] = []
        self._texts: list[str] = []
        self._length = 0
        self._most = limits.characters

    @property
    def text(self) -> str:
        """All lines so far."""
        return "\n".join(self._texts)

    def add(
        self, page: int, size: float, words: Iterable[Word], turn: Turn = lambda place: place
    ) -> None:
        """Add a line; one without any place is left out. Raises ReadError `too-long`.

        Where pages are shown turned, words have their places as shown, and `turn` tells which
        places of the page itself these are.
        """
        pieces: list[str] = []
        boxes: list[Box] = []
        places: list[Rectangle] = []
        at = self._length
        for blanks, text, place in words:
            if pieces:
                pieces.append(blanks)
                at += len(blanks)
            if place:
                boxes.append(Box(at, at + len(text), page, *turn(place)))
                places.append(place)
            pieces.append(text)
            at += len(text)
        if not boxes:
            return
        self.lines.append(
            Line(
                start=self._length,
                end=at,
                page=page,
                left=min(place[0] for place in places),
                bottom=min(place[1] for place in places),
                right=max(place[2] for place in places),
                top=max(place[3] for place in places),
                size=size,
            )
        )
        self.boxes += boxes
        self._texts.append("".join(pieces))
        self._length = at + 1
        if self._length > self._most:
            raise ReadError("too-long", f"over {self._most:,} characters")


def listed(pages: list[int]) -> str:
    """Name pages for people; of many the first ones."""
    more = " …" if len(pages) > _MOST_LISTED else ""
    return f"p. {', '.join(map(str, pages[:_MOST_LISTED]))}{more}"
