"""Right words under the wrong source: where they stand instead, in evidence and finished files."""

import re
from collections.abc import Iterable, Iterator, Mapping

from briefgen.errors import Finding
from briefgen.model.citations import Citation
from briefgen.verify.rendered import comparable

Part = tuple[str, Citation, str]
"""What a citation proves, the citation, and the words that a note shows for it."""

_NEXT = r".{0,%d}?\[([A-Z]\d+)[^\[\]]*\]"
_BEHIND_SPEECH = re.compile(_NEXT % 200)
"""The mark of quoted words, behind the speaker's name, role and organisation."""

_BEHIND = re.compile(_NEXT % 3)
"""The mark of a fact's words, behind a closing quotation mark at most."""


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
        behind = _BEHIND_SPEECH if name.startswith("quotation") else _BEHIND
        for place in re.finditer(re.escape(words), text) if words else ():
            mark = behind.match(text, place.end())
            key = mark[1] if mark else ""
            if key in plain and stated not in plain[key]:
                holding = [other for other, held in plain.items() if stated in held]
                yield Finding(path, f"{name}: {_told(holding, key)}")


def _told(holding: Iterable[str], wrong: str) -> str:
    keys = ", ".join(holding)
    return f"the words stand in {keys}, not in {wrong}" if keys else ""
