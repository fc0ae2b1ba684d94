"""What pages of a site have in common: found by a look over all documents, and left out.

A sentence that stands word for word in sources which are no copies of each other is the
page's, or it is somebody's whom both copy; independent reports hardly ever share one. What one
site repeats at the edge of its pages, or in many of them, speaks for no source; nor does what
names nobody, no day and no number, is nobody's speech, and stands at edges or in many texts;
at the edges of many texts no line does.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from urllib.parse import urlsplit

from briefgen.model.annotations import Annotations
from briefgen.model.spans import Span
from briefgen.model.text import Corpus, Document
from briefgen.model.unsaid import PassedOver, Why

_FEWEST_WORDS, _LONGEST_LINE = 4, 60
"""Words that a line must have to be told from chance, and may have to be one."""

_ONE_REPORT, _MANY_LINES = 0.25, 6
"""Share of the shorter text's lines, or so many of them, that make two texts one report."""

_EDGE = 0.1
"""The first and the last tenth of a text, where the furniture of pages stands."""

_OFTEN = 3
"""So many pages of a site that repeat a line make it the site's wherever it stands."""

_LETTERS = re.compile(r"[^\W\d_]+")


class Sign(StrEnum):
    """What tells a line that is the pages' from one that reports share."""

    EDGES_OFTEN = "at the edges of many texts"
    EDGES_BARE = "at the edges, and tells nothing"
    OFTEN_BARE = "in many texts, and tells nothing"
    SITE_OFTEN = "on many pages of one site"
    SITE_EDGES = "at the edges of pages of one site"


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that is the pages': where it stands, in which sources besides, and what tells so."""

    source: str
    span: Span
    others: tuple[str, ...]
    sign: Sign


@dataclass(frozen=True, slots=True)
class _Line:
    """A statement or a short paragraph, and whether it stands at an edge of its document.

    One is `told` that names somebody, a day or a number, or is what somebody says.
    """

    source: str
    span: Span
    at_edge: bool
    told: bool


def leave_out_furniture(
    corpus: Corpus, annotations: Sequence[Annotations]
) -> tuple[Annotations, ...]:
    """Return the annotations without what stands in lines that are the pages' and no report's.

    `annotations` correspond to the documents; `passed_over` says what was left out.
    """
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for one in find_furniture(corpus, annotations):
        spans[one.source].append(one.span)
    return tuple(_without(found, sorted(spans.get(found.source, ()))) for found in annotations)


def find_furniture(corpus: Corpus, annotations: Sequence[Annotations]) -> Iterator[Furniture]:
    """Yield the lines that are the pages' and no report's."""
    lines: defaultdict[str, list[_Line]] = defaultdict(list)
    for document, found in zip(corpus.documents, annotations, strict=True):
        for key, line in _lines(document, found):
            lines[key].append(line)
    shared = [held for held in lines.values() if len({line.source for line in held}) > 1]
    sites = {document.source.key: _site(document) for document in corpus.documents}
    related = _related(lines, shared)
    for held in shared:
        if sign := _sign(held, sites, related):
            having = dict.fromkeys(line.source for line in held)
            for line in held:
                others = tuple(source for source in having if source != line.source)
                yield Furniture(line.source, line.span, others, sign)


def _lines(document: Document, found: Annotations) -> Iterator[tuple[str, _Line]]:
    """Yield the letters of each statement and short paragraph, with its place."""
    text, key = document.text, document.source.key
    told = [one.span for one in found.statements]
    whole = [block.span for block in document.blocks if block.kind.states]
    named = sorted([*(m.span.start for m in found.mentions), *(d.span.start for d in found.dates)])
    numbers = [count.span.start for one in found.statements for count in one.counts]
    said = [part.start for one in found.utterances for part in one.parts]
    for span in dict.fromkeys((*told, *whole)):
        words = _LETTERS.findall(span.of(text).casefold())
        if _FEWEST_WORDS <= len(words) <= _LONGEST_LINE:
            tells = any(span.start <= at < span.end for at in (*named, *numbers, *said))
            edge = span.start < _EDGE * len(text) or span.end > (1 - _EDGE) * len(text)
            yield " ".join(words), _Line(key, span, edge, tells)


def _site(document: Document) -> str:
    known = document.source.metadata
    host = (urlsplit(known.url).hostname or "").removeprefix("www.")
    return host or known.publisher.casefold()


def _related(
    lines: Mapping[str, Sequence[_Line]], shared: Sequence[Sequence[_Line]]
) -> frozenset[frozenset[str]]:
    """Return the pairs of sources that have so many lines in common that they are one report."""
    size: defaultdict[str, int] = defaultdict(int)
    common: defaultdict[frozenset[str], int] = defaultdict(int)
    for held in lines.values():
        for source in {line.source for line in held}:
            size[source] += 1
    for held in shared:
        for pair in combinations(sorted({line.source for line in held}), 2):
            common[frozenset(pair)] += 1
    return frozenset(
        pair
        for pair, count in common.items()
        if count >= _MANY_LINES or count >= _ONE_REPORT * min(size[source] for source in pair)
    )


def _sign(
    held: Sequence[_Line], sites: Mapping[str, str], related: frozenset[frozenset[str]]
) -> Sign | None:
    """Return what shows that a line says nothing of what its pages report, None for nothing."""
    sources = sorted({line.source for line in held})
    apart = [pair for pair in combinations(sources, 2) if frozenset(pair) not in related]
    if not apart:
        return None
    often = len({source for pair in apart for source in pair}) >= _OFTEN
    edge = all(line.at_edge for line in held)
    bare = not any(line.told for line in held)
    if edge and (often or bare):
        return Sign.EDGES_OFTEN if often else Sign.EDGES_BARE
    if bare:
        return Sign.OFTEN_BARE if often else None
    same = [pair for pair in apart if sites[pair[0]] and sites[pair[0]] == sites[pair[1]]]
    pages = {source for pair in same for source in pair}
    if len(pages) >= _OFTEN:
        return Sign.SITE_OFTEN
    at_edges = bool(pages) and all(line.at_edge for line in held if line.source in pages)
    return Sign.SITE_EDGES if at_edges else None


def _without(found: Annotations, spans: Sequence[Span]) -> Annotations:
    """Return annotations without what lies in some spans."""
    if not spans:
        return found

    def free(span: Span) -> bool:
        return not any(one.contains(span) for one in spans)

    statements = tuple(one for one in found.statements if free(one.span))
    passed = (PassedOver(one.span, Why.FURNITURE) for one in found.statements if not free(one.span))
    return replace(
        found,
        statements=statements,
        mentions=tuple(one for one in found.mentions if free(one.span)),
        candidates=tuple(one for one in found.candidates if free(one.span)),
        roles=tuple(one for one in found.roles if free(one.person)),
        aliases=tuple(one for one in found.aliases if free(one.long) and free(one.short)),
        groups=tuple(one for one in found.groups if free(one.group)),
        utterances=tuple(one for one in found.utterances if any(map(free, one.parts))),
        dates=tuple(one for one in found.dates if free(one.span)),
        deeds=tuple(one for one in found.deeds if free(one.verb)),
        passed_over=(*found.passed_over, *passed),
    )
