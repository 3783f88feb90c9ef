"""Nouns of showing and keeping recordings: whether those who can be seen agreed, whether one was removed, and the rule for how long all are kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

GRACE = timedelta(days=30)  # so long a removed recording can be taken back


class Kept(models.Model):
    """What people decided about a recording, beside what the worker makes of it."""

    class Consent(models.TextChoices):
        UNSAID = "unsaid", _("Not said yet: only the teacher and the office can watch")
        ALONE = "alone", _("Nobody but the teacher can be seen or heard")
        AGREED = "agreed", _("Everybody who can be seen or heard has agreed")

    consent = models.CharField(_("people in the recording"), max_length=10, choices=Consent.choices, default=Consent.UNSAID)
    consent_to = models.JSONField(default=list, blank=True, help_text=_("The SHA-256 of the files for which the answer was given."))
    may_download = models.BooleanField(_("learners may download it"), default=False)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    was_at = models.CharField(max_length=60, blank=True, help_text=_("The place that it had when it was removed, in the words of the room that knows places."))
    stored_bytes = models.PositiveBigIntegerField(_("on the disk"), default=0, help_text=_("Bytes: the original and all that was made of it."))
    measured_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # the recording's own
        folder: str
        made_from: str
        sha256: str
        state: str
        is_playable: bool

    @property
    def playing_sha256(self) -> str:
        """The file that is seen by who watches it now."""
        return self.made_from if self.folder and self.made_from else self.sha256

    @property
    def is_agreed(self) -> bool:
        """Somebody answered for all who can be seen in what plays now."""
        return self.playing_sha256 in self.consent_to

    @property
    def waits_for_answer(self) -> bool:
        """Nobody answered for the newest file. What failed needs no answer."""
        return self.consent == self.Consent.UNSAID and self.state != "failed"

    @property
    def is_shown(self) -> bool:
        """Learners may watch it, whoever of them may watch the lesson."""
        return self.is_playable and self.is_agreed and self.removed_at is None


@register_setting(icon="calendar", order=200)
class RecordingPolicy(BaseGenericSetting):
    """How long recordings are kept. One row."""

    keep_years = models.PositiveSmallIntegerField(
        _("years that recordings are kept"),
        default=0,
        validators=[MaxValueValidator(50)],
        help_text=_("Counted from the lesson or the upload, whichever is later. 0: for ever. What is removed can be taken back for 30 days."),
    )

    class Meta:
        app_label = "media"
        verbose_name = _("How long recordings are kept")
