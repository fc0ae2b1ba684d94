"""What is asked about, and all that is said of it: a fact, a quotation, or words of a source."""

import re
from collections.abc import Iterator

from briefgen.explain.answer import Answer, Explanation, Line, Part
from briefgen.explain.counting import counted
from briefgen.explain.dating import dated
from briefgen.explain.deciding import by_desk
from briefgen.explain.differing import differing
from briefgen.explain.fate import became, facts_at
from briefgen.explain.joining import same_event, same_fact
from briefgen.explain.material import Material, mark
from briefgen.explain.seeking import Place, find_words, left_out_of, nearest
from briefgen.explain.speaking import quoted, spoken
from briefgen.explain.standing import stands
from briefgen.explain.timing import timed
from briefgen.explain.worth import ranks
from briefgen.model.brief import Item
from briefgen.model.citations import Citation
from briefgen.model.evidence import Disagreement, Event, Quotation
from briefgen.model.facts import Fact
from briefgen.render.captions import matter, worth

_LABEL = re.compile(r"(fact|quotation|event|disagreement|headline)[ -]*(\d+[a-z]?)?", re.IGNORECASE)
_ID = re.compile(r"[0-9a-f]{6,12}")
_MOST_PLACES = 4


def explain(asked: str, material: Material) -> Explanation:
    """Answer for a label ("Fact 3"), an id, or words of a statement or a source.

    Raises ValueError for a label or an id that the brief does not have.
    """
    words = asked.strip().strip('“”"')
    if _LABEL.fullmatch(words):
        answers = [_of_item(_item(words, material), material)]
    elif _ID.fullmatch(words):
        answers = [_of_id(words, material)]
    else:
        answers = [*_of_words(words, material)]
    return Explanation(asked, tuple(answers), material.unsaid)


def _item(label: str, material: Material) -> Item:
    wanted = re.sub(r"[ -]+", "", label.casefold())
    items = list(material.brief.items())
    found = (item for item in items if re.sub(r"\s+", "", item.label.casefold()) == wanted)
    item = next(found, None)
    if item is None:
        there = ", ".join(item.label for item in items if item.label.split()[0] in _ANSWERED)
        raise ValueError(f"the brief has no {label}: it has {there}")
    return item


_ANSWERED = ("Headline", "Fact", "Quotation", "Event", "Disagreement")


def _of_item(item: Item, material: Material) -> Answer:
    thing = material.brief.shown(item)
    if isinstance(thing, Quotation):
        return _of_quotation(thing, material, item.label)
    if isinstance(thing, Event):
        return _of_event(thing, item.label, material)
    if isinstance(thing, Disagreement):
        return _of_disagreement(thing, item.label, material)
    if isinstance(thing, Fact):
        return _of_fact(thing, material)
    return _of_title(item, material)


def _of_id(prefix: str, material: Material) -> Answer:
    facts = [one for one in material.evidence.facts if one.id.startswith(prefix)]
    said = [one for one in material.evidence.quotations if one.id.startswith(prefix)]
    if len(facts) + len(said) != 1:
        many = "several facts or quotations have" if facts or said else "no fact or quotation has"
        raise ValueError(f"{many} an id that begins with {prefix}")
    if facts:
        return _of_fact(facts[0], material)
    shown = material.brief.item(said[0].id)
    return _of_quotation(said[0], material, shown.label if shown else "")


def _of_fact(fact: Fact, material: Material, asked: str = "") -> Answer:
    item = material.fact_item(fact.id)
    own = fact.citations[0]
    label = asked or (item.label if item else f"Not told: {fact.id}")
    events = (event.id for event in material.evidence.events if fact.id in event.facts)
    development = material.developments.get(fact.id)
    refs = (
        fact.id,
        *events,
        *([development.id] if development else ()),
        *_disputes(fact, material),
    )
    parts = (
        stands(fact, material),
        *by_desk(material, *refs),
        ranks(fact, material),
        same_fact(fact, material),
        same_event(fact, material),
        counted(fact, material),
        dated(fact, material),
        spoken(fact, material),
    )
    return Answer(
        "fact", fact.id, f"{label} · {_flat(fact.wording)} [{_where(own, material)}]", parts
    )


