"""Which words of a PDF page a reader can see, and which only programs find."""

import ctypes

import pypdfium2
from pypdfium2 import raw as pdfium

from briefgen.formats.paper.pages import Rectangle

_INVISIBLE = frozenset([pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP])
_KINDS = (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE)
_NESTED = 4
_PALE = 0xE0
_FAINT = 0x40
_LEAST_CONTRAST = 16
_SMALLEST = 1.0
_PICTURE = 0.5
_MOST_PIXELS = 2000


class Sight:
    """What is seen of one page.

    `scanned` tells that all its words lie behind a picture of the page, as text recognition
    leaves them: these are read, though none is drawn. `unseen` counts the words that were not.
    """

    def __init__(self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> None:
        """Look through the page's objects once."""
        self.unseen = 0
        self._page = page
        self._text = textpage
        self._frame: Rectangle = page.get_bbox()
        self._picture: tuple[memoryview, int, float] | None = None
        drawn = unseen = pale = 0
        area = 0.0
        for one in page.get_objects(filter=_KINDS, max_depth=_NESTED):
            if one.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                area = max(area, _area(one.get_bounds()))
            elif pdfium.FPDFTextObj_GetTextRenderMode(one) in _INVISIBLE:
                unseen += 1
            else:
                drawn += 1
                pale += _is_pale(pdfium.FPDFPageObj_GetFillColor, one)
        self.scanned = bool(unseen) and not drawn and area >= _PICTURE * _area(self._frame)
        self._suspect = bool(pale) or (bool(unseen) and not self.scanned)

    def sees(self, first: int, word: str, place: Rectangle) -> bool:
        """Tell whether a word is seen; `first` is the index of its first character."""
        left, bottom, right, top = place
        west, south, east, north = self._frame
        seen = (
            west <= (left + right) / 2 <= east
            and south <= (bottom + top) / 2 <= north
            and (top - bottom >= _SMALLEST or len(word) == 1 or not word.isalnum())
            and (not self._suspect or self._is_drawn(first, place))
        )
        self.unseen += not seen
        return seen

    def _is_drawn(self, first: int, place: Rectangle) -> bool:
        drawn = pdfium.FPDFText_GetTextObject(self._text, first)
        if pdfium.FPDFTextObj_GetTextRenderMode(drawn) in _INVISIBLE:
            return False
        pale = _is_pale(pdfium.FPDFText_GetFillColor, self._text, first)
        return not pale or self._stands_out(place)

    def _stands_out(self, place: Rectangle) -> bool:
        """Tell whether a stretch of the page, as it is drawn, has more than one shade."""
        shades, stride, scale = self._picture = self._picture or _drawn(self._page, self._frame)
        left, bottom, right, top = (
            round((edge - self._frame[n % 2]) * scale) for n, edge in enumerate(place)
        )
        height = len(shades) // stride
        rows = range(max(height - top, 0), min(height - bottom + 1, height))
        pixels = b"".join(
            shades[row * stride + max(left, 0) : row * stride + min(right + 1, stride)]
            for row in rows
        )
        return bool(pixels) and max(pixels) - min(pixels) >= _LEAST_CONTRAST


def _area(place: Rectangle) -> float:
    left, bottom, right, top = place
    return max(right - left, 0) * max(top - bottom, 0)


def _is_pale(look: object, *what: object) -> bool:
    """Tell whether a colour is nearly that of paper, or lets it shine through."""
    shades = [ctypes.c_uint() for _ in range(4)]
    if not callable(look) or not look(*what, *shades):
        return False
    *light, solid = (shade.value for shade in shades)
    return min(light) >= _PALE or solid < _FAINT


def _drawn(page: pypdfium2.PdfPage, frame: Rectangle) -> tuple[memoryview, int, float]:
    """Draw a page upright in grey: its pixels, those in a row, and how many make a point."""
    scale = min(1.0, _MOST_PIXELS / max(frame[2] - frame[0], frame[3] - frame[1], 1))
    upright = (360 - page.get_rotation()) % 360
    bitmap = page.render(scale=scale, grayscale=True, rotation=upright)
    return memoryview(bytes(bitmap.buffer)), bitmap.stride, scale
