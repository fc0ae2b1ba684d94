"""Every citation is an exact slice of its source; everything shown stands in a citation."""

import re
from collections.abc import Iterable, Iterator

from briefgen.errors import Finding
from briefgen.model.annotations import QuotationKind
from briefgen.model.citations import CONTEXT, Citation, cite
from briefgen.model.cited import all_citations
from briefgen.model.days import is_counted
from briefgen.model.edits import word_edits
from briefgen.model.evidence import Actor, Evidence, Quotation
from briefgen.model.facts import SPEAKER, Fact
from briefgen.model.protection import Hidden
from briefgen.model.text import Corpus, Document
from briefgen.verification.evidence.origin import stands_in

_OMISSION = " […] "
_MARK = "[\"“”„‟«»'‘’‚‹›]"
_LABEL = re.compile(r"[^:\n]{1,120}:\s+")
_OPENED = re.compile(rf"{_MARK}\W*$")
_CLOSED = re.compile(rf"\W*{_MARK}")


def place(citation: Citation) -> str:
    """Return how a finding names a citation: "[S3 ¶2] characters 54-152"."""
    where = f"{citation.source} {citation.locator.place}".rstrip()
    return f"[{where}] characters {citation.start}-{citation.end}"


def check_citations(evidence: Evidence, corpus: Corpus) -> Iterator[Finding]:
    """Find sources that changed and citations that are not what their place holds now."""
    documents = {document.source.key: document for document in corpus.documents}
    for record in evidence.sources:
        document = documents.get(record.key)
        if document is None:
            yield Finding(record.path, f"source {record.key} cannot be read any more")
        elif document.source.sha256 != record.sha256:
            elsewhere = ", or words of it were hidden at another desk" * record.protected
            told = f"{record.key} is not the file the brief was made from{elsewhere}"
            yield Finding(record.path, told)
        elif _hidden(record.key, evidence.hidden) != _hidden(record.key, corpus.hidden):
            yield Finding(record.path, f"{record.key}: other words are hidden than the brief says")
    yield from check_cited(all_citations(evidence), corpus)


def check_cited(cited: Iterable[tuple[str, Citation]], corpus: Corpus) -> Iterator[Finding]:
    """Find citations, each with the name of what it proves, that are not what their place holds."""
    documents = {document.source.key: document for document in corpus.documents}
    texts = {key: document.text for key, document in documents.items()}
    for name, citation in cited:
        document = documents.get(citation.source)
        if document is not None and not _stands(citation, document):
            instead = stands_in(citation, texts) or "the source says something else here"
            yield Finding(place(citation), f"{name}: {instead}")


def _hidden(key: str, hidden: Iterable[Hidden]) -> list[Hidden]:
    return sorted(one for one in hidden if one.source == key)


def _stands(citation: Citation, document: Document) -> bool:
    if not 0 <= citation.start < citation.end <= len(document.text):
        return False
    return cite(document, citation.span) == citation


def check_statements(evidence: Evidence, corpus: Corpus) -> Iterator[Finding]:
    """Find words that would be shown but stand in none of their citations."""
    actors = {actor.id: actor for actor in evidence.actors}
    for actor in evidence.actors:
        yield from _actor(actor)
    for fact in evidence.facts:
        yield from _fact(fact)
    stated = [(f"fact {fact.id}", fact.text, fact.citations[0]) for fact in evidence.facts]
    stated += [(f"title {title.id}", title.text, title.citation) for title in evidence.titles]
    for name, words, citation in stated:
        if words != citation.text:
            yield Finding(place(citation), f"{name}: other words")
    for event in evidence.events:
        if event.date.expression != event.citation.text:
            yield Finding(place(event.citation), f"event {event.id}: another date")
    for quotation in evidence.quotations:
        yield from _quotation(quotation, actors, corpus)
    yield from check_dates(evidence)
    yield from _versions(evidence)


def _actor(actor: Actor) -> Iterator[Finding]:
    if not any(_same(actor.name, mention) for mention in actor.mentions):
        yield Finding(f"actor {actor.name}", "no mention has this name")
    aliases = ((alias.text, alias.citation) for alias in actor.aliases)
    roles = ((role.text, role.citation) for role in actor.roles)
    for words, citation in (*aliases, *roles):
        if not _same(words, citation):
            yield Finding(place(citation), f"actor {actor.name}: not '{words}'")


