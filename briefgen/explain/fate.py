"""What became of words of a source, stage by stage: set aside, passed over, joined, told."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from briefgen.compose.voices import Voices
from briefgen.explain.answer import Line, Part
from briefgen.explain.material import SECTIONS, Material, mark
from briefgen.explain.phrases import phrase
from briefgen.explain.seeking import Place
from briefgen.explain.standing import stands
from briefgen.model.brief import SectionName
from briefgen.model.citations import Citation, cite
from briefgen.model.evidence import Quotation
from briefgen.model.languages import is_analysed, language_name
from briefgen.model.text import Block, Document
from briefgen.model.unsaid import Why

_LONGEST = 120


def became(place: Place, material: Material) -> Part:
    """Say what became of each piece of some words, in the order of the text."""
    return Part("fate", "What became of these words", tuple(_lines(place, material)))


def facts_at(place: Place, material: Material) -> tuple[str, ...]:
    """Return the facts, by id, whose own words a stretch of a source has a part in."""
    return tuple(fact.id for fact in material.evidence.facts if _overlaps(fact.citations[0], place))


def _lines(place: Place, material: Material) -> Iterator[Line]:
    document = material.corpus.document(place.source) if material.corpus else None
    told = list(_told(place, material))
    told += _set_aside(place, document) if document else []
    told += _passed_over(place, material)
    told += _quotations(place, material)
    if not told:
        told = [_nothing(document)]
    yield from told
    yield from _shown(place, material)


def _told(place: Place, material: Material) -> Iterator[Line]:
    """Say which facts the words tell or support."""
    for fact in material.evidence.facts:
        own = fact.citations[0]
        if _overlaps(own, place):
            yield Line(f"{_words(own)} is {_as(fact.id, material)}.", {"fact": fact.id})
        for cited in fact.citations[1:]:
            if _overlaps(cited, place):
                name = material.name(fact.id)
                yield Line(
                    f"{_words(cited)} is cited for {name}, whose words are those of"
                    f" [{mark(own)}]: both say the same.",
                    {"supports": fact.id},
                )
                yield replace(stands(fact, material).lines[0], depth=1)
        if fact.lead_in and _overlaps(fact.lead_in, place):
            yield Line(
                f"{_words(fact.lead_in)} announces {material.name(fact.id)}, and is told with it.",
                {"announces": fact.id},
            )
    yield from _differing(place, material)


def _as(ref: str, material: Material) -> str:
    item = material.fact_item(ref)
    return f"told as {item.label}" if item else f"a fact that is not told by itself ({ref})"


def _differing(place: Place, material: Material) -> Iterator[Line]:
    stated = material.trace.stated(place.source, place.span) if material.trace else ()
    for one in stated:
        for ref in one.differs:
            yield Line(
                f"{_words(one.citation)} tells the same as {material.name(ref)}, but gives another"
                " number of it: it is no support, and stands beside it where the brief lists"
                " disagreements.",
                {"differs": ref},
            )


def _set_aside(place: Place, document: Document) -> Iterator[Line]:
    """Say which blocks of a text no statement is taken from, and why."""
    language = document.source.metadata.language
    if not is_analysed(language):
        yield Line(
            f"{document.source.key} is in {language_name(language)}, which is not analysed.",
            {"language": language},
        )
    for block in document.blocks:
        if block.span.overlaps(place.span) and not block.kind.states:
            yield _block(block, document)


def _block(block: Block, document: Document) -> Line:
    what = phrase("blocks", block.kind)
    named = "" if block.reason in ("", str(block.kind)) else f" ({block.reason})"
    return Line(
        f"{_words(cite(document, block.span))} was set aside when the text was read, as {what}"
        f"{named}: it stays in the text, and nothing is taken from it.",
        {"set_aside": str(block.kind), "reason": block.reason},
    )


def _passed_over(place: Place, material: Material) -> Iterator[Line]:
    """Say which sentences are no statements, and why."""
    text = material.texts[place.source]
    found = next((one for one in material.annotations if one.source == place.source), None)
    for one in found.passed_over if found else ():
        if one.span.overlaps(place.span):
            yield Line(
                f"“{_short(one.span.of(text))}” is no statement: {phrase('unsaid', one.why)}.",
                {"passed_over": str(one.why)},
            )
    for line in material.furniture:
        if line.source == place.source and line.span.overlaps(place.span):
            others = ", ".join(line.others[:5])
            yield Line(
                f"“{_short(line.span.of(text))}” stands word for word in {others} as well, and"
                f" {phrase('unsaid', Why.FURNITURE)}: {phrase('signs', line.sign)}.",
                {"passed_over": str(Why.FURNITURE), "others": list(line.others)},
            )


def _quotations(place: Place, material: Material) -> Iterator[Line]:
    """Say which quotations the words are of, and why one is not shown."""
    for quotation in material.evidence.quotations:
        part = next((one for one in quotation.parts if _overlaps(one, place)), None)
        if part is not None:
            yield Line(
                f"{_words(part)} is quoted: {_heard(quotation, material)}.",
                {"quotation": quotation.id},
            )


def _heard(quotation: Quotation, material: Material) -> str:
    item = next(
        (i for i in material.brief.items(SectionName.QUOTATIONS) if i.ref == quotation.id), None
    )
    if item is not None:
        return f"it is shown as {item.label}"
    shown = material.brief.section(SectionName.QUOTATIONS)
    if material.settings is None or shown is None:
        return f"the quotation ({quotation.id}) is not shown"
    judged = Voices(material.evidence, material.told).judge(material.settings)
    why = next((why for one, why in judged if one.id == quotation.id), None)
    return f"the quotation is not shown, as {phrase('unheard', why)}" if why else "it is shown"


def _nothing(document: Document | None) -> Line:
    if document is None:
        return Line(
            "No fact and no quotation has them. The original is not there any more, so it cannot be"
            " said whether they were set aside or are no statement."
        )
    return Line(
        "They stand in the text, but between the sentences that were looked at: marks, numbers of"
        " paragraphs, or a dateline before the first sentence."
    )


def _shown(place: Place, material: Material) -> Iterator[Line]:
    """Say by which items the brief shows words of the place."""
    stretch = _cited(place, material)
    labels = {
        item.label: SECTIONS.get(name, str(name))
        for name, item in (material.items_citing(stretch) if stretch else ())
    }
    if labels:
        listed = ", ".join(f"{label} in {where}" for label, where in labels.items())
        yield Line(
            f"The brief shows or cites words of this place as {listed}.", {"items": [*labels]}
        )
    else:
        yield Line("The brief shows nothing of this place.", {"items": []})


def _cited(place: Place, material: Material) -> Citation | None:
    document = material.corpus.document(place.source) if material.corpus else None
    if document is not None:
        return cite(document, place.span)
    facts = chain.from_iterable(fact.citations for fact in material.evidence.facts)
    return next((one for one in facts if _overlaps(one, place)), None)


def _overlaps(citation: Citation, place: Place) -> bool:
    return citation.source == place.source and citation.span.overlaps(place.span)


def _words(citation: Citation) -> str:
    return f"[{mark(citation)}] “{_short(citation.text)}”"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]} …"
