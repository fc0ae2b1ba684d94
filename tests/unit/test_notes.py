"""A composed note as a value: its items, numbers and uses, its words, and what it refuses."""

from dataclasses import replace
from typing import Any

import pytest
from unit.briefs import (
    MASTHEAD,
    actor,
    at,
    compose,
    dam_brief,
    dam_documents,
    document,
    fact,
    one_event,
    quotation,
    record,
)

from briefgen.model.annotations import ActorKind, AmountKind, Precision, QuotationKind
from briefgen.model.brief import (
    DOUBT,
    USUAL_ORDER,
    Brief,
    Item,
    OwnPart,
    PictureName,
    Section,
    SectionName,
    Totals,
)
from briefgen.model.citations import Citation, cite
from briefgen.model.cited import all_citations
from briefgen.model.decisions import Act, Decided, Stale
from briefgen.model.developments import Days, Development, OriginCount, SameEvent
from briefgen.model.evidence import (
    Ambiguity,
    Disagreement,
    Event,
    Evidence,
    Inference,
    Quotation,
    Reference,
    Speaker,
    Title,
    Value,
)
from briefgen.model.facts import SPEAKER, Dated, Fact, Figure, KeyNumber, Origin, Resolved, When
from briefgen.model.issues import Changes, FactChange, Issue, Revision, Standing
from briefgen.model.links import Doubt, Involvement, JoinReason, Link, Part
from briefgen.model.offices import Role, offices_of
from briefgen.model.rulings import Rulings
from briefgen.model.spans import Span
from briefgen.model.spoken import speech_of
from briefgen.model.written import Form, Piece, Words, marked_together, plain

BRIEF = dam_brief().brief
EVIDENCE = BRIEF.evidence
MARKED = Words(Form.PARAGRAPH, (Piece("We think so"), Piece("[S1 ¶2]", citation=2)))


def with_section(brief: Brief, *sections: Section) -> Brief:
    return replace(brief, sections=(*brief.sections, *sections))


OWN = Section(SectionName.ASSESSMENT, (), analyst=(MARKED, plain("No mark.")), title="Our view")


def test_items_are_told_by_section_with_details_behind_their_lead() -> None:
    facts = EVIDENCE.facts
    brief = compose(one_event(EVIDENCE, facts[0], facts[3], facts[1]), MASTHEAD)
    first = [item.label for item in brief.items(SectionName.BOTTOM_LINE)]
    assert first == ["Fact 1", "Fact 1a", "Fact 1b", "Fact 2"]
    both = list(brief.items(SectionName.BOTTOM_LINE, SectionName.TIMELINE))
    assert [item.label for item in both][4:] == ["Event 1", "Event 2", "Event 3", "Event 4"]
    assert len(list(brief.items())) > len(both)
    assert [one.label for one in next(brief.items()).told] == ["Fact 1", "Fact 1a", "Fact 1b"]


def test_evidence_is_found_by_what_shows_it() -> None:
    item = BRIEF.item("f3")
    assert item is not None
    assert BRIEF.shown(item) is BRIEF.find("f3") is EVIDENCE.facts[2]
    assert BRIEF.item("nothing") is None
    with pytest.raises(KeyError):
        BRIEF.find("nothing")


def test_citations_are_numbered_from_one_as_they_appear() -> None:
    assert [BRIEF.number(one) for one in BRIEF.citations] == [*range(1, len(BRIEF.citations) + 1)]
    first = next(BRIEF.items())
    assert first.citations[0] == 1


@pytest.mark.parametrize("number", [0, -1, len(BRIEF.citations) + 1])
def test_a_number_of_no_citation_is_refused(number: int) -> None:
    section = Section(SectionName.ASSESSMENT, (Item("f1", "x-1", "X 1", (number,)),), number=2)
    with pytest.raises(ValueError, match="Assessment 2 has a citation without a number"):
        with_section(BRIEF, section)


def test_the_last_number_is_a_citation() -> None:
    item = Item("f1", "x-1", "X 1", (len(BRIEF.citations),))
    assert with_section(BRIEF, Section(SectionName.ASSESSMENT, (item,))).item("f1")


