"""A small real note about an invented dam, built as the program builds one."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefgen.compose.places import told_places
from briefgen.model.annotations import ActorKind, AmountKind, Precision, QuotationKind
from briefgen.model.brief import (
    Brief,
    Item,
    Masthead,
    Section,
    SectionName,
    Shown,
    Totals,
    VerifiedBrief,
)
from briefgen.model.citations import Citation, cite
from briefgen.model.developments import Development, OriginCount, SameEvent
from briefgen.model.evidence import (
    Actor,
    Alias,
    Disagreement,
    Event,
    Evidence,
    Generator,
    Quotation,
    Speaker,
    Title,
    Value,
)
from briefgen.model.facts import Fact, Figure, KeyNumber, Origin, When
from briefgen.model.links import JoinReason
from briefgen.model.locators import Locator
from briefgen.model.offices import Role
from briefgen.model.records import SourceRecord
from briefgen.model.spans import OffsetMap, Span
from briefgen.model.spoken import speech_of
from briefgen.model.text import (
    Block,
    BlockKind,
    Corpus,
    Document,
    Metadata,
    Notice,
    Skipped,
    Source,
)

MINISTRY = """Statement on the Orvel dam

The Ministry of Water ordered the evacuation of the lower Orvel valley on 16 November 2026 after
engineers measured seepage at the foot of the dam.

Some 4,200 people in eleven villages were asked to leave by nightfall, the ministry said.

“No one will be asked to return before the east wall has been inspected twice,” Minister of Water
Ana Kovačević told reporters in Lipnik.

The reservoir was lowered by 2.3 metres between 16 and 19 November 2026.

The Ministry did not say when the turbines would run again.

Follow the Ministry on all its channels."""

WIRE = """Thousands leave valley below leaking Orvel dam

Engineers found water seeping through the foot of the Orvel dam on Monday, and the authorities
ordered people in the valley to leave.

Around 3,800 people had reached shelters in Lipnik by Tuesday evening, according to the Red Cross.

The Hydro Orvel company said the dam was never in danger of failing.

“We heard the sirens at four and were on the road by five,” said Tomasz Łęcki, who farms near the
river.

The company may have known of cracks in the east wall since August, two engineers who worked on
the site said.

Repairs are expected to cost 18 million euros."""

GAZETTE = """Dam repairs could last until spring

Repairs on the east wall of the Orvel dam will take at least four months, Hydro Orvel's chief
engineer, Ilse Brandt, said on Thursday.

Brandt said that grouting would begin "as soon as the ground is dry" and that a second survey was
planned for December.

The valley road was reopened to lorries on 20 November 2026.

Mayor Henrik Dahl said the town had housed 3,800 people in schools and sports halls.

Dahl told the Gazette that the shelters would stay open until the end of the month."""

MEMO = """Уровень воды в Орвеле

Уровень водохранилища снизился на два метра, сообщил гидролог Пётр Савченко.

The reading was taken at the north gauge, which was last calibrated in 2024."""


def document(
    key: str,
    path: str,
    text: str,
    metadata: Metadata | None = None,
    set_aside: tuple[str, str] = ("", ""),
) -> Document:
    """Make the document of a plain text whose blank lines part paragraphs.

    A block that begins with `set_aside[0]` is set aside for the reason `set_aside[1]`.
    """
    blocks = []
    for n, found in enumerate(re.finditer(r"\S(?:.|\n(?!\n))*", text), 1):
        words, reason = set_aside
        aside = bool(words) and found[0].startswith(words)
        kind = BlockKind.BOILERPLATE if aside else BlockKind.PARAGRAPH
        kind = BlockKind.HEADING if n == 1 else kind
        place = Locator(line=text.count("\n", 0, found.start()) + 1, paragraph=n)
        blocks.append(Block(Span(*found.span()), kind, place, reason if aside else ""))
    raw = text.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(raw).hexdigest()
    source = Source(
        id=sha256[:12],
        key=key,
        path=path,
        media_type="text/plain",
        encoding="utf-8",
        sha256=sha256,
        size=len(raw),
        metadata=metadata or Metadata(),
    )
    lines = (0, *(found.end() for found in re.finditer("\n", text)))
    return Document(source, text, sha256, tuple(blocks), OffsetMap.identity(len(text)), lines, ())


def at(held: Document, words: str) -> Citation:
    """Cite the first place in the document where these words stand, however they wrap."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(pattern, held.text)
    if found is None:
        raise LookupError(words)
    return cite(held, Span(*found.span()))


