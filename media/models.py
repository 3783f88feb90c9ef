"""The nouns of this room: a recording, its renditions, its captions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.failures import words
from media.joins import Join as Join  # its table belongs to this room
from media.keeping import Kept
from media.rules import LEASE_SECONDS, STEPS, cuts
from media.storages import originals, random_name, replays

WAITED_TOO_LONG = timedelta(minutes=2)


def private_name(recording: Recording, filename: str) -> str:
    """The client's name and extension never reach the disk."""
    return random_name()


def caption_name(caption: CaptionTrack, filename: str) -> str:
    return f"{caption.recording_id}/captions/{random_name()}.vtt"


class RecordingQuerySet(models.QuerySet["Recording"]):
    """Adjectives of recordings."""

    def kept(self) -> RecordingQuerySet:
        """Not removed."""
        return self.filter(removed_at=None)

    def claimable_at(self, now: datetime) -> RecordingQuerySet:
        """Free for a worker: something is left to be done, and nobody holds it, or not any more."""
        return self.kept().exclude(step="").exclude(state=Recording.State.FAILED).filter(Q(claim="") | Q(lease_until__lt=now))

    def forgotten_at(self, now: datetime) -> RecordingQuerySet:
        """A worker should have them and has not: the lease ran out, or nobody came for a while."""
        stale = now - WAITED_TOO_LONG
        waiting = Q(claim="") & (Q(queued_at__lt=stale) | Q(queued_at=None))
        # A lost lease is announced again only after a while too, else each sweep would add one more job behind a long lecture.
        lost = Q(lease_until__lt=now) & (Q(queued_at=None) | Q(queued_at__lt=now - timedelta(seconds=LEASE_SECONDS)))
        return self.claimable_at(now).filter(waiting | lost)