@pytest.mark.parametrize("item", [Item("f99", "x", "X 1", (1,)), Item("f1", "x", "X 1", ())])
def test_an_item_that_shows_or_cites_nothing_is_refused(item: Item) -> None:
    with pytest.raises(ValueError, match="X 1 shows nothing, or cites nothing"):
        with_section(BRIEF, Section(SectionName.ASSESSMENT, (item,)))


def test_uses_of_a_citation_are_items_and_the_analysts_sections() -> None:
    brief = with_section(BRIEF, OWN)
    uses = brief.uses(2)
    assert uses[-1] is brief.sections[-1]
    assert uses[:-1] == tuple(item for item in brief.items() if 2 in item.citations)
    assert brief.uses(len(brief.citations) + 1) == ()


def test_uses_of_a_source_are_those_of_its_citations() -> None:
    for record_ in EVIDENCE.sources:
        told = {
            item.label
            for item in BRIEF.items()
            if any(BRIEF.citations[n - 1].source == record_.key for n in item.citations)
        }
        uses = BRIEF.uses_of_source(record_.key)
        assert {one.label for one in uses} == told
        assert len(uses) == len(told)
    assert BRIEF.uses_of_source("S9") == ()


def test_sources_are_found_by_key_and_those_cited_told() -> None:
    assert BRIEF.source("S3").path == "gazette.txt"
    for key in ("S0", "S9"):
        with pytest.raises(KeyError):
            BRIEF.source(key)
    assert [one.key for one in BRIEF.sources_cited] == ["S1", "S2", "S3", "S4"]
    without = replace(
        BRIEF,
        sections=(),
        citations=tuple(one for one in BRIEF.citations if one.source != "S3"),
    )
    assert [one.key for one in without.sources_cited] == ["S1", "S2", "S4"]
    assert without.attested == {"S1", "S2", "S3", "S4"}


def test_a_section_is_named_and_linked_by_its_number_where_it_has_one() -> None:
    assert (OWN.label, OWN.anchor) == ("Assessment", "assessment")
    second = replace(OWN, number=2)
    assert (second.label, second.anchor) == ("Assessment 2", "assessment-2")
    assert Section(SectionName.BOTTOM_LINE, ()).label == "Bottom line"


def test_a_sections_own_words_begin_with_its_title() -> None:
    assert OWN.own == ("Our view", "We think so [S1 ¶2]", "No mark.")
    assert replace(OWN, title="").own == OWN.own[1:]
    assert with_section(BRIEF, OWN).analyst == OWN.own


def test_citations_of_a_section_are_those_of_words_and_items_each_once() -> None:
    items = (Item("f1", "x", "X", (3, 2), details=(Item("f2", "y", "Y", (5, 3)),)),)
    assert replace(OWN, items=items).citations == (2, 3, 5)


def test_a_note_is_reviewed_by_somebody_or_not() -> None:
    assert MASTHEAD.review == "not reviewed"
    read = replace(MASTHEAD, reviewed_by="Ana")
    assert read.review == "reviewed by Ana"
    unsure = replace(read, to_confirm=(OwnPart.REVIEW,))
    assert unsure.review == f"reviewed by Ana ({DOUBT})"
    assert replace(read, to_confirm=(OwnPart.HEADLINE,)).review == "reviewed by Ana"


def test_words_from_before_the_evidence_changed_are_doubted() -> None:
    brief = with_section(BRIEF, OWN)
    assert brief.doubt(MARKED) == brief.doubt("Our view") == ""
    unsure = replace(brief, masthead=replace(brief.masthead, to_confirm=(OwnPart.ASSESSMENT,)))
    assert unsure.doubt(MARKED) == unsure.doubt("Our view") == f", {DOUBT}"
    assert unsure.doubt("Another view") == ""


def test_folders_of_this_machine_are_passed_on_by_name_only() -> None:
    brief = replace(BRIEF, template="/home/ana/house", fonts="/usr/share/fonts")
    assert (brief.portable.template, brief.portable.fonts) == ("house", "fonts")
    assert replace(brief.portable, template=brief.template, fonts=brief.fonts) == brief