def record(held: Document, warnings: tuple[Notice, ...] = ()) -> SourceRecord:
    """Make the record of a document."""
    source, known = held.source, held.source.metadata
    return SourceRecord(
        id=source.id,
        key=source.key,
        path=source.path,
        media_type=source.media_type,
        encoding=source.encoding,
        size=source.size,
        sha256=source.sha256,
        text_sha256=held.text_sha256,
        title=known.title,
        author=known.author,
        publisher=known.publisher,
        published=known.published,
        published_from=known.published_from,
        language=known.language,
        url=known.url,
        via=known.via,
        marking=known.marking,
        grade=known.grade,
        status="ingested with warnings" if warnings else "ingested",
        warnings=warnings,
    )


def fact(rank: int, *citations: Citation) -> Fact:
    """Make a plain fact of its citations."""
    sources = dict.fromkeys(citation.source for citation in citations)
    return Fact(
        id=f"f{rank}",
        rank=rank,
        text=citations[0].text,
        citations=citations,
        independent_sources=len(sources),
        origins=tuple(Origin((key,), "") for key in sources),
        actors=(),
        figures=(),
        date=None,
        attribution=None,
        hedged=False,
        negated=False,
        score=1.0 / rank,
        reasons=(),
    )


def alone(told: Fact) -> Development:
    """Make the development of a fact that no other tells of."""
    count = OriginCount(told.independent_sources, exact=True)
    return Development(
        f"d{told.id}", told.rank, told.id, (), (told.id,), (), (), background=False, origins=count
    )


def one_event(evidence: Evidence, *facts: Fact) -> Evidence:
    """Make one development of these facts, the first one its lead; the others are as they were."""
    lead, *details = (fact.id for fact in facts)
    links = (SameEvent(lead, detail, 0.9, (("deed", 0.9),)) for detail in details)
    developments = [
        replace(alone(told), details=tuple(details), members=(lead, *details), links=tuple(links))
        if told.id == lead
        else alone(told)
        for told in evidence.facts
        if told.id not in details
    ]
    return replace(evidence, developments=tuple(developments))


def quotation(
    ref: str,
    kind: QuotationKind,
    part: Citation,
    speaker: Speaker,
    addressee: Citation | None = None,
    relay: Citation | None = None,
) -> Quotation:
    """Make a quotation of one part."""
    return Quotation(ref, kind, part.text, (part,), None, speaker, addressee, relay, 0.9, "test")


def actor(
    ref: str,
    kind: ActorKind,
    mentions: tuple[Citation, ...],
    roles: tuple[Citation, ...] = (),
    aliases: tuple[Citation, ...] = (),
) -> Actor:
    """Make an actor, named as in the first mention."""
    return Actor(
        ref,
        mentions[0].text,
        kind,
        tuple(Alias(alias.text, alias, JoinReason.KNOWN) for alias in aliases),
        tuple(Role(role.text, role, "") for role in roles),
        mentions,
        tuple(sorted({mention.source for mention in mentions})),
    )


