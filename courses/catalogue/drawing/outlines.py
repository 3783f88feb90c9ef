"""The outlines of shapes in a unit square: the preset ones by their names, and those that somebody has drawn."""

import itertools
from collections.abc import Callable
from math import cos, pi, sin
from typing import Any, NamedTuple

from courses.catalogue.drawing.names import child, children, local, number
from courses.catalogue.drawing.places import Matrix, Point

STEPS = 48  # of a whole circle
CURVE = 12  # of a curve with handles
MAX_POINTS = 20_000


class Outline(NamedTuple):
    """Closed paths, of which an inner one is a hole; or open ones, which are only drawn along."""

    paths: list[list[Point]]
    closed: bool = True


Adjusted = Callable[[str, float], float]  # a handle's name and its default, as parts of one


def arc(centre_x: float, centre_y: float, across: float, down: float, start: float, sweep: float) -> list[Point]:
    """Points along an ellipse; angles in degrees clockwise from the right."""
    steps = max(2, round(STEPS * abs(sweep) / 360) + 1)
    angles = [(start + sweep * step / (steps - 1)) * pi / 180 for step in range(steps)]
    return [(centre_x + across * cos(angle), centre_y + down * sin(angle)) for angle in angles]


def ellipse() -> list[Point]:
    return arc(0.5, 0.5, 0.5, 0.5, 0, 360)


def rounded(across: float, down: float) -> list[Point]:
    corners = ((1 - across, 1 - down, 0), (across, 1 - down, 90), (across, down, 180), (1 - across, down, 270))
    return [point for x, y, start in corners for point in arc(x, y, across, down, start, 90)]


def regular(points: int, start: float = -90, inner: float = 1) -> list[Point]:
    """A polygon, or with `inner` below 1 a star of so many points."""
    count = points * (2 if inner < 1 else 1)
    sizes = [0.5 * (inner if inner < 1 and corner % 2 else 1) for corner in range(count)]
    angles = [(start + 360 * corner / count) * pi / 180 for corner in range(count)]
    return [(0.5 + size * cos(angle), 0.5 + size * sin(angle)) for size, angle in zip(sizes, angles, strict=True)]


RECTANGLE: list[Point] = [(0, 0), (1, 0), (1, 1), (0, 1)]
FIXED: dict[str, list[Point]] = {
    "diamond": [(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)],
    "rtTriangle": [(0, 0), (1, 1), (0, 1)],
    "pentagon": regular(5),
    "octagon": [(0.29, 0), (0.71, 0), (1, 0.29), (1, 0.71), (0.71, 1), (0.29, 1), (0, 0.71), (0, 0.29)],
    "star4": regular(4, inner=0.38),
    "star5": regular(5, inner=0.38),
    "star6": regular(6, inner=0.58),
    "star8": regular(8, inner=0.75),
    "flowChartManualInput": [(0, 0.2), (1, 0), (1, 1), (0, 1)],
    "flowChartOffpageConnector": [(0, 0), (1, 0), (1, 0.8), (0.5, 1), (0, 0.8)],
}
ALIKE = {
    "flowChartDecision": "diamond", "flowChartConnector": "ellipse", "flowChartTerminator": "pill", "flowChartAlternateProcess": "roundRect",
    "flowChartPreparation": "hexagon", "flowChartInputOutput": "parallelogram", "cloud": "ellipse", "cloudCallout": "ellipse", "oval": "ellipse",
    "wedgeEllipseCallout": "ellipse", "wedgeRoundRectCallout": "roundRect", "round1Rect": "roundRect", "round2SameRect": "roundRect",
    "round2DiagRect": "roundRect", "snip1Rect": "roundRect", "can": "roundRect", "sun": "star8", "star7": "star6", "star10": "star8", "star12": "star8",
    "star16": "star8", "heptagon": "octagon", "decagon": "octagon", "straightConnector1": "line", "bentConnector2": "bentConnector3",
    "curvedConnector3": "line", "curvedConnector2": "line",
}  # fmt: skip


ROOMS = {"ellipse": (0.146, 0.146), "diamond": (0.25, 0.25), "triangle": (0.25, 0.5), "hexagon": (0.12, 0.08), "donut": (0.18, 0.18), "octagon": (0.1, 0.1)}


def room(name: str) -> Matrix:
    """Where in a shape its text stands: a triangle has little room at its top."""
    x, y = ROOMS.get(ALIKE.get(name, name), (0.0, 0.0))
    return Matrix(1 - 2 * x, 0, 0, 1 - y if name == "triangle" else 1 - 2 * y, x, y)


