"""The sentences of a document; those that one quotation holds together are not parted.

Of “We closed it. It is safe,” she said, neither half tells whose words it is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.extract.nlp import Parsed, Passage, cuts_title, goes_on
from briefgen.extract.tokens import Tokens
from briefgen.model.spans import Span
from briefgen.model.text import Genre


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or several that a quotation spans; `order` counts single sentences.

    `spoken` says that all of it lies inside quotation marks, or layout says whose words it is.
    """

    passage: Passage
    tokens: Tokens
    order: int
    spoken: bool


def find_sentences(parsed: Parsed) -> Iterator[Sentence]:
    """Yield the sentences of a document in text order.

    A quotation of which a mark is missing holds nothing together: where it ends is a guess.
    """
    begun = 0
    for passage, marks in zip(parsed.passages, parsed.quoted, strict=True):
        spans = [quotation.whole for quotation in marks if not quotation.repaired]
        start, order = 0, begun
        for sentence in passage.doc.sents:
            begun += 1
            tokens = passage.doc[start : sentence.end]
            whole = passage.span(tokens)
            if sentence.end < len(passage.doc) and (
                _runs_on(spans, whole) or _is_day(passage, tokens) or _is_cut(passage, tokens)
            ):
                continue
            said = passage.block.speaker is not None
            yield Sentence(passage, tokens, order, said or _is_spoken(spans, whole))
            start, order = sentence.end, begun


def _is_day(passage: Passage, sentence: Tokens) -> bool:
    """Tell the day and dash that a line of a chronology begins with, taken for a sentence."""
    begins = passage.block.genre is Genre.CHRONOLOGY and sentence.start == 0
    return begins and sentence.text.rstrip().endswith(("-", "–", "—", ":"))


def _is_cut(passage: Passage, sentence: Tokens) -> bool:
    """Tell a sentence that the parser ends at a title cut short, whatever it was told before."""
    ends = len(sentence) > 1 and cuts_title(sentence[-2], sentence[-1])
    return ends and goes_on(passage.doc[sentence.end])


def _runs_on(quoted: list[Span], sentence: Span) -> bool:
    """Tell whether a quotation begins in a sentence and goes on after it."""
    at = bisect_left(quoted, sentence.end, key=lambda span: span.start) - 1
    return at >= 0 and sentence.start <= quoted[at].start and sentence.end < quoted[at].end


def _is_spoken(quoted: list[Span], sentence: Span) -> bool:
    """Tell whether nothing of a sentence stands outside of a quotation."""
    at = bisect_right(quoted, sentence.start, key=lambda span: span.start) - 1
    return at >= 0 and quoted[at].contains(sentence)
