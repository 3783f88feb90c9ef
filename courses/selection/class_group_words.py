"""Why somebody is in her group, in words for her."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from courses.selection.models import GroupPlace
from courses.selection.rules.class_groups import Why

WORDS = {
    Why.BY_HAND: _("The office put you here."),
    Why.LEVEL: _("Your answers fit the level of this group."),
    Why.NEAREST_LEVEL: _("The groups of your level were full or at another time; this one comes nearest."),
    Why.SUITS: _("You said that this time and place suit you."),
    Why.NO_OTHER_TIME: _("At the times that you would have liked there was no seat, or you have another class."),
    Why.STAYS: _("It is the class that you picked, so nothing changes for you."),
    Why.EVEN: _("Several groups would have fitted; here there were fewer people."),
    Why.NO_ROOM: _("No group had a seat left. You keep the class that you picked, and the office will talk to you."),
    Why.CLASH: _(
        "All groups meet when you have another class, or ask for something that does not fit you. "
        "You keep the class that you picked, and the office will talk to you."
    ),
}


def reasons(place: GroupPlace) -> list[str]:
    """The reasons of a place, the words of whoever moved her first."""
    said = [place.moved_why] if place.moved_why else []
    return said + [str(WORDS[Why(why)]) for why in place.why if not (said and why == Why.BY_HAND)]
