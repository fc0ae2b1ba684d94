"""Where each visible word of an HTML source stands in it, found without building a tree."""

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.model.spans import Edit, Span
from briefgen.model.text import BlockKind

_TOKEN = re.compile(
    r"(?P<word>[^\s<&]+)"
    r"|<(?P<tag>/?[a-zA-Z][^\s/<>]*)(?P<rest>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?)"
    r"|(?P<comment><!--(?:>|->|.*?(?:--!?>|\Z))|<[!?][^>]*>?)"
    r"|(?P<sign>[<&])",
    re.DOTALL,
)
_OPAQUE = frozenset(["script", "style", "iframe", "noembed", "noframes", "textarea", "title"])
"""Elements whose content is no markup (HTML standard, section 13.1.2)."""

_SILENT = frozenset(
    ["noscript", "template", "object", "svg", "math", "select", "canvas", "audio", "video"]
)
_UNCLOSED = frozenset(["p", "li", "td", "th", "tr", "dt", "dd", "option"])
"""Elements that the next one of their kind ends."""

_DEEPEST = 512
"""Nesting at which browsers stop as well (Blink, `kMaximumHTMLParserDOMTreeDepth`)."""

_MOST_ELEMENTS = 50_000
_MOST_ATTRIBUTES = 1000
_MOST_CELLS = 1000
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "wbr", "area", "col", "source"])
_INLINE = frozenset(
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em",
        "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp",
        "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    ]
)  # fmt: skip
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    "li": BlockKind.ITEM, "td": BlockKind.CELL, "th": BlockKind.CELL,
    "figcaption": BlockKind.CAPTION, "caption": BlockKind.CAPTION,
}  # fmt: skip
_SENTENCE_END = ".!?:…”\"’'"
_HIDDEN = re.compile(r"\shidden(?=[\s=/]|$)", re.IGNORECASE)
_STYLE = re.compile(r"\sstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?:opacity|font-size)\s*:\s*0+(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|$|!)"
    r"|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{4}",
    re.IGNORECASE,
)
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


class Word(NamedTuple):
    """A run of visible letters: at which letter it begins, and where it stands in the source.

    `text` is None for a copy of the source; otherwise (a character reference) it stands as
    a whole for the whole. `before` is what parts it from the word before: "", a blank, a
    line feed for a line break, two for the edge of an element. `kind` is the heading, list
    item or table cell around it.
    """

    at: int
    start: int
    end: int
    text: str | None
    before: str
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of letters that no element's edge cuts."""

    at: int
    length: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Excess:
    """A reason not to build a tree of a source, and the offset up to which one would be sound."""

    at: int
    code: str
    detail: str


class Visible:
    """The visible letters of a source, without the blanks, and the place of each.

    `excess` is set for a source whose tree would lose text or cost more than its length.
    """

    def __init__(self, source: str) -> None:
        """Scan the source once, in time linear in its length."""
        self.source = source
        scanner = _Scanner()
        self.words = tuple(_scan(source, scanner))
        self.excess = scanner.excess
        self.letters = "".join(
            source[w.start : w.end] if w.text is None else w.text for w in self.words
        )
        self._starts = [word.at for word in self.words]

    def raw(self, at: int, length: int) -> Span:
        """Return the stretch of source in which `length` letters from `at` on stand."""
        first, last = self._word(at), self._word(at + length - 1)
        start = first.start + (at - first.at if first.text is None else 0)
        end = last.start + at + length - last.at if last.text is None else last.end
        return Span(start, end)

    def edits(self, at: int, length: int) -> Iterator[Edit]:
        """Yield the edits that leave the plain words of a stretch of letters."""
        first = bisect_right(self._starts, at) - 1
        last = bisect_right(self._starts, at + length - 1)
        for n in range(first, last):
            word = self.words[n]
            if n > first and (gap := self._gap(self.words[n - 1].end, word)):
                yield gap
            if word.text is not None:
                yield Edit(Span(word.start, word.end), word.text)

    def runs(self, at: int, length: int) -> Iterator["Run"]:
        """Cut a stretch of letters where elements and paragraphs in the source end."""
        first = bisect_right(self._starts, at) - 1
        last = bisect_right(self._starts, at + length - 1)
        begun, kind = at, self.words[first].kind
        for n in range(first + 1, last):
            word = self.words[n]
            if word.before == "\n\n" or (word.before == "\n" and self._is_closed(word.at)):
                yield Run(begun, word.at - begun, kind)
                begun, kind = word.at, word.kind
        yield Run(begun, at + length - begun, kind)

    def _is_closed(self, at: int) -> bool:
        return self.letters[at - 1] in _SENTENCE_END

    def _gap(self, end: int, word: Word) -> Edit | None:
        """Return the edit between two words; one plain blank stays as it is."""
        between = self.source[end : word.start]
        if not between or between == word.before == " ":
            return None
        return Edit(Span(end, word.start), word.before and " ")

    def _word(self, at: int) -> Word:
        return self.words[bisect_right(self._starts, at) - 1]


