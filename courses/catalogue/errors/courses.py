"""Refusals about courses, in words."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError
from courses.catalogue.rules.readiness import Part

PARTS: dict[Part, Promise] = {
    Part.OUTLINE: _("outline"),
    Part.LESSON_PLAN: _("lesson plan"),
    Part.HANDOUT: _("handout"),
    Part.SLIDES: _("PPT"),
    Part.TEACHER: _("lead teacher"),
    Part.SCHOOL: _("school"),
}


def in_words(missing: Iterable[Part]) -> str:
    """The missing parts as one list for a sentence."""
    return pgettext("between the entries of a list", ", ").join(str(PARTS[part]) for part in missing)


class PublishRefused(DomainError):
    """A course without its five ones cannot be published; `missing` says what it lacks, in order."""

    code = "publish_refused"

    def __init__(self, missing: Iterable[Part], title: str = "") -> None:
        self.missing = tuple(missing)
        self.title = title
        super().__init__(self.sentence())

    def sentence(self) -> str:
        words = in_words(self.missing)
        if self.title:
            return gettext("“%(title)s” cannot be published yet. Still missing: %(parts)s.") % {"title": self.title, "parts": words}
        return gettext("This course cannot be published yet. Still missing: %(parts)s.") % {"parts": words}


class InUse(DomainError):
    """What a course is made of cannot be deleted."""

    code = "in_use"

    def __init__(self, thing: str, course: str) -> None:
        super().__init__(gettext("“%(thing)s” cannot be deleted: the course “%(course)s” uses it.") % {"thing": thing, "course": course})