def shown_with(thing: Shown, evidence: Evidence) -> tuple[Citation, ...]:
    """Return what a note cites with a thing."""
    match thing:
        case Fact():
            return thing.citations
        case Actor():
            roles = (role.citation for role in thing.roles)
            return (thing.mentions[0], *roles, *(alias.citation for alias in thing.aliases))
        case Quotation():
            also = (thing.speaker.mention, thing.addressee, thing.relay)
            return (*thing.parts, *thing.reservations, *(one for one in also if one))
        case Event():
            facts = (fact for fact in evidence.facts if fact.id in thing.facts)
            return (thing.citation, *(c for fact in facts for c in fact.citations))
        case Title():
            return (thing.citation,)
        case Disagreement():
            about = (fact.citations[0] for fact in evidence.facts if fact.id == thing.fact)
            cited = (citation for value in thing.values for citation in value.citations)
            return (*cited, *about)


@dataclass(slots=True)
class Composer:
    """Numbers citations in order of appearance, as the program does."""

    evidence: Evidence
    citations: list[Citation]

    def section(
        self, name: SectionName, label: str, things: Iterable[Shown], first: int = 1
    ) -> Section:
        """Make a section that shows these things, counted from `first`."""
        items = (self._item(label, str(n), thing) for n, thing in enumerate(things, first))
        return Section(name, tuple(items))

    def _item(self, label: str, place: str, thing: Shown) -> Item:
        numbers = dict.fromkeys(
            self._number(citation) for citation in shown_with(thing, self.evidence)
        )
        told = (one.details for one in self.evidence.developments if one.lead == thing.id)
        facts = {fact.id: fact for fact in self.evidence.facts}
        details = zip("ab", next(told, ()), strict=False)
        return Item(
            thing.id,
            f"{label.lower().replace(' ', '-')}-{place}",
            f"{label} {place}",
            tuple(numbers),
            details=tuple(self._item(label, f"{place}{x}", facts[ref]) for x, ref in details),
        )

    def _number(self, citation: Citation) -> int:
        if citation not in self.citations:
            self.citations.append(citation)
        return self.citations.index(citation) + 1


def compose(evidence: Evidence, masthead: Masthead, lead: int = 2) -> Brief:
    """Compose a note that shows all evidence and opens with the `lead` first facts."""
    composer = Composer(evidence, [])
    behind = {ref for one in evidence.developments for ref in one.details}
    told = tuple(fact for fact in evidence.facts if fact.id not in behind)
    gaps = ("Only one source gives the cost of the repairs.",) if evidence.events else ()
    inputs = tuple(f"{s.path} was skipped ({s.reason}): {s.detail}." for s in evidence.skipped)
    sections = (
        composer.section(SectionName.BOTTOM_LINE, "Fact", told[:lead]),
        composer.section(SectionName.KEY_FACTS, "Fact", told[lead:], lead + 1),
        composer.section(SectionName.TIMELINE, "Event", evidence.events),
        composer.section(SectionName.ACTORS, "Actor", evidence.actors),
        composer.section(SectionName.QUOTATIONS, "Quotation", evidence.quotations),
        composer.section(SectionName.DISAGREEMENTS, "Disagreement", evidence.disagreements),
        Section(SectionName.GAPS, (), gaps),
        Section(SectionName.LEDGER, ()),
        Section(SectionName.SOURCES, ()),
        Section(SectionName.INPUTS, (), inputs),
    )
    return Brief(
        masthead,
        "weekly",
        sections,
        tuple(composer.citations),
        evidence,
        totals=Totals.of(evidence),
        places=told_places(evidence, evidence.facts),
        spoken=tuple(map(speech_of, evidence.quotations)),
    )


MASTHEAD = Masthead(
    title="Orvel valley evacuated as dam seepage is repaired",
    number="BN-2026-047",
    issue_date="2026-11-22",
    period_start="2026-11-16",
    period_end="2026-11-22",
    prepared_for="Regional desk",
    marking="TLP:GREEN",
    language="en",
    brand="Example Institute",
    accent="#b0452c",
)


