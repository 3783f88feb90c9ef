"""Django looks for an app's models here; they live in the slices."""

from courses.catalogue.models import CourseDocument, CourseIndexPage, CoursePage, CourseTeacher, Unit
from courses.credits.models import Account
from courses.learning.models import Completion, PlaySession, WatchClock, WatchSummary
from courses.selection.models import Enrolment, Lesson, Offering, WaitlistEntry

__all__ = [
    "Account",
    "Completion",
    "CourseDocument",
    "CourseIndexPage",
    "CoursePage",
    "CourseTeacher",
    "Enrolment",
    "Lesson",
    "Offering",
    "PlaySession",
    "Unit",
    "WaitlistEntry",
    "WatchClock",
    "WatchSummary",
]
