"""What this room has about a person: attendance, what she watched, her checks and what she completed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from college.models import User
from college.personal import Table, Topic
from courses.learning.models import Attendance, CheckAttempt, Completion, PlaySession, WatchClock, WatchSummary


def tables(user: User) -> list[Table]:
    came = Attendance.objects.filter(enrolment__learner=user).select_related("roll_call__lesson__offering__course").order_by("-roll_call__lesson__starts_at")
    watched = WatchSummary.objects.filter(learner=user).select_related("recording__lesson__offering__course").order_by("-updated_at")
    tries = CheckAttempt.objects.filter(enrolment__learner=user).select_related("enrolment__offering__course").order_by("-opened_at")
    done = Completion.objects.filter(enrolment__learner=user).select_related("enrolment__offering__course").order_by("-completed_at")
    return [
        Table("attendance", _("Attendance"), [_("Lesson"), _("When"), _("State")], [_came(one) for one in came]),
        Table("watched", _("Recordings that I watched"), [_("Recording"), _("Seconds watched"), _("Last time")], [_watched(one) for one in watched]),
        Table(
            "checks",
            pgettext("my data", "Checks"),
            [_("Course"), _("When"), _("Right"), _("Of"), _("Passed")],
            [(one.enrolment.offering.course.title, one.opened_at, one.right, one.total, one.passed) for one in tries],
        ),
        Table(
            "completed",
            _("Completed"),
            [_("Course"), _("By"), _("When")],
            [(one.enrolment.offering.course.title, one.get_basis_display(), one.completed_at) for one in done],
        ),
    ]


def _came(one: Attendance) -> tuple[str, datetime, str]:
    lesson = one.roll_call.lesson
    return (f"{lesson.offering.course.title} · {lesson.number}", lesson.starts_at, str(one.get_state_display()))


def _watched(one: WatchSummary) -> tuple[str, int, datetime]:
    lesson = getattr(one.recording, "lesson", None)
    return (f"{lesson.offering.course.title} · {lesson.number}" if lesson else f"#{one.recording_id}", one.seconds, one.updated_at)


def forget(user: User, now: datetime) -> None:
    """What she watched and answered goes; attendance and completions stay with the class, under no name."""
    for model in (PlaySession, WatchSummary, WatchClock):
        model.objects.filter(learner=user).delete()
    CheckAttempt.objects.filter(enrolment__learner=user).delete()


TOPIC = Topic(
    "learning",
    gettext_lazy("What I learnt"),
    tables,
    forget,
    stays=gettext_lazy("Attendance and completions stay with the class, without your name."),
    order=120,
)
