"""Refusals of the library, in words."""

from django.utils.translation import gettext

from college.errors import DomainError, Invalid


class OtherKind(Invalid):
    """A file cannot be replaced by one that does not fit in its place."""

    code = "other_kind"

    def __init__(self, old: str, new: str) -> None:
        super().__init__(
            gettext("This is a .%(new)s file, and courses use a .%(old)s file in this place. Please add it as a file of its own.") % {"old": old, "new": new}
        )


class StillUsed(DomainError):
    """A file that courses use, also drafts, cannot be deleted; nor can one that a course uses as lesson plan be given to all."""

    code = "still_used"

    def __init__(self, title: str, courses: int) -> None:
        super().__init__(
            gettext("“%(title)s” cannot be deleted: %(count)s courses or drafts use it. Take it out there first.") % {"title": title, "count": courses}
        )


class PlanShared(DomainError):
    """A lesson plan stays with its teachers."""

    code = "plan_shared"

    def __init__(self, title: str) -> None:
        super().__init__(gettext("“%(title)s” is the lesson plan of a course. A lesson plan cannot be put into the library.") % {"title": title})
