"""How a mistake is put right: one person asks, another decides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.credits.models.ledger import Entry


class ReversalRequest(models.Model):
    """A wish to take an entry back, with what should stand in its place (hundredths; empty: nothing)."""

    class Reason(models.TextChoices):
        NOT_ATTENDED = "not_attended", _("She was not there")
        COUNTED_TWICE = "counted_twice", _("Counted twice")
        WRONG_AMOUNT = "wrong_amount", _("Wrong amount")
        WRONG_CATEGORY = "wrong_category", _("Wrong category")
        OTHER = "other", _("Another reason")

    class State(models.TextChoices):
        PENDING = "pending", _("Waits for a second person")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="reversal_requests")
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    words = models.CharField(_("in words"), max_length=300, help_text=_("The learner reads this."))
    new_amount = models.PositiveIntegerField(_("credits instead, in hundredths"), null=True, blank=True)
    new_category = models.CharField(_("category instead"), max_length=10, choices=Entry.Category.choices, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reversal")
        verbose_name_plural = _("reversals")
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(state="pending"), name="reversal_one_pending"),
            models.CheckConstraint(condition=~Q(words=""), name="reversal_has_words"),
            models.CheckConstraint(
                condition=Q(state="pending", decided_at__isnull=True) | Q(state__in=["approved", "refused"], decided_at__isnull=False),
                name="reversal_decided_has_time",
            ),
            models.CheckConstraint(
                condition=Q(requested_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")), name="reversal_two_people"
            ),
            models.CheckConstraint(condition=Q(new_amount__isnull=True) | Q(new_amount__gte=1), name="reversal_new_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} · {self.state}"
