"""What selection refuses, each with a stable code and a sentence that says what to do now."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Field
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from college import audiences
from college.errors import DomainError, Invalid, NotFound
from courses.selection import times
from courses.selection.models import Lesson, Offering
from courses.selection.rules import Reason, Slot


def quoted(courses: Iterable[str]) -> str:
    """“One”, “another”: titles of courses in a sentence."""
    return pgettext("between roles", ", ").join(gettext("“%(course)s”") % {"course": course} for course in courses)


class SelectionRefused(DomainError):
    """A pick, a drop or a place in the queue that cannot be had."""


class OfferingCancelled(SelectionRefused):
    code = Reason.CANCELLED.value
    message = _("This class has been cancelled. Please choose another one.")


class OfferingClosed(SelectionRefused):
    code = Reason.CLOSED.value
    message = _("Selection for this class has ended. You can join the waitlist in case a seat is given out again, or choose another class.")


class Over(OfferingClosed):
    """Closed for good: there is nothing to wait for."""

    message = _("This class is over. Please choose another one.")


class NotOpenYet(SelectionRefused):
    """`opens_at` is the moment (aware) from which the class can be picked."""

    code = Reason.NOT_OPEN_YET.value
    message = _("Selection has not begun yet.")

    def __init__(self, opens_at: datetime) -> None:
        self.opens_at = opens_at
        super().__init__(gettext("Selection begins on %(when)s. Please come back then.") % {"when": times.moment(opens_at)})


class NotYourStart(NotOpenYet):
    """In the first minute everybody begins at an own moment, `opens_at`."""

    def __init__(self, opens_at: datetime) -> None:
        self.opens_at = opens_at
        told = gettext("Everybody starts at an own moment within the first minute, drawn by chance: nobody has to be fast. Yours is %(when)s.")
        SelectionRefused.__init__(self, told % {"when": times.to_the_second(opens_at)})


class AlreadyEnrolled(SelectionRefused):
    code = Reason.ALREADY_IN.value
    message = _("You have this class already. There is nothing more to do.")


class SameCourse(SelectionRefused):
    """She has another class of the course in the same term."""

    code = Reason.SAME_COURSE.value
    message = _("You have a class of this course already. To change to another one, drop that one first.")


class NotForYou(SelectionRefused):
    """Says for whom the class is. Who has the seat already keeps it when her role ends."""

    code = Reason.NOT_FOR_HER.value
    message = _("This class is for people with certain roles. If you have one of them, please tell the front desk.")

    def __init__(self, audience: Collection[str] = ()) -> None:
        words = audiences.in_words(audience)
        told = gettext("%(audience)s. If you have such a role, the front desk will note it down, and you can pick the class at once.")
        super().__init__(told % {"audience": words} if words else None)


class AgeUnknown(SelectionRefused):
    """The class has an age range, and her year of birth is not known."""

    code = Reason.AGE_UNKNOWN.value
    message = _("This class is for people of a certain age. Please tell us once in which year you were born; the front desk writes it down for you, too.")


class WrongAge(SelectionRefused):
    """`ages`: the range in words, such as “For people from 50 to 80”."""

    message = _("This class is for people of another age. Please choose another one. If we have your year of birth wrong, you can change it.")

    def __init__(self, ages: str = "") -> None:
        told = gettext("%(ages)s. Please choose another class. If we have your year of birth wrong, you can change it; for an exception ask the front desk.")
        super().__init__(told % {"ages": ages} if ages else None)


class TooYoung(WrongAge):
    code = Reason.TOO_YOUNG.value


class TooOld(WrongAge):
    code = Reason.TOO_OLD.value


class CourseMissing(SelectionRefused):
    """Names the courses that the class asks to have been completed."""

    code = Reason.COURSE_MISSING.value
    message = _("Another course has to be completed before this one. If you have learnt it elsewhere, please ask the front desk.")

    def __init__(self, courses: Iterable[str] = ()) -> None:
        told = gettext("Please complete %(courses)s first. If you have learnt it elsewhere, ask the front desk: it can make an exception.")
        listed = quoted(courses)
        super().__init__(told % {"courses": listed} if listed else None)


class PledgeMissing(SelectionRefused):
    """The class needs her word that she feels fit for it."""

    code = Reason.PLEDGE_MISSING.value
    message = _("For this class you say first that you feel well enough for it. It is one short page; the front desk does it with you, too.")


class LimitReached(SelectionRefused):
    """Names the classes that count, where they were looked up."""

    code = Reason.LIMIT.value
    message = _("You have as many classes in a classroom as one person may have in this term. Drop one first, or choose a class online.")

    def __init__(self, courses: Iterable[str] = ()) -> None:
        told = gettext("You have as many classes in a classroom as one person may have in this term: %(courses)s. Drop one first, or choose a class online.")
        listed = quoted(courses)
        super().__init__(told % {"courses": listed} if listed else None)


class TimeClash(SelectionRefused):
    """Names the course that the learner has at that time; `slot` is the lesson held."""

    code = Reason.CLASH.value
    message = _("It clashes with a class that you have.")

    def __init__(self, course: str, slot: Slot) -> None:
        self.course, self.slot = course, slot
        words = gettext("It clashes with one of yours: on %(when)s you have “%(course)s”. Drop that one first, or choose another class.")
        super().__init__(words % {"when": times.slot(slot), "course": course})


class OfferingFull(SelectionRefused):
    code = Reason.FULL.value
    message = _("All seats are taken. You can join the waitlist: when somebody drops the class, the seat is offered to the first in line.")


class SeatsFree(SelectionRefused):
    """The queue is for full offerings; here a seat can be had at once."""

    code = "seats_free"
    message = _("There are free seats. You can pick this class right away.")


class AlreadyWaiting(SelectionRefused):
    code = "already_waiting"
    message = _("You are on the waitlist already. Your place is kept.")


class NotEnrolled(SelectionRefused):
    code = "not_enrolled"
    message = _("You do not have this class, so there is nothing to drop.")


class NotWaiting(SelectionRefused):
    code = "not_waiting"
    message = _("You are not on this waitlist.")


class NoOffer(SelectionRefused):
    code = "no_offer"
    message = _("No seat is kept for you at the moment. If you are on the waitlist, you keep your place for the next one.")


class OfferLapsed(SelectionRefused):
    code = "offer_lapsed"
    message = _("The time for this seat is over, and it goes to the next in line. You keep your place for the next one.")


class OfferingOver(SelectionRefused):
    code = "offering_over"
    message = _("This class is over. It stays in your records.")


class SeatsInUse(SelectionRefused):
    code = "seats_in_use"
    message = _("More seats are taken than this. Ask people to change first.")


class CancelledMeanwhile(SelectionRefused):
    """Somebody else has cancelled the class in this moment."""

    code = "cancelled_meanwhile"
    message = _("Somebody has just cancelled this class. Please look at it again.")


class ChangedMeanwhile(SelectionRefused):
    """A field of a class (`name`) was written since the form was opened; it has the value `now`."""

    code = "changed_meanwhile"

    def __init__(self, offering: Offering, name: str) -> None:
        self.name, self.now = name, getattr(offering, name)
        field = Offering._meta.get_field(name)
        assert isinstance(field, Field)
        told = gettext("While this form was open, “%(field)s” was set to “%(now)s”. What you typed is still here; save once more if yours is to count.")
        super().__init__(told % {"field": field.verbose_name, "now": dict(field.flatchoices).get(self.now, self.now)})


class DoubleBooked(SelectionRefused):
    """A room or a teacher is wanted by two lessons at one time. Names the other class, its time, and what the two share.

    `lesson` is the other one, with its class, course, teacher and room loaded; None when it is not known.
    """

    code = "double_booked"
    message = _("The room or the teacher has another lesson at that time. Nothing was changed.")

    def __init__(self, lesson: Lesson | None = None, *, in_room: bool = False) -> None:
        super().__init__(_said(lesson, in_room) if lesson else None)


def _said(lesson: Lesson, in_room: bool) -> str:
    offering = lesson.offering
    parts = {
        "when": times.slot(Slot(lesson.starts_at, lesson.ends_at)),
        "class": offering,
        "lesson": lesson.number,
        "room": lesson.room or offering.room,
        "teacher": offering.teacher,
        "place": lesson.room or offering.room or offering.venue or gettext("Online"),
    }
    if in_room:
        return gettext("%(room)s is taken: on %(when)s it has “%(class)s”, lesson %(lesson)s, with %(teacher)s. Please choose another room or time.") % parts
    return gettext("%(teacher)s is taken: on %(when)s “%(class)s”, lesson %(lesson)s, is held (%(place)s). Please choose another teacher or time.") % parts


class NotYourClass(NotFound):
    """Others than the teacher and staff do not even learn that the address exists."""


class BadPlan(Invalid):
    code = "bad_plan"
    message = _("These lessons cannot be made. Please check the dates.")


class LessonStays(SelectionRefused):
    code = "lesson_stays"
    message = _("This lesson has a recording, so it stays. Remove the recording first.")


__all__ = [
    "AgeUnknown",
    "AlreadyEnrolled",
    "AlreadyWaiting",
    "BadPlan",
    "CancelledMeanwhile",
    "ChangedMeanwhile",
    "CourseMissing",
    "DoubleBooked",
    "LessonStays",
    "LimitReached",
    "NoOffer",
    "NotEnrolled",
    "NotOpenYet",
    "NotWaiting",
    "NotYourClass",
    "OfferLapsed",
    "OfferingCancelled",
    "OfferingClosed",
    "OfferingFull",
    "OfferingOver",
    "Over",
    "PledgeMissing",
    "SameCourse",
    "SeatsFree",
    "SeatsInUse",
    "SelectionRefused",
    "TimeClash",
    "TooOld",
    "TooYoung",
    "WrongAge",
]
