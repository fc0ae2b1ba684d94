"""Right words under the wrong source: where they stand instead, in evidence and finished files."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from briefgen.errors import Finding
from briefgen.model.citations import Citation
from briefgen.verification.rendered import comparable

Part = tuple[str, Citation, str]
"""What a citation proves, the citation, and the words that a note shows for it."""

_MARK = r".{0,%d}?\[([A-Z]\d+)[^\[\]]*\]"
_BEHIND_SPEECH = re.compile(_MARK % 200)
"""The mark of quoted words, behind the speaker's name, role and organisation."""

_BEHIND = re.compile(_MARK % 3)
"""The mark of a fact's words, behind a closing quotation mark at most."""


def stands_in(citation: Citation, texts: Mapping[str, str]) -> str:
    """Say in which other sources the words of a citation stand; "" for none.

    `texts` are those of the sources, by their keys.
    """
    words = comparable(citation.text)
    others = [key for key in texts if key != citation.source]
    return _told([key for key in others if words in comparable(texts[key])], citation.source)


def misattributed(
    parts: Iterable[Part], text: str, texts: Mapping[str, str], path: str
) -> Iterator[Finding]:
    """Find words in the comparable text of a file whose mark names a source without them.

    Their mark is the first one behind them, if it comes before the next words shown.
    """
    plain = {key: comparable(held) for key, held in texts.items()}
    for name, citation, place, end in shown_at(parts, text):
        behind = _BEHIND_SPEECH if name.startswith("quotation") else _BEHIND
        mark = behind.match(text, place.end(), end)
        stated = comparable(citation.text)
        if mark and mark[1] in plain and stated not in plain[mark[1]]:
            holding = [key for key, held in plain.items() if stated in held]
            yield Finding(path, f"{name}: {_told(holding, mark[1])}")


def shown_at(
    parts: Iterable[Part], text: str
) -> Iterator[tuple[str, Citation, re.Match[str], int]]:
    """Yield each place of shown words in a comparable text, and where the next ones begin.

    The name of what they prove and their citation come first.
    """
    found = [(name, cited, place) for name, cited, shown in parts for place in _places(shown, text)]
    begun = sorted(place.start() for _, _, place in found)
    for name, citation, place in found:
        following = bisect_left(begun, place.end())
        end = begun[following] if following < len(begun) else len(text)
        yield name, citation, place, end


def _places(words: str, text: str) -> Iterator[re.Match[str]]:
    sought = comparable(words)
    return re.finditer(re.escape(sought), text) if sought else iter(())


def _told(holding: Iterable[str], wrong: str) -> str:
    keys = ", ".join(holding)
    return f"the words stand in {keys}, not in {wrong}" if keys else ""
