"""What is near: a neighbourhood or a venue that somebody chose by its name, and the venues that can be reached from it on foot.

An origin is written as in an address: "n12" is a neighbourhood, "v3" a venue. Nobody's own position is asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from college.models import Neighbourhood, Venue
from college.walking import CIRCLE, Pace, Point, within

VALUE = re.compile(r"[nv][0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where somebody sets out."""

    value: str
    name: str
    point: Point


def origins() -> tuple[list[Origin], list[Origin]]:
    """All neighbourhoods and all venues that stand on the map, by name. Two queries."""
    return _named("n", Neighbourhood), _named("v", Venue)


def _named(letter: str, model: type[Neighbourhood] | type[Venue]) -> list[Origin]:
    return [Origin(f"{letter}{row.pk}", row.name, row.point) for row in model._default_manager.filter(latitude__isnull=False) if row.point is not None]


def origin(value: str) -> Origin | None:
    """The origin that an address names; None when there is none, or it does not stand on the map. At most one query."""
    if not VALUE.fullmatch(value):
        return None
    found = (Neighbourhood if value[0] == "n" else Venue)._default_manager.filter(pk=int(value[1:])).first()
    return Origin(value, found.name, found.point) if found is not None and found.point is not None else None


def reachable(start: Origin, limit: int = CIRCLE, pace: Pace = Pace.USUAL) -> dict[int, int]:
    """The keys of the venues within so many minutes, with the minutes, the nearest first. One query."""
    placed = Venue.objects.filter(latitude__isnull=False).only("pk", "latitude", "longitude")
    return within(start.point, ((venue.pk, venue.point) for venue in placed), limit, pace)
