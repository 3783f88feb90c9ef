"""What it takes to complete a course, and who has."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from college.models.validity import in_force
from courses.selection.models import Enrolment

PERCENT = (MinValueValidator(1), MaxValueValidator(100))


class CompletionPolicyQuerySet(models.QuerySet["CompletionPolicy"]):
    def valid_on(self, day: date) -> CompletionPolicyQuerySet:
        """The one policy of a day, the newest where two meet."""
        return self.filter(in_force(day)).order_by("-valid_from")


class CompletionPolicy(models.Model):
    """What counts as completed, for classes that begin within its dates. A later policy takes nothing away."""

    valid_from = models.DateField(_("valid from"), unique=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    attendance_percent = models.PositiveSmallIntegerField(_("lessons attended, %"), default=80, validators=PERCENT)
    unlock_percent = models.PositiveSmallIntegerField(_("lessons attended or watched before the check opens, %"), default=80, validators=PERCENT)
    pass_percent = models.PositiveSmallIntegerField(_("right answers to pass the check, %"), default=60, validators=PERCENT)
    tries = models.PositiveSmallIntegerField(_("tries"), default=3, validators=[MinValueValidator(1)])

    objects = CompletionPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("completion policy")
        verbose_name_plural = _("completion policies")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="completion_policy_dates",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(attendance_percent__range=(1, 100), unlock_percent__range=(1, 100), pass_percent__range=(1, 100), tries__gte=1),
                name="completion_policy_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"


class Completion(models.Model):
    """A course completed (结业): an assessed outcome, at most one for a seat. Credits are awarded from these rows.

    `facts` is what it stood on at that moment: `{"lessons", "attended", "covered", "score"?, "policy"}` (counts, percent, the policy's key).
    """

    class Basis(models.TextChoices):
        ATTENDANCE = "attendance", _("Attendance confirmed by the teacher")
        CHECK = "check", _("Check passed")

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="completion")
    basis = models.CharField(max_length=12, choices=Basis.choices)
    facts = models.JSONField(default=dict)
    completed_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.enrolment)
