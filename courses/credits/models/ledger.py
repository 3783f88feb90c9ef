"""The ledger (学分账目): rows that are written once. The database itself refuses to change or remove them (triggers.py).

One chain runs through all entries, in the order of `number`: an entry's hash covers its own fields and the hash before it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.credits.models.accounts import Account
from courses.credits.models.rules import RuleSet


class Evidence(models.Model):
    """What an entry stands on, as it was: readable years later, also when the course is gone. No name of a learner in it."""

    class Kind(models.TextChoices):
        ATTENDANCE = "attendance", _("Attendance confirmed by the teacher")
        CHECK = "check", _("Check passed")
        REVERSAL = "reversal", _("Correction approved by two people")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    snapshot = models.JSONField()
    sha256 = models.CharField(max_length=64)  # of the snapshot in canonical JSON
    made_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:8]}"


class Entry(models.Model):
    """One line of the ledger, in hundredths of a credit. A mistake is corrected by a reversal, then a new entry."""

    class Kind(models.TextChoices):
        AWARD = "award", _("Earned")
        REVERSAL = "reversal", _("Reversal")
        CORRECTION = "correction", _("Correction")

    class Category(models.TextChoices):
        REQUIRED = "required", _("Required")
        ELECTIVE = "elective", _("Elective")
        PROJECT = "project", _("Project")

    number = models.PositiveBigIntegerField(primary_key=True)  # 1, 2, 3 ... without a gap
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    amount = models.IntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    category = models.CharField(max_length=10, choices=Category.choices)
    effective_on = models.DateField()
    booked_at = models.DateTimeField()
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="entries")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="entries")
    cause = models.CharField(max_length=60, unique=True)  # "completion:12": a second award of one cause cannot be written
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    actor = models.UUIDField(null=True)  # pseudonym of who asked for it; empty: the schedule
    approver = models.UUIDField(null=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="entry_number_from_one"),
            models.CheckConstraint(condition=~Q(amount=0), name="entry_amount_not_zero"),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False, amount__lt=0) | Q(kind__in=["award", "correction"], reverses__isnull=True, amount__gt=0),
                name="entry_sign_of_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="award") | (Q(actor__isnull=False, approver__isnull=False) & ~Q(actor=F("approver"))), name="entry_two_people"
            ),
            models.CheckConstraint(condition=Q(category__in=["required", "elective", "project"]), name="entry_known_category"),
        ]
        indexes = [
            models.Index(fields=["effective_on", "account", "category", "amount"], name="entry_of_year"),
            models.Index(fields=["account", "effective_on"], name="entry_of_account"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class LedgerHead(models.Model):
    """The one row that whoever appends holds: the last number and hash."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="ledger_one_head")]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:8]}"