def _of_event(event: Event, label: str, material: Material) -> Answer:
    fact = material.facts[event.facts[0]]
    own = fact.citations[0]
    why, others = timed(event, label, material)
    disputed = [one for one in material.evidence.disagreements if one.fact in event.facts]
    disputes = tuple(
        Line(f"{matter(one)} is disputed: {' – '.join(worth(one, v) for v in one.values)}.")
        for one in disputed
    )
    differ = (Part("disputes", "What sources disagree about", disputes),) if disputes else ()
    parts = (
        why,
        dated(fact, material),
        others,
        *differ,
        *by_desk(material, event.id, *event.facts),
        counted(fact, material),
    )
    return Answer(
        "event", event.id, f"{label} · {_flat(fact.wording)} [{_where(own, material)}]", parts
    )


def _of_disagreement(one: Disagreement, label: str, material: Material) -> Answer:
    parts = (*differing(one, material), *by_desk(material, one.id))
    return Answer("disagreement", one.id, f"{label} · {matter(one)}", parts)


def _disputes(fact: Fact, material: Material) -> Iterator[str]:
    return (one.id for one in material.evidence.disagreements if one.fact == fact.id)


def _of_quotation(quotation: Quotation, material: Material, label: str) -> Answer:
    first = quotation.parts[0]
    named = label or f"Not shown: {quotation.id}"
    fate = became(Place(first.source, first.span), material)
    heading = f"{named} · “{_flat(quotation.text)}” [{_where(first, material)}]"
    parts = (quoted(quotation), *by_desk(material, quotation.id), fate)
    return Answer("quotation", quotation.id, heading, parts)


def _of_title(item: Item, material: Material) -> Answer:
    lead = material.told[0].lead if material.told else ""
    told = (
        "It is the title of a source that tells the first event of the brief, and says it in more"
        " words of that fact than the title of any other does."
    )
    shown = material.brief.citations[item.citations[0] - 1]
    heading = f"{item.label} · {_flat(shown.text)} [{_where(shown, material)}]"
    parts = [Part("where", "Where it stands", (Line(told),))]
    if lead:
        about = Line(f"That fact is {material.name(lead)}; ask for it to see why it comes first.")
        parts = [Part("where", "Where it stands", (Line(told), about))]
    return Answer("headline", item.ref, heading, tuple(parts))


def _of_words(words: str, material: Material) -> Iterator[Answer]:
    known = _worded(words, material)
    if known is not None:
        yield _of_fact(known, material)
        return
    places = find_words(words, material)
    if not places:
        yield _nowhere(words, material)
        return
    for place in places[:_MOST_PLACES]:
        yield from _at(place, material)
    if len(places) > _MOST_PLACES:
        more = Line(
            f"The words stand at {len(places) - _MOST_PLACES} more places: ask with more words."
        )
        yield Answer("words", "", "Further places", (Part("fate", "Not told here", (more,)),))


def _worded(words: str, material: Material) -> Fact | None:
    """Return the fact that is told in exactly these words, brackets and all."""
    folded = _flat(words).casefold()
    facts = (one for one in material.evidence.facts if _flat(one.wording).casefold() == folded)
    return next(facts, None)


def _at(place: Place, material: Material) -> Iterator[Answer]:
    text = place.span.of(material.texts[place.source])
    heading = f"“{_flat(text)}” [{_located(place, material)}]"
    yield Answer("words", "", heading, (became(place, material),))
    facts = facts_at(place, material)
    if len(facts) == 1:
        yield _of_fact(material.facts[facts[0]], material)


def _nowhere(words: str, material: Material) -> Answer:
    part = Part("fate", "What became of these words", tuple(_absent(words, material)))
    return Answer("words", "", f"“{_flat(words)}”", (part,))


def _absent(words: str, material: Material) -> Iterator[Line]:
    yield Line("They stand in the text of no source.", {"found": False})
    for path in left_out_of(words, material):
        yield Line(
            f"They stand in the file {path}, but not in the text that was read from it: what a page"
            " hides, and what is not its main text, is left out.",
            {"left_out": path},
        )
    near = nearest(words, material)
    if near is not None:
        told = f"[{_located(near.place, material)}] “{_flat(near.words)}”"
        yield Line(
            f"The nearest words are {told} ({near.alike} of 100 alike).",
            {"nearest": _flat(near.words), "alike": near.alike},
        )
    for skipped in material.evidence.skipped:
        yield Line(f"{skipped.path} was not read ({skipped.reason}): {skipped.detail}.")


def _located(place: Place, material: Material) -> str:
    document = material.corpus.document(place.source) if material.corpus else None
    block = document.block_at(place.span) if document else None
    where = f"{place.source} {block.locator.place}".strip() if block else place.source
    return f"{where}, {material.paths[place.source]}"


def _where(citation: Citation, material: Material) -> str:
    return f"{mark(citation)}, {material.paths[citation.source]}"


def _flat(text: str) -> str:
    return " ".join(text.split())