def test_sections_and_versions_are_found_by_what_they_are_of() -> None:
    section = BRIEF.section(SectionName.TIMELINE)
    assert section is not None
    assert section.name is SectionName.TIMELINE
    assert BRIEF.section(SectionName.ASSESSMENT) is None
    assert BRIEF.versions("q1") == ()


def test_totals_count_all_evidence() -> None:
    assert Totals.of(EVIDENCE) == Totals(10, 7, 5, 4, 2, 0)


def test_a_note_draws_every_picture_and_four_figures_unless_it_is_told_otherwise() -> None:
    assert BRIEF.pictures == tuple(PictureName)
    assert BRIEF.figures == 4
    assert (len(USUAL_ORDER), SectionName.ASSESSMENT in USUAL_ORDER) == (12, False)


def test_an_items_desk_mark_is_its_own() -> None:
    assert not any(item.edited for item in BRIEF.items())


# The analyst's words


QUOTED = Words(
    Form.QUOTE,
    parts=(
        Words(Form.PARAGRAPH, (Piece("One"), Piece("[S1 ¶2]", citation=1), Piece(", two"))),
        Words(
            Form.NUMBERED,
            parts=(Words(Form.ITEM, (Piece("three"), Piece("[S1 ¶3]", citation=3))),),
        ),
        Words(Form.PARAGRAPH, (Piece("[S1 ¶2]", citation=1),)),
    ),
)


def test_words_are_told_line_by_line_a_blank_before_each_mark() -> None:
    assert str(QUOTED) == "One [S1 ¶2], two\nthree [S1 ¶3]\n[S1 ¶2]"
    assert QUOTED.citations == (1, 3)
    assert QUOTED.text == ""
    assert QUOTED.first == 1


def test_renumbered_words_have_other_numbers_and_nothing_else() -> None:
    again = QUOTED.renumbered(lambda n: n + 10)
    assert again.citations == (11, 13)
    assert str(again) == str(QUOTED)
    assert again.renumbered(lambda n: n - 10) == QUOTED
    assert not plain("x").renumbered(lambda n: n + 10).citations


def test_plain_words_are_set_plainly() -> None:
    (piece,) = plain("x").pieces
    assert (piece.strong, piece.emphasis, piece.citation) == (False, False, 0)


def test_a_heading_is_marked_with_what_is_below_it() -> None:
    head, one, two = Words(Form.HEADING, (Piece("Head"),)), plain("one"), plain("two")
    assert list(marked_together([one, head, two])) == ["one", "Head\ntwo"]
    assert list(marked_together([head, head, one, two])) == ["Head\nHead\none", "two"]
    assert list(marked_together([one, head])) == ["one", "Head"]
    assert list(marked_together([])) == []


# The evidence


def changed(**values: object) -> Evidence:
    return replace(EVIDENCE, **values)  # type: ignore[arg-type]


CITED = EVIDENCE.actors[0].mentions[0]


@pytest.mark.parametrize(
    ("values", "unknown"),
    [
        ({"facts": (replace(EVIDENCE.facts[0], actors=("x",)), *EVIDENCE.facts[1:])}, "actors"),
        (
            {
                "quotations": (
                    replace(
                        EVIDENCE.quotations[0],
                        speaker=replace(EVIDENCE.quotations[0].speaker, actor="x"),
                    ),
                )
            },
            "actors",
        ),
        (
            {"actors": (*EVIDENCE.actors, replace(
                EVIDENCE.actors[0], id="g", refers_to=Reference(("x",), CITED)))},
            "actors",
        ),
        ({"ambiguities": (Ambiguity("A", Doubt.FIRST, (CITED,), ("x",)),)}, "actors"),
        ({"together": (Link("x", "hydro", ("f1",)),)}, "actors"),
        ({"said_about": (Link("hydro", "x", ("f1",)),)}, "actors"),
        ({"together": (Link("ministry", "hydro", ("x",)),)}, "facts or quotations"),
        ({"said_about": (Link("ministry", "hydro", ("x",)),)}, "facts or quotations"),
        ({"events": (replace(EVIDENCE.events[0], facts=("x",)),)}, "facts"),
        ({"disagreements": (replace(EVIDENCE.disagreements[0], fact="x"),)}, "facts"),
        (
            {"actors": (*EVIDENCE.actors, replace(
                EVIDENCE.actors[0], id="g", involved=(Involvement("x", Part.AGENT),)))},
            "facts or quotations",
        ),
    ],
)  # fmt: skip
def test_an_id_of_nothing_is_refused(values: dict[str, object], unknown: str) -> None:
    with pytest.raises(ValueError, match=rf"unknown {unknown}: \['x'\]"):
        changed(**values)


