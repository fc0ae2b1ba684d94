"""What a page of a PDF shows is read; what only programs find is not."""

import pytest
from hostile.corpus import one_page

from briefgen.errors import ReadError
from briefgen.formats import registry
from briefgen.formats.structure import Reading
from briefgen.model.limits import DEFAULT_LIMITS

SEEN = b"BT /F 11 Tf 72 700 Td (The ferry sank.) Tj ET "
PICTURE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q "


def parsed(stream: bytes) -> Reading:
    return registry.parse(one_page(stream), "a.pdf", "", DEFAULT_LIMITS)


def codes(reading: Reading) -> list[str]:
    return [notice.code for notice in reading.notices]


@pytest.mark.parametrize(
    "trap",
    [
        b"BT 3 Tr /F 11 Tf 72 600 Td (Nobody paid.) Tj ET",
        b"BT 7 Tr /F 11 Tf 72 600 Td (Nobody paid.) Tj ET",
        b"1 1 1 rg BT /F 11 Tf 72 600 Td (Nobody paid.) Tj ET",
        b"0.99 g BT /F 11 Tf 72 600 Td (Nobody paid.) Tj ET",
        b"BT /F 11 Tf 72 -600 Td (Nobody paid.) Tj ET",
        b"BT /F 11 Tf 2000 600 Td (Nobody paid.) Tj ET",
        b"BT /F 0.5 Tf 72 600 Td (Nobody paid) Tj ET",
        b"BT /F 11 Tf 0.01 0 0 0.01 72 600 Tm (Nobody paid) Tj ET",
        PICTURE + b"BT 3 Tr /F 11 Tf 72 600 Td (Nobody paid.) Tj ET",
    ],
)
def test_text_that_a_page_does_not_show_is_left_out(trap: bytes) -> None:
    reading = parsed(SEEN + trap)
    assert reading.text == "The ferry sank."
    assert codes(reading) == ["hidden-text"]
    assert reading.notices[0].detail.endswith(": 2.")


@pytest.mark.parametrize(
    "shown",
    [
        b"0 0 0.5 rg 60 590 200 30 re f 1 1 1 rg BT /F 11 Tf 72 600 Td (Nobody paid.) Tj ET",
        PICTURE + b"1 1 1 rg BT /F 11 Tf 72 600 Td (Nobody paid.) Tj ET",
        b"0.7 g BT /F 11 Tf 72 600 Td (Nobody paid.) Tj ET",
        b"BT /F 1 Tf 11 0 0 11 72 600 Tm (Nobody paid.) Tj ET",
    ],
)
def test_text_that_a_page_shows_is_read(shown: bytes) -> None:
    reading = parsed(SEEN + shown)
    assert "Nobody paid." in reading.text
    assert codes(reading) == []


def test_words_behind_the_picture_of_a_page_are_read_as_recognised_ones() -> None:
    reading = parsed(PICTURE + b"BT 3 Tr /F 11 Tf 72 600 Td (The ferry sank.) Tj ET")
    assert reading.text == "The ferry sank."
    assert codes(reading) == ["recognised-text"]
    small = b"q 90 0 0 90 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q "
    with pytest.raises(ReadError):
        parsed(small + b"BT 3 Tr /F 11 Tf 72 600 Td (The ferry sank.) Tj ET")


def test_a_turned_page_of_any_size_is_looked_at_as_it_is_drawn() -> None:
    dark = b"0 g 60 590 200 30 re f 1 1 1 rg BT /F 11 Tf 72 600 Td (Nobody paid.) Tj ET"
    trap = b" BT /F 11 Tf 72 300 Td (Everybody won.) Tj ET"
    content = one_page(SEEN + dark + trap)
    for change in ((b"/MediaBox", b"/Rotate 90 /MediaBox"), (b"595 842", b"595 99842")):
        reading = registry.parse(content.replace(*change), "a.pdf", "", DEFAULT_LIMITS)
        assert ("Nobody paid." in reading.text) == (change[0] == b"/MediaBox")
        assert "won" not in reading.text
