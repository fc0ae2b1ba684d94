import pytest

from briefgen.model.spans import Edit, OffsetMap, Span, apply_edits


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 3)])
def test_span_refuses_what_is_no_stretch(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_span_contains_and_overlaps_are_half_open() -> None:
    span = Span(2, 5)
    assert span.contains(Span(2, 5))
    assert not span.contains(Span(4, 6))
    assert span.overlaps(Span(4, 6))
    assert not span.overlaps(Span(5, 6))


def test_apply_edits_refuses_edits_that_overlap() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply_edits("abcdef", [Edit(Span(0, 3)), Edit(Span(2, 4))])


def test_apply_edits_refuses_an_edit_beyond_the_text() -> None:
    with pytest.raises(ValueError, match="leaves the text"):
        apply_edits("abc", [Edit(Span(2, 9))])


def test_offset_map_gives_deleted_characters_to_the_stretch_around_them() -> None:
    text, origin = apply_edits("so\u00adft hyphen", [Edit(Span(2, 3))])
    assert text == "soft hyphen"
    assert origin.raw(Span(0, 4)) == Span(0, 5)
    assert origin.raw(Span(0, 2)) == Span(0, 2)


def test_offset_map_gives_a_replacement_the_whole_of_what_it_replaced() -> None:
    text, origin = apply_edits("dÃ©tat", [Edit(Span(1, 3), "é")])
    assert text == "détat"
    assert origin.raw(Span(1, 2)) == Span(1, 3)
    assert origin.edited(Span(1, 3)) == Span(1, 2)
    assert origin.edited(Span(1, 2)) is None


def test_offset_map_of_an_empty_text_is_empty() -> None:
    assert OffsetMap.identity(0).segments == ()