def heart() -> list[Point]:
    turns = [2 * pi * step / STEPS for step in range(STEPS)]
    across = [16 * sin(turn) ** 3 for turn in turns]
    down = [13 * cos(turn) - 5 * cos(2 * turn) - 2 * cos(3 * turn) - cos(4 * turn) for turn in turns]
    return [(0.5 + x / 32, (12 - y) / 29) for x, y in zip(across, down, strict=True)]


def preset(name: str, width: float, height: float, adjusted: Adjusted) -> Outline:
    """A shape by its name, in a box of this many pixels. An unknown one is a rectangle."""
    name = ALIKE.get(name, name)
    if name in FIXED:
        return Outline([FIXED[name]])
    made = MADE.get(name)
    return made(adjusted, width or 1, height or 1) if made else Outline([RECTANGLE])


def _round_rect(adjusted: Adjusted, width: float, height: float) -> Outline:
    radius = max(0.0, min(0.5, adjusted("adj", 0.16667))) * min(width, height)
    return Outline([rounded(radius / width, radius / height)])


def _pill(adjusted: Adjusted, width: float, height: float) -> Outline:
    return _round_rect(lambda name, default: 0.5, width, height)


def _triangle(adjusted: Adjusted, width: float, height: float) -> Outline:
    return Outline([[(adjusted("adj", 0.5), 0), (1, 1), (0, 1)]])


def _slanted(adjusted: Adjusted, width: float, height: float) -> Outline:
    slant = adjusted("adj", 0.25) * min(width, height) / width
    return Outline([[(slant, 0), (1, 0), (1 - slant, 1), (0, 1)]])


def _trapezoid(adjusted: Adjusted, width: float, height: float) -> Outline:
    slant = adjusted("adj", 0.25) * min(width, height) / width
    return Outline([[(slant, 0), (1 - slant, 0), (1, 1), (0, 1)]])


def _hexagon(adjusted: Adjusted, width: float, height: float) -> Outline:
    slant = adjusted("adj", 0.25) * min(width, height) / width
    return Outline([[(slant, 0), (1 - slant, 0), (1, 0.5), (1 - slant, 1), (slant, 1), (0, 0.5)]])


def _home_plate(adjusted: Adjusted, width: float, height: float) -> Outline:
    tip = adjusted("adj", 0.5) * min(width, height) / width
    return Outline([[(0, 0), (1 - tip, 0), (1, 0.5), (1 - tip, 1), (0, 1)]])


def _chevron(adjusted: Adjusted, width: float, height: float) -> Outline:
    tip = adjusted("adj", 0.5) * min(width, height) / width
    return Outline([[(0, 0), (1 - tip, 0), (1, 0.5), (1 - tip, 1), (0, 1), (tip, 0.5)]])


def _plus(adjusted: Adjusted, width: float, height: float) -> Outline:
    x, y = (adjusted("adj", 0.25) * min(width, height) / side for side in (width, height))
    return Outline([[(x, 0), (1 - x, 0), (1 - x, y), (1, y), (1, 1 - y), (1 - x, 1 - y), (1 - x, 1), (x, 1), (x, 1 - y), (0, 1 - y), (0, y), (x, y)]])


def _donut(adjusted: Adjusted, width: float, height: float) -> Outline:
    ring = max(0.01, min(0.5, adjusted("adj", 0.25))) * min(width, height)
    return Outline([ellipse(), arc(0.5, 0.5, 0.5 - ring / width, 0.5 - ring / height, 0, 360)])


def _frame(adjusted: Adjusted, width: float, height: float) -> Outline:
    x, y = (max(0.01, min(0.5, adjusted("adj1", 0.125))) * min(width, height) / side for side in (width, height))
    return Outline([RECTANGLE, [(x, y), (1 - x, y), (1 - x, 1 - y), (x, 1 - y)]])


def _pie(adjusted: Adjusted, width: float, height: float) -> Outline:
    start, end = adjusted("adj1", 0) * 100_000 / 60_000, adjusted("adj2", 162) * 100_000 / 60_000
    return Outline([[(0.5, 0.5), *arc(0.5, 0.5, 0.5, 0.5, start, (end - start) % 360 or 360)]])


def _arc(adjusted: Adjusted, width: float, height: float) -> Outline:
    start, end = adjusted("adj1", 162) * 100_000 / 60_000, adjusted("adj2", 0) * 100_000 / 60_000
    return Outline([arc(0.5, 0.5, 0.5, 0.5, start, (end - start) % 360 or 360)], closed=False)


