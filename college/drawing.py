"""The college's own map: places, a river, some roads and a circle, drawn from their coordinates alone. No map service is asked.

Pure arithmetic on points: latitude and longitude are laid flat around the middle of what is drawn, which is exact to a metre within a town.
Lengths are in the units of the drawing, which are CSS pixels when it is shown in its own width.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import cos, hypot, radians

from college.walking import EARTH, Point

MARGIN = 48.0  # around what is drawn, so that a name fits beside the outermost place
LEAST_SPAN = 600.0  # metres: a single place still has surroundings
LETTER = 20.0  # the size of a name in large print; drawn smaller elsewhere, it fits all the more
GAP = 6.0
PLACES = 120  # that are tried for the name of a line
SPREAD = 1.3  # from letter to letter of a line's name, in letters
SHAPES = {1: 20.0, 2: 17.0, 3: 15.0}  # tier: half the size of its sign
BAR_WORDS = 70.0  # how wide “500 m” is in large print
BARS = (100, 200, 500, 1000, 2000, 5000)  # metres, of the scale


type Curve = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


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


def marks(spots: Iterable[Spot], on: Frame, kept_free: Sequence[Box] = ()) -> list[Mark]:
    """All places with as many names as fit without touching each other, a sign or what is kept free: the higher tiers first. In the order given."""
    given = list(spots)
    signs = {spot.key: _sign(spot, on) for spot in given}
    taken = [*signs.values(), *kept_free]
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
    curves = list(_curves(points, on))
    parts = [f"M{curves[0][0][0]:.1f} {curves[0][0][1]:.1f}"]
    parts += ["C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in curve[1:]) for curve in curves]
    return "".join(parts)


def _curves(points: Sequence[Point], on: Frame) -> Iterable[Curve]:
    """The pieces of the line: each its start, two points that pull, and its end."""
    placed = [on.place(point) for point in points]
    around = [placed[0], *placed, placed[-1]]
    for index, (start, end) in enumerate(pairwise(placed)):
        before, after = around[index], around[index + 3]
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        yield start, first, second, end


def along(points: Sequence[Point], on: Frame, name: str, taken: Sequence[Box]) -> list[tuple[float, float]]:
    """Where the letters of a line's name stand upright on it, each by its middle: as far from its ends as it can be without touching what is taken.

    None where the name finds no room. The letters are in the order of reading, whichever way the line runs.
    """
    trail = _trail(points, on)
    steps = [LETTER * SPREAD * (1 if ord(sign) > 0x2E7F else 0.62) for sign in name]
    middle = (trail[-1][0] - sum(steps)) / 2
    if not name or middle < 0:
        return []
    tries = sorted((2 * middle * part / PLACES for part in range(PLACES + 1)), key=lambda start: abs(start - middle))
    return next((letters for start in tries if _free(letters := _letters(trail, start, steps), on, taken)), [])


def _trail(points: Sequence[Point], on: Frame) -> list[tuple[float, float, float]]:
    """The soft line as (length so far, x, y), close enough for letters; from left to right, or from above where it is steep."""
    spots = [_on_curve(curve, part / 12) for curve in _curves(points, on) for part in range(13)]
    across, down = spots[-1][0] - spots[0][0], spots[-1][1] - spots[0][1]
    if (across if abs(across) > abs(down) / 2 else down) < 0:
        spots.reverse()
    trail, so_far = [(0.0, *spots[0])], 0.0
    for before, (x, y) in pairwise(spots):
        so_far += hypot(x - before[0], y - before[1])
        trail.append((so_far, x, y))
    return trail


def _on_curve(curve: Curve, part: float) -> tuple[float, float]:
    shares = ((1 - part) ** 3, 3 * part * (1 - part) ** 2, 3 * part**2 * (1 - part), part**3)
    return sum(share * x for share, (x, _) in zip(shares, curve, strict=True)), sum(share * y for share, (_, y) in zip(shares, curve, strict=True))


def _letters(trail: Sequence[tuple[float, float, float]], start: float, steps: Sequence[float]) -> list[tuple[float, float]]:
    """The middle of each letter, the first of which begins at `start`."""
    ends = list(accumulate(steps, initial=start))
    return [_at(trail, (begin + end) / 2) for begin, end in pairwise(ends)]


def _at(trail: Sequence[tuple[float, float, float]], length: float) -> tuple[float, float]:
    index = min(max(1, bisect(trail, (length,))), len(trail) - 1)
    (begin, left, top), (end, right, bottom) = trail[index - 1], trail[index]
    share = (length - begin) / (end - begin) if end > begin else 0.0
    return left + (right - left) * share, top + (bottom - top) * share


def _free(letters: Sequence[tuple[float, float]], on: Frame, taken: Sequence[Box]) -> bool:
    return all(_fits(box, on, taken) for box in boxes(letters))


def boxes(letters: Iterable[tuple[float, float]]) -> list[Box]:
    """The room that letters take."""
    half = LETTER * 0.6
    return [Box(x - half, y - half, x + half, y + half) for x, y in letters]


def ribbon(points: Sequence[Point], on: Frame) -> list[Box]:
    """The room that a line takes, so that the names of others keep off the crossings."""
    trail = _trail(points, on)
    return [Box(x - 7, y - 7, x + 7, y + 7) for x, y in (_at(trail, trail[-1][0] * part / PLACES) for part in range(PLACES + 1))]


def dot(x: float, y: float) -> Box:
    """The room that the place takes from which somebody sets out."""
    return Box(x - 10, y - 10, x + 10, y + 10)


def room(marks: Iterable[Mark]) -> list[Box]:
    """The room that places and their names take."""
    found = list(marks)
    signs = [Box(one.x - one.size, one.y - one.size, one.x + one.size, one.y + one.size) for one in found]
    return [*signs, *(one.label.box for one in found if one.label)]


@dataclass(frozen=True, slots=True)
class Bar:
    """The scale: a round number of metres, its length, and where it begins."""

    metres: int
    length: float
    x: float
    y: float
    box: Box


def bar(on: Frame, spots: Iterable[Spot] = ()) -> Bar:
    """About a fifth of the width, in a lower corner: on the left, unless a place stands there and none on the right."""
    metres = max((one for one in BARS if one * on.metre <= on.width / 4), default=BARS[0])
    length, signs = metres * on.metre, [_sign(spot, on) for spot in spots]
    bars = [_bar(on, metres, length, x) for x in (16.0, on.width - 16 - max(length, BAR_WORDS))]
    return next((one for one in bars if not any(one.box.meets(sign) for sign in signs)), bars[0])


def _bar(on: Frame, metres: int, length: float, x: float) -> Bar:
    return Bar(metres, length, x, on.height - 16, Box(x - 4, on.height - 52, x + max(length, BAR_WORDS) + 4, on.height - 8))