def _fact(fact: Fact) -> Iterator[Finding]:
    """Find what would be put before or into the words of a fact, and does not belong there."""
    own = fact.citations[0]
    for one in fact.resolved:
        ahead = one.names.end <= one.words.start or one.rule == SPEAKER
        ahead = ahead and one.names.source == own.source
        if one.words.source != own.source or not own.span.contains(one.words.span) or not ahead:
            yield Finding(place(one.words), f"fact {fact.id}: no earlier name of what it says")
    yield from _numbers(fact)
    yield from check_days(fact)
    if fact.lead_in and (fact.lead_in.source != own.source or fact.lead_in.end > own.start):
        yield Finding(place(fact.lead_in), f"fact {fact.id}: no lead-in of what it says")


def _numbers(fact: Fact) -> Iterator[Finding]:
    """Find numbers that the fact does not give, or gives in other digits."""
    own = fact.citations[0]
    for one in fact.key_numbers:
        inside = one.words.source == own.source and own.span.contains(one.words.span)
        inside = inside and one.words.span.contains(one.number.span)
        same = _same(one.digits, one.number) or not any(map(str.isdigit, one.number.text))
        if not (inside and same):
            yield Finding(place(one.words), f"fact {fact.id}: no number of what it says")


def check_days(fact: Fact) -> Iterator[Finding]:
    """Find days in brackets that do not come of the words they stand behind.

    They are counted again from the day of publication: a weekday has its own name.
    """
    told = (fact.citations[0], *((fact.lead_in,) if fact.lead_in else ()))
    for one in fact.dated:
        date = one.date
        inside = any(c.source == one.words.source and c.span.contains(one.words.span) for c in told)
        counted = is_counted(date.expression, one.rule, date.start, date.end, date.anchor)
        if not (inside and counted and date.expression == one.words.text):
            yield Finding(place(one.words), f"fact {fact.id}: '{one.day}' is not counted from it")


def check_dates(evidence: Evidence) -> Iterator[Finding]:
    """Find words that stand for one day in a fact and for another one on the timeline."""
    dated = {event.citation: event.date for event in evidence.events}
    for fact in evidence.facts:
        for one in fact.dated:
            if dated.get(one.words, one.date) != one.date:
                yield Finding(place(one.words), f"fact {fact.id}: another day on the timeline")


def _versions(evidence: Evidence) -> Iterator[Finding]:
    quoted = {quotation.id: quotation for quotation in evidence.quotations}
    for version in evidence.versions:
        first, other = quoted.get(version.quotation), quoted.get(version.other)
        if first is None or other is None:
            yield Finding(f"version {version.id}", "is of no quotation that is there")
        elif version.edits != word_edits(first.text, other.text):
            yield Finding(place(other.parts[0]), f"version {version.id}: another difference")


def _quotation(quotation: Quotation, actors: dict[str, Actor], corpus: Corpus) -> Iterator[Finding]:
    name = f"quotation {quotation.id}"
    if quotation.text != _OMISSION.join(part.text for part in quotation.parts):
        yield Finding(place(quotation.parts[0]), f"{name}: other words")
    speaker = quotation.speaker
    known = [speaker.mention] if speaker.mention else []
    actor = actors.get(speaker.actor or "")
    if actor:
        known += [*actor.mentions, *(role.citation for role in actor.roles)]
    for words in filter(None, (speaker.name, speaker.role, speaker.organisation)):
        if not any(_holds(citation, words) for citation in known):
            yield Finding(place(quotation.parts[0]), f"{name}: '{words}' is not cited")
    if quotation.kind is QuotationKind.DIRECT:
        for part in quotation.parts:
            document = corpus.document(part.source)
            if document is not None and not _is_marked(part, document):
                yield Finding(place(part), f"{name}: direct speech without quotation marks")


def _same(words: str, citation: Citation) -> bool:
    return words.split() == citation.text.split()


def _holds(citation: Citation, words: str) -> bool:
    return " ".join(words.split()) in " ".join(citation.text.split())


def _is_marked(part: Citation, document: Document) -> bool:
    """Tell whether a quotation mark stands at a part of direct speech, with no word between.

    Before it, or after it where the opening one is missing; a quotation that runs over
    paragraphs may begin a paragraph without one, and in a transcript the speaker's label
    stands in its place, for the whole of the turn.
    """
    block = document.block_at(part.span)
    before = document.text[block.span.start : part.start] if block is not None else ":"
    is_turn = block is not None and block.speaker is not None
    goes_on = is_turn or not before or _LABEL.fullmatch(before) is not None
    opened = _OPENED.search(document.text[max(0, part.start - CONTEXT) : part.start])
    closed = _CLOSED.match(document.text[part.end : part.end + CONTEXT])
    return goes_on or bool(opened) or bool(closed)
