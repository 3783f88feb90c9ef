"""Who was in the room. A lesson's list counts once its teacher has confirmed it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.selection.models import Enrolment, Lesson


class RollCall(models.Model):
    """A lesson's list, confirmed by somebody who may teach it. Confirming again corrects it."""

    lesson = models.OneToOneField(Lesson, on_delete=models.PROTECT, related_name="roll_call")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.lesson)


class Attendance(models.Model):
    """One learner at one lesson (考勤), as the teacher confirmed it."""

    class State(models.TextChoices):
        PRESENT = "present", _("Present")
        LATE = "late", _("Late")
        LEAVE = "leave", _("On leave")
        ABSENT = "absent", _("Absent")

    roll_call = models.ForeignKey(RollCall, on_delete=models.CASCADE, related_name="lines")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=8, choices=State.choices)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roll_call", "enrolment"], name="attendance_once"),
            models.CheckConstraint(condition=models.Q(state__in=["present", "late", "leave", "absent"]), name="attendance_known_state"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.state}"
