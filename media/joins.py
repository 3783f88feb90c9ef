"""The noun of joining: another recording that follows the first one in its uncut replay."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class JoinQuerySet(models.QuerySet["Join"]):
    """Adjectives of joins."""

    def pending(self) -> JoinQuerySet:
        """Somebody wishes it, or wishes it away, and a worker has not published that yet."""
        return self.exclude(state=Join.State.SHOWN)


class Join(models.Model):
    """The uncut replay of `recording` goes on with that of `second` from `begins_ms` on. The last one can be taken off again: `before` is kept.

    Both recordings keep their originals, and the second one stays what it was.
    """

    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        WANTED = "wanted", _("wanted")
        MADE = "made", _("made, not yet published")
        SHOWN = "shown", _("published")
        UNWANTED = "unwanted", _("to be taken off")

    recording = models.ForeignKey("media.Recording", on_delete=models.CASCADE, related_name="joins")
    second = models.ForeignKey("media.Recording", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text=_("None once it is deleted."))
    title = models.CharField(_("title"), max_length=255, help_text=_("Of the second one, when it was joined."))
    state = models.CharField(max_length=10, choices=State.choices, default=State.WANTED)
    before = models.CharField(max_length=32, help_text=_("The folder of the uncut replay without it."))
    begins_ms = models.PositiveBigIntegerField(help_text=_("Where it begins: the length of the uncut replay without it."))
    length_ms = models.PositiveBigIntegerField(help_text=_("Of the uncut replay of the second one."))

    objects = JoinQuerySet.as_manager()

    class Meta:
        app_label = "media"
        verbose_name = _("join")
        verbose_name_plural = _("joins")
        ordering = ["begins_ms", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recording", "begins_ms"], name="join_place_once"),
            models.CheckConstraint(condition=models.Q(state__in=["wanted", "made", "shown", "unwanted"]), name="join_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.title
