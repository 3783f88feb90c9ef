"""Paper cards with which people sign in who have neither an e-mail address nor a head for passwords."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PaperCard(models.Model):
    """One printed card. What is on it is kept as keyed hashes alone: a long word in the QR code, twelve digits to type. A PIN of her own goes with it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="paper_cards")
    scanned = models.CharField(max_length=64, unique=True)
    typed = models.CharField(max_length=64, unique=True)
    ends = models.CharField(max_length=4)  # the last four digits, to tell cards apart at the desk
    pin = models.CharField(max_length=128, blank=True)  # as a password is kept; empty until she has chosen one
    wrong = models.PositiveSmallIntegerField(default=0)  # wrong PINs since the last right one
    locked_until = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    issued_at = models.DateTimeField(_("issued at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("paper card")
        verbose_name_plural = _("paper cards")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(revoked_at__isnull=True), name="card_one_for_each"),
        ]

    def __str__(self) -> str:
        return f"…{self.ends}"
