"""Lines of words of one PDF page as pdfium finds them: places, sizes, raised figures."""

import ctypes
import math
import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby

import pypdfium2
from pypdfium2 import raw as pdfium

from briefgen.formats.paper.pages import Raised, Rectangle, Turn, Word
from briefgen.formats.paper.sight import Sight

_RUN = re.compile(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_WORD = re.compile(r"(\s*)(\S+)")
_CUTS = "\x02\ufffe"
"""What pdfium makes of a hyphen at a line's end and the break after it."""

_FIGURE = re.compile(r"[0-9*†‡§]")
_FIGURES = re.compile(r"[0-9*†‡§]+")
_NOTED = re.compile(
    r"(?:[^\W\d_]{2}[^\W\d_A-Z]|\w{2}[.,;:!?%)\"”’])(?P<mark>[a-z](?:[,;][a-z])*|[ivx]{1,5})(?=\W*\Z)"
)
"""A word with letters behind it that may be marks of notes; formulas have shorter ones."""

_SAMPLES = 16
_LOOKS = 4
_SMALLER = 0.95
_RAISED = 0.12
_LOWERED = -0.06
_CLEARLY_RAISED = 0.25
_FRACTION = frozenset("/⁄")

Way = tuple[int, int]
"""The direction in which text runs: (1, 0) from left to right on the page itself."""

UPRIGHT: Way = (1, 0)


def way_of(textpage: pypdfium2.PdfTextPage) -> Way:
    """Return the way in which most of a page's text runs, in quarter turns."""
    count = textpage.count_chars()
    step = max(1, count // _SAMPLES)
    ways: dict[Way, int] = {}
    for n in range(0, count, step):
        if pdfium.FPDFText_IsGenerated(textpage.raw, n) != 1:
            angle = -pdfium.FPDFText_GetCharAngle(textpage.raw, n)
            way = round(math.cos(angle)), round(math.sin(angle))
            ways[way] = ways.get(way, 0) + 1
    return max(ways, key=ways.__getitem__, default=UPRIGHT)


def rotation_of(way: Way) -> int:
    """Return by how many degrees a page is turned clockwise so that text runs to the right."""
    return {(1, 0): 0, (0, 1): 90, (-1, 0): 180, (0, -1): 270}.get(way, 0)


def turn_of(way: Way) -> Turn | None:
    """Return what turns places on upright text back to places of the page; None for nothing."""
    return None if way == UPRIGHT else partial(_turned, (way[0], -way[1]))


def _turned(way: Way, place: Rectangle) -> Rectangle:
    """Return a place with the direction `way` as the one to the right."""
    c, s = way
    left, bottom, right, top = place
    across = c * left + s * bottom, c * right + s * top
    up = c * bottom - s * left, c * top - s * right
    return min(across), min(up), max(across), max(up)


def runs(
    textpage: pypdfium2.PdfTextPage, sight: Sight, way: Way
) -> Iterator[tuple[float, list[Word], Turn | None]]:
    """Yield the font size and the words of each run of a page, as far as they are seen.

    Places are those of the page turned so that its text runs to the right; what turns them
    back is yielded beside. Runs that go another way than the page's text come last.
    """
    text = textpage.get_text_range()
    handle = textpage.raw
    letters = _Letters(textpage, way)
    turn = turn_of(way)
    askew: list[tuple[float, list[Word], Turn | None]] = []
    plain = len(text) == textpage.count_chars()
    edges = (ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double())
    for found in _RUN.finditer(text):
        words: list[Word] = []
        heads: list[int] = []
        uneven: list[int] = []
        at = found.start()
        for blanks, said in _WORD.findall(text, at, found.end()):  # one right behind the other
            at += len(blanks)
            first = at if plain else pdfium.FPDFText_GetCharIndexFromTextIndex(handle, at)
            at += len(said)
            place, several = _rectangle(handle, first, len(said), edges)
            if place is None or sight.sees(first, said, place):
                words.append(Word(blanks, said, place))
                heads.append(first)
                if several:
                    uneven.append(len(words) - 1)
        if words:
            if found[0][-1] in _CUTS:
                words[-1] = words[-1]._replace(text=f"{words[-1].text[:-1]}-")
            size = letters.size_of(heads)
            if letters.way != way:
                askew.append((size, _all_turned(words, letters.way), turn_of(letters.way)))
                continue
            last = words[-1]
            if _FIGURE.search(found[0]):
                words = letters.marked(words, heads)
            for n in uneven:
                words[n] = letters.noted(words[n], heads[n])
            letters.leave(last, heads[-1])
            yield size, _all_turned(words, way) if turn else words, turn
    yield from askew


def _all_turned(words: list[Word], way: Way) -> list[Word]:
    return [w._replace(place=_turned(way, w.place)) if w.place else w for w in words]


class _Letters:
    """Sizes and levels of single letters, and what the running text round them has."""

    def __init__(self, textpage: pypdfium2.PdfTextPage, way: Way) -> None:
        self._handle = textpage.raw
        self._way = way
        self._matrix = pdfium.FS_MATRIX()
        self._origin = (ctypes.c_double(), ctypes.c_double())
        self._size = 0.0
        self._ground = 0.0, 0.0
        self._last: tuple[int, Rectangle | None] = 0, None
        self.way = way

    def leave(self, word: Word, first: int) -> None:
        """Remember the word that a run ends with."""
        self._last = first, word.place

    def size(self, index: int) -> float:
        """Return how large a letter is drawn: its font's size times its matrix."""
        matrix = self._matrix
        size: float = pdfium.FPDFText_GetFontSize(self._handle, index)
        pdfium.FPDFText_GetMatrix(self._handle, index, matrix)
        return round(abs(size) * math.hypot(matrix.c, matrix.d), 2)

    def size_of(self, heads: list[int]) -> float:
        """Return the size of a run of words with these first letters: that of most of a few."""
        size = self.size(heads[0])
        self.way = self._run_way()
        if size != self._size:
            sizes = [size, *map(self.size, heads[:: max(1, len(heads) // _LOOKS)])]
            self._size = max(sizes, key=lambda one: (sizes.count(one), one))
        return self._size

    def _run_way(self) -> Way:
        """Return the way of the letter that was looked at last."""
        a, b = self._matrix.a, self._matrix.b
        long = math.hypot(a, b) or 1
        return round(a / long), round(b / long)

    def marked(self, words: list[Word], heads: list[int]) -> list[Word]:
        """Return words with what is raised or lowered in them.

        Figures by themselves are measured by the words that they follow closely.
        """
        pairs = [(w, first) for w, first in zip(words, heads, strict=True) if w.place]
        plain = next((first for word, first in pairs if word.text[0].isalpha()), None)
        if plain is None and pairs and self._follows(pairs[0][0].place):
            plain = self._last[0]
        if plain is None:
            return words
        self._ground = self.size(plain), self._level(plain)
        marked = []
        for word, first in zip(words, heads, strict=True):
            raised = self._raised(word.text, first) if _FIGURE.search(word.text) else ()
            marked.append(word._replace(raised=raised) if raised else word)
        return marked

    def noted(self, word: Word, first: int) -> Word:
        """Return a word that was not drawn at once with the raised letters it ends with.

        They are measured by the letter or the sign before them.
        """
        found = None if word.raised else _NOTED.search(word.text)
        if found is None:
            return word
        start, end = found.span("mark")
        base = first + start - 1
        self._ground = self.size(base), self._level(base)
        size = self._ground[0]
        if any(
            self.size(n) > _SMALLER * size or self._shift(n) < 1
            for n in (first + start, first + end - 1)
        ):
            return word
        return word._replace(raised=(Raised(start, end, lowered=False),))

    def _follows(self, place: Rectangle | None) -> bool:
        """Tell whether a place is close behind the last run's."""
        last = self._last[1]
        if last is None or place is None:
            return False
        ahead = _turned(self._way, place)[0] - _turned(self._way, last)[2]
        return abs(ahead) < self.size(self._last[0])

    def _level(self, index: int) -> float:
        x, y = self._origin
        pdfium.FPDFText_GetCharOrigin(self._handle, index, x, y)
        return self._way[0] * y.value - self._way[1] * x.value

    def _raised(self, text: str, first: int) -> tuple[Raised, ...]:
        ends = {n for run in _FIGURES.finditer(text) for n in (run.start(), run.end() - 1)}
        if not any(self._shift(first + n) for n in sorted(ends)):
            return ()
        shifts = [self._shift(first + n) for n in range(len(text))]
        found = []
        at = 0
        for shift, same in groupby(shifts):
            start, at = at, at + len(list(same))
            fraction = not _FRACTION.isdisjoint(text[max(start - 1, 0) : at + 1])
            if shift and not fraction and _FIGURE.search(text, start, at):
                found.append(Raised(start, at, lowered=shift < 0))
        return tuple(found)

    def _shift(self, index: int) -> int:
        """Return 1 for a raised letter, -1 for a lowered one, 0 for one of running text."""
        size, level = self._ground
        rise = (self._level(index) - level) / max(size, 1)
        if abs(rise) > 1:
            return 0
        if self.size(index) > _SMALLER * size:
            return int(rise > _CLEARLY_RAISED)
        return 1 if rise > _RAISED else -int(rise < _LOWERED)


def _rectangle(
    handle: object, first: int, count: int, edges: tuple[ctypes.c_double, ...]
) -> tuple[Rectangle | None, bool]:
    """Return left, bottom, right and top of characters, and whether they were drawn apart."""
    left, top, right, bottom = edges
    runs = pdfium.FPDFText_CountRects(handle, first, count)
    if runs < 1 or not pdfium.FPDFText_GetRect(handle, 0, left, top, right, bottom):
        return None, False
    west, south, east, north = left.value, bottom.value, right.value, top.value
    for n in range(1, runs) if runs > 1 else ():
        if pdfium.FPDFText_GetRect(handle, n, left, top, right, bottom):
            west, south = min(west, left.value), min(south, bottom.value)
            east, north = max(east, right.value), max(north, top.value)
    # To tenths of a point; `round` takes ten times as long.
    place = (
        (west * 10 + 0.5) // 1 / 10,
        (south * 10 + 0.5) // 1 / 10,
        (east * 10 + 0.5) // 1 / 10,
        (north * 10 + 0.5) // 1 / 10,
    )
    return place, runs > 1
