"""brief.json has all of a note: what is read from it is equal, is proved, and renders alike."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import merge_corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.briefs import dam_brief

from briefgen.compose import compose
from briefgen.compose.excerpt import excerpt
from briefgen.config import Config
from briefgen.config.settings import Actors, Facts, Most, Quotations
from briefgen.model.brief import (
    USUAL_ORDER,
    Brief,
    Masthead,
    OwnPart,
    Section,
    SectionName,
)
from briefgen.model.codec import decode_brief, encode_brief
from briefgen.model.evidence import Actor, Disagreement, Evidence
from briefgen.model.issues import Changes, FactChange, Issue, Revision, Standing
from briefgen.model.text import Corpus
from briefgen.model.written import Form, Piece, Words
from briefgen.render import render
from briefgen.verification import verify
from briefgen.verification.evidence.quoted import check_quoted

SENTENCES = [
    "The council of Larnham voted for a new bridge of 90 million euros on Tuesday.",
    "Councillors in Larnham voted on 17 November 2026 to build a bridge.",
    "Ann Holm, the mayor of Larnham, voted against the new bridge on Tuesday.",
    "Landslides killed three drivers near Ulvik, Norway, on Monday.",
    "Landslides near Ulvik killed seven drivers on Monday, police said.",
    "“We will build it,” Ann Holm said on Wednesday. “But only if the toll is paid,” she said.",
    "“We will build it,” Mayor Holm told reporters in Georgia.",
    "Tom Berg, a driver, said the road “was never safe”. “Nobody asked us,” Berg said.",
    "“They never asked us, and we would not have agreed,” Tom Berg said.",
]
TEXTS = st.lists(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), min_size=1, max_size=5
)
FEW = st.integers(0, 4)
CONFIGS = st.builds(
    Config,
    facts=st.builds(Facts, max=st.integers(1, 6)),
    quotations=st.builds(Quotations, max=FEW),
    actors=st.builds(Actors, max=FEW),
    timeline=st.builds(Most, max=FEW),
    sections=st.one_of(
        st.just(()), st.lists(st.sampled_from(USUAL_ORDER), unique=True, min_size=1).map(tuple)
    ),
)
DAY = date(2026, 11, 23)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PARTS = st.lists(st.sampled_from(list(OwnPart)), max_size=2, unique=True).map(tuple)
HEAD_TEXTS = {name: WORDS for name in Masthead.__slots__ if name != "to_confirm"}
MASTHEADS = st.builds(Masthead, **HEAD_TEXTS, to_confirm=PARTS)
REMARKS = st.lists(WORDS, max_size=2).map(tuple)
PIECES = st.lists(
    st.builds(Piece, WORDS, st.booleans(), st.booleans(), st.integers(0, 3)), max_size=3
)
OWN = st.recursive(
    st.builds(Words, st.sampled_from(Form), PIECES.map(tuple)),
    lambda parts: st.builds(
        Words, st.sampled_from(Form), parts=st.lists(parts, max_size=2).map(tuple)
    ),
    max_leaves=4,
)


@settings(max_examples=20)
@given(TEXTS, CONFIGS)
def test_note_read_again_is_the_note(texts: list[list[str]], config: Config) -> None:
    evidence, corpus = merge_corpus(*("\n\n".join(text) for text in texts))
    brief = compose(evidence, config, DAY)
    content = encode_brief(brief)
    again = decode_brief(content)

    assert again == brief
    assert encode_brief(again) == content
    proved = verify(brief, evidence, corpus).brief
    assert replace(proved, paragraphs=()) == brief
    assert verify(again, again.evidence, corpus).brief == proved


@given(MASTHEADS, REMARKS, st.lists(OWN, max_size=2), WORDS, st.integers(0, 9))
def test_note_of_any_words_is_read_again(
    masthead: Masthead, notes: tuple[str, ...], own: list[Words], title: str, figures: int
) -> None:
    whole = dam_brief().brief
    view = Section(SectionName.ASSESSMENT, (), notes, tuple(own), title, number=1)
    sections = (view, *whole.sections[1:])
    brief = replace(whole, masthead=masthead, sections=sections, figures=figures)
    assert decode_brief(encode_brief(brief)) == brief


@settings(max_examples=15)
@given(TEXTS, CONFIGS)
def test_excerpt_of_an_excerpt_is_itself(texts: list[list[str]], config: Config) -> None:
    evidence, _ = merge_corpus(*("\n\n".join(text) for text in texts))
    brief = compose(evidence, config, DAY)
    assert excerpt(brief.evidence, brief.sections) == brief.evidence


@settings(max_examples=15)
@given(TEXTS, CONFIGS, st.data())
def test_halves_of_speech_are_found_in_a_note_as_in_all_evidence(
    texts: list[list[str]], config: Config, data: st.DataObject
) -> None:
    """Also where a note leaves out who says what stands beside the words shown."""
    evidence, corpus = merge_corpus(*("\n\n".join(text) for text in texts))
    brief = compose(evidence, config, DAY)
    shown = [item.ref for item in brief.items()]
    cut = {ref for ref in shown if data.draw(st.booleans())}
    held = {document.source.key: document.text for document in corpus.documents}
    attached = {key: text if key in brief.attested else "" for key, text in held.items()}
    whole, part = (without_limits(one, cut) for one in (evidence, brief.evidence))

    told = list(check_quoted(whole, shown, held))
    assert list(check_quoted(part, shown, held, brief.spoken)) == told
    near = [finding for finding in told if finding.message.split(" of ")[-1] in brief.attested]
    assert list(check_quoted(part, shown, attached, brief.spoken)) == near


def without_limits(evidence: Evidence, cut: set[str]) -> Evidence:
    return replace(
        evidence,
        facts=tuple(replace(f, reservations=()) if f.id in cut else f for f in evidence.facts),
        quotations=tuple(
            replace(q, reservations=()) if q.id in cut else q for q in evidence.quotations
        ),
    )


def changed(brief: Brief) -> Brief:
    """Return the note with all that it may say of the last issue."""
    evidence = brief.evidence
    before, after = evidence.facts[0].citations[0], evidence.facts[1].citations[0]
    issue = Issue("0" * 64, "7", "Earlier", "2026-11-16", "", "", "", "out/earlier")
    revision = Revision("day", before, after)
    facts = (
        FactChange(evidence.facts[0].id, Standing.CHANGED, before, (revision,)),
        FactChange(evidence.facts[1].id, Standing.NEW),
    )
    actors = tuple(actor.id for actor in evidence.actors[:1])
    return replace(brief, changes=Changes(issue, facts, (before,), actors, evidence.sources[:1]))


def test_note_with_changes_is_read_again(harbour: tuple[Evidence, Corpus]) -> None:
    for brief in (changed(compose(harbour[0], Config(), DAY)), changed(dam_brief().brief)):
        assert decode_brief(encode_brief(brief)) == brief


def test_note_read_again_renders_the_same_bytes(harbour: tuple[Evidence, Corpus]) -> None:
    evidence, corpus = harbour
    verified = verify(compose(evidence, Config(), DAY), evidence, corpus)
    again = decode_brief(encode_brief(verified.brief))
    formats = ("html", "pdf", "email")
    assert render(verify(again, again.evidence, corpus), formats) == render(verified, formats)


def test_note_holds_whole_what_it_shows(harbour: tuple[Evidence, Corpus]) -> None:
    evidence, _ = harbour
    brief = compose(evidence, Config(), DAY)
    told = (*evidence.facts, *evidence.quotations, *evidence.events, *evidence.titles)
    for item in brief.items():
        shown = brief.shown(item)
        assert isinstance(shown, (Actor, Disagreement)) or shown in told
    assert brief.evidence.sources == evidence.sources
    assert brief.totals.facts == len(evidence.facts)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Expecting value"),
        (b"[]", "no object"),
        (b'{"schema": "briefgen/brief/9"}', "the schema is not"),
        (b'{"schema": "briefgen/brief/1"}', "Field required"),
        (b'{"schema": "briefgen/brief/1", "evidence": {"facts": [1]}}', "facts or links"),
        (b'{"schema": "briefgen/brief/1", "evidence": 1}', "facts or links"),
    ],
)
def test_codec_says_why_a_note_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        decode_brief(content)


def test_note_that_is_passed_on_names_no_folder_of_this_machine() -> None:
    brief = replace(dam_brief().brief, template="/home/ann/desk/house", fonts="../our-fonts")
    assert (brief.portable.template, brief.portable.fonts) == ("house", "our-fonts")
    assert dam_brief().brief.portable == dam_brief().brief
