"""Looks up mentions by place; they stand in text order and never overlap."""

from bisect import bisect_left
from collections.abc import Sequence

from briefgen.model.annotations import ActorKind, Mention
from briefgen.model.spans import Span


def overlapping(mentions: Sequence[Mention], span: Span) -> range:
    """Return the numbers of the mentions that overlap a span."""
    first = bisect_left(mentions, span.start, key=lambda mention: mention.span.end - 1)
    last = bisect_left(mentions, span.end, key=lambda mention: mention.span.start)
    return range(first, max(first, last))


def is_free(span: Span, mentions: Sequence[Mention]) -> bool:
    """Tell whether no mention overlaps a span."""
    return not overlapping(mentions, span)


def new_mention(span: Span, kind: ActorKind, text: str, rule: str) -> Mention:
    """Make a mention of a name that is known from the text alone."""
    return Mention(span, kind, span.of(text), "", rule)