def dam_documents() -> tuple[Document, ...]:
    """Return the four sources of the note about the dam."""
    return (
        document(
            "S1",
            "statements/orvel.txt",
            MINISTRY,
            Metadata("Statement on the Orvel dam", publisher="Ministry of Water",
                     published="2026-11-19", language="en", grade="B2"),
            ("Follow the Ministry", "invitation to follow the publisher"),
        ),
        document(
            "S2",
            "wire.txt",
            WIRE,
            Metadata("Thousands leave valley below leaking Orvel dam", author="Jo Marsh",
                     publisher="Northern Wire", published="2026-11-17", language="en"),
        ),
        document(
            "S3",
            "gazette.txt",
            GAZETTE,
            Metadata("Dam repairs could last until spring", publisher="Lipnik Gazette",
                     published="2026-11-20", language="en", via="Northern Wire"),
        ),
        document("S4", "memo-0412.txt", MEMO, Metadata(language="ru")),
    )  # fmt: skip


def _dam_facts(s1: Document, s2: Document, s3: Document, s4: Document) -> tuple[Fact, ...]:
    monday = When("2026-11-16", "2026-11-16", Precision.DAY, "Monday", "2026-11-17")
    ordered = at(
        s1,
        "The Ministry of Water ordered the evacuation of the lower Orvel valley on 16 November"
        " 2026 after engineers measured seepage at the foot of the dam.",
    )
    found = at(
        s2,
        "Engineers found water seeping through the foot of the Orvel dam on Monday, and the"
        " authorities ordered people in the valley to leave.",
    )
    repairs = at(
        s3,
        "Repairs on the east wall of the Orvel dam will take at least four months, Hydro Orvel's"
        " chief engineer, Ilse Brandt, said on Thursday.",
    )
    asked = at(
        s1,
        "Some 4,200 people in eleven villages were asked to leave by nightfall, the ministry said.",
    )
    sheltered = at(
        s2,
        "Around 3,800 people had reached shelters in Lipnik by Tuesday evening, according to the"
        " Red Cross.",
    )
    housed = at(
        s3, "Mayor Henrik Dahl said the town had housed 3,800 people in schools and sports halls."
    )
    lowered = at(s1, "The reservoir was lowered by 2.3 metres between 16 and 19 November 2026.")
    level = at(s4, "Уровень водохранилища снизился на два метра, сообщил гидролог Пётр Савченко.")
    cracks = at(
        s2,
        "The company may have known of cracks in the east wall since August, two engineers who"
        " worked on the site said.",
    )
    engineers = at(s2, "two engineers who worked on the site said")
    turbines = at(s1, "The Ministry did not say when the turbines would run again.")
    gauge = at(s4, "The reading was taken at the north gauge, which was last calibrated in 2024.")
    red_cross = at(s2, "according to the Red Cross")
    cost = at(s2, "18 million euros")
    return (
        replace(fact(1, ordered, found), date=monday),
        replace(fact(2, repairs), attribution=at(s3, "Ilse Brandt, said")),
        replace(
            fact(3, asked),
            attribution=at(s1, "the ministry said"),
            figures=(
                Figure("4,200 people", 4200, 4200, "people", "", at(s1, "4,200 people")),
                Figure("eleven villages", 11, 11, "villages", "", at(s1, "eleven villages")),
            ),
            key_numbers=(
                KeyNumber(
                    "4,200",
                    at(s1, "4,200"),
                    at(s1, "Some 4,200 people in eleven villages were asked to leave by nightfall"),
                    AmountKind.COUNT,
                ),
            ),
        ),
        replace(fact(4, sheltered, housed), attribution=red_cross, actors=("red-cross",)),
        fact(5, lowered, level),
        replace(fact(6, cracks), hedged=True, attribution=engineers),
        fact(7, at(s3, "The valley road was reopened to lorries on 20 November 2026.")),
        replace(
            fact(8, at(s2, "Repairs are expected to cost 18 million euros.")),
            hedged=True,
            figures=(Figure("18 million euros", 18e6, 18e6, "euro", "", cost),),
            key_numbers=(
                KeyNumber(
                    "18 million euros",
                    cost,
                    at(s2, "Repairs are expected to cost 18 million euros"),
                    AmountKind.MONEY,
                ),
            ),
        ),
        replace(fact(9, turbines), negated=True),
        fact(10, gauge),
    )


