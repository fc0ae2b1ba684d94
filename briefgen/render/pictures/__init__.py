"""Pictures drawn from the evidence alone, as SVG: a map, a line of time, small charts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefgen.model.brief import Brief, PictureName, SectionName
from briefgen.render.pictures.charts import draw_bars, draw_speakers, draw_timeline
from briefgen.render.pictures.drawing import Picture
from briefgen.render.pictures.locator import draw_locator

__all__ = ["Picture", "Pictures", "draw_pictures"]

_DRAW: Mapping[PictureName, Callable[[Brief], Picture | None]] = {
    PictureName.LOCATOR: draw_locator,
    PictureName.TIMELINE: draw_timeline,
    PictureName.SPEAKERS: draw_speakers,
    PictureName.BARS: draw_bars,
}

_MISSED = {
    PictureName.LOCATOR: "no map, as no fact shown names a place whose position is known",
    PictureName.SPEAKERS: "no chart of speakers, as fewer than two speakers or sources are quoted",
    PictureName.BARS: "no chart of sources, as one source states everything",
}

"""Why a picture is missing; nobody misses a line of time that says no more than the list does."""

_SECTION = {
    PictureName.TIMELINE: SectionName.TIMELINE,
    PictureName.SPEAKERS: SectionName.QUOTATIONS,
}
"""Where a picture belongs to a section, it is not missed in a note without that."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """What could be drawn, by name, and in words what could not."""

    drawn: Mapping[str, Picture]
    undrawn: tuple[str, ...]


def draw_pictures(brief: Brief) -> Pictures:
    """Draw what a note asks for and its evidence allows."""
    names = {section.name for section in brief.sections}
    asked = [n for n in brief.pictures if n not in _SECTION or _SECTION[n] in names]
    tried = {name: _DRAW[name](brief) for name in asked}
    drawn = {name.value: picture for name, picture in tried.items() if picture}
    return Pictures(
        drawn, tuple(_MISSED[name] for name in tried if name not in drawn and name in _MISSED)
    )
