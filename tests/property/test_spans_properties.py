"""The map from edited text back to raw text, over all kinds of text and edits."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.clean.canonical import canonical
from briefgen.model.spans import Edit, OffsetMap, Span, apply_edits

TEXT = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("ab \n\t\u00ad\u200b\ufeffÃ©â€™“”")),
    max_size=60,
)


@st.composite
def edited(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    return tuple(Edit(span, draw(st.text(max_size=3))) for span in spans)


@given(st.data())
def test_verbatim_segments_are_copies_and_segments_cover_the_text(data: st.DataObject) -> None:
    raw = data.draw(TEXT)
    text, origin = apply_edits(raw, data.draw(edited(raw)))
    at = raw_at = 0
    for segment in origin.segments:
        assert segment.start == at
        assert segment.raw_start >= raw_at
        if segment.verbatim:
            copy = raw[segment.raw_start : segment.raw_end]
            assert text[segment.start : segment.end] == copy
        at, raw_at = segment.end, segment.raw_end
    assert at == len(text)


@given(st.data())
def test_a_span_edited_again_inside_its_raw_stretch_gives_its_own_text(
    data: st.DataObject,
) -> None:
    raw = data.draw(TEXT)
    edits = data.draw(edited(raw))
    text, origin = apply_edits(raw, edits)
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    back = origin.raw(span)
    inside = [
        Edit(e.span.shifted(-back.start), e.replacement) for e in edits if back.contains(e.span)
    ]
    again, _ = apply_edits(back.of(raw), inside)
    assert span.of(text) in again


@given(st.data())
def test_two_maps_in_a_row_are_the_map_of_both_edits(data: st.DataObject) -> None:
    raw = data.draw(TEXT)
    middle, first = apply_edits(raw, data.draw(edited(raw)))
    text, second = apply_edits(middle, data.draw(edited(middle)))
    both = first.then(second)
    for start in range(len(text)):
        span = Span(start, start + 1)
        assert both.raw(span) == first.raw(second.raw(span))


@given(st.data())
def test_raw_and_edited_are_inverse_on_untouched_text(data: st.DataObject) -> None:
    raw = data.draw(TEXT)
    text, origin = apply_edits(raw, data.draw(edited(raw)))
    for segment in origin.segments:
        if segment.verbatim:
            span = Span(segment.start, segment.end)
            assert origin.edited(origin.raw(span)) == span
            assert origin.raw(span).of(raw) == span.of(text)


@given(TEXT)
def test_cleaning_a_clean_text_changes_nothing(raw: str) -> None:
    text, _, _ = canonical(raw.replace("\r", ""))
    again, origin, notices = canonical(text)
    assert again == text
    assert notices == ()
    assert origin == OffsetMap.identity(len(text))


@given(TEXT)
def test_every_character_that_cleaning_keeps_is_found_in_the_raw_text(raw: str) -> None:
    raw = raw.replace("\r", "")
    text, origin, _ = canonical(raw)
    for segment in origin.segments:
        if segment.verbatim:
            copy = raw[segment.raw_start : segment.raw_end]
            assert text[segment.start : segment.end] == copy
