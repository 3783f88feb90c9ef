"""Where a course is held, for the catalogue, which knows no classes."""

from __future__ import annotations

from courses.selection.models import Offering


def places_of(course: int) -> list[str]:
    """The venues of a course's classes, past and coming ones, each once. One query."""
    held = Offering.objects.filter(course=course, venue__isnull=False).exclude(state=Offering.State.CANCELLED)
    return list(held.order_by("venue__tier", "venue__name").values_list("venue__name", flat=True).distinct())
