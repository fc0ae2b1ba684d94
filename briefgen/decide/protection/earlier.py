"""The last issue as a new one may quote it: without what has been hidden since."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from briefgen.decide.protection.passages import occurrences
from briefgen.decide.protection.sources import Sight, same_files
from briefgen.decide.protection.wish import Protection, named
from briefgen.model.citations import CONTEXT, Citation
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact, When
from briefgen.model.issues import Past
from briefgen.model.protection import Mask, cover, joined_spans
from briefgen.model.records import SourceRecord
from briefgen.model.spans import Span


def protect_past(
    past: Past, protection: Protection, sight: Sight, present: Mapping[str, tuple[Span, ...]]
) -> Past:
    """Return the last issue without sources that are hidden now, and with blocks for hidden words.

    `sight` is that of today's inputs, `present` says by key which stretches are hidden in them.
    """
    keys = _hidden_keys(past, protection, frozenset(same_files(sight, protection)))
    texts = {key: text for key, text in past.texts if key not in keys}
    held = _without(past.evidence, keys)
    covered: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    for record in held.sources:
        key, found = record.key, tuple(_words(record, protection, sight, present))
        text = texts[key]
        spans = joined_spans(span for one in found for span in occurrences(one, text))
        if spans:
            covered[key] = cover(text, spans, _paragraphs(text))
            words[key] = (*found, *(span.of(text) for span in spans))
    mask = Mask(tuple(dict.fromkeys(word for told in words.values() for word in told)))
    quoted: Evidence = _mapped(held, covered, mask) if covered else held
    records = tuple(
        _sealed(record, Mask(words.get(record.key, ())), covered, protection)
        if record.key in covered or record.key in present
        else record
        for record in held.sources
    )
    return replace(
        past,
        evidence=replace(quoted, sources=records),
        texts=tuple((key, covered.get(key, text)) for key, text in texts.items()),
    )


def _words(
    record: SourceRecord,
    protection: Protection,
    sight: Sight,
    present: Mapping[str, tuple[Span, ...]],
) -> Iterator[str]:
    """Yield the words to be hidden in a source of the last issue.

    Those of a source that lies in the inputs no more may have got another name.
    """
    for decision in protection.passages:
        path = decision.passage.path
        gone = not named(path, sight.paths)
        if named(path, (record.path,)) or record.key in present or gone:
            yield decision.passage.words


def protect_text(path: str, text: str, protection: Protection) -> str:
    """Return the text of a source that was issued, with blocks for hidden words; "" for no text."""
    if any(named(decision.passage.path, (path,)) for decision in protection.sources):
        return ""
    words = [d.passage.words for d in protection.passages if named(d.passage.path, (path,))]
    spans = joined_spans(span for one in words for span in occurrences(one, text))
    return cover(text, spans, _paragraphs(text)) if spans else text


def _paragraphs(text: str) -> list[Span]:
    """Return the stretches of a text between its blank lines."""
    spans, at = [], 0
    for piece in text.split("\n\n"):
        if piece.strip():
            spans.append(Span(at, at + len(piece)))
        at += len(piece) + 2
    return spans


def _sealed(
    record: SourceRecord, mask: Mask, covered: Mapping[str, str], protection: Protection
) -> SourceRecord:
    text = covered.get(record.key)
    sha256 = record.sha256 if record.protected else protection.salted(record.sha256)
    digest = record.text_sha256 if text is None else hashlib.sha256(text.encode()).hexdigest()
    return replace(
        record,
        id=sha256[:12],
        sha256=sha256,
        size=0,
        text_sha256=digest,
        title=mask.on(record.title),
        author=mask.on(record.author),
        publisher=mask.on(record.publisher),
        via=mask.on(record.via),
        url="" if mask.names(record.url) else record.url,
        warnings=tuple(replace(one, detail=mask.on(one.detail)) for one in record.warnings),
        protected=True,
    )


def _mapped(value: Any, covered: Mapping[str, str], mask: Mask) -> Any:  # noqa: ANN401
    """Return a value with each citation, and the words of each fact, as its text is now."""
    if isinstance(value, Citation):
        return _quoted(value, covered)
    if isinstance(value, tuple):
        return tuple(_mapped(one, covered, mask) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
        told = {name: _mapped(one, covered, mask) for name, one in held.items()}
        if isinstance(value, Fact):
            told["text"] = told["citations"][0].text
        if isinstance(value, When):
            told["expression"] = mask.on(value.expression)
        return replace(value, **told) if told != held else value
    return value


def _quoted(citation: Citation, covered: Mapping[str, str]) -> Citation:
    text = covered.get(citation.source)
    if text is None:
        return citation
    start, end = citation.start, citation.end
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    locator = replace(citation.locator, boxes=())
    return replace(
        citation,
        text=text[start:end],
        before=before,
        after=after,
        raw_start=None,
        raw_end=None,
        locator=replace(locator, line=None),
    )


def _of_figures(fact: Fact) -> Iterator[str]:
    yield from (figure.citation.source for figure in fact.figures)


def _without(evidence: Evidence, keys: frozenset[str]) -> Evidence:
    """Return what a new issue is compared with, facts and actors, without some sources."""
    if not keys:
        return evidence
    facts = tuple(
        replace(fact, citations=tuple(c for c in fact.citations if c.source not in keys))
        for fact in evidence.facts
        if not keys.intersection((fact.citations[0].source, *_of_figures(fact)))
    )
    left = {fact.id for fact in facts}
    return replace(
        evidence,
        sources=tuple(record for record in evidence.sources if record.key not in keys),
        facts=facts,
        actors=tuple(replace(actor, involved=()) for actor in evidence.actors),
        events=tuple(
            replace(event, facts=tuple(ref for ref in event.facts if ref in left))
            for event in evidence.events
            if event.citation.source not in keys
        ),
        disagreements=(),
        together=(),
        said_about=(),
        developments=(),
    )


def _hidden_keys(past: Past, protection: Protection, hashes: Collection[str]) -> frozenset[str]:
    """Return the keys of sources of the last issue that are hidden now, by path or by content."""
    return frozenset(
        record.key
        for record in past.evidence.sources
        if record.sha256 in hashes
        or any(named(decision.passage.path, (record.path,)) for decision in protection.sources)
    )
