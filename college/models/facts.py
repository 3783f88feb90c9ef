"""What the college knows of a learner beside her account: only what decides whether she may take a class, or has a seat kept for her."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIRST_YEAR, LAST_YEAR = 1900, 2100


class LearnerFacts(models.Model):
    """Each fact may be missing. Of an illness nothing is kept: neither why a seat is kept for her nor what she thought of when she gave the pledge.

    `reserve_until`: the last day on which a seat is kept for her because she is disabled, noted by the desk. `pledged_on` to `pledge_until` (both
    included): she has said that she feels fit for the class; `pledge_taken_by` is the person of the desk who took her word, None when she gave it herself.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="facts")
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    neighbourhood = models.ForeignKey(
        "college.Neighbourhood",
        verbose_name=pgettext_lazy("where people live", "neighbourhood"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reserve_until = models.DateField(_("a seat is kept until"), null=True, blank=True)
    reserve_noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reserve_noted_at = models.DateTimeField(null=True, blank=True)
    pledged_on = models.DateField(_("health pledge given on"), null=True, blank=True)
    pledge_until = models.DateField(_("health pledge good until"), null=True, blank=True)
    pledge_taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("about a learner")
        verbose_name_plural = _("about learners")
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True) | Q(birth_year__range=(FIRST_YEAR, LAST_YEAR)),
                name="facts_birth_year",
                violation_error_message=_("Please write the year with four digits, such as 1956."),
            ),
            models.CheckConstraint(
                condition=Q(pledged_on__isnull=True, pledge_until__isnull=True)
                | Q(pledged_on__isnull=False, pledge_until__isnull=False, pledge_until__gte=F("pledged_on")),
                name="facts_pledge_has_days",
            ),
            models.CheckConstraint(condition=Q(reserve_until__isnull=True) | Q(reserve_noted_at__isnull=False), name="facts_reserve_was_noted"),
        ]

    def __str__(self) -> str:
        return str(self.user)