def _dam_actors(s1: Document, s2: Document, s3: Document, s4: Document) -> tuple[Actor, ...]:
    return (
        actor("ministry", ActorKind.ORGANISATION, (at(s1, "Ministry of Water"),)),
        actor("kovacevic", ActorKind.PERSON, (at(s1, "Ana Kovačević"),),
              (at(s1, "Minister of Water"),)),
        actor("hydro", ActorKind.ORGANISATION, (at(s2, "Hydro Orvel"), at(s3, "Hydro Orvel"))),
        actor("brandt", ActorKind.PERSON, (at(s3, "Ilse Brandt"),), (at(s3, "chief engineer"),),
              (at(s3, "Brandt"),)),
        actor("red-cross", ActorKind.ORGANISATION, (at(s2, "Red Cross"),)),
        actor("savchenko", ActorKind.PERSON, (at(s4, "Пётр Савченко"),), (at(s4, "гидролог"),)),
        actor("lipnik", ActorKind.PLACE, (at(s1, "Lipnik"), at(s2, "Lipnik"))),
    )  # fmt: skip


def _dam_quotations(s1: Document, s2: Document, s3: Document) -> tuple[Quotation, ...]:
    direct, mixed, indirect = QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT
    return (
        quotation("q1", direct, at(s1, "No one will be asked to return before the east wall has"
                                       " been inspected twice,"),
                  Speaker("Ana Kovačević", at(s1, "Minister of Water Ana Kovačević"),
                          "kovacevic", "Minister of Water", "", ""), at(s1, "reporters")),
        quotation("q2", direct, at(s2, "We heard the sirens at four and were on the road by five,"),
                  Speaker("Tomasz Łęcki", at(s2, "Tomasz Łęcki"), None, "", "", "")),
        quotation("q3", mixed, at(s3, 'grouting would begin "as soon as the ground is dry" and that'
                                      " a second survey was planned for December"),
                  Speaker("Ilse Brandt", at(s3, "Hydro Orvel's chief engineer, Ilse Brandt"),
                          "brandt", "chief engineer", "Hydro Orvel", "last name")),
        quotation("q4", indirect, at(s2, "the dam was never in danger of failing"),
                  Speaker("", None, None, "", "", ""), relay=at(s2, "Hydro Orvel company")),
        quotation("q5", indirect, at(s3, "the shelters would stay open until the end of the month"),
                  Speaker("Henrik Dahl", at(s3, "Mayor Henrik Dahl"), None, "Mayor", "",
                          "last name"),
                  at(s3, "the Gazette")),
    )  # fmt: skip


def _dam_events(s1: Document, s2: Document, s3: Document) -> tuple[Event, ...]:
    def day(iso: str, words: str, anchor: str = "") -> When:
        return When(iso, iso, Precision.DAY, words, anchor)

    unresolved = When("", "", Precision.UNKNOWN, "since August", "")
    stretch = When("2026-11-16", "2026-11-19", Precision.RANGE, "between 16 and 19 November 2026",
                   "")  # fmt: skip
    return (
        Event("e1", day("2026-11-16", "Monday", "2026-11-17"), at(s2, "Monday"), ("f1",), 1),
        Event("e2", stretch, at(s1, "between 16 and 19 November 2026"), ("f5",), 2),
        Event("e3", day("2026-11-20", "20 November 2026"), at(s3, "20 November 2026"), ("f7",), 3),
        Event("e4", unresolved, at(s2, "since August"), ("f6",), 4),
    )


