"""Refusals about files that are to become a course, in words."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, Invalid
from courses.catalogue.rules.recognising import MOST_FILES


class DropDone(DomainError):
    """The course is made; what is dropped now belongs to another one."""

    code = "drop_done"
    message = _("A course has been made from these files already. Please begin again for another one.")


class DropFull(Invalid):
    """More files than a course has."""

    code = "drop_full"

    def __init__(self) -> None:
        super().__init__(gettext("Up to %(count)s files can be dropped at once. Please choose those that belong to the course.") % {"count": MOST_FILES})


class CourseLocked(DomainError):
    """Somebody has locked the course, or it waits for its reviewers."""

    code = "course_locked"
    message = _("This course is locked just now, so nothing can be put into it. Please try again later, or ask the office.")


class CannotMakeCourses(DomainError):
    """This person does not make courses."""

    code = "cannot_make_courses"
    status = 403
    message = _("Courses are made by teachers and the office. Please ask the office if you are to make one.")
