"""What is said follows from what is cited: facts, actors, speakers, days, marks and decisions."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from unit.briefs import (
    MASTHEAD,
    at,
    compose,
    dam_brief,
    dam_documents,
    document,
    fact,
    one_event,
    quotation,
)

from briefgen.model.annotations import AmountKind, Precision, QuotationKind
from briefgen.model.brief import Brief, Section, SectionName
from briefgen.model.citations import Citation, Paragraph, cite
from briefgen.model.decisions import Act, Decided, Stale
from briefgen.model.edits import word_edits
from briefgen.model.evidence import Evidence, Likeness, Speaker, Title, Version
from briefgen.model.facts import SPEAKER, Dated, KeyNumber, Resolved, When
from briefgen.model.locators import Locator
from briefgen.model.protection import Hidden
from briefgen.model.spans import Span
from briefgen.model.text import Corpus, Document, Genre
from briefgen.model.written import Form, Piece, Words, plain
from briefgen.verification.evidence.described import check_described
from briefgen.verification.evidence.edited import DESK_MARK, check_decided, mismarked
from briefgen.verification.evidence.excerpts import check_excerpt, check_shown
from briefgen.verification.evidence.origin import misattributed, shown_at, stands_in
from briefgen.verification.evidence.own import ANALYST_MARK, check_marks, rested_on, unmarked
from briefgen.verification.evidence.statements import (
    check_citations,
    check_cited,
    check_statements,
    place,
)
from briefgen.verification.evidence.together import check_items, misplaced
from briefgen.verification.kept import check_kept, kept_corpus, paragraphs_of
from briefgen.verification.pages.parts import (
    edited_parts,
    missing_parts,
    shown_parts,
    unnoted,
    unproved,
)
from briefgen.verification.rendered import comparable

VERIFIED = dam_brief()
BRIEF, CORPUS = VERIFIED.brief, VERIFIED.corpus
EVIDENCE = BRIEF.evidence
S1, S2, S3, S4 = dam_documents()


def told(evidence: Evidence, corpus: Corpus = CORPUS) -> list[str]:
    return [one.message for one in check_statements(evidence, corpus)]


def with_fact(**values: object) -> Evidence:
    changed = replace(EVIDENCE.facts[0], **values)  # type: ignore[arg-type]
    return replace(EVIDENCE, facts=(changed, *EVIDENCE.facts[1:]))


OWN = EVIDENCE.facts[0].citations[0]


def test_nothing_is_found_where_all_follows() -> None:
    assert told(EVIDENCE) == []
    assert list(check_citations(EVIDENCE, CORPUS)) == []
    assert list(check_items(BRIEF)) == []


def test_a_finding_names_its_place() -> None:
    assert place(OWN) == f"[S1 ¶2] characters {OWN.start}-{OWN.end}"
    assert place(replace(OWN, locator=Locator())) == f"[S1] characters {OWN.start}-{OWN.end}"


# Citations


def test_a_source_that_changed_or_hides_other_words_is_found() -> None:
    changed = replace(S1, source=replace(S1.source, sha256="0" * 64))
    (found,) = check_citations(EVIDENCE, Corpus((changed, S2, S3, S4)))
    assert found.message == "S1 is not the file the brief was made from"
    record = replace(EVIDENCE.sources[0], protected=True)
    protected = replace(EVIDENCE, sources=(record, *EVIDENCE.sources[1:]))
    (found,) = check_citations(protected, Corpus((changed, S2, S3, S4)))
    assert found.message.endswith("made from, or words of it were hidden at another desk")
    hidden = (Hidden("S2", 0, 3, "x"), Hidden("S1", 0, 3, "x"))
    (found,) = check_citations(
        replace(EVIDENCE, hidden=hidden), Corpus((S1, S2, S3, S4), hidden=hidden[:1])
    )
    assert found.message == "S1: other words are hidden than the brief says"
    assert not list(
        check_citations(
            replace(EVIDENCE, hidden=hidden), Corpus((S1, S2, S3, S4), hidden=hidden[::-1])
        )
    )


@pytest.mark.parametrize(
    "wrong",
    [
        replace(OWN, end=OWN.start),
        replace(OWN, end=len(S1.text) + 1),
        replace(OWN, start=OWN.start + 1),
        replace(OWN, text=OWN.text.upper()),
    ],
    ids=["empty", "beyond", "moved", "other words"],
)
def test_a_citation_that_its_place_does_not_hold_is_found(wrong: Citation) -> None:
    (found,) = check_cited([("fact x", wrong)], CORPUS)
    assert found.message.startswith("fact x: ")


def test_the_whole_of_a_text_may_be_cited() -> None:
    whole = cite(S1, Span(0, len(S1.text)))
    assert list(check_cited([("x", whole)], CORPUS)) == []


def test_words_of_another_source_are_said_to_stand_there() -> None:
    (found,) = check_cited([("fact x", replace(OWN, source="S2"))], CORPUS)
    assert found.message == "fact x: the words stand in S1, not in S2"
    (found,) = check_cited([("fact x", replace(OWN, text="No words."))], CORPUS)
    assert found.message == "fact x: the source says something else here"
    assert list(check_cited([("fact x", replace(OWN, source="S9"))], CORPUS)) == []
    texts = {"S1": "One two.", "S2": "two", "S3": "tw o."}
    assert stands_in(replace(OWN, text="two"), texts) == "the words stand in S2, S3, not in S1"
    assert stands_in(replace(OWN, text="nothing"), texts) == ""


# Facts


def named(words: str, names: Citation, rule: str = "pronoun") -> Evidence:
    return with_fact(resolved=(Resolved(at(S1, words), names, rule),))


def test_a_name_in_brackets_stands_ahead_of_the_words_it_is_put_behind() -> None:
    dam = at(S1, "the Orvel dam")
    assert dam.end <= at(S1, "engineers").start
    fault = ["fact f1: no earlier name of what it says"]
    title = cite(S1, Span(0, 9))
    assert told(named("engineers", title)) == []
    assert told(named("engineers", at(S1, "the dam"))) == fault
    assert told(named("engineers", at(S1, "the dam"), SPEAKER)) == []
    assert told(named("engineers", at(S2, "Thousands"))) == fault
    assert told(named("engineers", at(S2, "Thousands"), SPEAKER)) == fault
    assert told(named("nightfall", title)) == fault
    touching = cite(S1, Span(at(S1, "engineers").start - 5, at(S1, "engineers").start))
    assert told(named("engineers", touching)) == []
    foreign = with_fact(resolved=(Resolved(replace(title, source="S2"), title, "pronoun"),))
    assert told(foreign) == fault


def numbered(digits: str, number: Citation, words: Citation) -> Evidence:
    return with_fact(key_numbers=(KeyNumber(digits, number, words, AmountKind.COUNT),))


def test_a_number_stands_in_its_words_and_these_in_the_fact() -> None:
    fault = ["fact f1: no number of what it says"]
    day, whole = at(S1, "16"), at(S1, "16 November 2026")
    assert told(numbered("16", day, whole)) == []
    assert told(numbered("17", day, whole)) == fault
    assert told(numbered("16", day, at(S1, "November 2026"))) == fault
    assert told(numbered("4,200", at(S1, "4,200"), at(S1, "4,200 people"))) == fault
    assert told(numbered("16", day, replace(whole, source="S2"))) == fault
    assert told(numbered("eleven", at(S1, "engineers"), at(S1, "engineers measured"))) == []


def dated(words: Citation, day: str, *, expression: str = "", rule: str = "weekday") -> Dated:
    date = When(day, day, Precision.DAY, expression or words.text, "2026-11-17")
    return Dated(words, date, rule)


def on_days(*days: Dated) -> Evidence:
    words = (
        "Engineers found water seeping through the foot of the Orvel dam on Monday, and the"
        " authorities"
    )
    held = replace(fact(2, at(S2, words)), dated=days)
    return replace(EVIDENCE, facts=(EVIDENCE.facts[0], held, *EVIDENCE.facts[2:]))


def test_a_day_in_brackets_is_counted_from_its_words() -> None:
    monday = at(S2, "Monday")
    assert told(on_days(dated(monday, "2026-11-16"))) == []
    fault = "fact f2: '17 November 2026' is not counted from it"
    other = "fact f2: another day on the timeline"
    assert told(on_days(dated(monday, "2026-11-17"))) == [fault, other]
    wrong = told(on_days(dated(monday, "2026-11-16", expression="Mondays")))
    assert wrong == ["fact f2: '16 November 2026' is not counted from it", other]
    assert told(on_days(dated(at(S2, "Tuesday"), "2026-11-17"))) == [fault]


def test_a_day_stands_in_the_words_that_are_shown_not_in_others_that_state_the_same() -> None:
    shown, same = at(S2, "ordered people in the valley to leave"), at(S2, "by Tuesday evening")
    held = replace(fact(2, shown, same), dated=(dated(at(S2, "Tuesday"), "2026-11-17"),))
    facts = (EVIDENCE.facts[0], held, *EVIDENCE.facts[2:])
    assert told(replace(EVIDENCE, facts=facts)) == [
        "fact f2: '17 November 2026' is not counted from it"
    ]
    turned = replace(fact(2, same, shown), dated=held.dated)
    assert told(replace(EVIDENCE, facts=(facts[0], turned, *facts[2:]))) == []


def test_a_day_may_stand_in_the_lead_in_of_a_fact() -> None:
    lead_in = at(S2, "Engineers found water seeping through the foot of the Orvel dam on Monday")
    own = fact(2, at(S2, "Around 3,800 people had reached shelters"))
    held = replace(own, lead_in=lead_in, dated=(dated(at(S2, "Monday"), "2026-11-16"),))
    facts = (EVIDENCE.facts[0], held, *EVIDENCE.facts[2:])
    assert told(replace(EVIDENCE, facts=facts)) == []


def test_a_lead_in_stands_ahead_in_the_same_source() -> None:
    fault = ["fact f1: no lead-in of what it says"]
    assert told(with_fact(lead_in=cite(S1, Span(0, OWN.start)))) == []
    assert told(with_fact(lead_in=cite(S1, Span(0, OWN.start + 1)))) == fault
    assert told(with_fact(lead_in=cite(S2, Span(0, 3)))) == fault


def test_other_words_than_those_cited_are_found() -> None:
    title = Title("t", "Another title", at(S3, "Dam repairs could last until spring"))
    assert told(replace(EVIDENCE, titles=(title,))) == ["title t: other words"]
    right = replace(title, text=title.citation.text)
    assert told(replace(EVIDENCE, titles=(right,))) == []


# Actors and speakers


def with_actor(n: int, **values: object) -> Evidence:
    actors = list(EVIDENCE.actors)
    actors[n] = replace(actors[n], **values)  # type: ignore[arg-type]
    return replace(EVIDENCE, actors=tuple(actors))


def test_an_actor_is_named_by_a_mention_however_it_wraps() -> None:
    assert told(with_actor(0, name="Ministry  of\nWater")) == []
    assert told(with_actor(0, name="Ministry")) == ["no mention has this name"]
    both = (at(S1, "Lipnik"), *EVIDENCE.actors[0].mentions)
    assert told(with_actor(0, mentions=both)) == []


def test_an_alias_or_a_role_is_what_is_cited() -> None:
    brandt = EVIDENCE.actors[3]
    alias = replace(brandt.aliases[0], text="Brand")
    assert told(with_actor(3, aliases=(alias,))) == ["actor Ilse Brandt: not 'Brand'"]
    role = replace(brandt.roles[0], text="engineer")
    assert told(with_actor(3, roles=(role,))) == ["actor Ilse Brandt: not 'engineer'"]


def said(
    part: Citation, speaker: Speaker, kind: QuotationKind = QuotationKind.INDIRECT
) -> Evidence:
    return replace(EVIDENCE, quotations=(quotation("q", kind, part, speaker),))


NOBODY = Speaker("", None, None, "", "", "")


def test_a_speaker_is_cited_with_name_role_and_organisation() -> None:
    words = at(S3, "the shelters would stay open")
    mention = at(S3, "Mayor Henrik Dahl")
    assert told(said(words, Speaker("Henrik Dahl", mention, None, "Mayor", "", ""))) == []
    lost = told(said(words, Speaker("Henrik Dahl", mention, None, "Mayor", "Lipnik", "")))
    assert lost == ["quotation q: 'Lipnik' is not cited"]
    assert told(said(words, Speaker("Henrik Dahl", None, None, "", "", ""))) == [
        "quotation q: 'Henrik Dahl' is not cited"
    ]
    of_actor = Speaker("Brandt", None, "brandt", "chief engineer", "", "")
    assert told(said(words, of_actor)) == []
    assert told(said(words, NOBODY)) == []


def test_words_of_a_quotation_are_its_parts() -> None:
    evidence = said(at(S3, "the shelters would stay open"), NOBODY)
    one = replace(evidence.quotations[0], text="other words")
    assert told(replace(evidence, quotations=(one,))) == ["quotation q: other words"]
    parts = (at(S3, "the shelters"), at(S3, "until the end of the month"))
    two = replace(one, parts=parts, text="the shelters […] until the end of the month")
    assert told(replace(evidence, quotations=(two,))) == []


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("He said “we stay here” today.", "we stay here", True),
        ("He said ‘ we stay here today.", "we stay here", True),
        ("We stay here” he said.", "We stay here", True),
        ("He said we stay here” today.", "we stay here", True),
        ("He said we stay here.” today.", "we stay here", True),
        ("He said that we stay here now.", "we stay here", False),
        ("“So it is” he said that we stay here now.", "we stay here", False),
        ("He said that we stay here now “so it is”", "we stay here", False),
        ("We stay here for ever, that is so.", "We stay here", True),
        ("Mayor Dahl: We stay here.", "We stay here", True),
        ("Mayor Dahl We stay here.", "We stay here", False),
        (f"{'x' * 121}: We stay here.", "We stay here", False),
        (f"{'x' * 120}: We stay here.", "We stay here", True),
    ],
)
def test_direct_speech_has_a_quotation_mark_with_no_word_between(
    *, text: str, words: str, marked: bool
) -> None:
    held = document("S9", "a.txt", f"Heading\n\n{text}")
    found = told(said(at(held, words), NOBODY, QuotationKind.DIRECT), Corpus((held,)))
    assert found == ([] if marked else ["quotation q: direct speech without quotation marks"])


def test_a_mark_is_sought_no_further_than_the_context_of_a_citation() -> None:
    held = document("S9", "a.txt", f"Heading\n\nHe said “{' ' * 40}we stay here{' ' * 40}” now.")
    found = told(said(at(held, "we stay here"), NOBODY, QuotationKind.DIRECT), Corpus((held,)))
    assert len(found) == 1


def test_the_whole_turn_of_a_speaker_is_direct_speech() -> None:
    held = document("S9", "a.txt", "Heading\n\nDahl spoke long and well here.")
    turn = replace(held.blocks[1], speaker=Span(9, 13))
    transcript = replace(held, blocks=(held.blocks[0], turn))
    part = at(held, "long and well")
    for one, found in ((transcript, 0), (held, 1)):
        assert len(told(said(part, NOBODY, QuotationKind.DIRECT), Corpus((one,)))) == found


def test_a_version_differs_as_its_edits_say() -> None:
    one, other = EVIDENCE.quotations[3:5]
    version = Version("v", "q4", "q5", Likeness.ALTERED, word_edits(one.text, other.text))
    assert told(replace(EVIDENCE, versions=(version,))) == []
    wrong = replace(version, edits=())
    assert told(replace(EVIDENCE, versions=(wrong,))) == ["version v: another difference"]


# Developments


def shown_together() -> Brief:
    facts = EVIDENCE.facts
    return compose(one_event(EVIDENCE, facts[0], facts[3], facts[1]), MASTHEAD)


def test_details_are_those_of_their_lead_in_order() -> None:
    brief = shown_together()
    assert list(check_items(brief)) == []
    section = brief.sections[0]
    lead = section.items[0]
    for details in (lead.details[::-1], lead.details[:1] * 2, section.items[1:2]):
        items = (replace(lead, details=details), *section.items[1:])
        changed = replace(brief, sections=(replace(section, items=items), *brief.sections[1:]))
        assert [one.where for one in check_items(changed)] == ["Fact 1"]
    fewer = (replace(lead, details=lead.details[1:]), *section.items[1:])
    changed = replace(brief, sections=(replace(section, items=fewer), *brief.sections[1:]))
    assert list(check_items(changed)) == []


def test_details_stand_behind_their_lead_in_a_file() -> None:
    evidence = shown_together().evidence
    shown = ["f1", "f4", "f2", "f3"]
    words = {one.id: comparable(one.wording) for one in evidence.facts}

    def found(order: str) -> list[str]:
        text = "".join(words[f"f{n}"] for n in order)
        return [one.message for one in misplaced(evidence, shown, text, "x")]

    assert found("1423") == []
    assert found("3142") == []
    assert found("123") == []
    assert found("4123") == ["fact f4: not behind fact f1 in x"]
    assert found("1243") == ["fact f2: not behind fact f1 in x"]
    assert found("423") == []
    text = "".join(words[f"f{n}"] for n in "1243")
    swapped = [one.message for one in misplaced(evidence, ["f1", "f2", "f4"], text, "x")]
    assert swapped == ["fact f1: details in another order"]


# The analyst's words


MARK = f"[{BRIEF.citations[0].mark}]"
VIEW = Words(Form.PARAGRAPH, (Piece("We think so"), Piece(MARK, citation=1)))


def viewed(*words: Words) -> Brief:
    section = Section(SectionName.ASSESSMENT, (), analyst=words, number=2)
    return replace(BRIEF, sections=(*BRIEF.sections, section))


def test_marks_in_the_analysts_words_are_those_of_their_citations() -> None:
    assert list(check_marks(viewed(VIEW, plain("No mark.")))) == []
    wrong = Words(Form.PARAGRAPH, (Piece(MARK, citation=2),))
    (found,) = check_marks(viewed(VIEW, wrong))
    assert str(found) == f"Assessment 2: {MARK} is the mark of [{BRIEF.citations[1].mark}]"
    assert list(rested_on(viewed(VIEW, wrong))) == [
        ("analyst, Assessment 2", BRIEF.citations[0]),
        ("analyst, Assessment 2", BRIEF.citations[1]),
    ]
    assert list(rested_on(BRIEF)) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (f"Head. We think so {MARK} [{ANALYST_MARK}] and more", False),
        (f"Head. We think so {MARK} {ANALYST_MARK}", True),
        (f"Head. We think so {MARK} ({ANALYST_MARK})", True),
        (f"Head. We think so {MARK}", False),
        (f"We think so {MARK} ({ANALYST_MARK})", False),
        (f"Head. {ANALYST_MARK} We think so {MARK}", False),
    ],
)
def test_the_analysts_words_are_marked_as_such_behind_their_last_line(
    *, text: str, right: bool
) -> None:
    words = f"Head.\nWe think so {MARK}"
    found = list(unmarked([words], comparable(text), "x"))
    assert (found == []) is right
    if not right:
        assert (
            found[0].message == f"'Head. We think so {MARK}' is not marked as the analyst's words"
        )


def test_a_part_of_a_note_may_leave_the_analysts_words_out_and_not_unmark_them() -> None:
    assert list(unmarked(["We think so"], comparable("Other"), "x", whole=False)) == []
    assert len(list(unmarked(["We think so"], comparable("Other"), "x"))) == 1
    assert len(list(unmarked(["We think so"], comparable("We think so."), "x", whole=False))) == 1


def test_marks_in_a_row_may_have_commas_between() -> None:
    text = comparable(f"So it is [S1 ¶2],[S2 ¶1] ({ANALYST_MARK})")
    assert list(unmarked(["So it is [S1 ¶2] [S2 ¶1]"], text, "x")) == []


# What the desk decided


def decided(ref: str, act: Act = Act.DAY) -> Decided:
    return Decided("1", act, ref, "", "x", "", "")


def edited(*refs: str, marked: tuple[str, ...], act: Act = Act.DAY) -> list[str]:
    entries = tuple(decided(ref, act) for ref in refs)
    evidence = replace(EVIDENCE, decided=entries)
    sections = tuple(
        replace(s, items=tuple(replace(one, edited=one.ref in marked) for one in s.items))
        for s in BRIEF.sections
    )
    return [str(one) for one in check_decided(replace(BRIEF, evidence=evidence, sections=sections),
                                              evidence)]  # fmt: skip


def test_what_the_desk_decided_on_is_marked_and_nothing_else() -> None:
    assert edited("f1", marked=("f1",)) == []
    assert edited("f1", marked=()) == ["Fact 1: is not marked as edited by the desk"]
    assert edited("f1", marked=("f1", "f2")) == [
        "Fact 2: is marked as edited by the desk, and is not"
    ]
    assert edited(EVIDENCE.sources[0].id, marked=()) == []


@pytest.mark.parametrize("act", [Act.HIDE, Act.NOT_A_DISAGREEMENT])
def test_what_the_desk_hides_is_not_shown(act: Act) -> None:
    assert edited("d1", marked=("d1",), act=act) == [
        "Disagreement 1: is shown, although the desk hides it"
    ]


def test_a_note_has_the_decisions_on_what_it_shows() -> None:
    fault = ["brief.json: decisions: not as the evidence has them"]
    one = decided("f99")
    whole = replace(EVIDENCE, decided=(one,))
    assert [str(x) for x in check_decided(BRIEF, whole)] == []
    kept = replace(BRIEF, evidence=whole)
    assert [str(x) for x in check_decided(kept, whole)] == fault
    stale = replace(EVIDENCE, stale=(Stale("1", Act.HIDE, "w", "p", "gone"),))
    assert [str(x) for x in check_decided(BRIEF, stale)] == fault


def desk(text: str, *, whole: bool = True, edited: tuple[str, ...] = ("fact f1",)) -> list[str]:
    parts = (("fact f1", OWN, "The dam broke"), ("quotation q", OWN, "We saw it"))
    found = mismarked(parts, edited, comparable(text), "x", whole=whole)
    return [one.message for one in found]


def test_the_desks_mark_stands_behind_that_of_the_citation() -> None:
    mark = f"[S1 ¶2] ({DESK_MARK})"
    said = "“We saw it” Ana, mayor [S1 ¶2]"
    assert desk(f"The dam broke {mark} {said}") == []
    assert desk(f"The dam broke [S2 ¶1] {mark} {said}") == []
    assert desk(f"The dam broke [S1 ¶2] {said}") == [
        "fact f1: not marked as edited by the desk in x"
    ]
    assert desk(f"The dam broke [S1 ¶2] {said}", whole=False) == []
    assert desk(f"The dam broke [S1 ¶2] {said}", edited=()) == []
    assert desk(f"The dam broke {mark} {said}", edited=()) == [
        "fact f1: marked as edited by the desk in x, and is not"
    ]
    assert desk(f"The dam broke, all said, {mark}") == [
        "fact f1: not marked as edited by the desk in x"
    ]
    assert (
        desk(f"The dam broke [S1 ¶2]. “We saw it” Ana, mayor {mark}", edited=("quotation q",)) == []
    )
    assert desk(f"The dam broke [S1 ¶2]. The dam broke {mark}") == []


def test_words_inside_longer_ones_are_not_those_that_are_marked() -> None:
    parts = (("fact f1", OWN, "The dam broke"), ("fact f2", OWN, "It is said: The dam broke"))
    text = comparable(f"It is said: The dam broke [S1 ¶2] ({DESK_MARK}). The dam broke [S1 ¶2].")
    assert list(mismarked(parts, ["fact f2"], text, "x", whole=True)) == []
    assert len(list(mismarked(parts, ["fact f1"], text, "x", whole=True))) == 2


def test_the_same_words_may_be_those_of_another_part() -> None:
    parts = (("fact f1", OWN, "The dam broke"), ("fact f2", OWN, "The dam broke"))
    text = comparable(f"The dam broke [S1 ¶2] ({DESK_MARK})")
    assert list(mismarked(parts, ["fact f2"], text, "x", whole=True)) == []


# Marks in finished files


def attributed(text: str, name: str = "fact f1") -> list[str]:
    texts = {key: held.text for key, held in (("S1", S1), ("S2", S2), ("S3", S3))}
    parts = ((name, OWN, "The dam broke"),)
    return [one.message for one in misattributed(parts, comparable(text), texts, "x")]


def test_the_mark_behind_words_names_a_source_that_has_them() -> None:
    assert attributed("The dam broke [S1 ¶2]") == []
    assert attributed("The dam broke” [S2 ¶1]") == ["fact f1: the words stand in S1, not in S2"]
    assert attributed("The dam broke [S9 ¶1]") == []
    assert attributed("The dam broke, and then [S2 ¶1]") == []
    assert (
        len(attributed("“The dam broke” Ana Moss, mayor of the town [S2 ¶1]", "quotation q")) == 1
    )
    assert attributed(f"“The dam broke” {'x' * 201}[S2 ¶1]", "quotation q") == []
    assert attributed("The dam broke. The dam broke [S2 ¶1]")
    assert attributed("“The dam broke” “The dam broke” [S1 ¶1]", "quotation q") == []


def test_words_shown_end_where_the_next_begin() -> None:
    parts = (("a", OWN, "one two"), ("b", OWN, "two"), ("c", OWN, " "), ("d", OWN, "three"))
    found = [(name, at.span(), end) for name, _, at, end in shown_at(parts, "onetwo,three.")]
    assert found == [("a", (0, 6), 7), ("b", (3, 6), 7), ("d", (7, 12), 13)]


def test_parts_of_a_note_are_wordings_titles_and_all_of_a_quotation() -> None:
    title = Title("t", "Dam repairs could last until spring", at(S3, "Dam repairs could last"))
    more = at(S1, "before the east wall has been inspected twice")
    first = replace(EVIDENCE.quotations[0], reservations=(more,))
    evidence = replace(EVIDENCE, titles=(title,), quotations=(first, *EVIDENCE.quotations[1:]))
    parts = shown_parts(evidence, ["q1", "t", "f2"])
    assert [(name, words) for name, _, words in parts] == [
        ("fact f2", EVIDENCE.facts[1].wording),
        ("title t", title.text),
        ("quotation q1", first.parts[0].text),
        ("quotation q1", more.text),
    ]
    held = replace(evidence, decided=(decided("t"), decided("q1"), decided("kovacevic")))
    assert edited_parts(held) == {"title t", "quotation q1"}
    text = comparable(title.text)
    assert [one.message for one in missing_parts(parts[1:3], text, "x")] == [
        "quotation q1: not found in x"
    ]


def test_statements_stand_before_their_own_mark_and_passages_in_notes() -> None:
    parts = (("fact f1", OWN, "The dam broke"), ("quotation q", OWN, "We saw it"))
    right = comparable(f"The dam broke [{OWN.mark}] We saw it")
    assert list(unproved(parts, right, "x")) == []
    wrong = comparable("The dam broke [S9 ¶9] We saw it")
    assert [one.message for one in unproved(parts, wrong, "x")] == [
        "fact f1: not with its own mark in x"
    ]
    assert list(unnoted(parts, comparable(OWN.text), "x")) == []
    assert [one.message.split(":")[0] for one in unnoted(parts, "", "x")] == [
        "fact f1", "quotation q",
    ]  # fmt: skip
    near = at(S1, "the foot of the dam")
    two = (("quotation q", OWN, "a"), ("quotation q", near, "b"))
    assert near.mark == OWN.mark
    assert list(unnoted(two, comparable(near.text), "x")) == []
    assert len(list(unnoted((two[0], ("quotation r", near, "b")), comparable(near.text), "x"))) == 1


# What is said of sources


def described(change: Callable[[Document], Document]) -> list[str]:
    return [one.message for one in check_described(EVIDENCE, Corpus((change(S1), S2, S3)))]


def test_what_is_said_of_a_source_is_what_it_says() -> None:
    assert described(lambda one: one) == []
    grade = replace(S1.source.metadata, grade="A1", published="2026-11-18")
    found = described(lambda one: replace(one, source=replace(one.source, metadata=grade)))
    assert found == [
        "S1: its published is '2026-11-18', not '2026-11-19'",
        "S1: its grade is 'A1', not 'B2'",
    ]
    assert described(lambda one: replace(one, genre=Genre.OPINION)) == [
        "S1: its kind is 'opinion', not 'report'"
    ]
    for digit in "0f":
        other = replace(S1.source, metadata=grade, sha256=digit * 64)
        assert described(lambda one, source=other: replace(one, source=source)) == []  # type: ignore[misc]


def test_what_the_desk_says_of_a_source_goes_before() -> None:
    grade = replace(S1.source.metadata, published="2026-11-18", published_from="file", title="No")
    corpus = Corpus((replace(S1, source=replace(S1.source, metadata=grade)),))
    ref = EVIDENCE.sources[0].id
    for acts, left in (
        ((), ["title", "published", "published from"]),
        ((Act.PUBLISHED,), ["title"]),
        ((Act.PUBLISHED, Act.TITLE), []),
        ((Act.HIDE,), ["title", "published", "published from"]),
    ):
        evidence = replace(EVIDENCE, decided=tuple(decided(ref, act) for act in acts))
        found = [one.message for one in check_described(evidence, corpus)]
        assert [one.split(" is ")[0].removeprefix("S1: its ") for one in found] == left
    elsewhere = replace(EVIDENCE, decided=(decided("f1", Act.TITLE),))
    assert len(list(check_described(elsewhere, corpus))) == 3


# The part that a note has


def test_a_note_has_a_part_of_its_evidence_and_lists_what_it_shows() -> None:
    assert list(check_excerpt(EVIDENCE, EVIDENCE)) == []
    fewer = replace(EVIDENCE, disagreements=EVIDENCE.disagreements[1:])
    assert list(check_excerpt(fewer, EVIDENCE)) == []
    (found,) = check_excerpt(EVIDENCE, fewer)
    assert found.message == "disagreements d1: not as the evidence has it"
    shown = [item.ref for item in BRIEF.items()]
    assert list(check_shown(BRIEF, shown, "x")) == []
    for wrong in (shown[1:], shown[::-1], [*shown, "f1"]):
        (found,) = check_shown(BRIEF, wrong, "x")
        assert str(found) == "x: does not list what brief.json shows"


@pytest.mark.parametrize("name", ["mentions", "name"])
def test_actors_of_a_note_may_have_fewer_mentions_and_nothing_else(name: str) -> None:
    hydro = EVIDENCE.actors[2]
    held = {"mentions": hydro.mentions[1:], "name": "Another"}
    actors = (*EVIDENCE.actors[:2], replace(hydro, **{name: held[name]}), *EVIDENCE.actors[3:])  # type: ignore[arg-type]
    found = list(check_excerpt(replace(EVIDENCE, actors=actors), EVIDENCE))
    assert len(found) == (name == "name")
    turned = replace(hydro, mentions=hydro.mentions[::-1])
    actors = (*EVIDENCE.actors[:2], turned, *EVIDENCE.actors[3:])
    assert len(list(check_excerpt(replace(EVIDENCE, actors=actors), EVIDENCE))) == 1


# A note beside the texts that were kept of its sources


FILES = {f"sources/{one.source.key}.txt": one.text.encode() for one in (S1, S2, S3, S4)}
PLACED = replace(BRIEF, paragraphs=paragraphs_of(BRIEF, CORPUS))


def test_paragraphs_are_those_that_citations_begin_in_by_source_and_place() -> None:
    found = PLACED.paragraphs
    assert [one.source for one in found] == sorted(one.source for one in found)
    assert [(one.source, one.start) for one in found] == sorted(
        {(o.source, o.start) for o in found}
    )
    for one in BRIEF.citations:
        assert any(p.source == one.source and p.start <= one.start < p.end for p in found)
    far = replace(BRIEF, citations=(replace(BRIEF.citations[0], source="S9"),), sections=())
    assert paragraphs_of(far, CORPUS) == ()


def test_a_note_beside_its_texts_is_proved_by_them() -> None:
    assert [str(one) for one in check_kept(PLACED, FILES)] == []
    changed = {**FILES, "sources/S3.txt": FILES["sources/S3.txt"].replace(b"four", b"five")}
    found = {one.message for one in check_kept(PLACED, changed)}
    assert "the source's copy says something else" in found
    assert "is not the text the evidence was taken from" in found


@pytest.mark.parametrize(
    "paragraphs",
    [
        (Paragraph("S1", 5, 5),),
        (Paragraph("S1", 0, len(S1.text) + 1),),
        (Paragraph("S1", 0, 9), Paragraph("S1", 8, 12)),
        (Paragraph("S9", 0, 1),),
        (Paragraph("S1", -1, 4),),
    ],
)
def test_a_paragraph_that_a_text_has_not_is_found(paragraphs: tuple[Paragraph, ...]) -> None:
    (found,) = check_kept(replace(BRIEF, paragraphs=paragraphs), FILES)
    assert found.message.endswith("has no such paragraph in its text")
    right = (Paragraph("S1", 0, 9), Paragraph("S1", 9, len(S1.text)), Paragraph("S2", 0, 4))
    assert list(check_kept(replace(BRIEF, paragraphs=right), FILES)) == []


def test_kept_sources_are_made_of_their_texts_and_originals_are_whole() -> None:
    kept = kept_corpus(PLACED, FILES, Corpus(()))
    assert [one.text for one in kept.documents] == [one.text for one in (S1, S2, S3, S4)]
    assert all(one.lines == () for one in kept.documents)
    spans = [block.span for block in kept.documents[0].blocks]
    assert spans == [Span(p.start, p.end) for p in PLACED.paragraphs if p.source == "S1"]
    mixed = kept_corpus(PLACED, FILES, Corpus((S1, replace(S2, text_sha256="x"))))
    assert mixed.documents[0] is S1
    assert mixed.documents[1].lines == ()