def test_ties_to_facts_and_to_quotations_are_both_ties() -> None:
    linked = changed(
        together=(Link("ministry", "hydro", ("f1", "q1")),),
        disagreements=(replace(EVIDENCE.disagreements[0], fact=""),),
    )
    assert linked.together[0].refs == ("f1", "q1")


def development(ref: str, *members: str) -> Development:
    return Development(
        f"d{ref}", 1, ref, (), members or (ref,), (), (), background=False,
        origins=OriginCount(1, exact=True),
    )  # fmt: skip


def test_every_fact_is_of_one_development() -> None:
    refs = [one.id for one in EVIDENCE.facts]
    whole = changed(developments=tuple(development(ref) for ref in refs))
    assert len(whole.developments) == 10
    for wrong in (refs[1:], [*refs, refs[0]]):
        with pytest.raises(ValueError, match="do not have each fact once"):
            changed(developments=tuple(development(ref) for ref in wrong))


@pytest.mark.parametrize(
    ("details", "links"),
    [
        (("f1",), ()),
        (("f2", "f2"), ()),
        (("f9",), ()),
        ((), (SameEvent("f1", "f9", 1.0, ()),)),
        ((), (SameEvent("f9", "f2", 1.0, ()),)),
    ],
)
def test_a_development_tells_and_ties_its_members_alone(
    details: tuple[str, ...], links: tuple[SameEvent, ...]
) -> None:
    whole = development("f1", "f1", "f2")
    assert replace(whole, details=("f2",), links=(SameEvent("f1", "f2", 1.0, ()),))
    with pytest.raises(ValueError, match="development df1 tells what is no member of it, or twice"):
        replace(whole, details=details, links=links)
    assert Days("2026-11-16", "2026-11-16", Precision.DAY).start == "2026-11-16"


def test_what_the_desk_decided_on_is_edited() -> None:
    decided = Decided("1", Act.DAY, "f2", "", "2026-11-16", "", "")
    assert [changed(decided=(decided,)).is_edited(ref) for ref in ("f1", "f2")] == [False, True]
    stale = Stale("1", Act.HIDE, "the dam", "a.txt", "gone")
    assert stale.told == "hide “the dam” in a.txt: gone"
    assert replace(stale, words="").told == "hide a.txt: gone"


def test_a_persons_other_names_leave_out_the_bare_last_name() -> None:
    s3 = dam_documents()[2]
    (brandt,) = [one for one in EVIDENCE.actors if one.id == "brandt"]
    assert [one.text for one in brandt.other_names] == ["Brandt"]
    inferred = tuple(
        Inference(at(s3, words), "capital") for words in ("Brandt", "Ilse Brandt", "Dahl", "Brandt")
    )
    told = replace(brandt, inferred=inferred).inferred_names
    assert {one.citation.text: one for one in told} == {"Brandt": inferred[0], "Dahl": inferred[2]}
    assert len(told) == 2
    last = replace(brandt.aliases[0], reason=JoinReason.LAST_NAME)
    assert replace(brandt, aliases=(last,)).other_names == ()
    assert not brandt.reports
    assert brandt.origins == 0


# What somebody is said to be


def role(text: str, date: str, *, over: bool = False, guessed: bool = False) -> Role:
    return Role(text, CITED, date, "mayor", over, guessed)


