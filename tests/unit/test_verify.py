from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from unit.briefs import one_event

from briefgen.compose import compose
from briefgen.config import Config
from briefgen.errors import VerificationFailed
from briefgen.model.annotations import QuotationKind
from briefgen.model.brief import Brief, Item, SectionName, VerifiedBrief
from briefgen.model.evidence import Evidence, Likeness, Speaker, Version
from briefgen.model.text import Corpus
from briefgen.verification import check_folder, verify
from briefgen.verification.evidence.together import misplaced
from briefgen.verification.rendered import comparable, html_text

ISSUE = date(2026, 11, 23)
Harbour = tuple[Evidence, Corpus]


def _changed(speaker: Speaker, field: str) -> Speaker:
    if field == "name":
        return replace(speaker, name="the mayor")
    if field == "role":
        return replace(speaker, role="the mayor")
    return replace(speaker, organisation="the mayor")


def failures(evidence: Evidence, corpus: Corpus) -> list[str]:
    brief = compose(evidence, Config(), date(2026, 11, 23))
    with pytest.raises(VerificationFailed) as caught:
        verify(brief, evidence, corpus)
    return [str(finding) for finding in caught.value.findings]


def unplaced(verified: VerifiedBrief) -> Brief:
    """Return the brief as it was before it was verified, which names the cited paragraphs."""
    assert verified.brief.paragraphs
    return replace(verified.brief, paragraphs=())


def test_verify_returns_the_brief_with_the_fresh_corpus(harbour: Harbour) -> None:
    evidence, corpus = harbour
    brief = compose(evidence, Config(), date(2026, 11, 23))
    verified = verify(brief, evidence, corpus)
    assert unplaced(verified) == brief
    assert verified.corpus is corpus


def test_verify_refuses_a_brief_whose_source_is_gone(harbour: Harbour) -> None:
    evidence, corpus = harbour
    found = failures(evidence, Corpus(corpus.documents[1:]))
    assert "agency.txt: source S1 cannot be read any more" in found


def test_verify_refuses_a_name_that_no_source_has(harbour: Harbour) -> None:
    evidence, corpus = harbour
    actors = (replace(evidence.actors[0], name="Ingrid Fossler"), *evidence.actors[1:])
    assert any(
        "no mention has this name" in f for f in failures(replace(evidence, actors=actors), corpus)
    )


def test_verify_refuses_a_role_that_no_source_gives(harbour: Harbour) -> None:
    evidence, corpus = harbour
    actor = next(a for a in evidence.actors if a.roles)
    wrong = replace(actor, roles=(replace(actor.roles[0], text="mayor of Larnham"),))
    actors = tuple(wrong if a is actor else a for a in evidence.actors)
    found = failures(replace(evidence, actors=actors), corpus)
    assert any("not 'mayor of Larnham'" in f for f in found)


@pytest.mark.parametrize("field", ["name", "role", "organisation"])
def test_verify_refuses_a_speaker_that_is_not_cited(harbour: Harbour, field: str) -> None:
    evidence, corpus = harbour
    first = evidence.quotations[0]
    wrong = replace(first, speaker=_changed(first.speaker, field))
    quotations = (wrong, *evidence.quotations[1:])
    found = failures(replace(evidence, quotations=quotations), corpus)
    assert any("'the mayor' is not cited" in f for f in found)


def test_verify_refuses_quotation_marks_round_indirect_speech(harbour: Harbour) -> None:
    evidence, corpus = harbour
    indirect = next(q for q in evidence.quotations if q.kind is QuotationKind.INDIRECT)
    wrong = replace(indirect, kind=QuotationKind.DIRECT)
    quotations = tuple(wrong if q is indirect else q for q in evidence.quotations)
    found = failures(replace(evidence, quotations=quotations), corpus)
    assert any("direct speech without quotation marks" in f for f in found)