class Recording(Kept):
    """An uploaded lecture (录播). The row is the work order: `step` is what is to be done next, `state` how it stands, whatever became of the job."""

    wagtail_reference_index_ignore = True  # saved every two seconds while it is prepared

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        CHECKING = "checking", _("Being checked")
        ENCODING = "encoding", _("Being prepared")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    class Step(models.TextChoices):
        """In this order; the first four make the replay, the others enrich it and may be left out."""

        PROBE = "probe", _("check the file")
        FIRST = "first", _("make it playable")
        LADDER = "ladder", _("make all sizes")
        CUT = "cut", _("cut the replay")
        EXTRAS = "extras", _("draw the time line")
        SLIDES = "slides", _("find the slides")
        TEXT = "text", _("write down what is said")

    BUSY = (State.CHECKING, State.ENCODING)
    FINAL = (State.READY, State.FAILED)

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("uploaded by"), on_delete=models.PROTECT, related_name="recordings")
    title = models.CharField(_("title"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UPLOADED)
    error_code = models.CharField(_("reason"), max_length=20, blank=True, help_text=_("One of media.failures.Failure."))
    progress = models.PositiveSmallIntegerField(_("progress"), default=0, help_text=_("Per cent."))

    step = models.CharField(max_length=10, choices=Step.choices, default=Step.PROBE, blank=True, help_text=_("What is to be done next; empty: nothing."))
    step_began_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text=_("Of this step."))
    claim = models.CharField(max_length=32, blank=True, help_text=_("The attempt that holds this recording now."))
    lease_until = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)

    original = models.FileField(_("original"), storage=originals, upload_to=private_name, max_length=200)
    original_name = models.CharField(_("file name"), max_length=255, blank=True)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("Bytes."))
    sha256 = models.CharField(max_length=64)

    source = models.JSONField(null=True, blank=True, help_text=_("What the probe read."))
    copying = models.BooleanField(default=True, help_text=_("Tracks that conform are kept as they are; not any more when they turned out to be worse."))
    attempt = models.CharField(max_length=32, blank=True, help_text=_("The folder being written."))
    live = models.BooleanField(default=False, help_text=_("It can be watched while it is written."))
    folder = models.CharField(max_length=32, blank=True, help_text=_("The published replay, empty until there is one."))
    parts = models.JSONField(default=list, blank=True, help_text=_("Steps that enriched the published replay."))
    left_out = models.JSONField(default=dict, blank=True, help_text=_("Steps that could not be done, with the reason's code."))
    whole = models.CharField(max_length=32, blank=True, help_text=_("The folder of the uncut replay; it is the published one while nothing is cut."))
    whole_ms = models.PositiveBigIntegerField(default=0, help_text=_("The length of the uncut replay."))
    edits = models.JSONField(default=list, blank=True, help_text=_("What the published replay keeps of the uncut one: [start, end] in ms; empty: all."))
    edits_wanted = models.JSONField(default=list, blank=True, help_text=_("What it is to keep; once the step is done, both are the same."))
    edits_version = models.PositiveIntegerField(default=0, help_text=_("Counts the wishes, so that two windows do not overwrite each other."))
    made_from = models.CharField(max_length=64, blank=True, help_text=_("The SHA-256 of the file that the published replay was made from."))
    revision = models.PositiveIntegerField(default=0, help_text=_("Counts the published replays."))
    duration_ms = models.PositiveBigIntegerField(_("length"), default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    has_video = models.BooleanField(default=False)
    has_audio = models.BooleanField(default=False)

    created_at = models.DateTimeField(_("uploaded at"))
    updated_at = models.DateTimeField(auto_now=True)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "lease_until"], name="recording_work"), models.Index(fields=["sha256"], name="recording_by_hash")]
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="recording_progress_is_per_cent"),
            models.CheckConstraint(
                condition=Q(state="failed", error_code__gt="") | (~Q(state="failed") & Q(error_code="")), name="recording_failed_has_reason"
            ),
            models.CheckConstraint(condition=~Q(state="ready") | Q(folder__gt="", progress=100, duration_ms__gt=0), name="recording_ready_is_published"),
            models.CheckConstraint(
                condition=Q(state__in=["checking", "encoding", "ready"], claim__gt="", lease_until__isnull=False)
                | (~Q(state__in=["checking", "encoding"]) & Q(claim="", lease_until__isnull=True)),
                name="recording_busy_has_lease",
            ),
            models.CheckConstraint(condition=Q(step__in=["", *STEPS]), name="recording_step_is_known"),
            models.CheckConstraint(condition=Q(live=False) | Q(attempt__gt="", claim__gt=""), name="recording_live_is_being_written"),
            models.CheckConstraint(condition=Q(state__in=["uploaded", "checking", "encoding", "ready", "failed"]), name="recording_state_is_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="recording_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.title or self.original_name or str(_("Recording"))

    if TYPE_CHECKING:
        id: int

        def get_state_display(self) -> str: ...

    @property
    def is_final(self) -> bool:
        return self.state in self.FINAL

    @property
    def is_playable(self) -> bool:
        """There is a published replay, or one that grows; while a new file is prepared the old one goes on playing."""
        return bool(self.folder) or self.live

    @property
    def playing_folder(self) -> str:
        return self.folder or (self.attempt if self.live else "")

    @property
    def edit_list(self) -> cuts.EditList:
        """What the published replay keeps of the uncut one. Raises EditFault before there is one."""
        return self.edit_list_of(self.edits)

    def edit_list_of(self, kept: list[list[int]]) -> cuts.EditList:
        """The same of other parts; [] are all. Raises EditFault."""
        return cuts.EditList(self.whole_ms, tuple((start, end) for start, end in kept)) if kept else cuts.whole(self.whole_ms)

    @property
    def reason(self) -> str:
        """Why it failed and what to do, in the reader's language; empty otherwise."""
        return words(self.error_code, self.step) if self.error_code else ""


class UploadQuerySet(models.QuerySet["Upload"]):
    """Adjectives of uploads."""

    def open_at(self, now: datetime) -> UploadQuerySet:
        """Still expecting bytes, or a person's word."""
        return self.filter(recording=None, expires_at__gt=now)


class Upload(models.Model):
    """A file on its way, sent by parts. `offset` bytes of it are safe on the disk, whatever the file's size says."""

    wagtail_reference_index_ignore = True  # saved with each part

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    token = models.CharField(max_length=32, unique=True, help_text=_("Its address."))
    target = models.CharField(max_length=60, help_text=_("Where it goes: a word of the door that opened it."))
    name = models.CharField(_("file name"), max_length=255, blank=True)
    file = models.CharField(max_length=32, blank=True, help_text=_("Its file among the originals; empty when the recording has it."))
    length = models.PositiveBigIntegerField(help_text=_("Bytes."))
    offset = models.PositiveBigIntegerField(default=0, help_text=_("Bytes."))
    sha256 = models.CharField(max_length=64, blank=True, help_text=_("Of the whole, while somebody is asked what is to be done with it."))
    recording = models.ForeignKey(Recording, null=True, blank=True, on_delete=models.CASCADE, related_name="uploads", help_text=_("What became of it."))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints = [
            models.CheckConstraint(condition=Q(offset__lte=models.F("length")), name="upload_offset_within_length"),
            models.CheckConstraint(condition=Q(recording=None, file__gt="") | Q(recording__isnull=False, file=""), name="upload_file_until_recording"),
        ]

    def __str__(self) -> str:
        return self.name or self.token

    @property
    def is_done(self) -> bool:
        return self.offset == self.length

    @property
    def is_undecided(self) -> bool:
        """All of it is here; whether it becomes a recording is for a person to say."""
        return self.is_done and self.recording_id is None

    @property
    def percent(self) -> int:
        return self.offset * 100 // self.length


class Rendition(models.Model):
    """One encoded version (清晰度) of the published replay."""

    wagtail_reference_index_ignore = True

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=10)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    bandwidth = models.PositiveIntegerField(help_text=_("Bits per second at its peak."))
    codecs = models.CharField(max_length=60)
    bytes = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["-height", "name"]
        constraints = [models.UniqueConstraint(fields=["recording", "name"], name="rendition_name_once")]

    def __str__(self) -> str:
        return self.name


class CaptionTrack(models.Model):
    """Captions (字幕) of a recording as WebVTT."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=20, default="zh-Hans")
    label = models.CharField(_("name"), max_length=40)
    file = models.FileField(_("file"), storage=replays, upload_to=caption_name, max_length=200)
    aside = models.JSONField(default=list, blank=True, help_text=_("What a cut took out or shortened: [start, end, text] in the uncut replay."))

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering = ["language", "pk"]
        constraints = [models.UniqueConstraint(fields=["recording", "language"], name="captions_once_a_language")]

    def __str__(self) -> str:
        return self.label


class Moment(models.Model):
    """A slide as it was shown: from when to when, and what stands on it. What a search for words leads to."""

    wagtail_reference_index_ignore = True

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="moments")
    number = models.PositiveSmallIntegerField(help_text=_("In the order shown, from 0."))
    begins_ms = models.PositiveBigIntegerField()
    ends_ms = models.PositiveBigIntegerField()
    page = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("The deck's page, from 0, where it is one."))
    title = models.CharField(max_length=80, blank=True)
    text = models.TextField(blank=True)
    picture = models.CharField(max_length=20, help_text=_("Its file among the slides of the published replay."))

    class Meta:
        verbose_name = _("moment")
        verbose_name_plural = _("moments")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["recording", "number"], name="moment_number_once"),
            models.CheckConstraint(condition=Q(ends_ms__gt=models.F("begins_ms")), name="moment_takes_time"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.number + 1)
