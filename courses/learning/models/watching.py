"""What was watched, in seconds of the published replay; when that is cut anew, all of it moves along."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from media.models import Recording


class WatchSummary(models.Model):
    """The distinct seconds of one recording that one learner has watched, and where she left off."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="watch_summaries")
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="watch_summaries")
    spans = models.JSONField(default=list)  # [[start, end), ...] in whole seconds, sorted, disjoint, not touching
    seconds = models.PositiveIntegerField(default=0)  # the length of the union, kept beside it for lists
    exact = models.JSONField(default=list, blank=True)  # [[start, end), ...] in milliseconds of the uncut replay: watched before the last cut
    position_ms = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "recording"], name="watch_summary_once")]
        indexes = [models.Index(fields=["learner", "-updated_at"], name="watch_recent")]

    def __str__(self) -> str:
        return f"{self.learner} · {self.recording}"


class WatchClock(models.Model):
    """Up to when a learner's real time has been turned into watched seconds: one clock for all her tabs and devices."""

    learner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watch_clock", primary_key=True)
    credited_until = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.learner)


class PlaySession(models.Model):
    """One opened player. Heartbeats carry its key and a sequence number, so that a repeated one changes nothing."""

    key = models.UUIDField(primary_key=True)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="play_sessions")
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="play_sessions")
    sequence = models.PositiveIntegerField(default=0)
    edits = models.JSONField(default=list, blank=True)  # Recording.edits when its addresses were given: what its seconds mean
    opened_at = models.DateTimeField()
    last_beat_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last_beat_at__gte=F("opened_at")), name="play_session_times")]

    def __str__(self) -> str:
        return str(self.key)
