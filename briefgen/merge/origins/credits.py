"""Whose report a source reprints: the agency that its dateline, byline or last line names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.merge.tables import Weights, read_table
from briefgen.model.text import Block, Document

_W = Weights(__package__, "credits")
_AGENCIES = read_table(__package__, "agencies")

_PICTURED = re.compile(
    r"\b(?:photo\w*|picture|image|illustration|caption|video|credit|getty)\b", re.IGNORECASE
)
"""An agency that gave the picture did not write the report."""

_DATELINE = re.compile(
    r"([^\n()/]{0,60})"
    r"(?:\(([^()\n]{2,60})\)\s*[-–—:]|(?:^\(([A-Z]{3,8})\)|/([^/\n]{2,40})/))"
)
_CAPITALS = re.compile(r"[A-Z]{3}")
_CLOSING = re.compile(
    r"(?:^|[.!?”\"’])\s*(?:\(([^()\n]{2,60})\)|[-–—]{1,2}\s?([^-–—\n]{2,40}?))[\s.]*$"
)
_SEVERAL = re.compile(r"\s*(?:/|,|&|\band\b)\s*")
_NAME = r"(?:[Tt]he\s)?(?P<name>\w[^\n,;:()|/©]{1,60})"
_LINES = tuple(
    re.compile(pattern.replace("NAME", _NAME))
    for pattern in (
        r"^(?:(?:By|BY|From|Sources?|Via|Agency):?\s*)?NAME$",
        r"^(?:By|BY)\s[^\n]{2,60}?(?:,|\sof|\sfor|\s?[|/–—-])\s*NAME$",
        r"(?:inputs?|reporting|material|information)\s(?:from|by)\sNAME",
        r"(?:originally|first)\s(?:published|appeared)\s(?:by|in|on|with)\sNAME",
        r"^\W*NAME\scontributed\sto\sthis\s(?:report|story|article)",
        r"(?:©|\([cC]\)|[Cc]opyright)\s*(?:\d{4},?\s*)?NAME",
    )
)
"""Lines that say whose report it is; a name ends where a known one does."""

_WHOLE = 2
"""So many of the lines hold nothing but the credit."""

_DESK = frozenset(["staff", "newsroom", "desk"])


def _usual_names(kind: str) -> Mapping[str, str]:
    return {form: name for name, forms in _AGENCIES[kind].items() for form in forms}


@dataclass(frozen=True, slots=True)
class Agencies:
    """Known agencies, the `publishers` of a run, and those it is said to be `reprinted` from."""

    publishers: frozenset[str] = frozenset()
    reprinted: frozenset[str] = frozenset()
    _plain: Mapping[str, str] = field(init=False, repr=False)
    _marked: Mapping[str, str] = field(init=False, repr=False)
    _named: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Gather the names once."""
        usual = _usual_names("names")
        others = {n: n for n in self.publishers | self.reprinted if len(n) >= _W.shortest_name}
        initials = {
            letters: name
            for name in sorted(others)
            if len(letters := _initials(name)) >= _W.initials
        }
        object.__setattr__(self, "_plain", {**initials, **others, **usual})
        marked = {**_usual_names("marked"), **initials, **others, **usual}
        object.__setattr__(self, "_marked", marked)
        agencies = sorted({*usual, *self.reprinted}, key=lambda name: (-len(name), name))
        names = "|".join(map(re.escape, agencies))
        object.__setattr__(self, "_named", re.compile(rf"(?<!\w)(?:{names})(?!\w)"))

    def usual(self, name: str) -> str:
        """Return the usual name of an agency for any of its forms; other names as they are."""
        return self._marked.get(name, name)

    def credited(self, document: Document) -> tuple[str, ...]:
        """Return the usual names of those to whom a document credits its text."""
        found: dict[str, None] = {}
        for block in _edges(document.blocks):
            text = block.span.of(document.text)
            found.update(dict.fromkeys(self._of_block(text)))
        return tuple(found)

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the usual names of agencies that stand in an attribution."""
        return tuple(dict.fromkeys(self.usual(found[0]) for found in self._named.finditer(text)))

    def _of_block(self, text: str) -> Iterator[str]:
        dated, closed = _DATELINE.match(text), _CLOSING.search(text)
        if dated:
            sure = dated[3] or dated[4] or _CAPITALS.match(dated[1])
            credit = dated[2] or dated[3] or dated[4]
            yield from _known(credit, self._marked if sure else self._plain)
        if closed and not _PICTURED.search(text):
            yield from _known(closed[1] or closed[2], self._plain)
        if len(text) <= _W.longest_line and not _PICTURED.search(text):
            yield from self._of_line(text)

    def _of_line(self, text: str) -> Iterator[str]:
        for n, pattern in enumerate(_LINES):
            for found in pattern.finditer(text):
                words = found["name"].split()
                for length in range(min(int(_W.most_words), len(words)), 0, -1):
                    name = " ".join(words[:length]).rstrip(".!]”\"'’")
                    rest = {word.casefold().strip(".") for word in words[length:]}
                    if name in self._plain and (n >= _WHOLE or rest <= _DESK):
                        yield self._plain[name]
                        break


def _initials(name: str) -> str:
    """Return "NPA" for "Norland Press Agency"; "" for a name of one word."""
    words = [word for word in re.findall(r"\w+", name) if word[0].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _known(credit: str, names: Mapping[str, str]) -> Iterator[str]:
    """Yield the agencies of a credit such as "AP/Reuters"."""
    parts = (part.strip().removesuffix(" news agency") for part in _SEVERAL.split(credit))
    yield from (names[part] for part in parts if part in names)


def _edges(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks at the beginning and the end, each once."""
    held = tuple(blocks)
    first, last = int(_W.first_blocks), int(_W.last_blocks)
    return held if len(held) <= first + last else (*held[:first], *held[-last:])
