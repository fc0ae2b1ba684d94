from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.spans import Span
from briefgen.render.passages import cut

TEXT = "The gate was opened at noon, then shut."

spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).map(
    lambda pair: Span(min(pair), max(pair) if max(pair) > min(pair) else min(pair) + 1)
)


@given(st.lists(spans, max_size=6))
def test_passages_cut_text_so_that_each_citation_can_be_put_together(cited: list[Span]) -> None:
    numbered = list(enumerate(cited, 1))
    pieces = cut(TEXT, Span(0, len(TEXT)), numbered)

    assert "".join(piece.text for piece in pieces) == TEXT
    for n, span in numbered:
        assert "".join(p.text for p in pieces if n in p.citations) == span.of(TEXT)
        assert sum(n in piece.begun for piece in pieces) == 1
