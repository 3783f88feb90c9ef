"""Whether the people of a class find a place in its room: part of the office's form for a class."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.models import Room
from courses.selection.models import Offering

DECIDING = frozenset({"capacity", "room", "venue", "mode"})


class RoomFits(forms.Form):
    """More seats than people the room holds are refused, until somebody ticks that she knows. Without a room the largest one of the venue counts."""

    knows_small = forms.BooleanField(
        label=gettext_lazy("I know that the room is smaller than the class"),
        required=False,
        help_text=gettext_lazy("Only where not everybody comes at once, or chairs are brought in."),
    )

    def check_room(self, values: dict[str, Any]) -> None:
        """Asked only when one of the facts has changed, so that an old class can be written again as it was."""
        seats = values.get("capacity")
        if not seats or values.get("knows_small") or values.get("mode") == Offering.Mode.ONLINE or not DECIDING & set(self.changed_data):
            return
        holds = held_by(values.get("room"), values.get("venue"))
        if holds is not None and seats > holds:
            self.add_error("capacity", _words(values.get("room"), holds, seats))


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
