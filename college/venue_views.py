"""The college's places for everybody: all of them with the map and the circle of a walk, and one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from college import caching, nearby
from college.models import MapLine, Room, Venue
from college.venue_maps import charts
from college.walking import CHOICES, CIRCLE, Pace, Point, minutes, walk

NEIGHBOURS = 4  # other venues named on a venue's page


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked of the list. Values that cannot be meant are dropped: a list is no exam."""

    near: str = ""
    minutes: int = CIRCLE
    pace: Pace = Pace.USUAL
    step_free: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Wish:
        near, limit, pace = (str(data.get(name, "")) for name in ("near", "minutes", "pace"))
        return cls(
            near=near if nearby.VALUE.fullmatch(near) else "",
            minutes=int(limit) if limit in {str(one) for one in CHOICES} else CIRCLE,
            pace=Pace(pace) if pace in set(Pace) else Pace.USUAL,
            step_free=data.get("step_free") == "1",
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A venue in the list: its number on the map, and the walk to it where an origin was chosen."""

    venue: Venue
    number: int
    minutes: int | None = None
    metres: int | None = None


def venues(request: HttpRequest) -> HttpResponse:
    """All venues on the drawn map and as a list that says the same, the reachable ones first."""
    caching.shows(request, caching.LISTS)
    wish = Wish.of(request.GET)
    neighbourhoods, placed = nearby.origins()
    start = next((one for one in (*neighbourhoods, *placed) if one.value == wish.near), None)
    shown = _listed(wish, start)
    near = [one for one in shown if start is None or (one.minutes is not None and one.minutes <= wish.minutes)]
    context = {
        "wish": wish,
        "start": start,
        "near": near,
        "farther": [one for one in shown if one not in near],
        "charts": charts(shown, MapLine.objects.all(), start, wish.minutes if start else 0, wish.pace),
        "neighbourhoods": neighbourhoods,
        "placed": placed,
        "choices": CHOICES,
        "paces": [(Pace.USUAL.value, _("Usual, 4 km/h")), (Pace.GENTLE.value, _("Gentle, 3 km/h"))],
    }
    return render(request, "college/venues/list.html", context)


def _listed(wish: Wish, start: nearby.Origin | None) -> list[Shown]:
    """The venues in the order of the list, numbered in it."""
    found = Venue.objects.prefetch_related("rooms").order_by("tier", "name")
    chosen = found.filter(step_free=True) if wish.step_free else found
    walked = [(venue, *_walk(venue, start, wish.pace)) for venue in chosen]
    if start is not None:
        walked.sort(key=lambda one: (one[1] is None, one[1] or 0))
    return [Shown(venue, number, time, metres) for number, (venue, time, metres) in enumerate(walked, start=1)]


def _walk(venue: Venue, start: nearby.Origin | None, pace: Pace) -> tuple[int | None, int | None]:
    if start is None or venue.point is None:
        return None, None
    return minutes(start.point, venue.point, pace), _metres(start.point, venue.point)


def venue(request: HttpRequest, slug: str) -> HttpResponse:
    """One venue: how to get there, what its rooms hold, what is near, and (drawn by an upper room) what is taught in it."""
    caching.shows(request, caching.LISTS)
    rooms = Prefetch("rooms", Room.objects.prefetch_related("equipment"))
    found = get_object_or_404(Venue.objects.select_related("parent").prefetch_related(rooms, "children"), slug=slug)
    around = _around(found)
    drawn = [Shown(found, 1), *around]
    context = {
        "venue": found,
        "rooms": list(found.rooms.all()),
        "children": list(found.children.all()),
        "around": around,
        "charts": charts(drawn, MapLine.objects.all(), None, 0, Pace.USUAL) if found.point else [],
        "trail": [(_("Venues"), reverse("college:venues")), (found.name, "")],
    }
    return render(request, "college/venues/detail.html", context)


def _around(found: Venue) -> list[Shown]:
    """The nearest other venues, numbered from 2 on."""
    if found.point is None:
        return []
    others: Iterable[Venue] = Venue.objects.filter(latitude__isnull=False).exclude(pk=found.pk)
    walked = sorted(((minutes(found.point, other.point), other) for other in others if other.point), key=lambda pair: pair[0])
    near = walked[:NEIGHBOURS]
    return [Shown(other, number, time, _metres(found.point, other.point)) for number, (time, other) in enumerate(near, start=2) if other.point]


def _metres(one: Point, other: Point) -> int:
    """To ten metres: more would be a claim."""
    return 10 * round(walk(one, other) / 10)