def test_an_office_is_told_in_its_fullest_words_from_its_first_to_its_last_day() -> None:
    told = [role("mayor", "2026-11-18"), role("mayor of Odda", "2026-11-16"), role("Mayor", "")]
    (office,) = offices_of(told)
    assert (office.wording, office.first, office.last) == ("mayor of Odda", *sorted(
        ["2026-11-18", "2026-11-16"]))  # fmt: skip
    assert len(office.citations) == 3
    assert office.exact
    (unsure,) = offices_of([*told, role("mayor", "2026-11-17", guessed=True)])
    assert not unsure.exact
    (undated,) = offices_of([role("mayor", "")])
    assert (undated.first, undated.last) == ("", "")


@pytest.mark.parametrize(
    ("held", "ended", "offices"),
    [
        ("2026-11-18", "2026-11-16", ["held", "former"]),
        ("2026-11-16", "2026-11-16", ["former"]),
        ("2026-11-14", "2026-11-16", ["former"]),
        ("", "2026-11-16", ["former"]),
        ("2026-11-18", "", ["former"]),
        ("2026-11-18", None, ["held"]),
    ],
)
def test_an_office_that_is_over_is_held_only_where_a_later_source_says_so(
    held: str, ended: str | None, offices: list[str]
) -> None:
    told = [role("held", held)]
    if ended is not None:
        told.append(role("former", ended, over=True))
    assert [one.wording for one in offices_of(told)] == offices


def test_offices_are_told_apart_without_regard_to_case() -> None:
    told = [Role(text, CITED, "") for text in ("Mayor", "judge", "mayor")]
    assert [one.wording for one in offices_of(told)] == ["Mayor", "judge"]


# Facts


def test_a_fact_is_its_first_citations_words_with_as_many_origins_as_it_counts() -> None:
    held = EVIDENCE.facts[0]
    with pytest.raises(ValueError, match="fact f1 is not its first citation's text"):
        replace(held, text="other words")
    with pytest.raises(ValueError, match="is not its first citation's text"):
        replace(held, citations=())
    with pytest.raises(ValueError, match="counts origins it does not name"):
        replace(held, origins=(*held.origins, Origin(("S9",), "")))


def reasoned(*reasons: str, hedged: bool = False, sources: int = 1) -> Fact:
    held = EVIDENCE.facts[0]
    origins = tuple(Origin((f"S{n}",), "") for n in range(sources))
    return replace(
        held,
        reasons=tuple((name, 1.0) for name in reasons),
        hedged=hedged,
        attribution=None,
        origins=origins,
        independent_sources=sources,
    )


@pytest.mark.parametrize(
    ("held", "leads"),
    [
        (reasoned(), True),
        (reasoned("opinion"), False),
        (reasoned("background"), False),
        (reasoned("colour"), False),
        (reasoned("colour", "consequence"), True),
        (reasoned("colour", sources=2), True),
        (reasoned(hedged=True), False),
        (reasoned("consequence", hedged=True), True),
        (replace(reasoned(), attribution=CITED), False),
        (replace(reasoned(sources=2), attribution=CITED), True),
    ],
)
def test_news_may_lead_and_neither_opinion_nor_unsupported_talk(*, held: Fact, leads: bool) -> None:
    assert held.may_lead is leads


def test_what_leans_on_the_sentence_before_says_so() -> None:
    assert [reasoned(*why).leans for why in ((), ("leaning",))] == [False, True]
    assert reasoned().independent_exact


def test_words_after_more_than_a_bullet_are_told_as_left_out() -> None:
    s1 = dam_documents()[0]
    lead_in = at(s1, "The Ministry of Water ordered the evacuation of the lower Orvel valley")
    near = at(s1, "on 16 November 2026 after engineers measured seepage")
    held = replace(fact(1, near), lead_in=lead_in)
    assert held.wording == f"{lead_in.text} {near.text}"
    far = at(s1, "after engineers measured seepage at the foot of the dam")
    assert replace(fact(1, far), lead_in=lead_in).wording == f"{lead_in.text} […] {far.text}"
    bullet, more = (cite(s1, Span(lead_in.end + n, far.end)) for n in (12, 13))
    assert replace(fact(1, bullet), lead_in=lead_in).wording == f"{lead_in.text} {bullet.text}"
    assert replace(fact(1, more), lead_in=lead_in).wording == f"{lead_in.text} […] {more.text}"


