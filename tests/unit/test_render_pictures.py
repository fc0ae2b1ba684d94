import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import hypot
from xml.etree import ElementTree as ET

import pytest
from unit import briefs
from unit.briefs import dam_brief, document, fact, record, small_brief, stating

from briefgen.compose import compose
from briefgen.config import Config
from briefgen.geography import around, countries, places
from briefgen.model.annotations import ActorKind, Precision
from briefgen.model.brief import Brief, SectionName, VerifiedBrief
from briefgen.model.citations import cite
from briefgen.model.evidence import Event, Evidence, Generator
from briefgen.model.facts import When
from briefgen.model.places import Point
from briefgen.model.spans import Span
from briefgen.model.text import Document
from briefgen.render.pictures import draw_pictures
from briefgen.render.pictures.charts import draw_timeline
from briefgen.render.pictures.drawing import SMALLEST, fitted, width_of, wrapped
from briefgen.render.pictures.labels import Box, Label, place
from briefgen.render.pictures.locator import draw_locator
from briefgen.render.pictures.outlines import outline, simplified
from briefgen.render.pictures.world import framed


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
    assert any("no fact shown names a place" in why for why in drawn.undrawn)


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
        for x, y in (point for drawn in sheet.rings(ring) for point in drawn):
            assert -0.01 <= x <= 176.01
            assert -0.01 <= y <= 118.01


