from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.spans import Span
from briefgen.model.speech import Quoted, find_quoted

PIECES = ("“", "”", '"', "«", "»", "‘", "’", "'", "``", "''", " ", ",", ". ", "rain", "s", "6")
PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=15).map("".join), min_size=1, max_size=5
)


def read(paragraphs: list[str]) -> tuple[str, list[Span], tuple[tuple[Quoted, ...], ...]]:
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 1
    text = "\n".join(paragraphs)
    return text, spans, find_quoted(text, spans)


@given(PARAGRAPHS)
def test_marks_stretches_are_sorted_disjoint_and_inside_their_paragraph(
    paragraphs: list[str],
) -> None:
    text, spans, found = read(paragraphs)
    assert len(found) == len(spans)
    for span, quoted in zip(spans, found, strict=True):
        end = span.start
        for q in quoted:
            assert end <= q.whole.start
            assert q.whole.end <= span.end
            assert q.whole.contains(q.inner)
            assert q.inner.of(text) == q.inner.of(text).strip()
            end = q.whole.end


@given(PARAGRAPHS, st.data())
def test_marks_removing_one_changes_its_paragraph_and_the_next_only(
    paragraphs: list[str], data: st.DataObject
) -> None:
    paragraphs = ['"Rain."', *paragraphs, '"Rain."']
    at = data.draw(st.integers(1, len(paragraphs) - 2))
    changed = [p.replace("“", "", 1) if i == at else p for i, p in enumerate(paragraphs)]
    if not changed[at]:
        return
    before = _inner(paragraphs)
    after = _inner(changed)
    assert [w for i, w in enumerate(before) if i != at] == [
        w for i, w in enumerate(after) if i != at
    ]


def _inner(paragraphs: list[str]) -> list[list[str]]:
    text, _, found = read(paragraphs)
    return [[q.inner.of(text) for q in quoted] for quoted in found]
