"""The college's own map: places, a river, some roads and a circle, drawn from their coordinates alone. No map service is asked.

Pure arithmetic on points: latitude and longitude are laid flat around the middle of what is drawn, which is exact to a metre within a town.
Lengths are in the units of the drawing, which are CSS pixels when it is shown in its own width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from college.walking import EARTH, Point

MARGIN = 48.0  # around what is drawn, so that a name fits beside the outermost place
LEAST_SPAN = 600.0  # metres: a single place still has surroundings
LETTER = 20.0  # the size of a name in large print; drawn smaller elsewhere, it fits all the more
GAP = 6.0
SHAPES = {1: 20.0, 2: 17.0, 3: 15.0}  # tier: half the size of its sign
BARS = (100, 200, 500, 1000, 2000, 5000)  # metres, of the scale


@dataclass(frozen=True, slots=True)
class Spot:
    """What is to be drawn: a place with its tier (1 to 3) and the name that may stand beside it."""

    key: int
    name: str
    tier: int
    point: Point


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Label:
    """A name: where it begins, ends or has its middle (as `anchor` says), on its base line."""

    x: float
    y: float
    anchor: str
    box: Box


@dataclass(frozen=True, slots=True)
class Mark:
    """A place as drawn; without a label where no room is left for its name."""

    spot: Spot
    x: float
    y: float
    size: float
    label: Label | None


@dataclass(frozen=True, slots=True)
class Frame:
    """How coordinates become places on the drawing. `metre` is the length of one metre."""

    width: float
    height: float
    north: float
    west: float
    metre: float
    shrink: float  # of a degree of longitude against one of latitude

    @property
    def degree(self) -> float:
        return self.metre * EARTH * radians(1)

    def place(self, point: Point) -> tuple[float, float]:
        return (point.longitude - self.west) * self.degree * self.shrink, (self.north - point.latitude) * self.degree

    def point(self, x: float, y: float) -> Point:
        """The coordinates of a place on the drawing: what a click means."""
        return Point(self.north - y / self.degree, self.west + x / (self.degree * self.shrink))


def frame(points: Sequence[Point], width: float, lowest: float = 0.62, highest: float = 1.15) -> Frame:
    """A frame `width` wide that holds all points; its height is between these shares of the width. Raises ValueError without any point."""
    if not points:
        raise ValueError("There is nothing to draw.")
    north, south = max(p.latitude for p in points), min(p.latitude for p in points)
    east, west = max(p.longitude for p in points), min(p.longitude for p in points)
    shrink = max(0.05, cos(radians((north + south) / 2)))
    degree = EARTH * radians(1)
    across, down = max(LEAST_SPAN, (east - west) * degree * shrink), max(LEAST_SPAN, (north - south) * degree)
    metre = min((width - 2 * MARGIN) / across, (highest * width - 2 * MARGIN) / down)
    height = min(highest * width, max(lowest * width, down * metre + 2 * MARGIN))
    middle_north, middle_west = (north + south) / 2, (east + west) / 2
    return Frame(width, height, middle_north + height / 2 / (metre * degree), middle_west - width / 2 / (metre * degree * shrink), metre, shrink)


def around(middle: Point, metres: float) -> list[Point]:
    """The northernmost, southernmost, easternmost and westernmost point of a circle: what a frame must hold to show it whole."""
    down = metres / (EARTH * radians(1))
    across = down / max(0.05, cos(radians(middle.latitude)))
    north, east = middle.latitude, middle.longitude
    return [Point(north + down, east), Point(north - down, east), Point(north, east + across), Point(north, east - across)]


def marks(spots: Iterable[Spot], on: Frame) -> list[Mark]:
    """All places with as many names as fit without touching each other or a sign: the higher tiers first. In the order given."""
    given = list(spots)
    signs = {spot.key: _sign(spot, on) for spot in given}
    taken = list(signs.values())
    labels: dict[int, Label | None] = {}
    for spot in sorted(given, key=lambda spot: spot.tier):
        label = next((one for one in _labels(spot, on) if _fits(one.box, on, taken)), None)
        labels[spot.key] = label
        if label is not None:
            taken.append(label.box)
    return [Mark(spot, *on.place(spot.point), SHAPES.get(spot.tier, 15.0), labels[spot.key]) for spot in given]


def _sign(spot: Spot, on: Frame) -> Box:
    (x, y), size = on.place(spot.point), SHAPES.get(spot.tier, 15.0)
    return Box(x - size, y - size, x + size, y + size)


def _labels(spot: Spot, on: Frame) -> Iterable[Label]:
    """Right of the sign, left of it, below, above."""
    (x, y), size = on.place(spot.point), SHAPES.get(spot.tier, 15.0) + GAP
    wide, high = name_width(spot.name), LETTER * 1.3
    middle = y + LETTER * 0.35
    yield Label(x + size, middle, "start", Box(x + size, y - high / 2, x + size + wide, y + high / 2))
    yield Label(x - size, middle, "end", Box(x - size - wide, y - high / 2, x - size, y + high / 2))
    yield Label(x, y + size + LETTER, "middle", Box(x - wide / 2, y + size, x + wide / 2, y + size + high))
    yield Label(x, y - size - GAP, "middle", Box(x - wide / 2, y - size - high, x + wide / 2, y - size))


def name_width(name: str) -> float:
    """How wide a name is at most: a Han character takes a whole square, a Latin letter about half of one."""
    return sum(LETTER if ord(sign) > 0x2E7F else LETTER * 0.62 for sign in name)


def _fits(box: Box, on: Frame, taken: Sequence[Box]) -> bool:
    inside = box.left >= 0 and box.top >= 0 and box.right <= on.width and box.bottom <= on.height
    return inside and not any(box.meets(other) for other in taken)


def path(points: Sequence[Point], on: Frame) -> str:
    """A soft line through the points, as the data of an SVG path (Catmull-Rom, which passes through all of them)."""
    placed = [on.place(point) for point in points]
    around = [placed[0], *placed, placed[-1]]
    parts = [f"M{placed[0][0]:.1f} {placed[0][1]:.1f}"]
    for index, (start, end) in enumerate(pairwise(placed)):
        before, after = around[index], around[index + 3]
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        parts.append("C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in (first, second, end)))
    return "".join(parts)


def bar(on: Frame) -> tuple[int, float]:
    """The scale: a round number of metres and its length, about a fifth of the width."""
    metres = max((one for one in BARS if one * on.metre <= on.width / 4), default=BARS[0])
    return metres, metres * on.metre
