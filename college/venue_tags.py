"""Template tags about venues and their rooms."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from college.models import Room, Venue

register = template.Library()


@register.filter
def floor(room: Room) -> str:
    """The floor in words; a missing one is a dash."""
    if room.floor is None:
        return "—"
    return _("floor %d") % room.floor if room.floor > 0 else pgettext("below the street", "basement %d") % -room.floor


@register.filter
def access_facts(venue: Venue) -> list[tuple[str, str, str]]:
    """What somebody with a wheelchair or a stick must know, as (kind of tag, icon, words). What nobody has looked at is said as such."""
    told = [(venue.step_free, _("No steps at the entrance"), _("Steps at the entrance")), (venue.lift, _("Lift"), _("No lift"))]
    told.append((venue.accessible_toilet, _("Accessible toilet"), _("No accessible toilet")))
    facts = [("ok", "check-circle", yes) if value else ("", "warning", no) for value, yes, no in told if value is not None]
    return [*facts, *([("", "info", _("Not everything is known; please call the desk"))] if any(value is None for value, _yes, _no in told) else [])]


@register.filter
def rooms_line(venue: Venue) -> str:
    """How many rooms, and how many people the largest holds. No query where the rooms are loaded."""
    sizes = [room.capacity for room in venue.rooms.all()]
    if not sizes:
        return _("No room is entered yet")
    return ngettext("%(n)d room for up to %(most)d people", "%(n)d rooms for up to %(most)d people", len(sizes)) % {"n": len(sizes), "most": max(sizes)}


@register.filter
def metres(length: int) -> str:
    """670 m, 1.2 km."""
    return _("%d m") % length if length < 1000 else _("%s km") % f"{length / 1000:.1f}"


@register.simple_tag
def tiers() -> list[tuple[int, Any]]:
    """The tiers in order, for the legend."""
    return [(int(value), label) for value, label in Venue.Tier.choices]