CENTRES = [(-178.0 + 7.2 * (n % 50), (-58.0, -20.0, 17.0, 55.0)[n // 50]) for n in range(200)]


def test_no_ring_crosses_a_sheet_that_it_does_not_lie_on() -> None:
    """Of all countries and 200 centres: what is drawn is no wider than the ring, and lies there."""
    rings = [(land.name, ring, around(ring)) for land in countries() for ring in land.rings]
    for n, centre in enumerate(CENTRES):
        sheet = framed(around([centre]), 176, 118, (6.0, 34.0)[n % 2])
        across = 176 / (sheet.extent.east - sheet.extent.west)
        for name, ring, box in rings:
            drawings = sheet.rings(ring)
            shown = [
                (max(west, 0.0), min(east, 176.0))
                for turn in (-720, -360, 0, 360, 720)
                if drawings
                if (west := (box.west + turn - sheet.extent.west) * across) < 176
                and (east := (box.east + turn - sheet.extent.west) * across) > 0
            ]
            for drawn in drawings:
                left, right = min(x for x, _ in drawn), max(x for x, _ in drawn)
                held = [w - 0.01 <= left and right <= e + 0.01 for w, e in shown]
                assert any(held), (centre, name)


def test_country_opposite_the_centre_is_on_no_map() -> None:
    """The sheet of the United States had bands of Central Asia on it."""
    shape = {country.code: country for country in countries()}
    sheet = framed(shape["US"].extent, 176, 118, 5)

    for code in ("KZ", "UZ", "CN", "MN", "IN", "AU"):
        assert not [drawn for ring in shape[code].rings for drawn in sheet.rings(ring)]


def test_ring_across_the_date_line_is_in_one_piece() -> None:
    russia = next(country for country in countries() if country.code == "RU")

    for ring in russia.rings:
        steps = [abs(x - before) for (x, _), (before, _) in zip(ring[1:], ring, strict=False)]
        assert max(steps) < 180


@pytest.mark.parametrize(
    ("code", "west", "south", "east", "north"),
    [
        ("FR", -6, 41, 10, 52),
        ("US", -125, 24, -66, 50),
        ("NL", 3, 50, 8, 54),
        ("ES", -10, 35, 4, 44),
        ("NO", 4, 57, 32, 72),
        ("EC", -82, -6, -75, 2),
        ("RU", 27, 41, 191, 78),
        ("NZ", 166, -48, 179, -34),
        ("ID", 95, -11, 141, 6),
        ("MY", 99, 0, 120, 8),
        ("JP", 129, 30, 146, 46),
        ("FJ", 177, -19, 181, -16),
    ],
)
def test_extent_is_that_of_the_largest_part_and_what_is_near(
    code: str, west: float, south: float, east: float, north: float
) -> None:
    extent = next(country for country in countries() if country.code == code).extent

    assert west <= extent.west <= extent.east <= east
    assert south <= extent.south <= extent.north <= north


def test_islands_on_both_sides_of_the_date_line_stand_on_one_map() -> None:
    picture = draw_locator(naming(("Fiji", STATE), ("Tonga", STATE)))

    assert picture
    assert "shaded: Fiji, Tonga" in picture.alt


def test_states_told_are_drawn_over_all_others_but_what_lies_inside_them() -> None:
    picture = draw_locator(naming(("South Africa", STATE)))

    assert picture
    kinds = re.findall(r'<path d="[^"]*" class="(land|told)"', picture.body)
    assert kinds.count("told") == 1
    assert kinds[kinds.index("told") :] == ["told", "land"]  # Lesotho


def test_town_alone_stands_in_its_whole_country() -> None:
    """A dot on an empty sheet says nothing."""
    picture = draw_locator(naming(("Nashville", PLACE)))

    assert picture
    assert ">United States<" in picture.body


@pytest.mark.parametrize(
    ("others", "drawn"),
    [
        ((("Atlanta", PLACE), ("Alabama", PLACE)), False),
        ((("United States", STATE), ("Florida", PLACE)), False),
        ((("Tbilisi", PLACE), ("Armenia", STATE)), True),
        ((("Russia", STATE),), True),
        ((("Tbilisi", PLACE), ("Russia", STATE), ("United States", STATE)), True),
        ((), True),
    ],
)
def test_georgia_is_the_country_unless_its_sources_tell_of_the_other_one(
    others: tuple[tuple[str, ActorKind], ...], *, drawn: bool
) -> None:
    picture = draw_locator(naming(("Georgia", STATE), *others))

    assert (picture is not None and "Georgia" in picture.alt + picture.caption) == drawn


def test_map_has_only_places_of_the_facts_shown() -> None:
    """A minister's birthplace, or a professor's university, is not where it happens."""
    named = naming(("Kenya", STATE), ("Nairobi", PLACE)).evidence
    evidence = briefs.one_event(named, *named.facts)
    day = date(2026, 11, 23)

    brief = compose(evidence, Config(), day)
    assert [told.place.name for told in brief.places] == ["Kenya", "Nairobi"]
    assert draw_locator(brief) is not None
    hidden = compose(evidence, Config(sections=(SectionName.ACTORS, SectionName.SOURCES)), day)
    assert draw_locator(hidden) is None


def test_place_inside_another_name_is_no_place_on_the_map() -> None:
    brief = naming(("University of Lagos", ActorKind.ORGANISATION), ("Lagos", PLACE))

    assert draw_locator(brief) is None


@pytest.mark.parametrize("words", ["Ouagadougou", "a b c d e f", "W" * 80, "No. 7 of nine"])
@pytest.mark.parametrize("width", [0.0, 3.0, 9.0, 40.0])
def test_label_is_never_cut_to_nothing(words: str, width: float) -> None:
    kept = fitted(words, 7, width)

    assert kept == words or len(kept.rstrip("…")) >= 3


def dated(*days: str) -> Brief:
    """Return a note with an event on each of these days."""
    verified = stating(f"It rained on the {n}th gauge." for n in range(len(days)))
    facts = verified.brief.evidence.facts
    events = tuple(
        Event(
            f"e{n}",
            When(day, day, Precision.DAY, day, ""),
            fact.citations[0],
            (fact.id,),
            n,
        )
        for n, (day, fact) in enumerate(zip(days, facts, strict=True))
    )
    return briefs.compose(replace(verified.brief.evidence, events=events), briefs.MASTHEAD)


@pytest.mark.parametrize(
    ("days", "drawn"),
    [
        (("2026-11-02", "2026-11-20", "2026-11-25"), True),
        (("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"), False),
        (("2026-11-16", "2026-11-20"), False),
        (("2026-11-16", "2026-11-16", "2026-11-20", "2026-11-20"), False),
        (("2022-01-24", "2026-11-16", "2026-11-17", "2026-11-18"), False),
        (("2026-01-01", "2026-03-01", "2026-08-01", "2026-09-01"), True),
    ],
    ids=["uneven", "day by day", "two days", "two days again", "fall together", "months"],
)
def test_line_of_time_is_drawn_where_it_shows_distances(
    days: tuple[str, ...], *, drawn: bool
) -> None:
    assert (draw_timeline(dated(*days)) is not None) == drawn


def test_line_of_time_is_to_scale() -> None:
    picture = draw_timeline(dated("2026-11-01", "2026-11-21", "2026-11-26"))

    assert picture
    first, second, third = (float(x) for x in re.findall(r'<circle cx="([\d.]+)"', picture.body))
    assert (second - first) / (third - first) == pytest.approx(20 / 25, abs=0.001)
    assert "to scale" in picture.alt


@pytest.mark.parametrize("code", ["RU", "ID", "NO", "FJ", "LS", "AQ"])
def test_a_coast_drawn_with_fewer_points_stays_where_it_was(code: str) -> None:
    land = next(country for country in countries() if country.code == code)
    sheet = framed(land.extent, 176, 118, 5)
    for ring in (drawn for one in land.rings for drawn in sheet.rings(one)):
        fewer = simplified(ring, 0.1)
        assert set(fewer) <= set(ring)
        assert len(fewer) >= min(3, len(set(ring)))
        if len(ring) < 400:
            lines = list(pairwise((*fewer, fewer[0])))
            assert all(min(off(point, line) for line in lines) <= 0.1001 for point in ring)


def off(point: Point, line: tuple[Point, Point]) -> float:
    """Return how far a point is from a line between two others."""
    (x, y), ((x0, y0), (x1, y1)) = point, line
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0))


def test_an_island_too_small_for_its_points_is_drawn_as_a_dot() -> None:
    assert outline([((5.0, 7.0), (5.01, 7.0), (5.01, 7.01))], "land") == (
        '<path d="M5 7l.1 0z" class="land"/>'
    )


def test_an_outline_is_written_in_steps_that_add_up() -> None:
    ring = tuple((n / 3, 10 - n / 7) for n in range(200))
    told = re.findall(r"-?[\d.]+", outline([ring], "land").partition(" class")[0])
    steps = [float(one) for one in told]
    assert sum(steps[::2]) == pytest.approx(ring[-1][0], abs=0.05)
    assert sum(steps[1::2]) == pytest.approx(ring[-1][1], abs=0.05)


def test_the_map_of_the_largest_land_is_no_burden_to_a_mail() -> None:
    """It was 362 kB in every brief.html and on every page that showed it."""
    picture = draw_locator(naming(("Russia", STATE)))
    assert picture is not None
    assert len(picture.body) < 50_000
