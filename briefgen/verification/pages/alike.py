"""Look-alikes: words that are nearly those of a source, and differ in a name, number or "not"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from briefgen.errors import Finding
from briefgen.model.annotations import ActorKind
from briefgen.verification.evidence.origin import Part
from briefgen.verification.rendered import comparable

_PIECES = 7
"""Pieces of a sentence that are looked for, from its beginning to its end."""

_ENOUGH = 5
"""Pieces found in their order that make a passage one like the sentence."""

_PIECE = 7
_SHORTEST = 36
"""Characters without blanks: shorter words are no sentence that another could be taken for."""

_SHIFT = 24
"""The most characters by which pieces may stand nearer or farther than in the sentence."""

_MOST_APART = 16
"""The most characters in which a look-alike differs: more are other words between right ones."""

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_PUT_IN = re.compile(r"\[[^\[\]]*\]")
"""Names, days, omissions and marks, which a note puts in brackets."""

_SEAM = "”“\"'’»«)([],.:;·…|█"
"""Beside these, words of one place end and those of another begin."""

_CLOSING = '”"»'
"""Behind these, a note names the speaker of a quotation as it likes."""

_LABELS = frozenset(kind.value for kind in ActorKind)
"""These stand between the name and the role of an actor."""

_CHANGED = re.compile(r"\[([^\[\]]*)\]\{\+([^{}]*)\+\}")
"""What was and what is, as plain text shows a change."""


def look_alikes(
    parts: Iterable[Part], texts: Sequence[str], text: str, path: str
) -> Iterator[Finding]:
    """Find words in the comparable text of a file that are nearly some of a source, but not quite.

    `parts` are the words that the note shows, `texts` those of its sources. What stands in either
    as it is, is no look-alike, wherever it stands in the file.
    """
    text = _CHANGED.sub(r"\1\2", text)
    told = [comparable(words) for _, _, words in parts]
    known = (*told, *map(comparable, texts))
    stated = (comparable(one[0]) for held in texts for one in _SENTENCE.finditer(held))
    for sentence in dict.fromkeys((*told, *stated)):
        for right, words in _like(sentence, text):
            if not _is_right(right, words, known):
                yield Finding(path, _apart(right, words))


def _like(sentence: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what lies between the first and the last piece of a sentence, in it and in a text.

    What stands before and behind these may be any words: a note cites parts of sentences, too.
    """
    if len(sentence) < _SHORTEST:
        return
    step = (len(sentence) - _PIECE) / (_PIECES - 1)
    offsets = [round(n * step) for n in range(_PIECES)]
    found = sorted(
        (at - offset, offset)
        for offset in offsets
        for at in _all(sentence[offset : offset + _PIECE], text)
    )
    for near in _clusters(found):
        there = {offset: start + offset for start, offset in near}
        if len(there) >= _ENOUGH:
            first, last = min(there), max(there)
            yield sentence[first : last + _PIECE], text[there[first] : there[last] + _PIECE]


def _all(piece: str, text: str) -> Iterator[int]:
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


def _clusters(found: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Put together what would begin at nearly the same place."""
    starts = [start for start, _ in found]
    breaks = (b - a > _SHIFT for a, b in pairwise(starts))
    turns = [0]
    for broken in breaks:
        turns.append(turns[-1] + broken)
    for _, held in groupby(zip(turns, found, strict=False), key=lambda one: one[0]):
        yield [one for _, one in held]


def _is_right(right: str, words: str, known: Sequence[str]) -> bool:
    """Tell whether words are those of a sentence, or others that the sources have.

    These may be of two places, with a quotation mark or the like between them or a capital behind
    a small letter, or what was and what is now, one behind the other.
    """
    if words == right or _PUT_IN.sub("", words) == _PUT_IN.sub("", right):
        return True
    begin = _shared(right, words)
    end = _shared(right[begin:][::-1], words[begin:][::-1])
    missing, put = right[begin : len(right) - end], words[begin : len(words) - end]
    if put in _LABELS or max(len(missing), len(put)) > _MOST_APART:
        return True
    if not any(map(str.isalnum, missing + put)):
        return True
    place = range(begin, len(words) - end + 1)
    shorter = (words[: begin - n] + words[begin:] for n in range(min(_MOST_APART, begin)))
    if any(one != right and _is_known(one, known) for one in shorter):
        return True
    return any(
        _is_known(words[:n].rstrip(_SEAM), known)
        and (words[n - 1] in _CLOSING or _is_known(words[n:].lstrip(_SEAM), known))
        for n in place
        if set(_SEAM).intersection(words[n - 1 : n + 1])
        or (words[n - 1 : n].islower() and words[n : n + 1].isupper())
    )


def _is_known(words: str, known: Iterable[str]) -> bool:
    return any(words in held for held in known)


def _shared(one: str, other: str) -> int:
    """Return with how many characters two strings begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _apart(right: str, words: str) -> str:
    """Say where two strings differ first."""
    at = _shared(right, words)
    begin = max(0, at - 12)
    return f"“{words[begin : at + 24]}” looks like “{right[begin : at + 24]}”, and is not it"
