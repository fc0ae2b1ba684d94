"""Pieces of SVG: text that is measured, colours by meaning, and the finished picture."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources

SMALLEST = 6.2
"""Points; no text of a picture is smaller."""

RAIL = 175.7
"""Width in points of a picture beside the text: 62 mm."""

PAGE = 498.9
"""Width in points of a picture across the page: 176 mm."""

_FEWEST_LETTERS = 4

_STYLE = """
text{font-family:"Source Sans Pro",sans-serif;fill:#16202a}
.strong{font-weight:600;fill:#0f2b46}.faint{fill:#55626e}.late{font-weight:600;fill:ACCENT}
.sea{fill:#dfe7ec}.land{fill:#f6f4ee;stroke:#b9c0c4;stroke-width:.5}
.told{fill:#e3c88f;stroke:#8f7a45;stroke-width:.6}.behind{fill:#fff;fill-opacity:.72}.plate{fill:#e3c88f;fill-opacity:.8}
.dot{fill:#0f2b46;stroke:#fff;stroke-width:.8}.line{stroke:#55626e;stroke-width:.8;fill:none}
.hair{stroke:#cfd6dc;stroke-width:.5;fill:none}.bar{fill:#3b5f80}.mark{fill:#0f2b46}
.ring{fill:#fff;stroke:#0f2b46;stroke-width:1.1}.last{fill:ACCENT}
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in points, its words for those who cannot see it, and its caption.

    `body` is SVG without the outermost element; classes name what things mean, so that
    each medium can give them its colours.
    """

    name: str
    width: float
    height: float
    body: str
    alt: str
    caption: str

    @property
    def inline(self) -> str:
        """The picture as an element of a page, coloured by the style sheet of the page."""
        return (
            f'<svg class="{self.name}" role="img" aria-label="{escape(self.alt)}"'
            f' viewBox="0 0 {number(self.width)} {number(self.height)}">{self.body}</svg>'
        )

    def address(self, accent: str) -> str:
        """Return the picture as a data address, with its own colours, for print."""
        style = _STYLE.replace("ACCENT", accent)
        size = f'width="{number(self.width)}pt" height="{number(self.height)}pt"'
        box = f'viewBox="0 0 {number(self.width)} {number(self.height)}"'
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>'
            f"<style>{style}</style>{self.body}</svg>"
        )
        return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def number(value: float) -> str:
    """Write a coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def text(
    at: tuple[float, float], words: str, size: float, kind: str = "", anchor: str = "start"
) -> str:
    """Write one line of text whose baseline begins, ends or has its middle `at` a point."""
    place = f'x="{number(at[0])}" y="{number(at[1])}"'
    named = f' class="{kind}"' if kind else ""
    anchored = f' text-anchor="{anchor}"' if anchor != "start" else ""
    points = number(max(size, SMALLEST))
    return f'<text {place} font-size="{points}"{named}{anchored}>{escape(words)}</text>'


def rectangle(left: float, top: float, width: float, height: float, kind: str) -> str:
    """Draw a rectangle."""
    return (
        f'<rect x="{number(left)}" y="{number(top)}" width="{number(width)}"'
        f' height="{number(height)}" class="{kind}"/>'
    )


def circle(at: tuple[float, float], radius: float, kind: str) -> str:
    """Draw a circle."""
    x, y = map(number, at)
    return f'<circle cx="{x}" cy="{y}" r="{number(radius)}" class="{kind}"/>'


def path(rings: Iterable[Iterable[tuple[float, float]]], kind: str, *, closed: bool = True) -> str:
    """Draw lines through points, each ring by itself."""
    drawn = "".join(
        "M" + "L".join(f"{number(x)} {number(y)}" for x, y in ring) + ("Z" if closed else "")
        for ring in rings
    )
    return f'<path d="{drawn}" class="{kind}"/>'


def width_of(words: str, size: float, *, strong: bool = False) -> float:
    """Return how wide a line of text is in points, as Source Sans sets it."""
    advances, units = _advances("Semibold" if strong else "Regular")
    widest = advances[ord("m")]
    return sum(advances.get(ord(c), widest) for c in words) * max(size, SMALLEST) / units


def fitted(words: str, size: float, width: float, *, strong: bool = False) -> str:
    """Return words that are no wider than this, cut with an ellipsis where they are.

    Some letters are always kept: an ellipsis alone tells nothing.
    """
    line = " ".join(words.split())
    if width_of(line, size, strong=strong) <= width:
        return line
    while len(line) > _FEWEST_LETTERS and width_of(f"{line}…", size, strong=strong) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def wrapped(words: str, size: float, width: float, lines: int) -> tuple[str, ...]:
    """Break words into at most so many lines; what does not fit is an ellipsis."""
    made: list[str] = []
    left = words.split()
    while left and len(made) < lines:
        line = left.pop(0)
        while left and width_of(f"{line} {left[0]}", size) <= width:
            line = f"{line} {left.pop(0)}"
        made.append(line)
    if left:
        words_left = made[-1].split()
        while len(words_left) > 1 and width_of(f"{' '.join(words_left)} …", size) > width:
            words_left.pop()
        made[-1] = f"{' '.join(words_left)} …"
    return tuple(fitted(line, size, width) for line in made)


@cache
def _advances(style: str) -> tuple[dict[int, int], int]:
    """Return the advance width of each character, and the units of an em."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    face = resources.files("font_source_sans_pro") / "files" / f"SourceSansPro-{style}.ttf"
    with resources.as_file(face) as file, TTFont(file, lazy=True) as font:
        widths = font["hmtx"].metrics
        glyphs = font.getBestCmap()
        return {code: widths[name][0] for code, name in glyphs.items()}, font["head"].unitsPerEm
