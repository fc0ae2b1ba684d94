"""Words in capitals by which a page points elsewhere state nothing, and part nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.clean.links import find_links
from briefgen.clean.phrases import MARKED_POINTERS, POINTERS


def left(words: str) -> str:
    """Return a paragraph without what points elsewhere."""
    for cut in reversed(tuple(find_links(words, 0))):
        words = words[: cut.start] + words[cut.end :]
    return " ".join(words.split())


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("The mill shut. READ MORE The dockers wept.", "The mill shut. The dockers wept."),
        ("The mill shut on Friday. MORE", "The mill shut on Friday."),
        ("The mill shut on Friday MORE >", "The mill shut on Friday"),
        ("The mill shut. RELATED: Nine jobs lost. All wept.", "The mill shut. All wept."),
        ("READ MORE: Mill workers in tears", ""),
        ("The mill shut. SEE ALSO | Tugs of Odda sold", "The mill shut."),
    ],
)
def test_what_points_to_other_reports_is_cut(words: str, rest: str) -> None:
    assert left(words) == rest


@pytest.mark.parametrize(
    "words",
    [
        "NO MORE tugs will be built in Odda.",
        "The board wants MORE money for the mill.",
        "DOCKERS OF ODDA WANT MORE",
        "Read more of this poem, he said, and weep.",
        "I SAID READ MORE. The dockers laughed.",
        "The ship's log has one word: WATCH. The captain wrote it.",
    ],
)
def test_the_same_words_of_a_sentence_stay(words: str) -> None:
    assert left(words) == words


@given(st.text(alphabet="aB .:|>\n", max_size=40), st.sampled_from([*POINTERS, *MARKED_POINTERS]))
def test_links_are_disjoint_and_in_order(words: str, pointer: str) -> None:
    text = f"{words} {pointer} {words} {pointer}: {words}"
    cuts = list(find_links(text, 0))
    ends = [offset for cut in cuts for offset in (cut.start, cut.end)]
    assert ends == sorted(ends)
    assert all(0 <= cut.start < cut.end <= len(text) for cut in cuts)