def test_verify_refuses_words_that_are_not_the_parts(harbour: Harbour) -> None:
    evidence, corpus = harbour
    wrong = replace(evidence.quotations[0], text="something else")
    quotations = (wrong, *evidence.quotations[1:])
    found = failures(replace(evidence, quotations=quotations), corpus)
    assert any("other words" in f for f in found)


def test_verify_refuses_another_date_than_the_source_has(harbour: Harbour) -> None:
    evidence, corpus = harbour
    event = evidence.events[0]
    wrong = replace(event, date=replace(event.date, expression="on Sunday"))
    found = failures(replace(evidence, events=(wrong, *evidence.events[1:])), corpus)
    assert any("another date" in f for f in found)


def test_check_folder_of_nothing_names_the_manifest() -> None:
    (finding,) = check_folder({}, Corpus(()))
    assert finding.where == "manifest.json"


def test_comparable_text_has_no_layout() -> None:
    assert comparable("The sa\u00adtel-\nlites  are “here”") == comparable(
        "The satellites are“here”"
    )


def test_html_text_is_what_a_reader_sees() -> None:
    page = (
        b"<head><title>t</title><style>p{}</style></head><p>a &amp; <b>b</b></p><script>x</script>"
    )
    assert html_text(page) == "a & b"


def test_verify_refuses_a_difference_that_is_none(harbour: Harbour) -> None:
    evidence, corpus = harbour
    first, other = evidence.quotations[:2]
    made = Version("v", first.id, other.id, Likeness.SAME, ())
    found = failures(replace(evidence, versions=(made,)), corpus)
    assert any(f.endswith("version v: another difference") for f in found)


def told_together(harbour: Harbour) -> Brief:
    """Return a brief whose first fact has two details."""
    facts = harbour[0].facts
    return compose(one_event(harbour[0], facts[0], facts[3], facts[1]), Config(), ISSUE)


def altered(brief: Brief, lead: Callable[[Item], Item]) -> Brief:
    """Return a brief with another first item in its bottom line."""
    section = brief.section(SectionName.BOTTOM_LINE)
    assert section is not None
    items = (lead(section.items[0]), *section.items[1:])
    others = tuple(replace(s, items=items) if s is section else s for s in brief.sections)
    return replace(brief, sections=others)


def test_verify_accepts_details_behind_their_lead(harbour: Harbour) -> None:
    brief = told_together(harbour)
    assert unplaced(verify(brief, brief.evidence, harbour[1])) == brief


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda item: replace(item, details=item.details[::-1]), "or in another order"),
        (lambda item: replace(item, details=item.details[:1] * 2), "or in another order"),
        (
            lambda item: replace(
                item, details=(replace(item.details[0], citations=item.citations[:1]),)
            ),
            "shown without this citation",
        ),
        (lambda item: replace(item, citations=item.details[0].citations), "without this citation"),
    ],
)
def test_verify_refuses_details_that_are_not_their_leads_or_not_proved(
    harbour: Harbour, change: Callable[[Item], Item], fault: str
) -> None:
    brief = told_together(harbour)
    with pytest.raises(VerificationFailed) as caught:
        verify(altered(brief, change), brief.evidence, harbour[1])
    assert any(fault in str(finding) for finding in caught.value.findings)


def test_details_must_stand_behind_their_lead_in_a_finished_file(harbour: Harbour) -> None:
    evidence = told_together(harbour).evidence
    facts = {fact.id: fact for fact in evidence.facts}
    one = evidence.developments[0]
    shown = (one.lead, *one.details)
    words = [facts[ref].wording for ref in shown]
    right = comparable(" ".join(words))
    assert not list(misplaced(evidence, shown, right, "brief.html"))
    assert not list(misplaced(evidence, shown, comparable("Headline ") + right, "brief.html"))
    before = list(misplaced(evidence, shown, comparable(" ".join(words[::-1])), "brief.html"))
    assert [finding.message.split()[2:4] for finding in before] == [["not", "behind"]] * 2
    swapped = list(misplaced(evidence, (one.lead, *one.details[::-1]), right, "brief.html"))
    assert any("details in another order" in finding.message for finding in swapped)
