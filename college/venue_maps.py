"""The map of venues, ready for a template: once for wide windows and once for narrow ones, since letters do not shrink with a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation

from college import drawing
from college.models import MapLine, Venue
from college.walking import Pace, Point, line_points, reach

if TYPE_CHECKING:
    from college.nearby import Origin
    from college.venue_views import Shown

WIDE, NARROW = 660.0, 340.0


@dataclass(frozen=True, slots=True)
class Sign:
    """One venue on the map."""

    shown: Shown
    mark: drawing.Mark
    is_near: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A river or road on the map, with the places of the letters of its name: none where there is no room for it."""

    line: MapLine
    path: str
    letters: list[tuple[float, float]]

    @property
    def across(self) -> str:
        return " ".join(f"{x:.1f}" for x, _ in self.letters)

    @property
    def down(self) -> str:
        return " ".join(f"{y:.1f}" for _, y in self.letters)


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing. `circle` is (x, y, radius), where an origin was chosen."""

    name: str
    frame: drawing.Frame
    signs: list[Sign]
    lines: list[Line]
    circle: tuple[float, float, float] | None
    bar: drawing.Bar


def charts(shown: Sequence[Shown], lines: Iterable[MapLine], start: Origin | None, limit: int, pace: Pace) -> list[Chart]:
    """Both drawings; none while nothing stands on the map."""
    placed = [(one, one.venue.point) for one in shown if one.venue.point is not None]
    if not placed:
        return []
    kept = list(lines)
    return [_chart(name, width, placed, kept, start, limit, pace) for name, width in (("wide", WIDE), ("narrow", NARROW))]


def _chart(name: str, width: float, placed: list[tuple[Shown, Point]], lines: list[MapLine], start: Origin | None, limit: int, pace: Pace) -> Chart:
    on = drawing.frame([*(point for _, point in placed), *(drawing.around(start.point, reach(limit, pace)) if start else [])], width)
    found = {one.venue.pk: one for one, _ in placed}
    spots = [drawing.Spot(one.venue.pk, short_name(one.venue), one.venue.tier, point) for one, point in placed]
    scale = drawing.bar(on, spots)
    kept_free = [scale.box, *([drawing.dot(*on.place(start.point))] if start else [])]
    marks = drawing.marks(spots, on, kept_free)
    signs = [Sign(found[mark.spot.key], mark, _is_near(found[mark.spot.key], start, limit)) for mark in marks]
    circle = (*on.place(start.point), reach(limit, pace) * on.metre) if start else None
    return Chart(name, on, signs, _lines(lines, on, [*drawing.room(marks), *kept_free]), circle, scale)


def _lines(lines: Sequence[MapLine], on: drawing.Frame, taken: Sequence[drawing.Box]) -> list[Line]:
    """The lines, their names where they touch nothing that is taken, no other line and no other name."""
    points = [line_points(line.points) for line in lines]
    ribbons = [drawing.ribbon(one, on) for one in points]
    drawn: list[Line] = []
    for place, line in enumerate(lines):
        names = [box for one in drawn for box in drawing.boxes(one.letters)]
        others = [box for ribbon in (*ribbons[:place], *ribbons[place + 1 :]) for box in ribbon]
        letters = drawing.along(points[place], on, line.name, [*taken, *names, *others])
        drawn.append(Line(line, drawing.path(points[place], on), letters))
    return drawn


def _is_near(one: Shown, start: Any, limit: int) -> bool:
    return start is None or (one.minutes is not None and one.minutes <= limit)


def short_name(venue: Venue) -> str:
    """The name without its tier, which the sign says already; a name is written in one language, whichever the reader's is."""
    shorter = (venue.name.removesuffix(words).strip() for words in _tier_words(venue.tier) if venue.name.endswith(words))
    return next(filter(None, shorter), venue.name)


@cache
def _tier_words(tier: int) -> tuple[str, ...]:
    """What a tier is called, in each of our languages."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(str(Venue.Tier(tier).label))
    return tuple(found)
