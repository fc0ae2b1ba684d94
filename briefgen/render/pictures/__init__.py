"""Pictures drawn from the evidence alone, as SVG: a map, a line of time, small charts."""

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.model.brief import Brief
from briefgen.render.pictures.charts import draw_bars, draw_speakers, draw_timeline
from briefgen.render.pictures.drawing import Picture
from briefgen.render.pictures.locator import draw_locator

__all__ = ["Picture", "Pictures", "draw_pictures"]

_UNDRAWN = {
    "locator": "no map, as no cited passage names a place whose position is known",
    "timeline": "no line of time, as fewer than two events are dated",
    "speakers": "no chart of speakers, as fewer than two speakers or sources are quoted",
    "bars": "no chart of sources, as one source states everything",
}


@dataclass(frozen=True, slots=True)
class Pictures:
    """What could be drawn, by name, and in words what could not."""

    drawn: Mapping[str, Picture]
    undrawn: tuple[str, ...]


def draw_pictures(brief: Brief) -> Pictures:
    """Draw what the evidence of a note allows."""
    tried = {
        "locator": draw_locator(brief),
        "timeline": draw_timeline(brief),
        "speakers": draw_speakers(brief),
        "bars": draw_bars(brief),
    }
    drawn = {name: picture for name, picture in tried.items() if picture}
    return Pictures(drawn, tuple(why for name, why in _UNDRAWN.items() if name not in drawn))
