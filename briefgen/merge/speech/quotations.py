"""Utterances to quotations: cited parts, and the actor behind the speaker."""

from collections.abc import Sequence

from briefgen.merge.who import Identities
from briefgen.model.annotations import Annotations, Inferred, Utterance
from briefgen.model.citations import cite
from briefgen.model.evidence import Actor, Quotation, Speaker
from briefgen.model.ids import content_id
from briefgen.model.links import JoinReason
from briefgen.model.spans import Span
from briefgen.model.text import Corpus, Document

OMISSION = " […] "


def state_quotations(
    corpus: Corpus, annotations: Sequence[Annotations], identities: Identities
) -> tuple[Quotation, ...]:
    """Return every quotation, in source and text order."""
    documents = {document.source.key: document for document in corpus.documents}
    return tuple(
        _quotation(utterance, documents[one.source], identities)
        for one in annotations
        for utterance in one.utterances
    )


def _quotation(said: Utterance, document: Document, identities: Identities) -> Quotation:
    parts = tuple(cite(document, part) for part in said.parts)
    places = [(document.source.id, part.start, part.end) for part in said.parts]
    return Quotation(
        id=content_id("quotation", places),
        kind=said.kind,
        text=OMISSION.join(part.text for part in parts),
        parts=parts,
        cue=cite(document, said.cue) if said.cue else None,
        speaker=_speaker(said, document, identities),
        addressee=cite(document, said.addressee) if said.addressee else None,
        relay=cite(document, said.relay) if said.relay else None,
        confidence=said.confidence,
        rule=said.rule,
    )


def _speaker(said: Utterance, document: Document, identities: Identities) -> Speaker:
    """Return the speaker; a name that stands elsewhere is marked with the rule that found it."""
    key = document.source.key
    named = said.antecedent or said.name
    actor = identities.at(key, named) if named else _exactly(said.speaker, key, identities)
    words = named or said.speaker
    inferred = _inferred_by(actor, key, words)
    return Speaker(
        name=actor.name if actor and (said.antecedent or inferred) else _words(words, document),
        mention=cite(document, said.speaker) if said.speaker else None,
        actor=actor.id if actor else None,
        role=_words(said.role, document) or _stated_role(actor, key),
        organisation=_words(said.organisation, document),
        resolved_by=said.resolved_by or inferred,
    )


def _exactly(speaker: Span | None, source: str, identities: Identities) -> Actor | None:
    """Return the actor whose name is all there is of the speaker."""
    actor = identities.at(source, speaker) if speaker else None
    places = ((m.source, m.span) for m in actor.mentions) if actor else ()
    return actor if (source, speaker) in places else None


def _inferred_by(actor: Actor | None, source: str, words: Span | None) -> str:
    """Return why some words stand for an actor whose name they are not, "" where they do not.

    A first name behind a title is nobody's whole name: "Sir Brian".
    """
    if actor is None or words is None:
        return ""
    places = [one.citation for one in actor.inferred if one.citation.text != actor.name]
    if any((one.source, one.span) == (source, words) for one in places):
        return Inferred.CAPITAL
    here = (one.text for one in actor.mentions if (one.source, one.span) == (source, words))
    first = [one.text for one in actor.aliases if one.reason is JoinReason.TITLE]
    return Inferred.FIRST_NAME if any(name in first for name in here) else ""


def _words(span: Span | None, document: Document) -> str:
    return " ".join(span.of(document.text).split()) if span else ""


def _stated_role(actor: Actor | None, source: str) -> str:
    """Return the role that the same source gives the speaker elsewhere, "" for none."""
    roles = actor.roles if actor else ()
    return next((role.text for role in roles if role.citation.source == source), "")
