"""Documents to annotations: the only place that knows spaCy, and its rules do not."""

from briefgen.extract.actors import find_actors
from briefgen.extract.actors.voices import find_voices
from briefgen.extract.dates import find_dates, find_later_days
from briefgen.extract.facts import find_statements
from briefgen.extract.hidden import named_openly, spoken_openly, told_openly
from briefgen.extract.kernels import inspect_kernel
from briefgen.extract.nlp import inspect_model, load, parse
from briefgen.extract.quotations import find_quotations
from briefgen.extract.quotations.labels import signed_turns
from briefgen.extract.resolutions import resolver
from briefgen.extract.spared import Language
from briefgen.model.annotations import Annotations
from briefgen.model.text import Document

__all__ = ["annotate", "inspect_kernel", "inspect_model", "load"]


def annotate(document: Document, nlp: Language) -> Annotations:
    """Find actors, quotations, dates and statements in one document."""
    parsed = parse(document, nlp)
    actors = find_actors(parsed)
    dates = find_dates(parsed)
    voices = find_voices(document, actors.mentions)
    heard = (voice.mention for voice in voices)
    named = named_openly(document.text, (*actors.mentions, *heard))
    mentions = tuple(sorted(named, key=lambda mention: mention.span))
    told = (voice.role for voice in voices if voice.role is not None)
    roles = tuple(sorted((*actors.roles, *told), key=lambda role: (role.person, role.role)))
    quoted = find_quotations(parsed, mentions, roles, signed_turns(parsed))
    utterances = spoken_openly(document.text, quoted)
    resolving = resolver(parsed, mentions, roles, actors.groups, utterances)
    found = find_statements(parsed, mentions, dates, resolving)
    return Annotations(
        source=document.source.key,
        mentions=mentions,
        roles=roles,
        aliases=actors.aliases,
        utterances=utterances,
        dates=dates,
        statements=told_openly(document.text, found.statements),
        passed_over=found.passed_over,
        candidates=actors.candidates,
        groups=actors.groups,
        deeds=actors.deeds,
        later_days=find_later_days(parsed, dates),
    )
