"""Citations: exact words at one place of one source, which can be proven from outside."""

from dataclasses import dataclass

from briefgen.model.locators import Locator
from briefgen.model.spans import Span
from briefgen.model.text import Document

CONTEXT = 32
"""Characters kept before and after a citation (W3C Web Annotation, text-quote selector)."""


_SENTENCE_ENDS = frozenset(".!?:…”\"’')]")


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words at one place of one source, with all it takes to find them again.

    `text == canonical[start:end]`. `raw_start`/`raw_end` index the decoded original
    (None where a format has no text of its own). `before`/`after` are up to 32
    characters of context.
    """

    source: str
    start: int
    end: int
    text: str
    before: str
    after: str
    raw_start: int | None
    raw_end: int | None
    locator: Locator

    def __post_init__(self) -> None:
        """Refuse a place that no text has: it may come from a file that anybody has written."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a place in a text: {self.start}..{self.end}")

    @property
    def span(self) -> Span:
        """The cited stretch of canonical text."""
        return Span(self.start, self.end)

    @property
    def place(self) -> str:
        """The name of its place in its source, or the nearest thing to one: "¶2", "p. 4"."""
        return self.locator.place or f"at {self.start}"

    @property
    def mark(self) -> str:
        """Its mark as notes print it, without the brackets: "S3 ¶2", "S3 p. 4"."""
        return f"{self.source} {self.place}"

    @property
    def begins_inside(self) -> bool:
        """Whether it begins in the middle of a sentence, as a clause does."""
        ahead = self.before.rstrip()
        gap = self.before[len(ahead) :]
        first = not ahead or "\n" in gap or ahead[-1] in _SENTENCE_ENDS
        return self.text[0].islower() and not first

    @property
    def order(self) -> tuple[int, str, int, int]:
        """Sort key: by source key (S2 before S10), then by place."""
        return (len(self.source), self.source, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where a paragraph stands in the text of the source with this key."""

    source: str
    start: int
    end: int


def cite(document: Document, span: Span) -> Citation:
    """Make the citation of `span`; the only way a citation comes to be.

    Raises ValueError when the span leaves the text.
    """
    if span.end > len(document.text):
        raise ValueError(f"span {span} leaves the text of {document.source.path}")
    raw = document.origin.raw(span)
    return Citation(
        source=document.source.key,
        start=span.start,
        end=span.end,
        text=span.of(document.text),
        before=document.text[max(0, span.start - CONTEXT) : span.start],
        after=document.text[span.end : span.end + CONTEXT],
        raw_start=raw.start if document.lines else None,
        raw_end=raw.end if document.lines else None,
        locator=document.locate(span, raw),
    )
