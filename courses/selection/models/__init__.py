"""The tables of selection."""

from courses.selection.models.feeds import CalendarFeed
from courses.selection.models.offerings import Lesson, Offering, OfferingQuerySet
from courses.selection.models.seats import Enrolment, WaitlistEntry

__all__ = ["CalendarFeed", "Enrolment", "Lesson", "Offering", "OfferingQuerySet", "WaitlistEntry"]
