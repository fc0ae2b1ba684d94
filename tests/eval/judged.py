"""Texts whose parts were judged in pairs: which tell one event, which do not, which stay open.

Every part that was judged becomes a statement, also a headline or a line without a verb that
the program would pass over, so that links are measured before anything is chosen.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.corpora import Found, Row, find
from eval.facts_gold import corpus_of, gold_of, places_of

from briefgen.extract import annotate, load
from briefgen.merge.events.sameness.judgement import Sameness
from briefgen.merge.events.sameness.signals import Given
from briefgen.merge.events.statements.circumstances import Circumstances
from briefgen.merge.events.statements.counted import Counted
from briefgen.merge.events.statements.units import Unit, collect_units
from briefgen.merge.who import identify
from briefgen.merge.words import Similarity
from briefgen.model.annotations import Annotations, Statement
from briefgen.model.citations import cite
from briefgen.model.spans import Span

POSTS = "merge_okr_dev.jsonl"
SUMMARIES = "merge_superpal_dev.jsonl"
ARTICLES = "merge_ecb_dev.jsonl"
_OF_SMALLER, _OF_UNION = 1 / 2, 1 / 3
_HELD = 0.8
"""Share of the letters of a part that a statement holds if it states it."""

Link = tuple[str, str]
Links = frozenset[Link]


@dataclass(frozen=True)
class Judged:
    """Texts of one story with the places of the parts that were judged, and the links of gold.

    `open` are links that may be or not; pairs of `counted` parts are the ones judged.
    """

    name: str
    found: Found
    parts: Mapping[str, tuple[str, Span]]
    links: Links
    open: Links
    across: str = ""

    def counts(self, a: str, b: str) -> bool:
        """Tell whether a pair was judged: of two kinds of parts, or of two texts."""
        if self.across == "kinds":
            return a[0] != b[0]
        return self.parts[a][0] != self.parts[b][0]

    @cached_property
    def pairs(self) -> tuple[Link, ...]:
        """All pairs of parts that were judged."""
        return tuple(pair for pair in combinations(sorted(self.parts), 2) if self.counts(*pair))

    def holding(self, part: str, spans: Sequence[tuple[str, Span]]) -> list[int]:
        """Return the numbers of the statements that lie on a part, or hold it."""
        source, span = self.parts[part]
        return [
            n
            for n, (where, one) in enumerate(spans)
            if where == source and _meet(one, span) >= _HELD * min(_size(one), _size(span))
        ]


def _size(span: Span) -> int:
    return span.end - span.start


def _meet(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def posts(row: Row) -> Judged:
    """Return short posts on one story, each a source of its own."""
    told: dict[str, set[int]] = {}
    for number, proposition in enumerate(row["propositions"]):
        for post in proposition["sentences"]:
            told.setdefault(post, set()).add(number)
    texts = {post["id"]: post["text"] for post in row["sentences"]}
    return _each_alone(row["id"], texts, links_of(told), "")


def links_of(told: Mapping[str, set[int]]) -> Links:
    """Return which posts tell the same, by the numbers of the propositions that each states."""
    return frozenset(
        (a, b)
        for a, b in combinations(sorted(told), 2)
        if (both := len(told[a] & told[b]))
        and both >= _OF_SMALLER * min(len(told[a]), len(told[b]))
        and both >= _OF_UNION * len(told[a] | told[b])
    )


def summaries(row: Row) -> Judged:
    """Return parts of a summary (s...) and of articles (d...), each a source of its own."""
    texts = {f"s{n:03}": text for n, text in enumerate(row["summary_spans"])}
    texts |= {f"d{n:03}": span["text"] for n, span in enumerate(row["source_spans"])}
    links = frozenset((f"d{d:03}", f"s{s:03}") for s, d in row["aligned"])
    return _each_alone(row["id"], texts, links, "kinds")


def _each_alone(name: str, texts: Mapping[str, str], links: Links, across: str) -> Judged:
    found = find(list(texts.values()))
    whole = {
        part: (f"S{n}", Span(0, len(found.document(f"S{n}").text)))
        for n, part in enumerate(texts, 1)
    }
    return Judged(name, _stating(found, whole.values()), whole, links, frozenset(), across)


def articles(row: Row) -> Judged:
    """Return whole articles on two happenings of one kind, with the sentences judged in them."""
    found = find([one["text"] for one in row["docs"]])
    keys = {one["id"]: f"S{n}" for n, one in enumerate(row["docs"], 1)}
    parts = {}
    for one in row["sentences"]:
        key = keys[one["doc"]]
        text = found.document(key).text
        near = text.find(one["text"], max(0, one["start"] - 50))
        start = near if near >= 0 else text.find(one["text"])
        if start < 0:
            raise ValueError(f"not found in {one['doc']}: {one['text']!r}")
        parts[one["id"]] = (key, Span(start, start + len(one["text"])))
    links, unsure = (frozenset(map(_link, row[kind])) for kind in ("pairs", "unsure"))
    return Judged(row["id"], _stating(found, parts.values()), parts, links, unsure)


def _link(pair: Sequence[str]) -> Link:
    a, b = sorted(pair)
    return a, b


def _stating(found: Found, parts: Iterable[tuple[str, Span]]) -> Found:
    """Return what was found, with a statement for each part that none lies on."""
    missing: dict[str, list[Span]] = {}
    stated = {one.source: [s.span for s in one.statements] for one in found.annotations}
    for source, span in parts:
        held = any(_meet(s, span) >= _HELD * min(_size(s), _size(span)) for s in stated[source])
        if not held:
            missing.setdefault(source, []).append(span)
    annotations = []
    for one in found.annotations:
        whole = one
        for span in missing.get(one.source, ()):
            alone = find([span.of(found.document(one.source).text)])
            whole = _with(whole, alone.annotations[0], span)
        annotations.append(whole)
    return Found(found.corpus, tuple(annotations))


def _with(whole: Annotations, alone: Annotations, span: Span) -> Annotations:
    """Add what is stated in a part of a text that was read alone."""
    nothing = Statement(
        Span(0, _size(span)), (), "", (), None, hedged=False, negated=False, features=()
    )
    moved = [_moved(one, span.start) for one in alone.statements or (nothing,)]
    dates = {one.span: one for one in (*(_moved(d, span.start) for d in alone.dates), *whole.dates)}
    return replace(
        whole,
        statements=tuple(sorted((*whole.statements, *moved), key=lambda one: one.span)),
        dates=tuple(sorted(dates.values(), key=lambda one: one.span)),
    )


def _moved(thing: Any, by: int) -> Any:  # noqa: ANN401 - whatever a statement holds
    """Return a thing with all spans in it moved."""
    if isinstance(thing, Span):
        return Span(thing.start + by, thing.end + by)
    if isinstance(thing, tuple):
        return tuple(_moved(one, by) for one in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{f.name: _moved(getattr(thing, f.name), by) for f in fields(thing)})
    return thing


def subject(name: str) -> Judged:
    """Return the sources of a subject of our own: two places of one fact state the same.

    What may be cited for a fact, without stating it, stays open.
    """
    corpus, gold = corpus_of(name), gold_of(name)
    nlp = load("auto")
    found = Found(corpus, tuple(annotate(document, nlp) for document in corpus.documents))
    parts, states, may = {}, {}, {}
    places = tuple(places_of(gold))
    texts = {document.source.key: document for document in corpus.documents}
    for one in found.annotations:
        for n, statement in enumerate(one.statements):
            citation = cite(texts[one.source], statement.span)
            if any(place.is_in(citation) for place in places):
                part = f"{one.source}.{n:03}"
                parts[part] = (one.source, statement.span)
                states[part] = {fact.id for fact in gold.facts if fact.is_in(citation)}
                may[part] = {fact.id for fact in gold.facts if fact.may_have(citation)}
    pairs = list(combinations(sorted(parts), 2))
    links = frozenset((a, b) for a, b in pairs if states[a] & states[b])
    unsure = frozenset((a, b) for a, b in pairs if may[a] & may[b]) - links
    return Judged(name, found, parts, links, unsure)


@dataclass(frozen=True)
class Pairs:
    """The signals of each pair that was judged, with 1 for a link, 0 for none, -1 for open."""

    judged: tuple[tuple[Given, int], ...]
    links: Links


def compared(one: Judged) -> Pairs:
    """Return the signals of all judged pairs; of parts of several statements the likest two."""
    units, sameness = judging(one.found)
    holding = statements_of(one, units)
    told = sameness.signals.told
    judged = []
    for a, b in one.pairs:
        pairs = [(x, y) for x in holding[a] for y in holding[b] if x != y]
        likest = max(pairs, key=lambda pair: (told.between(*pair), pair), default=None)
        answer = 1 if (a, b) in one.links else -1 if (a, b) in one.open else 0
        judged.append((sameness.given(*likest) if likest else {}, answer))
    return Pairs(tuple(judged), one.links)


def statements_of(one: Judged, units: Sequence[Unit]) -> dict[str, list[int]]:
    """Return the statements of each part."""
    places = [(unit.source, unit.statement.span) for unit in units]
    return {part: one.holding(part, places) for part in one.parts}


def judging(found: Found) -> tuple[tuple[Unit, ...], Sameness]:
    """Return all statements of some texts, and what judges them."""
    identities = identify(found.corpus, found.annotations)
    units = collect_units(found.annotations, identities)
    documents = {one.source.key: one for one in found.corpus.documents}
    around = Circumstances(units, identities, documents, Similarity([u.terms for u in units]))
    return units, Sameness(units, around, Counted(units, around), identities)
