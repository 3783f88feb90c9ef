"""The tables of selection."""

from courses.selection.models.answers import KeptAnswer
from courses.selection.models.bookings import Booking
from courses.selection.models.class_groups import ClassGroup, EntryQuestion, GroupAnswer, Grouping, GroupPlace
from courses.selection.models.feeds import CalendarFeed
from courses.selection.models.freed import FreedSeat, SeatOffer
from courses.selection.models.helping import Acted, Helping
from courses.selection.models.offerings import Lesson, Offering, OfferingQuerySet
from courses.selection.models.requests import CourseRequest, CourseRequestQuerySet, RequestName
from courses.selection.models.rounds import MOST_WISHES, Ballot, Draw, DrawList, Round, SelectionPlan, Wish
from courses.selection.models.seats import Enrolment, WaitlistEntry
from courses.selection.models.waivers import Waiver

__all__ = [
    "MOST_WISHES",
    "Acted",
    "Ballot",
    "Booking",
    "CalendarFeed",
    "ClassGroup",
    "CourseRequest",
    "CourseRequestQuerySet",
    "Draw",
    "DrawList",
    "Enrolment",
    "EntryQuestion",
    "FreedSeat",
    "GroupAnswer",
    "GroupPlace",
    "Grouping",
    "Helping",
    "KeptAnswer",
    "Lesson",
    "Offering",
    "OfferingQuerySet",
    "RequestName",
    "Round",
    "SeatOffer",
    "SelectionPlan",
    "WaitlistEntry",
    "Waiver",
    "Wish",
]
