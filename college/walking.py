"""How far it is on foot: pure arithmetic, no map of streets. A walk is taken to be 1.3 times as long as the straight line.

The factor is the usual mean detour in dense street networks; 4 km/h is the pace of planners' 15-minute circles, 3 km/h that of people who take
their time. Both are said beside every figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import asin, ceil, cos, inf, radians, sin, sqrt

EARTH = 6_371_000.0  # metres, mean radius
DETOUR = 1.3
CIRCLE = 15  # minutes
CHOICES = (10, 15, 20, 30)  # minutes that can be chosen


class Pace(StrEnum):
    """How people walk."""

    USUAL = "usual"
    GENTLE = "gentle"

    @property
    def metres_per_minute(self) -> float:
        return (4000 if self is Pace.USUAL else 3000) / 60


@dataclass(frozen=True, slots=True)
class Point:
    """A place on earth, in degrees."""

    latitude: float
    longitude: float


def straight(one: Point, other: Point) -> float:
    """The distance in metres as the crow flies (haversine)."""
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    half = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def walk(one: Point, other: Point) -> float:
    """The length of the walk in metres."""
    return DETOUR * straight(one, other)


def minutes(one: Point, other: Point, pace: Pace = Pace.USUAL) -> int:
    """Whole minutes on foot, rounded up: nobody is late by our rounding. 0 only for the same place."""
    return ceil(round(walk(one, other) / pace.metres_per_minute, 6))


def reach(within: int, pace: Pace = Pace.USUAL) -> float:
    """The radius in metres, as the crow flies, of the circle that can be reached in so many minutes."""
    return within * pace.metres_per_minute / DETOUR


def within(origin: Point, places: Iterable[tuple[int, Point | None]], limit: int, pace: Pace = Pace.USUAL) -> dict[int, int]:
    """The keys of the places that can be reached in `limit` minutes, with the minutes, the nearest first. Places without a point are none of them."""
    times = {key: minutes(origin, point, pace) for key, point in places if point is not None}
    return dict(sorted(((key, time) for key, time in times.items() if time <= limit), key=lambda item: (item[1], item[0])))


def line_points(text: str) -> list[Point]:
    """The points of a line, one "latitude, longitude" a row. Raises ValueError with the row that cannot be read, or the whole where there are too few."""
    found = [_point(row) for row in text.splitlines() if row.strip()]
    if not 2 <= len(found) <= 500:
        raise ValueError(text.strip()[:40] or "-")
    return found


def _point(row: str) -> Point:
    parts = row.replace("\uff0c", ",").split(",")
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        raise ValueError(row.strip()[:40]) from None
    if not (abs(latitude) <= 85 and abs(longitude) <= 180) or inf in (latitude, longitude):
        raise ValueError(row.strip()[:40])
    return Point(latitude, longitude)
