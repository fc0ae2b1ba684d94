"""Labels that cover neither each other nor what they name."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.render.pictures.drawing import width_of


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a drawing, in points."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes share any ground."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Tell whether another box lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Words for a point. A `reach` of 0 sets them over the point, more sets them beside it."""

    words: str
    at: tuple[float, float]
    size: float
    reach: float
    kind: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A label and where it stands; `baseline` is the left end of its words."""

    label: Label
    box: Box
    baseline: tuple[float, float]


_GAP = 1.2
"""Points kept free around every label."""

_STEPS = (
    (0, 0),
    (0, -9),
    (0, 9),
    (-14, 0),
    (14, 0),
    (-14, -9),
    (14, -9),
    (-14, 9),
    (14, 9),
    (0, -16),
    (0, 16),
    (-24, 0),
    (24, 0),
    (-20, -16),
    (20, -16),
    (-20, 16),
    (20, 16),
)
"""How far a label set over a point may be moved from it."""


def place(labels: Iterable[Label], frame: Box, taken: Iterable[Box]) -> tuple[Placed, ...]:
    """Place labels in the order given, the most important first; those without room are left out.

    Each is tried at eight positions round its point (Imhof 1975), or over it and near it;
    with a label its point is placed, too.
    """
    covered = list(taken)
    placed: list[Placed] = []
    for label in labels:
        for box in _positions(label):
            wide = Box(box.left - _GAP, box.top - _GAP, box.right + _GAP, box.bottom + _GAP)
            dot = _dot(label)
            free = not any(wide.meets(other) or dot.meets(other) for other in covered)
            if frame.holds(wide) and free:
                covered += [box, dot]
                placed.append(Placed(label, box, (box.left, box.bottom - label.size * 0.26)))
                break
    return tuple(placed)


def _dot(label: Label) -> Box:
    """Return what a label's own point takes; nothing where it stands over it."""
    x, y = label.at
    return Box(x - label.reach, y - label.reach, x + label.reach, y + label.reach)


def _positions(label: Label) -> Iterable[Box]:
    width = width_of(label.words, label.size, strong=label.kind == "strong")
    height = label.size * 1.15
    x, y = label.at
    if not label.reach:
        for across, down in _STEPS:
            left, top = x - width / 2 + across, y - height / 2 + down
            yield Box(left, top, left + width, top + height)
        return
    gap = label.reach + _GAP
    lefts = {"right": x + gap, "middle": x - width / 2, "left": x - gap - width}
    tops = {"above": y - gap - height + 1, "middle": y - height / 2, "below": y + gap - 1}
    for side, level in (
        ("right", "middle"), ("left", "middle"), ("right", "above"), ("right", "below"),
        ("middle", "above"), ("middle", "below"), ("left", "above"), ("left", "below"),
    ):  # fmt: skip
        left, top = lefts[side], tops[level]
        yield Box(left, top, left + width, top + height)
