"""Schools, venues with their rooms, and terms. Found again by code or name, never changed when they are there."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from college.models import HomePage, Room, School, Term, Venue
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
    """The twelve venues by the code that the content gives them."""
    made: dict[str, Venue] = {}
    for text in content.venues():
        made[text.code] = _venue(text, made)
    return made


def _venue(text: VenueText, above: dict[str, Venue]) -> Venue:
    facts = {"tier": text.tier, "parent": above[text.parent] if text.parent else None, "address": text.address, "directions": text.note}
    venue, _ = Venue.objects.get_or_create(name=text.name, defaults=facts)
    for room in text.rooms:
        Room.objects.get_or_create(venue=venue, name=room.name, defaults={"capacity": room.capacity})
    return venue


def terms(now: datetime) -> dict[str, Term]:
    """The terms "past", "running" and "next" as seen at `now` (aware)."""
    made: dict[str, Term] = {}
    for key, plan in terms_at(timezone.localtime(now)).items():
        facts = {"starts_on": plan.starts_on, "ends_on": plan.ends_on, "selection_opens_at": plan.opens_at, "selection_closes_at": plan.closes_at}
        made[key], _ = Term.objects.get_or_create(name=plan.name, defaults=facts)
    return made
