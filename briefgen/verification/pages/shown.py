"""What a page of a shipped template shows: each item with its own mark, and the right masthead.

This is for pages that are not printed again and compared whole. It looks for what must be there,
and for what may not; words between these that nobody stated are not all found by it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from briefgen.config import shipped_designs
from briefgen.errors import Finding
from briefgen.model.brief import Brief, Item
from briefgen.model.evidence import Quotation, Title
from briefgen.model.facts import Fact
from briefgen.verification.rendered import comparable

_MARKING = re.compile(r"TLP:(?:RED|AMBER(?:\+STRICT)?|GREEN|CLEAR)")
_REVIEWED = re.compile(r"(?<!not)(?<!nor)reviewedby")
_SPEAKER = 200
"""The most characters between a quotation and the end of its speaker's name."""

_HIDING = re.compile(
    r"display:none|visibility:hidden|opacity:0(?![.\d])|font-size:0(?![.\d])"
    r"|(?<!-)color:(?:#fff(?:fff)?|white|transparent)"
)
_RUNS = frozenset(["script", "iframe", "object", "embed", "form", "base", "link"])


def is_shipped(brief: Brief) -> bool:
    """Tell whether a note was made with a template that comes with briefgen."""
    return brief.template in {design.name.casefold() for design in shipped_designs()}


def misshown(brief: Brief, text: str, path: str, *, whole: bool) -> Iterator[Finding]:
    """Find items that the comparable text of a file lacks, or shows without their own mark.

    A file that is not the `whole` note may lack some. Also found are another title, marking or
    state of review than the note has.
    """
    wanted = Counter(filter(None, (_proved(brief, item) for item in brief.items())))
    labels = {_proved(brief, item): item.label for item in brief.items()}
    for words, number in wanted.items():
        bare = words.rpartition("[")[0]
        there = text.count(words)
        if there < number and (whole or (bare in text and not there)):
            yield Finding(path, f"{labels[words]}: stands in fewer places with its own mark")
    for item in brief.items():
        said = brief.shown(item)
        if isinstance(said, Quotation) and not _is_said(said, text):
            yield Finding(path, f"{item.label}: not with the name of its speaker")
    yield from _other_head(brief, text, path)


def _proved(brief: Brief, item: Item) -> str:
    """Return a statement with its mark, as all files have it; "" for what is shown otherwise."""
    told = brief.shown(item)
    words = told.wording if isinstance(told, Fact) else told.text if isinstance(told, Title) else ""
    return comparable(f"{words}[{brief.citations[item.citations[0] - 1].mark}]") if words else ""


def _is_said(said: Quotation, text: str) -> bool:
    words, name = comparable(said.parts[-1].text), comparable(said.speaker.name)
    places = [found.end() for found in re.finditer(re.escape(words), text)]
    return not (name and places) or any(
        name in text[at : at + _SPEAKER + len(name)] for at in places
    )


def _other_head(brief: Brief, text: str, path: str) -> Iterator[Finding]:
    head = brief.masthead
    known = {head.marking, *(one.marking for one in brief.evidence.sources)}
    for marking in sorted(set(_MARKING.findall(text)) - set(map(comparable, known))):
        yield Finding(path, f"has the marking {marking}, which is not that of the note")
    for told in filter(None, (head.title, head.marking, head.review)):
        if comparable(told) not in text:
            yield Finding(path, f"does not show “{told}”")
    right = comparable(head.review)
    for at in _REVIEWED.finditer(text):
        if not text.startswith(right, at.start()):
            yield Finding(path, "says that it was reviewed, by others than the note does")
            return


def misled(
    brief: Brief, content: bytes, files: Mapping[str, bytes], path: str
) -> Iterator[Finding]:
    """Find what an HTML page hides, runs or leads to, and a page of a shipped template has not."""
    page = _Page()
    page.feed(content.decode("utf-8", errors="replace"))
    page.close()
    addresses = {record.url for record in brief.evidence.sources}
    yield from (Finding(path, f"has an element {tag}") for tag in sorted(page.running))
    if page.hiding:
        yield Finding(path, "hides words")
    for address in sorted(page.addresses - addresses):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            yield Finding(path, f"leads to {address}, which no source is from")
        elif parts.path and unquote(parts.path) not in files:
            yield Finding(path, f"leads to {parts.path}, which the folder has not")
        elif parts.fragment and not parts.path and unquote(parts.fragment) not in page.names:
            yield Finding(path, f"leads to #{parts.fragment}, which it has not")


class _Page(HTMLParser):
    """Collects what a page leads to, runs and hides."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.addresses: set[str] = set()
        self.names: set[str] = set()
        self.running: set[str] = set()
        self.hiding = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        style = "".join(held.get("style", "").split()).lower()
        self.hiding |= "hidden" in held or bool(_HIDING.search(style))
        self.names |= {held[name] for name in ("id", "name") if name in held}
        if tag in _RUNS or any(name.startswith("on") for name in held):
            self.running.add(tag)
        for name in ("href", "src", "xlink:href"):
            drawn = name != "href" and held.get(name, "").startswith("data:")
            if name in held and not drawn:
                self.addresses.add(held[name])
        if "popovertarget" in held:
            self.addresses.add(f"#{held['popovertarget']}")
