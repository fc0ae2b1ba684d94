"""OpenDocument files (ISO/IEC 26300): their parts, what they say of themselves, how runs look."""

from collections.abc import Mapping
from functools import cache

from lxml.etree import _Element

from briefgen.errors import ReadError
from briefgen.formats.dating.iso import day_of_program, day_of_text
from briefgen.formats.package import PROTECTED, Package
from briefgen.model.limits import Limits
from briefgen.model.text import GUESSED, UNKNOWN, Metadata

_SPACES = {
    name: f"{{urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0}}"
    for name, uri in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible", "meta": "meta",
    }.items()
} | {"dc": "{http://purl.org/dc/elements/1.1/}"}  # fmt: skip
_DEEPEST_STYLE = 20
_WHITE = "#ffffff"
_SMALLEST = 2.0
_MOST_DIGITS = 8


def name(short: str) -> str:
    """Return the full name of an element or attribute: "text:p"."""
    space, _, local = short.partition(":")
    return f"{_SPACES[space]}{local}"


def times_of(element: _Element, attribute: str, most: int) -> int:
    """Return how often an element stands there, as an attribute says, `most` at most."""
    told = element.get(attribute, "1")
    is_number = told.isascii() and told.isdigit() and len(told) <= _MOST_DIGITS
    return min(int(told), most) if is_number else 1


def opened(content: bytes, limits: Limits) -> Package:
    """Open a file. Raises ReadError for a damaged one, and for one under a password."""
    package = Package(content, limits)
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise ReadError("encrypted", PROTECTED)
    return package


def metadata_of(package: Package) -> Metadata:
    """Return title, day of the last change and language as a file tells them.

    Who wrote it is not told: it names the account of a machine, which is no byline.
    """
    if "meta.xml" not in package.names:
        return UNKNOWN
    told = {one.tag: " ".join((one.text or "").split()) for one in package.tree("meta.xml").iter()}
    day = next(filter(None, (day_of_text(told.get(n, "")) for n in _DAYS)), "")
    saved = day_of_program(day)
    return Metadata(
        title=told.get(name("dc:title"), ""),
        published=saved,
        published_from=GUESSED if saved else "",
        language=told.get(name("dc:language"), "").split("-")[0].casefold(),
    )


_DAYS = (name("dc:date"), name("meta:creation-date"))
_PROPERTIES = (
    name("style:text-properties"), name("style:paragraph-properties"),
    name("style:table-row-properties"), name("style:table-properties"),
)  # fmt: skip

Look = Mapping[str, str]
"""Attributes of how words look, the nearest voice for each."""


class Styles:
    """The styles of a file, each with what it takes from those it is based on."""

    def __init__(self, package: Package) -> None:
        """Take all styles."""
        self._styles: dict[tuple[str, str], _Element] = {}
        for part in ("styles.xml", "content.xml"):
            if part in package.names:
                for style in package.tree(part).iter(name("style:style")):
                    key = style.get(name("style:family"), ""), style.get(name("style:name"), "")
                    self._styles[key] = style
        self.look = cache(self._look)

    def _look(self, family: str, style: str | None) -> Look:
        """Return how a style looks."""
        told: dict[str, str] = {}
        for one in self._chain(family, style):
            for properties in one.iterchildren(*_PROPERTIES):
                told = {**{str(k): str(v) for k, v in properties.attrib.items()}, **told}
        return told

    def names(self, family: str, style: str | None) -> tuple[str, ...]:
        """Return the names of a style and of those it is based on, as people see them."""
        return tuple(
            one.get(name("style:display-name"), one.get(name("style:name"), "")).replace(
                "_20_", " "
            )
            for one in self._chain(family, style)
        )

    def _chain(self, family: str, style: str | None) -> list[_Element]:
        found: list[_Element] = []
        while (
            len(found) < _DEEPEST_STYLE
            and (one := self._styles.get((family, style or ""))) is not None
        ):
            found.append(one)
            style = one.get(name("style:parent-style-name"))
        return found


def is_unseen(look: Look, *, backed: bool) -> bool:
    """Tell words that are hidden, too small, or white on white; `backed` has colour behind it."""
    if look.get(name("text:display")) in ("none", "condition"):
        return True
    size = look.get(name("fo:font-size"), "")
    if size.endswith("pt") and _number(size[:-2]) < _SMALLEST:
        return True
    shaded = look.get(name("fo:background-color"), "transparent") not in ("transparent", _WHITE)
    return look.get(name("fo:color"), "").casefold() == _WHITE and not (shaded or backed)


def is_struck(look: Look) -> bool:
    """Tell words that are struck through."""
    return look.get(name("style:text-line-through-style"), "none") != "none"


def height(look: Look) -> str:
    """Return "superscript", "subscript", or "" for words on the line."""
    position = (look.get(name("style:text-position"), "").split() or [""])[0]
    if position in ("super", "sub"):
        return f"{position}script"
    raised = _number(position.removesuffix("%"), 0.0)
    return "superscript" if raised > 0 else "subscript" if raised < 0 else ""


def _number(text: str, otherwise: float = _SMALLEST) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise
