"""Whose report a source reprints: the agency that its dateline, byline or last line names."""

import re
from collections.abc import Iterable, Iterator

from briefgen.merge.origins.agencies import Agencies, country_of
from briefgen.merge.origins.houses import country_of_host
from briefgen.merge.tables import Weights
from briefgen.model.text import Block, Document

_W = Weights(__package__, "credits")

_PICTURED = re.compile(
    r"\b(?:photo\w*|picture|image|illustration|caption|video|credit|getty)\b", re.IGNORECASE
)
"""An agency that gave the picture did not write the report."""

_DATELINES = tuple(
    map(
        re.compile,
        (
            r"(?P<place>[^\n()/]{0,60})\((?P<credit>[^()\n]{2,60})\)\.?\s*[-–—:]",
            r"(?P<place>[^\n()/]{0,60}\d)\s?\((?P<credit>[^()\n]{2,60})\)(?:\s(?=[A-Z“\"])|\s*$)",
            r"(?P<place>)\((?P<credit>[A-Z]{3,8})\)",
            r"(?P<place>[^\n()/]{0,60})/(?P<credit>[^/\n]{2,40})/",
            r"(?P<place>[^\n()/]{3,40}),\s(?P<credit>[A-Z]{2,8})\s?[-–—]",
            r"(?P<credit>[A-Z]{2,8})\s?[-–—]\s?(?P<place>[A-Z][^\n()/–—-]{2,40}\([^()\n]{3,30}\))",
        ),
    )
)
"""How reports begin: "LARNHAM, Nov 18 (NPA) -", "LARNHAM, November 18. /NPA/.", "NPA-Larnham"."""

_CAPITALS = re.compile(r"[A-Z]{3}|.*\d")
"""What a dateline has before its credit: a town in capitals, or a day."""

_CLOSING = re.compile(
    r"(?:^|[.!?”\"’])\s*(?:\(([^()\n]{2,60})\)|[-–—]{1,2}\s?([^-–—\n]{2,40}?))[\s.]*$"
)
_NAME = r"(?:[Tt]he\s)?(?P<name>\w[^\n,;:()|/©]{1,60})"
_LINES = tuple(
    re.compile(pattern.replace("NAME", _NAME))
    for pattern in (
        r"^NAME$",
        r"^(?:By|BY|From|Sources?|Via|Agency|Avec|With)\s?:?\s+NAME$",
        r"^(?:By|BY)\s[^\n]{2,60}?(?:,|\sof|\sfor|\s?[|/–—-])\s*NAME$",
        r"(?:inputs?|reporting|material|information)\s(?:from|by)\sNAME",
        r"(?:originally|first)\s(?:published|appeared)\s(?:by|in|on|with)\sNAME",
        r"^\W*NAME\scontributed\sto\sthis\s(?:report|story|article)",
        r"(?:©|\([cC]\)|[Cc]opyright)\s*(?:\d{4},?\s*)?NAME",
    )
)
"""Lines that say whose report it is; a name ends where a known one does. All but the first say
it with words of their own."""

_WHOLE = 3
"""So many of the lines hold nothing but the credit."""

_DESK = frozenset(["staff", "newsroom", "desk"])
_BYLINE = re.compile(r"[,/|()–—]|\s-\s|\b(?:of|for|with|and)\b")


def find_credits(document: Document, agencies: Agencies) -> tuple[str, ...]:
    """Return the usual names of those to whom a document credits its text."""
    known = document.source.metadata
    found: dict[str, None] = {}
    home = country_of_host(known.url)
    for part in _BYLINE.split(known.author):
        found.update(dict.fromkeys(_of_line(part.strip(), agencies, home)))
    for block in _edges(document.blocks):
        text = block.span.of(document.text)
        found.update(dict.fromkeys(_of_block(text, agencies, home)))
    return tuple(found)


def _of_block(text: str, agencies: Agencies, home: str) -> Iterator[str]:
    for pattern in _DATELINES:
        if dated := pattern.match(text):
            place, credit = dated["place"], dated["credit"]
            sure = not place or bool(_CAPITALS.match(place)) or pattern is _DATELINES[-1]
            country = country_of(place) or home
            yield from agencies.of_credit(credit, country, marked=sure)
    pictured = _PICTURED.search(text)
    closed = _CLOSING.search(text)
    if closed and not pictured:
        marked = closed[1] is not None
        yield from agencies.of_credit(closed[1] or closed[2], home, marked=marked)
    if len(text) <= _W.longest_line and not pictured:
        yield from _of_line(text, agencies, home)


def _of_line(text: str, agencies: Agencies, home: str) -> Iterator[str]:
    for n, pattern in enumerate(_LINES):
        for found in pattern.finditer(text):
            words = found["name"].split()
            for length in range(min(int(_W.most_words), len(words)), 0, -1):
                name = " ".join(words[:length]).rstrip(".!]”\"'’")
                rest = {word.casefold().strip(".") for word in words[length:]}
                agency = agencies.find(name, home, marked=n > 0)
                if agency and (n >= _WHOLE or rest <= _DESK):
                    yield agency
                    break


def _edges(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks at the beginning and the end, each once."""
    held = tuple(blocks)
    first, last = int(_W.first_blocks), int(_W.last_blocks)
    return held if len(held) <= first + last else (*held[:first], *held[-last:])
