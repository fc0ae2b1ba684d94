"""Words of a decision are found while they stand, wherever that is."""

from dataclasses import replace

from conftest import document_of
from hypothesis import given
from hypothesis import strategies as st

from briefgen.decide.places import Place, Places
from briefgen.model.citations import cite
from briefgen.model.decisions import Passage
from briefgen.model.text import Corpus, Document

NOUNS = ("wells", "boats", "roads", "mills", "locks", "barns", "ferries", "kilns")
DEEDS = ("closed", "opened", "burned", "moved", "failed", "sank", "ran dry", "were sold")
SENTENCES = st.builds(
    lambda n, noun, deed, place: f"Some {n} {noun} {deed} in {place} that year.",
    st.integers(2, 99),
    st.sampled_from(NOUNS),
    st.sampled_from(DEEDS),
    st.sampled_from(("Orvel", "Tarn", "Lipnik")),
)
PARAGRAPHS = st.lists(SENTENCES, min_size=2, max_size=12, unique=True)


def corpus_of(*texts: str) -> Corpus:
    documents = (document_of(text, key=f"S{n}") for n, text in enumerate(texts, 1))
    return Corpus(tuple(documents))


def words_at(document: Document, place: Place) -> str:
    return " ".join(place.span.of(document.text).split())


def passage(document: Document, words: str, number: int = 0) -> Passage:
    """Return the passage of a sentence in a paragraph of its own, as a mark names it."""
    return Passage(words, document.source.path, f"¶{number + 1}")


@given(PARAGRAPHS, st.data())
def test_words_that_moved_inside_their_source_are_found(
    sentences: list[str], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(sentences) - 1))
    before = document_of("\n\n".join(sentences))
    moved = data.draw(st.permutations([*sentences, "An editor added this, and broke a line."]))
    after = document_of("\n\n".join(moved).replace(" in ", "\nin "))
    found = Places(Corpus((after,))).find(passage(before, sentences[number], number))
    assert not isinstance(found, str)
    assert [words_at(after, one) for one in found] == [sentences[number]]


@given(PARAGRAPHS, st.data())
def test_of_words_that_stand_twice_the_place_tells_which_are_meant(
    sentences: list[str], data: st.DataObject
) -> None:
    words = data.draw(st.sampled_from(sentences))
    doubled = [*sentences, words]
    held = document_of("\n\n".join(doubled))
    for number in (sentences.index(words), len(sentences)):
        found = Places(Corpus((held,))).find(passage(held, words, number))
        assert not isinstance(found, str)
        assert len(found) == 2
        assert cite(held, found[0].span).locator.place == f"¶{number + 1}"
    nowhere = Places(Corpus((held,))).find(Passage(words, held.source.path, "¶99"))
    assert not isinstance(nowhere, str)
    assert nowhere == tuple(sorted(nowhere, key=lambda place: place.span))


@given(PARAGRAPHS, st.data())
def test_words_that_changed_are_gone_and_the_nearest_sentence_is_named(
    sentences: list[str], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(sentences) - 1))
    words = sentences[number]
    changed = words.replace("Some ", "Some 1")
    held = document_of("\n\n".join(changed if one == words else one for one in sentences))
    found = Places(Corpus((held,))).find(Passage(words, held.source.path, f"¶{number + 1}"))
    assert found == f"the words stand there no more; the nearest there: “{changed}”"


@given(PARAGRAPHS, PARAGRAPHS, st.data())
def test_words_whose_source_has_another_path_are_found_in_the_one_that_has_them(
    sentences: list[str], others: list[str], data: st.DataObject
) -> None:
    words = data.draw(st.sampled_from(sentences))
    rest = [one for one in others if one != words]
    corpus = corpus_of("\n\n".join(sentences), "\n\n".join(["Nothing else.", *rest]))
    found = Places(corpus).find(Passage(words, "last-week/page.html", "¶1"))
    assert not isinstance(found, str)
    assert {one.source for one in found} == {"S1"}


@given(PARAGRAPHS, st.data())
def test_words_that_several_other_sources_have_are_nobodys(
    sentences: list[str], data: st.DataObject
) -> None:
    words = data.draw(st.sampled_from(sentences))
    corpus = corpus_of(*["\n\n".join(sentences)] * 2)
    places = Places(corpus)
    assert places.find(Passage(words, "gone.txt")) == "no such source there, but in S1, S2"
    own = places.find(Passage(words, "S2.txt"))
    assert not isinstance(own, str)
    assert {one.source for one in own} == {"S2"}


def test_a_source_that_is_gone_is_said_to_be() -> None:
    places = Places(corpus_of("Nine wells ran dry."))
    assert places.find(Passage("Words of nobody.", "gone.txt")) == "the source is there no more"
    assert places.find(Passage("Words of nobody.", "S1.txt")) == "the words stand there no more"


def test_half_a_word_is_no_word() -> None:
    held = document_of("The well ran dry.")
    for part in ("he well ran", "The well ran d"):
        assert isinstance(Places(Corpus((held,))).find(Passage(part, "S1.txt")), str)
    again = replace(held, source=replace(held.source, key="S9"))
    found = Places(Corpus((again,))).find(Passage("well ran dry", "S1.txt"))
    assert not isinstance(found, str)
    assert found[0].source == "S9"