def dam_brief() -> VerifiedBrief:
    """Return the note about the dam: four sources, ten facts, one skipped file."""
    corpus = Corpus(dam_documents(), (Skipped("photo.heic", "unknown", "no reader knows it"),))
    s1, s2, s3, s4 = corpus.documents
    people = Disagreement(
        "d1",
        "number: people",
        "f3",
        (
            Value("4,200 people", (at(s1, "4,200 people"),)),
            Value("3,800 people", (at(s2, "3,800 people"), at(s3, "3,800 people"))),
        ),
        "the sources give different numbers",
    )
    reopened = Disagreement(
        "d2",
        "day",
        "f7",
        (
            Value("2026-11-19", (at(s3, "Thursday"), at(s1, "19 November 2026"))),
            Value("2026-11-20", (at(s3, "20 November 2026"),)),
        ),
        "the sources give different days",
    )
    evidence = Evidence(
        generator=Generator("0.1.0", "3.8.18", "en_core_web_sm 3.8.0"),
        sources=(
            *(record(held) for held in (s1, s2, s3)),
            record(s4, (Notice("language", "mostly Russian: read without its grammar"),)),
        ),
        facts=_dam_facts(s1, s2, s3, s4),
        actors=_dam_actors(s1, s2, s3, s4),
        quotations=_dam_quotations(s1, s2, s3),
        versions=(),
        events=_dam_events(s1, s2, s3),
        disagreements=(people, reopened),
        titles=(),
        skipped=corpus.skipped,
    )
    return VerifiedBrief(compose(evidence, MASTHEAD), corpus)


def small_brief(
    statement: str, title: str = "A title", name: str = "A name", path: str = "a.txt"
) -> VerifiedBrief:
    """Return a note with one fact, one actor and one quotation out of one source."""
    text = f"Heading\n\n{statement}\n\nSaid by {name} today."
    held = document("S1", path, text, Metadata(title=title, author=name, publisher=title))
    stated = cite(held, Span(text.index(statement), text.index(statement) + len(statement)))
    named = cite(held, Span(text.index(name), text.index(name) + len(name)))
    evidence = Evidence(
        generator=Generator("0.1.0", "3.8.18", "en_core_web_sm 3.8.0"),
        sources=(record(held),),
        facts=(replace(fact(1, stated), actors=("a",)),),
        actors=(actor("a", ActorKind.PERSON, (named,)),),
        quotations=(
            quotation("q", QuotationKind.DIRECT, stated, Speaker(name, named, "a", "", "", "")),
        ),
        versions=(),
        events=(),
        disagreements=(),
        titles=(),
        skipped=(Skipped(path, "unknown", title),),
    )
    masthead = replace(MASTHEAD, title=title, prepared_for=name, brand="")
    return VerifiedBrief(compose(evidence, masthead, lead=1), Corpus((held,)))


def long_brief(number: int) -> VerifiedBrief:
    """Return a note with this many facts, each a long sentence of its own."""
    return stating(
        f"Gauge {n} was read at {n} metres{' and then again' * 20}." for n in range(number)
    )


def stating(statements: Iterable[str]) -> VerifiedBrief:
    """Return a note whose facts are these statements, each a paragraph of one source."""
    told = tuple(statements)
    held = document("S1", "gauges.txt", "\n\n".join(["Readings", *told]))
    evidence = Evidence(
        generator=Generator("0.1.0", "3.8.18", "en_core_web_sm 3.8.0"),
        sources=(record(held),),
        facts=tuple(fact(n, at(held, words)) for n, words in enumerate(told, 1)),
        actors=(),
        quotations=(),
        versions=(),
        events=(),
        disagreements=(),
        titles=(),
        skipped=(),
    )
    return VerifiedBrief(compose(evidence, MASTHEAD), Corpus((held,)))


def page_of(brief: Brief, skipped: str = "") -> list[str]:
    """Return the lines of a page that shows a note, all but the item with a label."""
    head = brief.masthead
    found = [head.title, head.marking, head.review]
    for item in brief.items():
        one, mark = brief.shown(item), f"[{brief.citations[item.citations[0] - 1].mark}]"
        if item.label == skipped:
            continue
        if isinstance(one, Fact):
            found.append(f"{one.wording} {mark}")
        elif isinstance(one, Quotation):
            found.append(f"“{one.text}” {one.speaker.name}, {one.speaker.role} {mark}")
    return found
