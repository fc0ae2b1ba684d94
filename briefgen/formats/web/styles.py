"""Which elements of a page its own style sheets hide, strike out, raise or lower.

Understood are `display`, `visibility`, `text-decoration` and `vertical-align` in `<style>`
elements, on selectors by name, class, id and attributes, also below or beside which ancestors;
the cascade decides (CSS Cascading 4, section 6.1). Left alone are sheets of other files, sheets
for print or some widths only, and selectors that look at siblings or at what a reader does.
"""

import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement  # made here, never parsed

import tinycss2
from cssselect2 import ElementWrapper, Matcher, SelectorError, compile_selector_list
from cssselect2.compiler import CompiledSelector

REST = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
"""What may stand in a tag after its name."""

_SHEET = re.compile(
    rf"<!--(?:.*?-->|.*)|<(?P<name>script|style|noscript|template|textarea|title)(?=[\s/>])(?P<rest>{REST})>"
    r"(?P<inner>(?:[^<]++|<(?!/(?P=name)\b))*+)",
    re.DOTALL | re.IGNORECASE,
)
_MEDIA = re.compile(r"\bmedia\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))", re.IGNORECASE)
_ON_SCREEN = re.compile(
    r"@layer\b.*|(?:@media\s*)?(?:(?:only\s+)?screen|all)?\s*(?:,.*)?", re.DOTALL | re.IGNORECASE
)
_COMMENT = re.compile(r"/\*(?:.*?\*/|.*)", re.DOTALL)
_PIECE = re.compile(
    r"((?:[^{}\"']++|\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|[\"'])*+)([{}])", re.DOTALL
)
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?<![\"'])\\")
"""A letter of a name may be written as its number; those of icons follow a quotation mark."""

_LOOKS_ASIDE = re.compile(r"\+|~(?!=)|:(?!not\()")
_NAMES = re.compile(r"\b(?:class|id)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s\"'=/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+)))?")
_LAST = re.compile(r"[^#.\[]*(?:\.[\w-]*+)*\#([\w-]++)|[^#.\[]*\.([\w-]++)|([\w-]++)", re.DOTALL)
"""The last compound of a selector: its id, else its first class, else its name."""

_ASIDE = re.compile(r":not\([^)]*\)?|\[[^\]]*\]?")
_NEEDED = re.compile(r"[.#]([\w-]+)")

HIDDEN, STRUCK, RAISED, LOWERED = "hidden", "struck", "raised", "lowered"
"""How an element is shown; the first that holds counts."""

_LOOKS = {
    "display": {"none": HIDDEN},
    "visibility": {"hidden": HIDDEN, "collapse": HIDDEN},
    "text-decoration": {"line-through": STRUCK},
    "text-decoration-line": {"line-through": STRUCK},
    "vertical-align": {"super": RAISED, "sub": LOWERED},
}
_SHIFTS = re.compile(r"vertical-align\s*:\s*su(?:b|per)\b")
_MOST_RULES = 5000
_DEEPEST = 20
_LONGEST = 500


Tag = tuple[str, str]
"""An open element: its name in small letters, and what else stands in its start tag."""


class _Rule(NamedTuple):
    """A selector with its declarations; rules are in the order of their places.

    `needs` are classes and ids that an element and those around it must have for it to match.
    """

    place: int
    selector: str
    body: str
    tells: bool
    needs: frozenset[str]


class Styles:
    """The rules of a page's style sheets that decide how elements are shown."""

    def __init__(self, source: str) -> None:
        """Read the sheets in a page, in time linear in its length."""
        self._known: dict[tuple[Tag, ...], str] = {}
        self._names: dict[Tag, frozenset[str]] = {}
        self._rules: dict[str, list[_Rule]] = {}
        rules = [rule for sheet in _sheets(source) for rule in _rules(sheet)][:_MOST_RULES]
        for place, (selector, body, tells) in enumerate(rules):
            rule = _Rule(place, selector, body, tells, _needs(selector))
            self._rules.setdefault(_key(selector), []).append(rule)
        telling = (key for key, held in self._rules.items() if any(rule.tells for rule in held))
        self._telling = frozenset(telling) - {""}

    def look(self, path: Sequence[Tag]) -> str:
        """Return how the last of these elements, each inside the one before, is shown, or ""."""
        if not self._telling:
            return ""
        if self._telling.isdisjoint(self._named(path[-1])):
            return ""
        key = tuple(path)
        if key not in self._known:
            self._known[key] = self._decide(path)
        return self._known[key]

    def _decide(self, path: Sequence[Tag]) -> str:
        rules = {rule for name in self._named(path[-1]) for rule in self._rules.get(name, ())}
        around = frozenset[str]().union(*map(self._named, path))
        if not any(rule.tells and rule.needs <= around for rule in rules):
            return ""
        return _decide(_chain(path), sorted(rule for rule in rules if rule.needs <= around))

    def _named(self, tag: Tag) -> frozenset[str]:
        """Return the name, classes and id of an element."""
        if tag not in self._names:
            self._names[tag] = frozenset((tag[0], *_names(tag[1])))
        return self._names[tag]


