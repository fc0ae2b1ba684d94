"""What turns one wording into another, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_OUTER = re.compile(r"^\W+|\W+$")
_QUOTE = {ord("\N{RIGHT SINGLE QUOTATION MARK}"): "'"}


class Operation(StrEnum):
    """What happens to words: they stay, go, or come in."""

    KEEP = "keep"
    DROP = "drop"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class WordEdit:
    """A run of words with the punctuation that stands at them, one blank between words."""

    operation: Operation
    text: str


def word_edits(first: str, other: str) -> tuple[WordEdit, ...]:
    """Return what turns `first` into `other`; a replacement drops before it adds.

    Words that differ in case or in the punctuation round them are the same; kept ones are
    written as in `first`. Kept and dropped runs together are `first`, kept and added ones
    `other`. Longest matching runs first (Ratcliff and Metzener 1988, as in difflib).
    """
    before, after = first.split(), other.split()
    matcher = SequenceMatcher(None, _plain(before), _plain(after), autojunk=False)
    edits: list[WordEdit] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            edits.append(WordEdit(Operation.KEEP, " ".join(before[i:j])))
            continue
        if i < j:
            edits.append(WordEdit(Operation.DROP, " ".join(before[i:j])))
        if k < m:
            edits.append(WordEdit(Operation.ADD, " ".join(after[k:m])))
    return tuple(edits)


def _plain(words: list[str]) -> list[str]:
    """Return words as they are compared; what has no letters stands for itself."""
    return [_OUTER.sub("", w.translate(_QUOTE)).casefold() or w for w in words]
