"""What the end of a line says: hyphens of cut words and of compounds, words left dangling."""

import re
import tomllib
from collections import Counter
from importlib.resources import files
from itertools import pairwise

_LINES = tomllib.loads(files(__package__).joinpath("data/lines.toml").read_text("utf-8"))
_FIRST, _LAST, _ENDINGS, _PREFIXES, _AND, _DANGLING = (
    frozenset(_LINES[part]) for part in ("first", "last", "endings", "prefixes", "and", "dangling")
)

HYPHENS = "-\N{HYPHEN}\N{SOFT HYPHEN}\N{NON-BREAKING HYPHEN}"
_SOFT = "\N{SOFT HYPHEN}"
_HEAD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?$")
_TAIL = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}][^\W\d_]+)*")
_CUT = re.compile(rf"\S+[{HYPHENS}]\n\S+")
_ADDRESS = re.compile(r"(?:://|www\.|@|/)\S*$")
_PLAIN = str.maketrans("\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "--")


def is_dangling(line: str) -> bool:
    """Tell whether a line ends with a word that no paragraph ends with, or with a hyphen."""
    return line[-1] in HYPHENS or line.rpartition(" ")[2].casefold() in _DANGLING


class Hyphens:
    """Decides about line-end hyphens by what the document writes elsewhere, else by a rule."""

    def __init__(self, text: str) -> None:
        """Take the text of a document, a line feed after each line."""
        self._text = text
        self._counted: tuple[Counter[str], Counter[str]] | None = None

    def between(self, before: str, after: str) -> tuple[int, str]:
        """Return how many letters of a line's end go, and what stands between it and the next.

        `before` ends with a hyphen.
        """
        head = _HEAD.search(before[:-1])
        tail = _TAIL.match(after)
        if head is None or tail is None:
            return 0, " "
        if _is_compound_by_look(before, head[0], tail[0]):
            return 0, ""
        first, last = head[0].casefold(), tail[0].casefold()
        whole, joined = self._elsewhere(first, last, before)
        if whole != joined:
            return (0, "") if whole > joined else (1, "")
        if before[-1] == _SOFT:
            return 1, ""
        if last in _AND:
            return 0, " "
        kept = first in _FIRST and last not in _ENDINGS
        kept = kept or (last in _LAST and first not in _PREFIXES)
        return (0, "") if kept else (1, "")

    def _elsewhere(self, first: str, last: str, before: str) -> tuple[int, int]:
        """Count the compound and the joined word elsewhere."""
        if self._counted is None:
            self._counted = _counted(self._text)
        words, pairs = self._counted
        stem = re.search(r"[^\W\d_]+$", before[:-1].casefold())
        first = stem[0] if stem else first
        return pairs[f"{first}-{last}"], words[first + last]


def _counted(text: str) -> tuple[Counter[str], Counter[str]]:
    """Count the words inside lines, and the pairs that a hyphen joins there."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for word in _WORD.findall(_CUT.sub(" ", text).casefold().translate(_PLAIN)):
        parts = word.split("-")
        words.update(parts)
        pairs.update(f"{one}-{other}" for one, other in pairwise(parts))
    return words, pairs


def _is_compound_by_look(before: str, head: str, tail: str) -> bool:
    """Tell names, figures and addresses, which keep their hyphen."""
    if tail[0].isdigit() or head[-1].isdigit() or _ADDRESS.search(before):
        return True
    return tail[0].isupper() and not (head.isupper() and tail.isupper() and len(tail) > 1)
