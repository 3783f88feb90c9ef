"""What this room has about a person: what teachers said of her. What she said of others has no key that leads to her (docs/evaluation-privacy.md)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.models import User
from college.personal import Table, Topic
from courses.evaluation.models import Review


def tables(user: User) -> list[Table]:
    """Words that she may not read yet are left out: both sides open theirs at the same time."""
    mine = Review.objects.filter(enrolment__learner=user, submitted_at__isnull=False, enrolment__offering__rating_window__closed_at__isnull=False)
    rows = [
        (one.enrolment.offering.course.title, one.submitted_at, *(getattr(one, f"get_{thing}_display")() for thing in Review.THINGS), one.sentence)
        for one in mine.select_related("enrolment__offering__course").order_by("-submitted_at")
    ]
    things = [str(Review._meta.get_field(thing).verbose_name) for thing in Review.THINGS]
    return [Table("reviews", _("What teachers said of me"), [_("Course"), _("When"), *things, _("one sentence")], rows)]


def forget(user: User, now: datetime) -> None:
    Review.objects.filter(enrolment__learner=user).delete()


TOPIC = Topic(
    "evaluation",
    gettext_lazy("Evaluation"),
    tables,
    forget,
    stays=gettext_lazy("What you said of classes has no name and cannot be found again by anybody."),
    order=130,
)
