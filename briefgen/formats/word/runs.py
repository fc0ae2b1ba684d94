"""The runs of a Word file: which of them are read, and which are raised or lowered."""

from functools import cache

from docx.document import Document
from docx.oxml.ns import qn
from docx.styles.style import BaseStyle
from lxml.etree import _Element

_WHITE = "FFFFFF"
_TINY = frozenset("012")
"""Half points: at most the height of a hair."""

_DEEPEST_STYLE = 20
_BACKED = frozenset(map(qn, ("w:tbl", "w:txbxContent", "w:pict")))
_SHADES = tuple(map(qn, ("w:shd", "w:highlight")))
_OFF = ("0", "false", "off", "none")
_LOOK, _OWN_STYLE, _VALUE = qn("w:rPr"), qn("w:rStyle"), qn("w:val")
_STYLE_OF_PARAGRAPH = f"{qn('w:pPr')}/{qn('w:pStyle')}"
_VANISH, _STRUCK = (qn("w:vanish"),), (qn("w:strike"), qn("w:dstrike"))
_HEIGHT = qn("w:vertAlign")


class Looks:
    """What runs look like: by themselves, by their own style, by their paragraph's style.

    A run that is hidden, too small, or white on white paper is not seen; one that is struck
    through is seen, but no longer said.
    """

    def __init__(self, document: Document) -> None:
        """Take the styles of a file."""
        self._styles = {style.style_id: style.element for style in document.styles}
        self._shaded = frozenset(style.style_id for style in document.styles if _has_shade(style))
        self._white_paper = document.element.find(qn("w:background")) is None
        self._of_style = cache(self._in_styles)

    def sees(self, run: _Element) -> bool:
        """Tell whether a reader of the page sees a run."""
        if self._is_on(run, _VANISH):
            return False
        look = run.find(_LOOK)
        if look is None:
            return True
        if _value(look, qn("w:sz")) in _TINY:
            return False
        return _value(look, qn("w:color")).upper() != _WHITE or self._is_on_colour(run)

    def is_struck(self, run: _Element) -> bool:
        """Tell whether a run is struck through."""
        return self._is_on(run, _STRUCK)

    def height(self, run: _Element) -> str:
        """Return "superscript", "subscript", or "" for a run that stands on the line."""
        height = self._said(run, _HEIGHT)
        return height if height in ("superscript", "subscript") else ""

    def _is_on(self, run: _Element, names: tuple[str, ...]) -> bool:
        return any(
            (said := self._said(run, name)) is not None and said not in _OFF for name in names
        )

    def _said(self, run: _Element, name: str) -> str | None:
        """Return the value of a run's property, the nearest voice first; None for no voice."""
        look = run.find(_LOOK)
        if look is not None:
            found = look.find(name)
            if found is not None:
                return found.get(_VALUE) or ""
            own = look.find(_OWN_STYLE)
            said = self._of_style(own.get(_VALUE), name) if own is not None else None
            if said is not None:
                return said
        around = next(run.iterancestors(qn("w:p")), None)
        style = around.find(_STYLE_OF_PARAGRAPH) if around is not None else None
        return self._of_style(style.get(_VALUE), name) if style is not None else None

    def _in_styles(self, identity: str | None, name: str) -> str | None:
        for _ in range(_DEEPEST_STYLE):
            style = self._styles.get(identity or "")
            if style is None:
                break
            found = style.find(f"{_LOOK}/{name}")
            if found is not None:
                return found.get(_VALUE) or ""
            below = style.find(qn("w:basedOn"))
            identity = below.get(_VALUE) if below is not None else None
        return None

    def _is_on_colour(self, run: _Element) -> bool:
        """Tell whether a run stands on what may be coloured: a shade, a table, a box, the page."""
        return not self._white_paper or any(
            part.tag in _BACKED or self._is_shaded(part) for part in (run, *run.iterancestors())
        )

    def _is_shaded(self, part: _Element) -> bool:
        for look in part.iterchildren(_LOOK, qn("w:pPr")):
            styles = {_value(look, _OWN_STYLE), _value(look, qn("w:pStyle"))}
            if next(look.iterchildren(*_SHADES), None) is not None or styles & self._shaded:
                return True
        return False


def _has_shade(style: BaseStyle | None) -> bool:
    """Tell whether a style, or one that it is based on, gives words a colour behind them."""
    for _ in range(_DEEPEST_STYLE):
        if style is None:
            break
        if next(style.element.iter(*_SHADES), None) is not None:
            return True
        style = getattr(style, "base_style", None)
    return False


def _value(look: _Element, name: str) -> str:
    found = look.find(name)
    return (found.get(_VALUE) or "") if found is not None else ""
