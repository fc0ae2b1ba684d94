"""Who speaks, in a fact and in a quotation, and why nobody is named."""

import re
from collections.abc import Iterator

from briefgen.explain.answer import Line, Part
from briefgen.explain.material import Material, mark
from briefgen.explain.phrases import phrase
from briefgen.model.annotations import QuotationKind, Statement
from briefgen.model.evidence import Quotation
from briefgen.model.facts import SPEAKER, Fact

_MARKS = re.compile('["“”„«»]')


def spoken(fact: Fact, material: Material) -> Part:
    """Say whose words a fact is, whom its words stand for, and what they leave open."""
    lines = (*_whose(fact, material), *_resolved(fact), *_open(fact, material))
    return Part("who", "Who says it, and of whom", lines)


def _whose(fact: Fact, material: Material) -> Iterator[Line]:
    speaker = next((one for one in fact.resolved if one.rule == SPEAKER), None)
    said = fact.attribution
    if speaker is not None:
        names = f"“{_flat(speaker.names.text)}” [{mark(speaker.names)}]"
        yield Line(
            f"It stands in quotation marks, and is told as words of {names}, who is quoted there.",
            {"speaker": speaker.names.text},
        )
    elif said is not None:
        yield Line(f"It is somebody's word: “{_flat(said.text)}”.", {"attribution": said.text})
    else:
        yield Line(_told_by_itself(fact, material), {"attribution": ""})
    if fact.hedged:
        yield Line("It says itself that it is not certain.", {"hedged": True})


def _told_by_itself(fact: Fact, material: Material) -> str:
    """Say that a source tells a fact in its own words, and which of them are quoted."""
    own = fact.citations[0]
    inside = [
        one
        for one in material.evidence.quotations
        if one.kind is not QuotationKind.INDIRECT
        and any(part.source == own.source and own.span.contains(part.span) for part in one.parts)
    ]
    told = [f"{one.speaker.name or 'somebody'} (“{_flat(one.text)}”)" for one in inside]
    if told:
        return f"Its source tells it in its own words; quoted in it: {', '.join(told)}."
    if _MARKS.search(own.text):
        return "Its source tells it in its own words, but for those in quotation marks."
    return "Nobody is quoted: its source tells it in its own words."


def _resolved(fact: Fact) -> Iterator[Line]:
    for one in fact.resolved:
        if one.rule != SPEAKER:
            yield Line(
                f"“{_flat(one.words.text)}” is “{_flat(one.names.text)}” [{mark(one.names)}]:"
                f" {phrase('resolutions', one.rule)}.",
                {"words": one.words.text, "names": one.names.text, "rule": one.rule},
            )


def _open(fact: Fact, material: Material) -> Iterator[Line]:
    """Say which words point out of the fact, so that a reader of it alone would be lost."""
    statement = statement_of(fact, material)
    if statement is None:
        if fact.leans:
            yield Line("It cannot be understood without the sentence before it.", {"leans": True})
        return
    text = material.texts[fact.citations[0].source]
    for one in statement.open:
        words = _flat(one.span.of(text))
        lost = "a reader is lost who does not know" if one.lost else "it is not said"
        yield Line(
            f"“{words}” points out of it: {lost} {phrase('open', one.what)}.",
            {"words": words, "what": str(one.what), "lost": one.lost},
        )


def statement_of(fact: Fact, material: Material) -> Statement | None:
    """Return the statement that a fact was made of, None where nobody knows."""
    own = fact.citations[0]
    statements = (
        one
        for found in material.annotations
        if found.source == own.source
        for one in found.statements
    )
    return next((one for one in statements if one.span == own.span), None)


def quoted(quotation: Quotation) -> Part:
    """Say who speaks in a quotation and how that was found, or why nobody is named."""
    lines = (*_speaker(quotation), *_found(quotation))
    return Part("who", "Who says it", lines)


def _speaker(quotation: Quotation) -> Iterator[Line]:
    speaker = quotation.speaker
    figures = {
        "name": speaker.name,
        "actor": speaker.actor,
        "resolved_by": speaker.resolved_by,
        "rule": quotation.rule,
        "confidence": quotation.confidence,
    }
    if speaker.mention is None:
        why = phrase("quotations", quotation.rule)
        yield Line(f"Nobody is named: {why}.", figures)
        return
    where = f"“{_flat(speaker.mention.text)}” [{mark(speaker.mention)}]"
    if speaker.resolved_by:
        why = phrase("speakers", speaker.resolved_by)
        yield Line(f"{speaker.name or 'Somebody'}, from the words {where}: {why}.", figures)
    elif speaker.actor is None:
        yield Line(
            f"No person or body by name: the source says {where}, and nothing before it tells who"
            " that is beyond doubt.",
            figures,
        )
    else:
        yield Line(f"{speaker.name}, from the words {where}.", figures)
    if speaker.role:
        yield Line(f"The role shown is “{speaker.role}”.", {"role": speaker.role})


def _found(quotation: Quotation) -> Iterator[Line]:
    if quotation.speaker.mention is not None:
        yield Line(f"It was found because {phrase('quotations', quotation.rule)}.")
    yield Line(
        f"Of such quotations about {quotation.confidence:.0%} were right where it was measured."
    )


def _flat(text: str) -> str:
    return " ".join(text.split())
