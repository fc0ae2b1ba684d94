"""Text recognition in pictures of pages, by Tesseract inside the worker process (an extra).

The engine is a library, not a program: it runs under the ceilings of the worker, which may
start no process. It recognises English.
"""

import os
import statistics
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import pypdfium2

from briefgen.errors import ReadError
from briefgen.formats.paper.pages import Rectangle, Turn, Word

MISSING = (
    "no text layer, only pictures of pages. To have them recognised, run:"
    " pip install 'briefgen[ocr]' (and on Debian: apt install tesseract-ocr-eng)"
)
_LANGUAGE = "eng"
_DATA = (
    "/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata",
)  # fmt: skip
_DPI = 300
_POINTS = 72
_MOST_PIXELS = 5000
_LEAST_CONFIDENCE = 50.0
"""Lines below are mostly specks and drawings; a line is taken whole or not at all."""

_NEAR = 0.2


def is_installed() -> bool:
    """Tell whether pictures of pages can be read here."""
    return find_spec("tesserocr") is not None and _data() is not None


def _data() -> str | None:
    """Return the folder with the engine's model of English."""
    named = os.environ.get("TESSDATA_PREFIX", "")
    patterns = (Path(named), *(found for one in _DATA for found in _folders(one)))
    return next((f"{p}/" for p in patterns if (p / f"{_LANGUAGE}.traineddata").is_file()), None)


def _folders(pattern: str) -> Iterator[Path]:
    root = Path("/")
    yield from sorted(root.glob(pattern.removeprefix("/")), reverse=True)


class Recogniser:
    """Reads pictures of pages; a context manager that frees the engine."""

    def __init__(self) -> None:
        """Load the engine. Raises ReadError `no-text-layer` where it is not installed."""
        data = _data()
        if data is None or find_spec("tesserocr") is None:
            raise ReadError("no-text-layer", MISSING)
        os.environ["OMP_THREAD_LIMIT"] = "1"
        import tesserocr  # noqa: PLC0415 - an extra, which most files do without

        self._library: Any = tesserocr
        self._engine: Any = tesserocr.PyTessBaseAPI(
            path=data, lang=_LANGUAGE, psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY
        )

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        """Free the engine."""
        self._engine.End()

    def lines(self, page: pypdfium2.PdfPage) -> Iterator[tuple[float, list[Word]]]:
        """Yield the font size and the words of each line that is recognised on a page.

        Places are in points from the lower left corner of the page as it is shown, turned or not.
        """
        width, height = page.get_size()
        scale = min(_DPI / _POINTS, _MOST_PIXELS / max(width, height, 1))
        bitmap = page.render(scale=scale, grayscale=True)
        picture = (bytes(bitmap.buffer), bitmap.width, bitmap.height, 1, bitmap.stride)
        self._engine.SetImageBytes(*picture)
        self._engine.SetSourceResolution(round(scale * _POINTS))
        self._engine.Recognize()
        rows = list(self._rows())
        usual = statistics.median(row[0] for row in rows) if rows else 0.0
        for size, words in rows:
            like_most = abs(size - usual) <= _NEAR * usual
            placed = [Word(" ", text, _place(box, scale, height)) for text, box in words]
            yield (usual if like_most else size) / scale, placed

    def _rows(self) -> Iterator[tuple[float, list[tuple[str, Rectangle]]]]:
        """Yield the height of each row and its words, in pixels from the upper left corner."""
        level = self._library.RIL
        found = self._engine.GetIterator()
        rows: list[_Row] = []
        for word in self._library.iterate_level(found, level.WORD) if found else ():
            if word.Empty(level.WORD):
                continue
            if word.IsAtBeginningOf(level.TEXTLINE) or not rows:
                rows.append(_Row(word.RowAttributes()["row_height"], [], []))
            left, _, right, _ = word.BoundingBox(level.WORD)
            _, top, _, bottom = word.BoundingBox(level.TEXTLINE)
            text = "".join(word.GetUTF8Text(level.WORD).split())
            if text:
                rows[-1].words.append((text, (left, top, right, bottom)))
                rows[-1].sure.append(word.Confidence(level.WORD))
        for row in rows:
            if row.words and statistics.mean(row.sure) >= _LEAST_CONFIDENCE:
                yield row.height, row.words


class _Row(NamedTuple):
    """A line of recognised words, and how sure the engine is of each, of 100."""

    height: float
    words: list[tuple[str, Rectangle]]
    sure: list[float]


def _place(box: Rectangle, scale: float, height: float) -> Rectangle:
    left, top, right, bottom = (edge / scale for edge in box)
    return left, height - bottom, right, height - top


def turn_of(page: pypdfium2.PdfPage) -> Turn:
    """Return what tells where a place of a page as it is shown is on the page itself."""
    return partial(_turned, page.get_rotation(), page.get_height(), page.get_bbox())


def _turned(rotation: int, height: float, frame: Rectangle, shown: Rectangle) -> Rectangle:
    left, bottom, right, top = shown
    above, below = height - top, height - bottom
    west, south, east, north = frame
    turned: dict[int, Rectangle] = {
        0: (west + left, north - below, west + right, north - above),
        90: (west + above, south + left, west + below, south + right),
        180: (east - right, south + above, east - left, south + below),
        270: (east - below, north - right, east - above, north - left),
    }
    one, two, three, four = turned[rotation]
    return round(one, 1), round(two, 1), round(three, 1), round(four, 1)
