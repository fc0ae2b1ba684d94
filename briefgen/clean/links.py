"""Words in capitals inside a paragraph by which a page points to other reports: "READ MORE"."""

import re
from collections.abc import Iterator

from briefgen.clean.openings import Cut
from briefgen.clean.phrases import MARKED_POINTERS, POINTERS
from briefgen.model.text import BlockKind


def _any(names: tuple[str, ...]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_MARKED = re.compile(
    rf"(?:(?<=^)|(?<=\s))(?:{_any((*POINTERS, *MARKED_POINTERS))})\s?[:»>|]\s?[^.!?\n]{{0,160}}"
    r"(?:[.!?](?=\s|$)|$)"
)
"""With a mark, what is pointed to follows, up to its stop."""

_BARE = re.compile(rf"(?:(?<=^)|(?<=\s))(?:{_any(POINTERS)})[.…»>]*(?=\s|$)")
_ENDED = re.compile(r"(?:^|[.!?…][\"”’)]*\s+)$")
_SENTENCE = re.compile(r"\s*(?:$|[\"“‘]?[A-Z][a-z’' ])")
_SHOUTED = re.compile(r"[A-Z]{2,}[,;-]?\s+$")
"""What is all in capitals has these words as its own."""

_REASON = "link to other reports"


def find_links(words: str, begin: int) -> Iterator[Cut]:
    """Yield what points elsewhere in a paragraph, from an offset on, in order and disjoint."""
    at = begin
    found = (*_MARKED.finditer(words, begin), *_BARE.finditer(words, begin))
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() >= at and (match.re is _MARKED or _stands_alone(words, match)):
            yield Cut(match.start(), match.end(), BlockKind.BOILERPLATE, _REASON)
            at = match.end()


def _stands_alone(words: str, match: re.Match[str]) -> bool:
    """Tell words between two sentences, or at the end of the last, that belong to none."""
    before, after = words[: match.start()], words[match.end() :]
    ended = bool(_ENDED.search(before)) or not after.strip()
    return ended and bool(_SENTENCE.match(after)) and not _SHOUTED.search(before)
