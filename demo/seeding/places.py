"""Schools, venues with their rooms, the map around them, and terms. Found again by code or name, never changed when they are there."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from college.models import Equipment, HomePage, MapLine, Neighbourhood, Room, School, Term, Venue
from demo import content
from demo.content import VenueText
from demo.seeding.calendar import terms_at

WELCOME = "在家门口，学点新东西"


def schools() -> dict[str, School]:
    """The four schools by their code."""
    for order, text in enumerate(content.schools(), start=1):
        School.objects.get_or_create(code=text.code, defaults={"name": text.name, "tagline": text.door, "order": order})
    HomePage.objects.filter(welcome="").update(welcome=WELCOME)
    return {school.code: school for school in School.objects.all()}


def venues() -> dict[str, Venue]:
    """The twelve venues by the code that the content gives them, with the map around them."""
    made: dict[str, Venue] = {}
    kinds = {kind.name: kind for kind in Equipment.objects.all()}
    for text in content.venues():
        made[text.code] = _venue(text, made, kinds)
    _map()
    return made


def _venue(text: VenueText, above: dict[str, Venue], kinds: dict[str, Equipment]) -> Venue:
    facts = {"tier": text.tier, "parent": above[text.parent] if text.parent else None, "address": text.address, "directions": text.note}
    access = {"step_free": text.step_free, "lift": text.lift, "accessible_toilet": text.toilet, "opening_hours": text.hours}
    venue, _ = Venue.objects.get_or_create(name=text.name, defaults={**facts, **access, **_place(text.place), "slug": text.code})
    for one in text.rooms:
        room, is_new = Room.objects.get_or_create(venue=venue, name=one.name, defaults={"capacity": one.capacity, "floor": one.floor})
        if is_new:
            room.equipment.set([kinds[name] for name in one.equipment if name in kinds])
    return venue


def _map() -> None:
    for name, place in content.neighbourhoods().items():
        Neighbourhood.objects.get_or_create(name=name, defaults=_place(place))
    for line in content.lines():
        points = "\n".join(f"{north}, {east}" for north, east in line.points)
        MapLine.objects.get_or_create(name=line.name, defaults={"kind": line.kind, "points": points})


def _place(place: tuple[float, float]) -> dict[str, Decimal]:
    return {"latitude": Decimal(str(place[0])), "longitude": Decimal(str(place[1]))}


def terms(now: datetime) -> dict[str, Term]:
    """The terms "past", "running" and "next" as seen at `now` (aware)."""
    made: dict[str, Term] = {}
    for key, plan in terms_at(timezone.localtime(now)).items():
        facts = {"starts_on": plan.starts_on, "ends_on": plan.ends_on, "selection_opens_at": plan.opens_at, "selection_closes_at": plan.closes_at}
        made[key], _ = Term.objects.get_or_create(name=plan.name, defaults=facts)
    return made