def _callout(adjusted: Adjusted, width: float, height: float) -> Outline:
    tip = 0.5 + adjusted("adj1", -0.20833), 0.5 + adjusted("adj2", 0.625)
    if tip[1] > 1:
        return Outline([[(0, 0), (1, 0), (1, 1), (0.42, 1), tip, (0.17, 1), (0, 1)]])
    return Outline([[(0, 0), (0.17, 0), tip, (0.42, 0), (1, 0), (1, 1), (0, 1)] if tip[1] < 0 else RECTANGLE])


def _line(adjusted: Adjusted, width: float, height: float) -> Outline:
    return Outline([[(0, 0), (1, 1)]], closed=False)


def _bent(adjusted: Adjusted, width: float, height: float) -> Outline:
    bend = adjusted("adj1", 0.5)
    return Outline([[(0, 0), (bend, 0), (bend, 1), (1, 1)]], closed=False)


def _arrow(turn: str, both: bool = False) -> Callable[[Adjusted, float, float], Outline]:
    """A block arrow; `turn` says where it points."""

    def made(adjusted: Adjusted, width: float, height: float) -> Outline:
        upright = turn in ("up", "down")
        length, breadth = (height, width) if upright else (width, height)
        shaft = (1 - max(0.0, min(1.0, adjusted("adj1", 0.5)))) / 2
        head = min(0.5 if both else 1.0, adjusted("adj2", 0.5) * min(width, height) / length) if breadth else 0.5
        tail: list[Point] = [(head, 1 - shaft), (head, 1), (0, 0.5), (head, 0), (head, shaft)] if both else [(0, 1 - shaft), (0, shaft)]
        points: list[Point] = [(1 - head, shaft), (1 - head, 0), (1, 0.5), (1 - head, 1), (1 - head, 1 - shaft), *tail]
        return Outline([[_pointed(turn, x, y) for x, y in points]])

    return made


def _pointed(turn: str, x: float, y: float) -> Point:
    return {"right": (x, y), "left": (1 - x, y), "down": (y, x), "up": (y, 1 - x)}[turn]


MADE: dict[str, Callable[[Adjusted, float, float], Outline]] = {
    "heart": lambda adjusted, width, height: Outline([heart()]),
    "ellipse": lambda adjusted, width, height: Outline([ellipse()]),
    "roundRect": _round_rect, "pill": _pill, "triangle": _triangle, "parallelogram": _slanted, "trapezoid": _trapezoid, "hexagon": _hexagon,
    "homePlate": _home_plate, "chevron": _chevron, "plus": _plus, "mathPlus": _plus, "donut": _donut, "frame": _frame, "pie": _pie, "arc": _arc,
    "wedgeRectCallout": _callout, "line": _line, "bentConnector3": _bent, "rightArrow": _arrow("right"), "leftArrow": _arrow("left"),
    "upArrow": _arrow("up"), "downArrow": _arrow("down"), "leftRightArrow": _arrow("right", both=True), "upDownArrow": _arrow("down", both=True),
}  # fmt: skip


def drawn(geometry: Any) -> Outline:
    """What somebody has drawn point by point (`custGeom`)."""
    paths: list[list[Point]] = []
    closed = False
    for path in children(child(geometry, "a:pathLst")):
        width, height = number(path, "w") or 1, number(path, "h") or 1
        closed = _follow(path, width, height, paths) or closed
        if sum(map(len, paths)) > MAX_POINTS:
            break
    return Outline([path for path in paths if len(path) > 1], closed)


def _follow(path: Any, width: int, height: int, paths: list[list[Point]]) -> bool:
    """Adds what one path draws; whether it was closed somewhere."""
    closed = False
    for step in children(path):
        points = [(number(point, "x") / width, number(point, "y") / height) for point in children(step)]
        kind = local(step)
        if kind == "moveTo" and points:
            paths.append(points[:1])
        elif kind == "close":
            closed = True
        elif paths:
            paths[-1].extend(_along(kind, paths[-1][-1], points, step, width, height))
    return closed


def _along(kind: str, last: Point, points: list[Point], step: Any, width: int, height: int) -> list[Point]:
    if kind == "arcTo":
        across, down = number(step, "wR") / width, number(step, "hR") / height
        start, sweep = number(step, "stAng") / 60_000, number(step, "swAng") / 60_000
        centre = last[0] - across * cos(start * pi / 180), last[1] - down * sin(start * pi / 180)
        return arc(*centre, across, down, start, max(-360.0, min(360.0, sweep)))
    if kind == "lnTo" or len(points) not in (2, 3):
        return points[-1:]
    return [_between([last, *points], part / CURVE) for part in range(1, CURVE + 1)]


def _between(points: list[Point], share: float) -> Point:
    """On a curve with two or three handles (de Casteljau)."""
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in itertools.pairwise(points)]
    return points[0]
