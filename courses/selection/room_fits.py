"""Whether the people of a class find a place in its room: part of the office's forms for a class and for a lesson, and said when a room gets smaller."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.models import Room
from courses.selection.domain.refusals import quoted
from courses.selection.models import Lesson, Offering

DECIDING = frozenset({"capacity", "room", "venue", "mode"})
MOST = 5  # classes that are named


class KnowsSmall(forms.Form):
    """More seats than people the room holds are refused, until somebody ticks that she knows."""

    knows_small = forms.BooleanField(
        label=gettext_lazy("I know that the room is smaller than the class"),
        required=False,
        help_text=gettext_lazy("Only where not everybody comes at once, or chairs are brought in."),
    )


class RoomFits(KnowsSmall):
    """For a class. Without a room the largest one of the venue counts; lessons to come with a room of their own count, too."""

    def check_room(self, values: dict[str, Any], offering_id: int | None) -> None:
        """Asked only when one of the facts has changed, so that an old class can be written again as it was."""
        seats = values.get("capacity")
        if not seats or values.get("knows_small") or not DECIDING & set(self.changed_data):
            return
        holds = held_by(values.get("room"), values.get("venue")) if values.get("mode") != Offering.Mode.ONLINE else None
        if holds is not None and seats > holds:
            self.add_error("capacity", _words(values.get("room"), holds, seats))
        elif "capacity" in self.changed_data and (lesson := _in_small_rooms().filter(offering=offering_id, room__capacity__lt=seats).first()):
            self.add_error("capacity", _words_of(lesson.number, lesson.room, seats))


class LessonRoomFits(KnowsSmall):
    """For a lesson with a room of its own."""

    def check_room(self, values: dict[str, Any]) -> None:
        offering, room = values.get("offering"), values.get("room")
        if offering is None or room is None or values.get("knows_small") or not {"room", "offering"} & set(self.changed_data):
            return
        if room.capacity < offering.capacity:
            self.add_error("room", _words_of(values.get("number"), room, offering.capacity))


def too_small_for(room: Room) -> list[str]:
    """The classes that have more seats than the room holds, in a sentence; none where all fit."""
    own = Lesson.objects.filter(room=room, ends_at__gt=timezone.now()).order_by().values("offering")
    here = Q(pk__in=own) | Q(room=room, term__ends_on__gte=timezone.localdate()) & ~Q(mode=Offering.Mode.ONLINE)
    found = Offering.objects.filter(here, capacity__gt=room.capacity).exclude(state=Offering.State.CANCELLED).select_related("course").order_by("pk")
    names = [str(one) for one in found[: MOST + 1]]
    said = {"room": room, "holds": room.capacity, "classes": quoted(names[:MOST]) + ("…" if len(names) > MOST else "")}
    told = _("%(room)s holds %(holds)s people now, and these classes have more seats: %(classes)s. Please give them another room, or fewer seats.")
    return [told % said] if names else []


def _in_small_rooms() -> QuerySet[Lesson]:
    return Lesson.objects.filter(ends_at__gt=timezone.now()).select_related("room").order_by("room__capacity", "pk")


def held_by(room: Room | None, venue: Any) -> int | None:
    """How many people the room holds, or the largest one of the venue; None where nobody has said."""
    if room is not None:
        return room.capacity
    return Room.objects.filter(venue=venue).aggregate(most=Max("capacity"))["most"] if venue is not None else None


def _words(room: Room | None, holds: int, seats: int) -> str:
    said = {"room": room.name if room else "", "holds": holds, "seats": seats}
    if room is not None:
        return _("Room %(room)s holds %(holds)s people, and this class has %(seats)s seats. Please choose a larger room, or tick below that you know.") % said
    return _("The largest room of this venue holds %(holds)s people, and this class has %(seats)s seats. Please choose another venue, or tick below.") % said


def _words_of(number: int | None, room: Room, seats: int) -> str:
    told = _(
        "Lesson %(number)s is in room %(room)s, which holds %(holds)s people, and this class has %(seats)s seats. "
        "Please choose a larger room, or tick below that you know."
    )
    return told % {"number": number, "room": room.name, "holds": room.capacity, "seats": seats}