def plain_text(fragment: str) -> str:
    """Return the visible words of a short piece of HTML on one line."""
    visible = Visible(fragment)
    pieces = (
        ("" if not w.before else " ") + (fragment[w.start : w.end] if w.text is None else w.text)
        for w in visible.words
    )
    return "".join(pieces).strip()


class _Scanner:
    """Walks through a source once: what parts words, what kind they are, what is unseen."""

    def __init__(self) -> None:
        self.before = ""
        self.kind = BlockKind.PARAGRAPH
        self.excess: Excess | None = None
        self._unseen = ""
        self._nested = 0
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()
        self._elements = 0
        self._cells = 0

    @property
    def sees(self) -> bool:
        return not self._unseen

    def blank(self) -> None:
        self.before = self.before or " "

    def tag(self, name: str, rest: str, at: int) -> None:
        self._weigh(name, rest, at)
        if self._unseen:
            self._nested += _nesting(name, self._unseen)
            self._unseen = self._unseen if self._nested else ""
        if not self._unseen and (name in _SILENT or _is_hidden(name, rest)):
            self._unseen, self._nested = name, 1
        bare = name.lstrip("/")
        if bare == "br":
            self.before = "\n\n" if "\n" in self.before else "\n"
        elif bare not in _INLINE:
            self.before = "\n\n"
        if bare in _KINDS:
            self.kind = _KINDS[bare] if bare == name else BlockKind.PARAGRAPH

    def _weigh(self, name: str, rest: str, at: int) -> None:
        """Count how deep elements lie in each other, how many there are, and their attributes."""
        if name.startswith("/"):
            self._close(name[1:])
            return
        self._elements += 1
        self._cells = 0 if name == "tr" else self._cells + (name in ("td", "th"))
        if name not in _VOID and name not in _UNCLOSED and not rest.endswith("/"):
            self._open.append(name)
            self._counts[name] += 1
        if self.excess is None:
            self.excess = self._exceeded(rest, at)

    def _close(self, name: str) -> None:
        """Close an element with all that was left open inside."""
        while self._counts[name]:
            inner = self._open.pop()
            self._counts[inner] -= 1
            if inner == name:
                return

    def _exceeded(self, rest: str, at: int) -> Excess | None:
        if len(self._open) > _DEEPEST:
            return Excess(at, "too-deep", f"Its elements lie over {_DEEPEST} deep in each other")
        if self._elements > _MOST_ELEMENTS:
            return Excess(at, "too-many-elements", f"It has over {_MOST_ELEMENTS:,} elements")
        if self._cells > _MOST_CELLS:
            return Excess(at, "too-many-cells", f"A row has over {_MOST_CELLS:,} cells")
        if len(rest) > _MOST_ATTRIBUTES and len(_QUOTED.sub("", rest).split()) > _MOST_ATTRIBUTES:
            detail = f"One of its elements has over {_MOST_ATTRIBUTES:,} attributes"
            return Excess(at, "too-many-attributes", detail)
        return None


def _scan(source: str, scanner: _Scanner) -> Iterator[Word]:
    """Yield the visible words of a source in order."""
    letters = at = 0
    while token := _TOKEN.search(source, at):
        if token.start() > at:
            scanner.blank()
        at = token.end()
        kind = token.lastgroup
        if kind == "rest":
            name = token["tag"].casefold()
            at = _end_of(source, name, at) if name in _OPAQUE else at
            scanner.tag(name, token["rest"], token.start())
        elif kind != "comment" and scanner.sees:
            text = html.unescape(token[0]) if kind == "entity" else None
            if text is not None and not text.strip():
                scanner.blank()
                continue
            yield Word(letters, token.start(), at, text, scanner.before, scanner.kind)
            letters += len(token[0] if text is None else text)
            scanner.before = ""


def _nesting(name: str, skipped: str) -> int:
    if name == f"/{skipped}" or (name == skipped and name in _UNCLOSED):
        return -1
    return int(name == skipped)


def _is_hidden(name: str, rest: str) -> bool:
    if name in _VOID or rest.endswith("/"):
        return False
    if "hidden" in rest and _HIDDEN.search(rest):
        return True
    style = _STYLE.search(rest) if "style" in rest else None
    return style is not None and is_unseen(html.unescape(style[1] or style[2] or ""))


def _end_of(source: str, name: str, at: int) -> int:
    end = re.compile(rf"</{name}\b[^>]*>?", re.IGNORECASE).search(source, at)
    return end.end() if end else len(source)