def _decide(element: ElementWrapper, rules: Sequence[_Rule]) -> str:
    """Return what the cascade makes of rules that may match an element."""
    matcher = Matcher()
    for rule in rules:
        for selector in _compiled(rule.selector):
            matcher.add_selector(selector, _told(rule.body))
    values: dict[str, tuple[bool, str]] = {}
    for *_, told in matcher.match(element):
        for name, (important, value) in told.items():
            if important or not values.get(name, (False, ""))[0]:
                values[name] = (important, value)
    told = {
        look
        for name, (_, value) in values.items()
        for word, look in _LOOKS[name].items()
        if word in value.split()
    }
    return next((look for look in (HIDDEN, STRUCK, RAISED, LOWERED) if look in told), "")


def _sheets(source: str) -> Iterator[str]:
    for found in _SHEET.finditer(source):
        if (found["name"] or "").casefold() == "style":
            media = _MEDIA.search(found["rest"])
            if not media or _ON_SCREEN.fullmatch(media[1] or media[2] or media[3] or ""):
                yield found["inner"]


def _rules(sheet: str) -> Iterator[tuple[str, str, bool]]:
    """Yield selector and declarations of rules on what is told, and whether they tell it."""
    small = sheet.casefold()
    shifts = "line-through" in small or bool(_SHIFTS.search(small))
    if not shifts and not _HIDES.search(small):
        return
    around: list[str] = []
    for text, brace in _PIECE.findall(_COMMENT.sub(" ", sheet)):
        if brace == "{":
            around.append(text.rpartition(";")[2].strip())
        elif around:
            selectors = around.pop()
            body = text.casefold()
            concerned = "display" in body or "visibility" in body or "\\" in body
            if shifts:
                concerned = concerned or "text-decoration" in body or "vertical-align" in body
            if concerned and not selectors.startswith("@") and _is_on_screen(around):
                for one in selectors.split(","):
                    if len(one) < _LONGEST and not _LOOKS_ASIDE.search(one):
                        tells = _HIDES.search(body) or "line-through" in body
                        yield one.strip(), body, bool(tells or _SHIFTS.search(body))


def _is_on_screen(around: Sequence[str]) -> bool:
    return len(around) < _DEEPEST and all(map(_ON_SCREEN.fullmatch, around))


def _key(selector: str) -> str:
    """Return an id, class or name that an element must have for a selector to match it."""
    if "\\" in selector:
        first, *_ = *_compiled(selector), None
        return str(first.id or first.class_name or first.lower_local_name or "") if first else ""
    last = _LAST.match(re.split(r"[\s>]", selector)[-1])
    return (last[1] or last[2] or last[3].casefold()) if last else ""


def _needs(selector: str) -> frozenset[str]:
    """Return the classes and ids without which a selector matches nothing."""
    if "\\" in selector:
        return frozenset()
    return frozenset(_NEEDED.findall(_ASIDE.sub("", selector)))


@lru_cache(_MOST_RULES)
def _compiled(selector: str) -> tuple[CompiledSelector, ...]:
    try:
        return tuple(compile_selector_list(selector))
    except SelectorError:
        return ()


@lru_cache(_MOST_RULES)
def _told(body: str) -> dict[str, tuple[bool, str]]:
    """Return what declarations say: property to whether it is important, and its value."""
    told: dict[str, tuple[bool, str]] = {}
    for one in tinycss2.parse_blocks_contents(body, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration" and one.lower_name in _LOOKS:
            value = tinycss2.serialize(one.value).strip().casefold()
            if one.important or not told.get(one.lower_name, (False, ""))[0]:
                told[one.lower_name] = (one.important, value)
    return told


def _names(rest: str) -> Iterator[str]:
    for found in _NAMES.findall(rest):
        yield from html.unescape("".join(found)).split()


def _chain(path: Sequence[Tag]) -> ElementWrapper:
    """Return the last element of a path, wrapped for matching, inside its ancestors."""
    (name, rest), *below = path
    root = inner = Element(name, _attributes(rest))
    for name, rest in below:
        inner = SubElement(inner, name, _attributes(rest))
    last = ElementWrapper.from_html_root(root)
    for _ in below:
        last = next(last.iter_children())
    return last


@lru_cache(_MOST_RULES)
def _attributes(rest: str) -> dict[str, str]:
    return {
        name.casefold(): html.unescape(double or single or bare)
        for name, double, single, bare in reversed(_ATTRIBUTE.findall(rest))
    }
