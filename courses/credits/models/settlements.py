"""What became of a completion: the award that stands for it, or why there is none. Decided once, so that a sweep asks nothing twice."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.credits.models.accounts import Account
from courses.credits.models.ledger import Entry
from courses.learning.models import Completion


class Settlement(models.Model):
    """One completion, looked at. `entry` is the entry that counts for it now: the award, or the correction in its place."""

    class Outcome(models.TextChoices):
        AWARDED = "awarded", _("Credits booked")
        SAME_COURSE = "same_course", _("The same course counts once in a lifetime")
        TAKEN_BACK = "taken_back", _("Taken back by a correction")

    completion = models.OneToOneField(Completion, on_delete=models.PROTECT, related_name="settlement")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="settlements")
    course_key = models.PositiveBigIntegerField()  # the course's number: no foreign key, since the credit outlives the course
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    entry = models.OneToOneField(Entry, null=True, on_delete=models.PROTECT, related_name="settlement")
    settled_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "course_key"], condition=Q(outcome="awarded"), name="course_counts_once"),
            models.CheckConstraint(
                condition=Q(outcome="awarded", entry__isnull=False) | (~Q(outcome="awarded") & Q(entry__isnull=True)), name="settlement_awarded_has_entry"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.completion_id} {self.outcome}"
