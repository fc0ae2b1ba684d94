"""Stretches: what stands inside quotation marks in one passage, seen as tokens."""

import re
from bisect import bisect_left, bisect_right

from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Passage
from briefgen.extract.quotations.cues import FINITE
from briefgen.extract.quotations.subjects import trimmed
from briefgen.model.spans import Span
from briefgen.model.speech import Quoted

GAP = 16
"""Words that may stand between a quotation and what introduces or signs it."""
_LONGEST_NAME = 15
_LONGEST_TERM = 5
_DASH = re.compile(r"\s*[-–—―]{1,2}\s*")


class Stretches:
    """The quoted stretches of a passage, in text order, with their runs of tokens."""

    def __init__(self, passage: Passage, quoted: tuple[Quoted, ...]) -> None:
        """Index tokens and stretches by place."""
        self.quoted = quoted
        self._doc = passage.doc
        self._text = passage.doc.text
        self._base = passage.start
        self._token_starts = [token.idx for token in passage.doc]
        self._starts = [q.whole.start for q in quoted]
        self.marked = frozenset(i for q in quoted for i in self.run(q.whole))

    def run(self, span: Span) -> range:
        """Return the tokens that overlap a canonical span."""
        start = bisect_right(self._token_starts, span.start - self._base) - 1
        return range(max(start, 0), bisect_left(self._token_starts, span.end - self._base))

    def overlapping(self, span: Span) -> tuple[Quoted, ...]:
        """Return the stretches that share a character with a canonical span."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.end)
        return tuple(q for q in self.quoted[first:last] if q.whole.overlaps(span))

    def count(self, quoted: Quoted) -> int:
        """Return the number of words inside the marks."""
        tokens = (self._doc[i] for i in self.run(quoted.inner))
        return sum(not token.is_punct and not token.is_space for token in tokens)

    def stands_alone(self, quoted: Quoted) -> bool:
        """Tell whether a quotation is a sentence, or several, of its own."""
        text, at = self._text, quoted.whole.start - self._base - 1
        while at >= 0 and text[at].isspace():
            at -= 1
        return (at < 0 or text[at] in ".?!:\"'") and self._last(quoted) in ".?!,…"

    def is_name(self, quoted: Quoted) -> bool:
        """Tell whether marks set off a name, a title or a term: “Alliance for Rural Health”."""
        run = self.run(quoted.inner)
        spelt = [self._doc[i] for i in run if self._doc[i].is_alpha]
        main = [t for t in spelt if t.pos_ not in ("ADP", "DET", "CCONJ", "PART")]
        before = self._doc[run.start - 2].lower_ if run.start > 1 else ""
        if before in words("speech", "naming") and len(spelt) <= _LONGEST_TERM:
            return True
        titled = (t.text[0].isupper() for t in (*main, *spelt[:1]))
        return len(main) > 1 and len(spelt) <= _LONGEST_NAME and all(titled)

    def signature(self, quoted: Quoted) -> range | None:
        """Return the name after a dash that ends the paragraph: “...” – Ann Moss."""
        doc, dash = self._doc, _DASH.match(self._text, quoted.whole.end - self._base)
        at = bisect_left(self._token_starts, dash.end()) if dash else len(doc)
        if at >= len(doc) or len(doc) - at > GAP:
            return None
        tail = trimmed(doc, range(at, len(doc)))
        verbal = any(doc[i].tag_ in FINITE for i in tail)
        return tail if doc[tail.start].text[0].isupper() and not verbal else None

    def _last(self, quoted: Quoted) -> str:
        """Return the last character of the words, a quotation inside them left open."""
        text, at = self._text, quoted.inner.end - self._base - 1
        while at > quoted.inner.start - self._base and text[at] in "' ":
            at -= 1
        return text[at]
