import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from unit import briefs
from unit.briefs import dam_brief, document, fact, record, small_brief, stating

from briefgen.model.annotations import ActorKind
from briefgen.model.brief import Brief, VerifiedBrief
from briefgen.model.citations import cite
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.spans import Span
from briefgen.model.text import Document
from briefgen.render.pictures import draw_pictures
from briefgen.render.pictures.drawing import SMALLEST, fitted, width_of, wrapped
from briefgen.render.pictures.labels import Box, Label, place
from briefgen.render.pictures.locator import draw_locator
from briefgen.render.pictures.world import countries, framed, places


def naming(*names: tuple[str, ActorKind]) -> Brief:
    """Return a note whose one fact names these states and places."""
    sentence = f"Talks took place in {', '.join(name for name, _ in names)} on Monday."
    held = document("S1", "a.txt", f"Heading\n\n{sentence}")
    return briefs.compose(_evidence(held, sentence, names), briefs.MASTHEAD, lead=1)


def _evidence(held: Document, sentence: str, names: tuple[tuple[str, ActorKind], ...]) -> Evidence:
    start = held.text.index(sentence)
    cited = cite(held, Span(start, start + len(sentence)))
    actors = tuple(briefs.actor(name, kind, (briefs.at(held, name),)) for name, kind in names)
    return Evidence(
        generator=Generator("0.1.0", "3.8.18", "en_core_web_sm 3.8.0"),
        sources=(record(held),),
        titles=(),
        facts=(fact(1, cited),),
        actors=actors,
        quotations=(),
        versions=(),
        events=(),
        disagreements=(),
        skipped=(),
    )


STATE, PLACE = ActorKind.STATE, ActorKind.PLACE


def test_map_shades_states_and_marks_towns_that_are_cited() -> None:
    picture = draw_locator(naming(("Kenya", STATE), ("Uganda", STATE), ("Nairobi", PLACE)))

    assert picture
    assert "shaded: Kenya, Uganda" in picture.alt
    assert "marked: Nairobi" in picture.alt
    words = re.findall(r"<text[^>]*>([^<]*)</text>", picture.body)
    assert {"Kenya", "Uganda", "Nairobi"} <= set(words)
    assert picture.body.count('class="told"') == 2


def test_map_leaves_out_what_lies_far_away_and_says_so() -> None:
    picture = draw_locator(naming(("Kenya", STATE), ("Uganda", STATE), ("Japan", STATE)))

    assert picture
    assert "Beyond its edges: Japan." in picture.caption
    assert "Japan" not in picture.alt


def test_map_takes_the_town_of_the_country_that_is_named() -> None:
    picture = draw_locator(naming(("Venezuela", STATE), ("Valencia", PLACE)))

    assert picture
    assert "Beyond" not in picture.caption


def test_map_is_left_out_and_said_where_no_place_is_known() -> None:
    drawn = draw_pictures(small_brief("It rained.").brief)

    assert "locator" not in drawn.drawn
    assert any("no cited passage names a place" in why for why in drawn.undrawn)


def test_map_works_across_the_date_line() -> None:
    assert draw_locator(naming(("Fiji", STATE))) is not None
    assert draw_locator(naming(("Russia", STATE))) is not None
    assert draw_locator(naming(("New Zealand", STATE), ("Tonga", STATE))) is not None


@pytest.mark.parametrize(
    "verified", [dam_brief(), stating(f"It rained {n} times." for n in range(9))]
)
def test_pictures_are_well_formed_and_large_enough_to_read(verified: VerifiedBrief) -> None:
    for picture in draw_pictures(verified.brief).drawn.values():
        root = ET.fromstring(picture.inline)  # noqa: S314 - made here
        sizes = [float(e.attrib["font-size"]) for e in root.iter() if "font-size" in e.attrib]
        assert min(sizes, default=SMALLEST) >= SMALLEST > 6
        assert root.attrib["aria-label"] == picture.alt
        assert picture.caption


def test_pictures_show_the_words_of_sources_as_text() -> None:
    verified = small_brief("It rained.", title="<b onload=x>", name="<script>")
    brief = replace(verified.brief, masthead=replace(verified.brief.masthead, accent="#112233"))

    for picture in draw_pictures(brief).drawn.values():
        assert "<script" not in picture.inline
        assert "<b " not in picture.inline


def test_labels_cover_neither_each_other_nor_points() -> None:
    frame = Box(0, 0, 200, 100)
    labels = [Label(f"Town {n}", (60 + 4 * n, 40 + 3 * n), 7, 2, "") for n in range(12)]
    placed = place(labels, frame, [Box(150, 80, 200, 100)])

    assert 3 <= len(placed) < len(labels)
    assert placed[0].label.words == "Town 0"
    for n, one in enumerate(placed):
        assert frame.holds(one.box)
        assert not any(one.box.meets(other.box) for other in placed[n + 1 :])


def test_words_are_cut_to_the_width_of_their_column() -> None:
    assert fitted("Ministry", 7, 100) == "Ministry"
    assert fitted("Ministry of Water and Energy", 7, 50).endswith("…")
    assert width_of(fitted("Ministry of Water and Energy", 7, 50), 7) <= 50
    assert wrapped("one two three four five six", 7, 30, 2)[-1].endswith("…")


def test_world_knows_shapes_and_places() -> None:
    codes = {country.code for country in countries()}

    assert {"FR", "ML", "NE", "XK", "TW"} <= codes
    assert places()["Mali"][0].land
    assert not places()["Bamako"][0].land


def test_world_keeps_a_map_in_its_frame() -> None:
    mali = next(country for country in countries() if country.code == "ML")
    sheet = framed(mali.extent, 176, 118, 5)

    for ring in mali.rings:
        for x, y in sheet.ring(ring):
            assert -0.01 <= x <= 176.01
            assert -0.01 <= y <= 118.01
