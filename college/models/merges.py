"""One person, two accounts: who proposed to join them, who decided, and what was moved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """Two accounts that somebody takes for one person. `moved` is the audit trail: how many rows of each kind went from one to the other.

    A decided row is never changed again: the database refuses it (college.triggers).
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a second person")
        DONE = "done", _("Joined")
        REFUSED = "refused", _("Two different people")

    kept = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="merges_kept")
    gone = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="merges_gone")
    why = models.CharField(_("why it is the same person"), max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    moved = models.JSONField(default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            models.CheckConstraint(condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="merge_two_people"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True) | (~Q(state="proposed") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="merge_decided_by_somebody",
            ),
            models.UniqueConstraint(fields=["gone"], condition=~Q(state="refused"), name="merge_gone_once"),
            models.UniqueConstraint(Least("kept", "gone"), Greatest("kept", "gone"), condition=Q(state="proposed"), name="merge_pair_once"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"
