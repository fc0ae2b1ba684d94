"""Which elements are open while a page is walked through, and whether and how they are seen."""

import html
import re
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.formats.web.styles import HIDDEN, LOWERED, RAISED, STRUCK, Styles, Tag
from briefgen.model.spans import Span

_VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "wbr", "area", "col", "source"])
_SILENT = frozenset(
    ["noscript", "template", "object", "svg", "math", "select", "canvas", "audio", "video"]
)
_LOOKS = {
    **dict.fromkeys(("del", "s", "strike"), STRUCK),
    "sup": RAISED,
    "sub": LOWERED,
}
"""How browsers show elements whose style says nothing else (HTML standard, section 15.3.4)."""

_UNREAD = frozenset([HIDDEN, STRUCK])
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
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE)
_SHIFTED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
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


def _styled(style: str) -> str:
    """Return how an inline style makes an element look, "" for no way in particular."""
    if is_unseen(style):
        return HIDDEN
    shifted = _SHIFTED.search(style)
    if shifted:
        return RAISED if shifted[1].casefold() == "super" else LOWERED
    return STRUCK if _STRUCK.search(style) else ""


class Element(NamedTuple):
    """An element: the place of the one around it (-1 for none), its tag, its stretch of source."""

    parent: int
    name: str
    rest: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """The source of an element that is not read, though its kind usually is when `styled`.

    `struck` ones are seen, as words that are no longer said.
    """

    span: Span
    styled: bool
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Excess:
    """A reason not to build a tree of a source, and the offset up to which one would be sound."""

    at: int
    code: str
    detail: str


class Elements:
    """The open elements of a source that is walked through once.

    `unseen` is not 0 while inside an element that is not read; `hidden` are all such elements.
    `shift` is how the words of a tag just taken are raised or lowered. `excess` is set once
    a tree of the source would lose text, or take more time than its length.
    """

    def __init__(self, styles: Styles) -> None:
        """Begin outside of any element."""
        self.hidden: list[Hidden] = []
        self.excess: Excess | None = None
        self._styles = styles
        self._open: list[Tag] = []
        self._places: list[int] = []
        self._begun: list[tuple[int, str, str, int]] = []
        self._ends: list[int] = []
        self.unseen = 0
        self.shift = ""
        self._since = 0
        self._name = ""
        self._struck = False
        self._count = 0
        self._cells = 0

    def tag(self, name: str, rest: str, start: int, end: int) -> None:
        """Take a tag: its name in small letters, what follows in it, where it stands."""
        self.shift = ""
        if name.startswith("/"):
            self._end(name[1:], start, end)
        else:
            self._begin(name, rest, start)

    def finish(self, at: int) -> None:
        """Take the end of the source."""
        if self.unseen:
            self._hide(at)
        for place in self._places:
            self._ends[place] = at

    @property
    def place(self) -> int:
        """The innermost open element, as a place among `all`; -1 outside of any."""
        return self._places[-1] if self._places else -1

    def is_linked(self) -> bool:
        """Tell whether the tag just taken stands in a link to another place of the page."""
        return any(name == "a" and "#" in rest for name, rest in self._open[-3:])

    @property
    def all(self) -> tuple[Element, ...]:
        """All elements in the order they begin, after the source has ended."""
        ends = zip(self._begun, self._ends, strict=True)
        return tuple(Element._make((*begun, end)) for begun, end in ends)

    def _begin(self, name: str, rest: str, at: int) -> None:
        ended = _ENDED_BY.get(name)
        while ended and self._open and self._open[-1][0] in ended:
            self._pop(at)
        self._count += 1
        if name in _IN_ROWS or len(rest) > _MOST_ATTRIBUTES or self._is_large():
            self.excess = self.excess or self._weigh(name, rest, at)
        if name in _VOID:
            return
        places = self._places
        self._begun.append((places[-1] if places else -1, name, rest, at))
        places.append(len(self._ends))
        self._ends.append(at)
        self._open.append((name, rest))
        look = "" if self.unseen else self._look(name, rest)
        if look in _UNREAD:
            self.unseen, self._since, self._name = len(self._open), at, name
            self._struck = look == STRUCK
        elif rest[-1:] == "/":
            self._pop(at)
        else:
            self.shift = look

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
        self._ends[self._places.pop()] = at
        if len(self._open) < self.unseen:
            self._hide(at)

    def _hide(self, at: int) -> None:
        styled = self._name not in _SILENT and not self._struck
        self.hidden.append(Hidden(Span(self._since, at), styled, self._struck))
        self.unseen = 0

    def _look(self, name: str, rest: str) -> str:
        """Return how the element just begun is shown: hidden, struck out, raised, lowered or ""."""
        if name in ("html", "body"):
            return ""
        if name in _SILENT or ("hidden" in rest and _HIDDEN.search(rest)):
            return HIDDEN
        found = _STYLE.search(rest) if "style" in rest else None
        style = html.unescape(found[1] or found[2] or found[3] or "") if found else ""
        told = (style and _styled(style)) or self._styles.look(self._open)
        if told == HIDDEN and style and not is_unseen(style) and _SHOWN.search(style):
            told = ""
        return told or _LOOKS.get(name, "")

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
