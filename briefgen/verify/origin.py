"""Right words under the wrong source: where they stand instead, in evidence and finished files."""

import re
from collections.abc import Iterable, Iterator, Mapping

from briefgen.errors import Finding
from briefgen.model.citations import Citation
from briefgen.verify.rendered import comparable

Part = tuple[str, Citation, str]
"""What a citation proves, the citation, and the words that a note shows for it."""

_MARK = re.compile(r"\[([^\W\d_]+\d+)[^\[\]]{0,40}\]")
_AWAY = 200
"""The most characters between quoted words and their mark: speaker, role, organisation."""

_CLOSED = 3
"""The most characters between a fact's words and its mark: a closing quotation mark."""


def stands_in(citation: Citation, texts: Mapping[str, str]) -> str:
    """Say in which other sources the words of a citation stand; "" for none.

    `texts` are those of the sources, by their keys.
    """
    words = comparable(citation.text)
    others = [key for key, text in texts.items() if key != citation.source]
    return _told([key for key in others if words in comparable(texts[key])], citation.source)


def misattributed(
    parts: Iterable[Part], text: str, texts: Mapping[str, str], path: str
) -> Iterator[Finding]:
    """Find words in the comparable text of a file whose mark names a source without them."""
    plain = {key: comparable(held) for key, held in texts.items()}
    for name, citation, shown in parts:
        words, stated = comparable(shown), comparable(citation.text)
        away = _AWAY if name.startswith("quotation") else _CLOSED
        for place in re.finditer(re.escape(words), text) if words else ():
            mark = _MARK.search(text, place.end(), place.end() + away)
            key = mark[1] if mark else ""
            if key in plain and stated not in plain[key]:
                holding = [other for other, held in plain.items() if stated in held]
                yield Finding(path, f"{name}: {_told(holding, key)}")


def _told(holding: Iterable[str], wrong: str) -> str:
    keys = ", ".join(holding)
    return f"the words stand in {keys}, not in {wrong}" if keys else ""
