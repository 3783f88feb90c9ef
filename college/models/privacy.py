"""What a person has agreed to, and that she wants to leave."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """Somebody agreed to one text in one version, on a day; she may take it back, and both days stay."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=20)  # a code of college.consents.TEXTS
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], condition=Q(withdrawn_at__isnull=True), name="consent_once"),
            models.CheckConstraint(condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")), name="consent_withdrawn_later"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class Leaving(models.Model):
    """Somebody has asked that her account be deleted. Until `due_on` she can take it back; then it is done, and the row stays without her name."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="leaving")
    asked_at = models.DateTimeField(_("asked at"))
    due_on = models.DateField(_("deleted on"))
    done_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="leaving_due")]

    def __str__(self) -> str:
        return str(self.due_on)
