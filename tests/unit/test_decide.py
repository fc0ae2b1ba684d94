"""What the desk decides on a brief: hidden goes, shown comes, pinned leads, and all is marked."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest
from conftest import merge_corpus

from briefgen.compose import compose
from briefgen.config import Config, with_formats
from briefgen.config.settings import Facts, Quotations
from briefgen.decide import decide
from briefgen.errors import VerificationFailed
from briefgen.model.annotations import QuotationKind
from briefgen.model.brief import Brief, SectionName
from briefgen.model.citations import Citation
from briefgen.model.codec import decode_evidence, encode_brief, encode_evidence
from briefgen.model.decisions import Act, Decision, Passage
from briefgen.model.evidence import Evidence, Quotation
from briefgen.model.facts import Fact
from briefgen.model.rulings import Rulings
from briefgen.model.text import Corpus
from briefgen.render import render
from briefgen.verification import verify
from briefgen.verification.paper.paper import open_paper
from briefgen.verification.rendered import (
    comparable,
    html_text,
    mail_text,
    plain_text,
    word_text,
)

ISSUE = date(2026, 11, 23)
MARK = comparable("edited by the desk")
FORMATS = "html,email,docx,pdf"
READ: dict[str, Callable[[bytes], str]] = {
    "brief.html": html_text,
    "brief.txt": plain_text,
    "brief.eml": mail_text,
    "brief.docx": word_text,
    "brief.pdf": lambda content: open_paper(content).text,
}
Harbour = tuple[Evidence, Corpus]


def counted_as_found(evidence: Evidence, _: Rulings) -> Evidence:
    """Count nothing again: what is shown is no part of it."""
    return evidence


def passage(corpus: Corpus, citation: Citation) -> Passage:
    document = corpus.document(citation.source)
    assert document is not None
    words = " ".join(citation.text.split())
    return Passage(words, document.source.path, citation.locator.place)


def on(corpus: Corpus, act: Act, thing: Fact | Quotation, other: Fact | None = None) -> Decision:
    said = thing.parts if isinstance(thing, Quotation) else thing.citations
    with_ = passage(corpus, other.citations[0]) if other else Passage()
    return Decision(f"{act}-{thing.id}", act, passage(corpus, said[0]), with_, by="A. Analyst")


def decided(harbour: Harbour, *decisions: Decision) -> Evidence:
    evidence, corpus = harbour
    return decide(evidence, corpus, decisions, counted_as_found)


def told(brief: Brief) -> list[str]:
    names = (SectionName.BOTTOM_LINE, SectionName.KEY_FACTS)
    return [item.ref for name in names for item in getattr(brief.section(name), "items", ())]


def edited(brief: Brief) -> set[str]:
    return {item.ref for item in brief.items() if item.edited}


def led(evidence: Evidence) -> list[Fact]:
    by_id = {fact.id: fact for fact in evidence.facts}
    return [by_id[one.lead] for one in evidence.developments]


def rendered(brief: Brief, evidence: Evidence, corpus: Corpus) -> dict[str, str]:
    config = with_formats(Config(), FORMATS.split(","))
    files = render(verify(brief, evidence, corpus), config.formats)
    return {one.path: comparable(READ[one.path](one.content)) for one in files if one.path in READ}


def test_nothing_decided_leaves_evidence_and_brief_as_they_are(harbour: Harbour) -> None:
    assert decided(harbour) == harbour[0]
    assert edited(compose(harbour[0], Config(), ISSUE)) == set()


def test_what_is_hidden_stands_in_no_section_and_no_file(harbour: Harbour) -> None:
    evidence, corpus = harbour
    for fact in evidence.facts:
        result = decided(harbour, on(corpus, Act.HIDE, fact))
        brief = compose(result, Config(), ISSUE)
        assert not result.stale
        assert fact.id in {one.ref for one in result.decided}
        assert fact.id not in {item.ref for item in brief.items()}
        note = encode_brief(brief).decode()
        assert f'"text": "{fact.text}"' not in note
        assert len(told(brief)) == len({one.lead for one in result.developments} - {fact.id})
    storm = next(fact for fact in evidence.facts if "five sailors" in fact.text)
    assert storm.id in {fact.id for fact in led(evidence)}
    result = decided(harbour, on(corpus, Act.HIDE, storm))
    files = rendered(compose(result, Config(), ISSUE), result, corpus)
    passages = files.pop("brief.html").split(comparable("Evidence ledger"))[0]
    for text in (passages, *files.values()):
        assert comparable("killed four sailors") in text
        assert comparable("five sailors") not in text


def test_a_hidden_lead_gives_way_to_the_best_that_is_left(harbour: Harbour) -> None:
    evidence, corpus = harbour
    development = next(one for one in evidence.developments if len(one.members) > 1)
    first, second = (fact for fact in evidence.facts if fact.id in development.members)
    lead, other = (first, second) if first.id == development.lead else (second, first)
    once = decided(harbour, on(corpus, Act.HIDE, lead))
    assert other.id in told(compose(once, Config(), ISSUE))
    both = decided(harbour, on(corpus, Act.HIDE, lead), on(corpus, Act.HIDE, other))
    assert {lead.id, other.id}.isdisjoint(told(compose(both, Config(), ISSUE)))


def test_what_is_hidden_takes_what_is_said_in_it_with_it(harbour: Harbour) -> None:
    evidence, corpus = harbour
    quotation = next(one for one in evidence.quotations if one.kind is QuotationKind.DIRECT)
    fact = next(one for one in evidence.facts if quotation.text in one.text)
    gone = decided(harbour, on(corpus, Act.HIDE, fact))
    assert quotation.id not in {item.ref for item in compose(gone, Config(), ISSUE).items()}
    alone = compose(decided(harbour, on(corpus, Act.HIDE, quotation)), Config(), ISSUE)
    assert quotation.id not in {item.ref for item in alone.items()}
    assert fact.id in told(alone)


def test_a_hidden_title_is_no_headline(harbour: Harbour) -> None:
    evidence, corpus = harbour
    before = compose(evidence, Config(), ISSUE)
    (headline,) = before.section(SectionName.HEADLINE).items  # type: ignore[union-attr]
    title = next(one for one in evidence.titles if one.id == headline.ref)
    hide = Decision("h", Act.HIDE, passage(corpus, title.citation))
    after = compose(decided(harbour, hide), Config(), ISSUE)
    assert title.id not in {item.ref for item in after.items()}


def test_show_brings_a_fact_beyond_the_limit_of_the_note(harbour: Harbour) -> None:
    evidence, corpus = harbour
    config = Config(facts=Facts(max=2))
    leads = led(evidence)
    result = decided(harbour, on(corpus, Act.SHOW, leads[4]))
    brief = compose(result, config, ISSUE)
    assert told(brief) == [leads[0].id, leads[1].id, leads[4].id]
    assert edited(brief) == {leads[4].id}
    assert [one.found for one in result.decided] == ["rank 5"]
    verify(brief, result, corpus)


def test_show_tells_what_no_development_has_room_for_behind_its_lead(harbour: Harbour) -> None:
    evidence, corpus = harbour
    shown = {ref for one in evidence.developments for ref in (one.lead, *one.details)}
    fact = next(fact for fact in evidence.facts if fact.id not in shown)
    result = decided(harbour, on(corpus, Act.SHOW, fact))
    brief = compose(result, Config(facts=Facts(max=1, details=0)), ISSUE)
    assert [item.ref for item in brief.items() if item.edited] == [fact.id]
    verify(brief, result, corpus)


def test_show_and_pin_choose_quotations_too(harbour: Harbour) -> None:
    evidence, corpus = harbour
    config = Config(quotations=Quotations(max=1))
    before = compose(evidence, config, ISSUE)
    chosen = before.section(SectionName.QUOTATIONS)
    assert chosen is not None
    left = [one for one in evidence.quotations if one.id != chosen.items[0].ref]
    with_it = compose(decided(harbour, on(corpus, Act.SHOW, left[0])), config, ISSUE)
    assert refs_of(with_it) == [chosen.items[0].ref, left[0].id]
    ahead = decided(harbour, on(corpus, Act.PIN, left[-1]), on(corpus, Act.SHOW, left[0]))
    assert refs_of(compose(ahead, config, ISSUE))[0] == left[-1].id


def refs_of(brief: Brief) -> list[str]:
    section = brief.section(SectionName.QUOTATIONS)
    return [item.ref for item in section.items] if section else []


def test_pin_puts_first_and_the_last_pin_before_earlier_ones(harbour: Harbour) -> None:
    evidence, corpus = harbour
    leads = led(evidence)
    talk = next(fact for fact in leads if not fact.may_lead)
    result = decided(harbour, on(corpus, Act.PIN, leads[2]), on(corpus, Act.PIN, talk))
    brief = compose(result, Config(), ISSUE)
    rest = [one.id for one in leads if one not in (talk, leads[2])]
    assert told(brief) == [talk.id, leads[2].id, *rest]
    assert [one.rank for one in result.developments] == list(range(1, len(leads) + 1))
    assert edited(brief) >= {talk.id, leads[2].id}
    verify(brief, result, corpus)


def test_a_pinned_fact_leads_its_development(harbour: Harbour) -> None:
    evidence, corpus = harbour
    development = next(one for one in evidence.developments if len(one.members) > 1)
    other = next(ref for ref in development.members if ref != development.lead)
    fact = next(fact for fact in evidence.facts if fact.id == other)
    first = decided(harbour, on(corpus, Act.PIN, fact)).developments[0]
    assert (first.lead, first.details) == (fact.id, (development.lead,))


def test_above_puts_directly_above(harbour: Harbour) -> None:
    evidence, corpus = harbour
    leads = led(evidence)
    ids = [fact.id for fact in leads]
    result = decided(harbour, on(corpus, Act.ABOVE, leads[5], leads[2]))
    assert [one.lead for one in result.developments] == [*ids[:2], ids[5], *ids[2:5], *ids[6:]]
    down = decided(harbour, on(corpus, Act.ABOVE, leads[2], leads[0]))
    assert [one.lead for one in down.developments] == [ids[2], *ids[:2], *ids[3:]]
    itself = decided(harbour, on(corpus, Act.ABOVE, leads[2], leads[2]))
    assert itself.stale[0].became == "both state the same, told once"


def test_values_that_do_not_disagree_are_shown_side_by_side_no_more(harbour: Harbour) -> None:
    evidence, corpus = harbour
    (held,) = evidence.disagreements
    one, other = (value.citations[0] for value in held.values)
    verdict = Decision("n", Act.NOT_A_DISAGREEMENT, passage(corpus, other), passage(corpus, one))
    result = decided(harbour, verdict)
    brief = compose(result, Config(), ISSUE)
    assert result.disagreements == evidence.disagreements
    assert held.id not in {item.ref for item in brief.items()}
    verify(brief, result, corpus)


def became(texts: Iterable[str], decision: Decision) -> str:
    evidence, corpus = merge_corpus(*texts)
    result = decide(evidence, corpus, [decision], counted_as_found)
    assert not result.decided
    (stale,) = result.stale
    return stale.became


def test_what_became_of_words_is_said() -> None:
    hide = Decision("h", Act.HIDE, Passage("The lock at Tarn closed on Monday.", "S1.txt", "¶1"))
    opened = "The lock at Tarn opened on Monday. Nobody was hurt in the town."
    assert became([opened], hide) == (
        "the words stand there no more; the nearest there: “The lock at Tarn opened on Monday.”"
    )
    gone = replace(hide, passage=replace(hide.passage, path="other.txt"))
    assert became([opened], gone) == "the source is there no more"
    part = replace(hide, passage=replace(hide.passage, words="The lock at Tarn opened"))
    assert became([opened], part) == (
        "the words stand in S1, but are no statement any more; there stands: “The lock at Tarn"
        " opened on Monday.”"
    )


def test_a_decision_holds_over_a_corrected_page_and_another_key() -> None:
    crane = "A crane fell into the river at Lipnik, and the crew of a boat rescued two men."
    text = f"The lock at Tarn was closed on Monday. {crane}"
    evidence, corpus = merge_corpus(text)
    fact = next(fact for fact in evidence.facts if "crane" in fact.text)
    hide = on(corpus, Act.HIDE, fact)
    wrapped = crane.replace("the crew", "the\ncrew")
    moved = f"The town council met on Friday to talk of it.\n\n{wrapped}"
    later, other = merge_corpus("Nine wells ran dry in Orvel.", moved)
    result = decide(later, other, [hide], counted_as_found)
    assert [one.act for one in result.decided] == [Act.HIDE]
    assert not result.stale


def test_stale_decisions_are_told_among_the_notes_on_inputs(harbour: Harbour) -> None:
    gone = Decision("h", Act.HIDE, Passage("Nobody said this.", "gone.txt"))
    result = decided(harbour, gone)
    section = compose(result, Config(), ISSUE).section(SectionName.INPUTS)
    assert section is not None
    assert section.notes[-1] == (
        "Not applied: hide “Nobody said this.” in gone.txt: the source is there no more."
    )


def test_decisions_are_kept_in_the_evidence(harbour: Harbour) -> None:
    evidence, corpus = harbour
    gone = Decision("h", Act.HIDE, Passage("Nobody said this.", "gone.txt"))
    result = decided(harbour, on(corpus, Act.PIN, evidence.facts[2]), gone)
    assert decode_evidence(encode_evidence(result)) == result


def test_what_was_decided_on_is_marked_in_every_file(harbour: Harbour) -> None:
    evidence, corpus = harbour
    leads = led(evidence)
    said = next(one for one in evidence.quotations if "nine" in one.text or "ninety" in one.text)
    result = decided(
        harbour, on(corpus, Act.PIN, leads[2]), on(corpus, Act.ABOVE, leads[5], leads[1]),
        on(corpus, Act.PIN, said),
    )  # fmt: skip
    brief = compose(result, Config(), ISSUE)
    number = len([item for item in brief.items() if item.edited])
    assert number >= 3
    for path, text in rendered(brief, result, corpus).items():
        assert text.count(MARK) >= number, path
        assert comparable(leads[2].text) in text, path
    plain = compose(evidence, Config(), ISSUE)
    for path, text in rendered(plain, evidence, corpus).items():
        assert MARK not in text, path


def test_a_mark_that_is_wrong_is_refused(harbour: Harbour) -> None:
    evidence, corpus = harbour
    leads = led(evidence)
    result = decided(harbour, on(corpus, Act.PIN, leads[2]))
    brief = compose(result, Config(), ISSUE)
    for edits, fault in ((set(), "is not marked"), ({leads[0].id, leads[2].id}, "and is not")):
        wrong = replace(
            brief,
            sections=tuple(
                replace(
                    section,
                    items=tuple(replace(item, edited=item.ref in edits) for item in section.items),
                )
                for section in brief.sections
            ),
        )
        with pytest.raises(VerificationFailed, match=fault):
            verify(wrong, result, corpus)
    forgotten = replace(brief, evidence=replace(brief.evidence, decided=()))
    with pytest.raises(VerificationFailed, match="decisions: not as the evidence has them"):
        verify(forgotten, result, corpus)
