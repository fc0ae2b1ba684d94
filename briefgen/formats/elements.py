"""Which elements are open while a page is walked through, and whether they are seen."""

import html
import re
from dataclasses import dataclass

from briefgen.formats.styles import Styles, Tag
from briefgen.model.spans import Span

_VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "wbr", "area", "col", "source"])
_SILENT = frozenset(
    ["noscript", "template", "object", "svg", "math", "select", "canvas", "audio", "video"]
)
_CELLS = frozenset(["td", "th"])
_IN_ROWS = _CELLS | {"tr"}
_ENDED_BY = {
    "p": frozenset(["p"]), "li": frozenset(["li", "p"]), "option": frozenset(["option"]),
    "td": _CELLS | {"p"}, "th": _CELLS | {"p"}, "tr": _CELLS | {"tr", "p"},
    "dt": frozenset(["dt", "dd", "p"]), "dd": frozenset(["dt", "dd", "p"]),
    **dict.fromkeys(
        ("div", "ul", "ol", "dl", "table", "section", "article", "aside", "header", "footer",
         "nav", "main", "blockquote", "pre", "form", "figure", "hr", "address", "fieldset",
         "h1", "h2", "h3", "h4", "h5", "h6"),
        frozenset(["p"]),
    ),
}  # fmt: skip
"""Start tags that end an element left open just before (HTML standard, section 13.1.2.4)."""

_WALLS = frozenset(["table", "td", "th", "caption", "template", "object"])
_PARTS = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"])
"""End tags of other elements do not reach through a wall (HTML standard, section 13.2.4.2)."""

_DEEPEST = 512
"""Nesting at which browsers stop as well (Blink, `kMaximumHTMLParserDOMTreeDepth`)."""

_MOST_ELEMENTS = 50_000
_MOST_ATTRIBUTES = 1000
_MOST_CELLS = 1000
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_HIDDEN = re.compile(r"\shidden(?=[\s=/]|$)", re.IGNORECASE)
_STYLE = re.compile(r"\sstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?:opacity|font-size)\s*:\s*0+(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|$|!)"
    r"|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{4}",
    re.IGNORECASE,
)
_SHOWN = re.compile(r"display\s*:|visibility\s*:", re.IGNORECASE)
_PAINT = re.compile(r"(?<![\w-])(color|background)(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)


def is_unseen(style: str) -> bool:
    """Tell whether an inline style keeps an element from being seen."""
    if _UNSEEN.search(style):
        return True
    paint = {
        name.casefold(): "".join(value.split()).casefold() for name, value in _PAINT.findall(style)
    }
    color = paint.get("color")
    return color is not None and color in (paint.get("background"), "transparent")


@dataclass(frozen=True, slots=True)
class Hidden:
    """The source of an element that is not seen, though its kind usually is when `styled`."""

    span: Span
    styled: bool


@dataclass(frozen=True, slots=True)
class Excess:
    """A reason not to build a tree of a source, and the offset up to which one would be sound."""

    at: int
    code: str
    detail: str


class Elements:
    """The open elements of a source that is walked through once.

    `unseen` is not 0 while inside an element that is not seen; `hidden` are all such elements.
    `excess` is set once a tree of the source would lose text, or take more time than its length.
    """

    def __init__(self, styles: Styles) -> None:
        """Begin outside of any element."""
        self.hidden: list[Hidden] = []
        self.excess: Excess | None = None
        self._styles = styles
        self._open: list[Tag] = []
        self.unseen = 0
        self._since = 0
        self._name = ""
        self._count = 0
        self._cells = 0

    def tag(self, name: str, rest: str, start: int, end: int) -> None:
        """Take a tag: its name in small letters, what follows in it, where it stands."""
        if name.startswith("/"):
            self._end(name[1:], start, end)
        else:
            self._begin(name, rest, start)

    def finish(self, at: int) -> None:
        """Take the end of the source."""
        if self.unseen:
            self._hide(at)

    def _begin(self, name: str, rest: str, at: int) -> None:
        ended = _ENDED_BY.get(name)
        while ended and self._open and self._open[-1][0] in ended:
            self._pop(at)
        self._count += 1
        if name in _IN_ROWS or len(rest) > _MOST_ATTRIBUTES or self._is_large():
            self.excess = self.excess or self._weigh(name, rest, at)
        if name in _VOID:
            return
        self._open.append((name, rest))
        if not self.unseen and self._is_hidden(name, rest):
            self.unseen, self._since, self._name = len(self._open), at, name
        elif rest.endswith("/"):
            self._open.pop()

    def _end(self, name: str, start: int, end: int) -> None:
        """Take an end tag, which also ends what was left open inside its element."""
        usual = bool(self._open) and self._open[-1][0] == name
        inside = 0 if usual else self._inside(name)
        if inside is not None:
            for _ in range(inside):
                self._pop(start)
            self._pop(end)

    def _inside(self, name: str) -> int | None:
        """Count the elements inside that an end tag ends as well; None when it ends nothing."""
        block, part = name in _ENDED_BY, name in _PARTS
        for count, (inner, _) in enumerate(self._open[: -_DEEPEST - 1 : -1]):
            if inner == name:
                return count
            if (not block and inner in _ENDED_BY) or (not part and inner in _WALLS):
                return None
        return None

    def _pop(self, at: int) -> None:
        self._open.pop()
        if len(self._open) < self.unseen:
            self._hide(at)

    def _hide(self, at: int) -> None:
        styled = self._name not in _SILENT
        self.hidden.append(Hidden(Span(self._since, at), styled))
        self.unseen = 0

    def _is_hidden(self, name: str, rest: str) -> bool:
        if name in ("html", "body"):
            return False
        if name in _SILENT or ("hidden" in rest and _HIDDEN.search(rest)):
            return True
        found = _STYLE.search(rest) if "style" in rest else None
        style = html.unescape(found[1] or found[2] or found[3] or "") if found else ""
        if style and is_unseen(style):
            return True
        return not (style and _SHOWN.search(style)) and self._styles.hide(self._open)

    def _is_large(self) -> bool:
        return len(self._open) >= _DEEPEST or self._count > _MOST_ELEMENTS

    def _weigh(self, name: str, rest: str, at: int) -> Excess | None:
        """Count elements, how deep they lie in each other, their attributes, cells in a row."""
        if name in _CELLS:
            self._cells += 1
        elif name == "tr":
            self._cells = 0
        if len(self._open) >= _DEEPEST:
            return Excess(at, "too-deep", f"Its elements lie over {_DEEPEST} deep in each other")
        if self._count > _MOST_ELEMENTS:
            return Excess(at, "too-many-elements", f"It has over {_MOST_ELEMENTS:,} elements")
        if self._cells > _MOST_CELLS:
            return Excess(at, "too-many-cells", f"A row has over {_MOST_CELLS:,} cells")
        if len(rest) > _MOST_ATTRIBUTES and len(_QUOTED.sub("", rest).split()) > _MOST_ATTRIBUTES:
            detail = f"An element has over {_MOST_ATTRIBUTES:,} attributes"
            return Excess(at, "too-many-attributes", detail)
        return None