def worded(text: str, words: str, **values: object) -> str:
    """Return the wording of a fact of a text, whose `words` mean somebody or a day."""
    held = document("S9", "x.txt", f"Old Ana Moss.\n\n{text}")
    own, there = at(held, text), at(held, words)
    date = When("2026-11-16", "2026-11-16", Precision.DAY, words, "2026-11-17")
    known: dict[str, Any] = {
        "names": {"resolved": (Resolved(there, at(held, "Ana Moss"), "pronoun"),)},
        "speaker": {"resolved": (Resolved(there, at(held, "Ana Moss"), SPEAKER),)},
        "day": {"dated": (Dated(there, date, "weekday"),)},
    }
    changes = {name: held for way in values for name, held in known[way].items()}
    return replace(fact(1, own), **changes).wording


@pytest.mark.parametrize(
    ("text", "words", "way", "wording"),
    [
        ("She left.", "She", "names", "She [Ana Moss] left."),
        ("They saw her", "her", "names", "They saw her [Ana Moss]"),
        ("Her's it is.", "Her", "names", "Her's [Ana Moss] it is."),
        ("On Monday’s eve.", "Monday", "day", "On Monday’s [16 November 2026] eve."),
        ("On Monday-night-long.", "Monday", "day", "On Monday-night-long [16 November 2026]."),
        ("Monday, it fell.", "Monday", "day", "Monday [16 November 2026], it fell."),
        ("We saw it all", "We", "speaker", "[Ana Moss:] “We saw it all”"),
        ("Old it is.", "Ana", "names", "Old it is."),
    ],
)
def test_names_and_days_stand_in_brackets_behind_their_words(
    text: str, words: str, way: str, wording: str
) -> None:
    assert worded(text, words, **{way: True}) == wording


def test_a_name_and_a_day_stand_each_behind_their_own_words() -> None:
    held = document("S9", "x.txt", "Old Ana Moss.\n\nShe left on Monday.")
    own = fact(1, at(held, "She left on Monday."))
    date = When("2026-11-16", "2026-11-16", Precision.DAY, "Monday", "2026-11-17")
    both = replace(
        own,
        resolved=(Resolved(at(held, "She"), at(held, "Ana Moss"), "pronoun"),),
        dated=(Dated(at(held, "Monday"), date, "weekday"),),
    )
    assert both.wording == "She [Ana Moss] left on Monday [16 November 2026]."
    assert both.proof == (own.citations[0], at(held, "Ana Moss"))


def test_a_day_at_the_seam_stands_at_the_end_of_the_lead_in_alone() -> None:
    held = document("S9", "x.txt", "Heading\n\nAs of Monday: it fell.")
    lead_in = at(held, "As of Monday")
    date = When("2026-11-16", "2026-11-16", Precision.DAY, "Monday", "2026-11-17")
    day = Dated(at(held, "Monday"), date, "weekday")
    own = replace(fact(1, at(held, ": it fell.")), lead_in=lead_in, dated=(day,))
    assert own.wording == "As of Monday [16 November 2026] : it fell."


def test_a_clause_is_told_as_one_and_what_limits_it_behind_it() -> None:
    s1 = dam_documents()[0]
    clause = at(s1, "measured seepage at the foot of the dam")
    here, there = at(s1, "the ministry said"), at(dam_documents()[1], "according to the Red Cross")
    own = replace(fact(1, clause), reservations=(here, there))
    assert own.wording == (
        "[…] measured seepage at the foot of the dam"
        " [it goes on:] “the ministry said”"
        " [another source has also:] “according to the Red Cross”"
    )
    lead_in = at(s1, "the evacuation of the lower Orvel valley")
    led = replace(own, lead_in=lead_in, citations=(clause, here))
    assert led.wording.startswith("[…] the evacuation of the lower Orvel valley […] measured")
    assert led.proof == (clause, lead_in, here, there)
    assert led.cited == (clause, here, lead_in, here, there)


