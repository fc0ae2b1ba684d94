"""Documents to annotations: the only place that knows spaCy."""

from spacy.language import Language

from briefgen.extract.actors import find_actors
from briefgen.extract.actors.voices import find_voices
from briefgen.extract.dates import find_dates, find_later_days
from briefgen.extract.facts import find_statements
from briefgen.extract.nlp import inspect_model, load, model_version, parse, spacy_version
from briefgen.extract.quotations import find_quotations
from briefgen.extract.quotations.labels import signed_turns
from briefgen.extract.resolutions import resolver
from briefgen.model.annotations import Annotations
from briefgen.model.text import Document

__all__ = ["annotate", "inspect_model", "load", "model_version", "spacy_version"]


def annotate(document: Document, nlp: Language) -> Annotations:
    """Find actors, quotations, dates and statements in one document."""
    parsed = parse(document, nlp)
    actors = find_actors(parsed)
    dates = find_dates(parsed)
    voices = find_voices(document, actors.mentions)
    mentions = tuple(sorted((*actors.mentions, *voices), key=lambda mention: mention.span))
    utterances = find_quotations(parsed, mentions, actors.roles, signed_turns(parsed))
    resolving = resolver(parsed, mentions, actors.roles, actors.groups, utterances)
    found = find_statements(parsed, mentions, dates, resolving)
    return Annotations(
        source=document.source.key,
        mentions=mentions,
        roles=actors.roles,
        aliases=actors.aliases,
        utterances=utterances,
        dates=dates,
        statements=found.statements,
        passed_over=found.passed_over,
        candidates=actors.candidates,
        groups=actors.groups,
        deeds=actors.deeds,
        later_days=find_later_days(parsed, dates),
    )
