"""Refusals on the way of a course through its stages, and of its use by others."""

from django.utils.translation import gettext_lazy as _

from college.errors import DomainError


class StageOver(DomainError):
    """Somebody settled this stage in the meantime."""

    code = "stage_over"
    message = _("Somebody has decided on this already. The page shows where the course is now.")


class TrialMissing(DomainError):
    code = "trial_missing"
    message = _("Without a trial lesson the course cannot go on. Please record the day, the people, and what was said.")


class ReviewMissing(DomainError):
    code = "review_missing"
    message = _("Please judge the course by all four questions first.")


class ReviewTooLow(DomainError):
    code = "review_too_low"
    message = _("One of the four answers says that something must be changed. Please send the course back with the reason.")


class NotReleased(DomainError):
    """Only what was released may be used by others."""

    code = "not_released"
    message = _("This course has not been released to other venues yet.")


class UsedAlready(DomainError):
    code = "used_already"
    message = _("This place uses the course already.")


class ReasonMissing(DomainError):
    code = "reason_missing"
    status = 422
    message = _("Please say why in one sentence.")


class ForeignSchool(DomainError):
    """Staff of one school keep the courses and classes of that school."""

    code = "foreign_school"
    status = 403
    message = _("This belongs to another school. Please ask its office.")
