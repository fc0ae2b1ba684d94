"""Word-level differences lead from one wording to the other, and back."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.edits import Operation, WordEdit, word_edits

WORDS = st.lists(st.sampled_from(["the", "The", "quay,", "quay", "“is”", "not", "—", "5", "l’eau"]))
WORDING = WORDS.map(" ".join)


def _joined(edits: tuple[WordEdit, ...], *operations: Operation) -> list[str]:
    return [word for e in edits if e.operation in operations for word in e.text.split()]


@given(WORDING, WORDING)
def test_edits_hold_both_wordings(first: str, other: str) -> None:
    edits = word_edits(first, other)
    assert _joined(edits, Operation.KEEP, Operation.DROP) == first.split()
    rebuilt = _joined(edits, Operation.KEEP, Operation.ADD)
    assert [_bare(w) for w in rebuilt] == [_bare(w) for w in other.split()]


@given(WORDING)
def test_edits_of_the_same_wording_keep_it(wording: str) -> None:
    assert all(e.operation is Operation.KEEP for e in word_edits(wording, wording.upper()))


def _bare(word: str) -> str:
    return word.casefold().strip("“”,") or word