def test_all_that_is_cited_anywhere_is_among_all_citations() -> None:
    held = document("S9", "x.txt", " ".join(f"word{n:02}" for n in range(40)))
    words = iter(held.text.split())

    def one() -> Citation:
        return at(held, next(words))

    own = one()
    date = When("", "", Precision.UNKNOWN, "", "")
    told = replace(
        fact(1, own, one()),
        figures=(Figure("1", 1, 1, "", "", one()),),
        reservations=(one(),),
        attribution=one(),
        lead_in=one(),
        resolved=(Resolved(one(), one(), "pronoun"),),
        dated=(Dated(one(), date, "weekday"),),
        key_numbers=(KeyNumber("1", one(), one(), AmountKind.COUNT),),
    )
    who = replace(
        actor("a", ActorKind.GROUP, (one(),), (one(),), (one(),)),
        inferred=(Inference(one(), "capital"),),
        refers_to=Reference((), one()),
    )
    said = replace(
        quotation(
            "q", QuotationKind.DIRECT, one(), Speaker("", one(), None, "", "", ""), one(), one()
        ),
        cue=one(),
        reservations=(one(),),
    )
    evidence = Evidence(
        generator=EVIDENCE.generator,
        sources=(),
        facts=(told,),
        actors=(who,),
        quotations=(said,),
        versions=(),
        events=(Event("e", date, one(), (), 1),),
        disagreements=(
            Disagreement("d", "day", "", (Value("", (one(),)), Value("", (one(),))), ""),
        ),
        titles=(Title("t", "", one()),),
        skipped=(),
        ambiguities=(Ambiguity("A", Doubt.FIRST, (one(), one()), ()),),
    )
    found = [citation for _, citation in all_citations(evidence)]
    number = int(next(words).removeprefix("word"))
    assert {citation.text for citation in found} == set(held.text.split()[:number])
    assert len(found) == number
    assert {name for name, _ in all_citations(evidence)} == {
        "fact f1", f"actor {who.name}", "quotation q", "event e", "title t", "disagreement d",
        "ambiguity A",
    }  # fmt: skip


# Speech, decisions, issues


def test_a_voice_is_an_actor_or_else_a_name() -> None:
    said = {one.id: speech_of(one) for one in EVIDENCE.quotations}
    assert said["q1"].voice == "kovacevic"
    assert said["q5"].voice == "henrik dahl"
    assert said["q4"].voice == ""
    assert said["q5"].unnamed.voice == said["q5"].voice
    assert said["q5"].unnamed.name == ""
    parts: Quotation = EVIDENCE.quotations[0]
    assert said["q1"].parts == tuple(one.span for one in parts.parts)
    assert said["q1"].kind is QuotationKind.DIRECT


def test_of_two_rulings_the_other_one_goes_before() -> None:
    place = ("S1", Span(0, 1))
    one = Rulings({place: "a"}, roles={"x": "a", "y": "a"})
    both = one.also(Rulings({place: "b"}, roles={"y": "b", "z": "b"}))
    assert both.days == {place: "b"}
    assert both.roles == {"x": "a", "y": "b", "z": "b"}


def test_changes_are_found_by_fact_and_source_and_have_all_earlier_words() -> None:
    one, two, three = (each.citations[0] for each in EVIDENCE.facts[:3])
    issue = Issue("i", "1", "T", "2026-11-15", "", "", "", "out")
    told = FactChange("f1", Standing.CHANGED, one, (Revision("number", two, one),))
    changes = Changes(
        issue,
        (told, FactChange("f2", Standing.NEW)),
        (three,),
        (),
        (record(dam_documents()[0]),),
    )
    assert changes.of("f1") is told
    assert changes.of("f9") is None
    assert changes.source("S1").path == "statements/orvel.txt"
    for key in ("S0", "S2"):
        with pytest.raises(KeyError):
            changes.source(key)
    assert changes.earlier == (one, two, three)
