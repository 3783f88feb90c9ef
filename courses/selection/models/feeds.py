"""Secret addresses of calendars."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CalendarFeed(models.Model):
    """A secret address (ICS) where a calendar program reads lessons: those of a person, or those at a venue. Whoever has the address reads them."""

    token = models.CharField(max_length=43, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), null=True, on_delete=models.CASCADE, related_name="calendar_feeds")
    venue = models.ForeignKey("college.Venue", verbose_name=_("venue"), null=True, on_delete=models.CASCADE, related_name="calendar_feeds")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(owner__isnull=True) ^ Q(venue__isnull=True), name="calendar_feed_of_one"),
            models.UniqueConstraint(fields=["owner"], condition=Q(revoked_at__isnull=True), name="calendar_feed_live_of_person"),
            models.UniqueConstraint(fields=["venue"], condition=Q(revoked_at__isnull=True), name="calendar_feed_live_of_venue"),
        ]

    def __str__(self) -> str:
        return str(self.venue or self.owner)
