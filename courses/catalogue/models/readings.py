"""What a course file was read into: words, headings, pages and pictures, which the site shows in place of a download.

A reading belongs to a content (its SHA-256), not to a document: the same file is read once however many documents hold it, and an older
version of a document keeps its own. Whoever may read one of those documents may read it (`domain.may_read`), at an address of the document.
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.catalogue.rules.readings import EDITION, Kind, Reason


def picture_name(row: ReadingPage | ReadingPicture, filename: str) -> str:
    """A folder a content; the name is random, so that a second attempt never writes over the pictures that people look at."""
    return f"readings/{row.reading.sha256}/{uuid4().hex[:12]}.webp"


class ReadingQuerySet(models.QuerySet["Reading"]):
    def claimable_at(self, now: datetime) -> ReadingQuerySet:
        """Work that nobody holds: what waits, and what a worker that ended has left."""
        return self.filter(Q(state=Reading.State.WAITING) | Q(state=Reading.State.WORKING, lease_until__lt=now))

    def outdated(self) -> ReadingQuerySet:
        """What an older reader made; it is shown until the new one is ready with it."""
        return self.filter(state__in=Reading.FINAL, edition__lt=EDITION)


class Reading(models.Model):
    """What was read from one content. The row is the work order: `state` says how it stands, whatever became of the job."""

    wagtail_reference_index_ignore = True  # saved while it is worked on

    class State(models.TextChoices):
        WAITING = "waiting"
        WORKING = "working"
        READY = "ready"
        FAILED = "failed"

    class How(models.TextChoices):
        TEXT = "text", _("from the text of the file")
        OCR = "ocr", _("recognised from pictures of its pages")
        OFFICE = "office", _("drawn by LibreOffice")
        BUILT_IN = "built-in", _("drawn by this site")

    FINAL = (State.READY, State.FAILED)

    sha256 = models.CharField(max_length=64, unique=True)  # of the content, in hexadecimal digits
    kind = models.CharField(max_length=4, choices=[(kind.value, kind.value) for kind in Kind])
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=20, blank=True, choices=[(reason.value, reason.value) for reason in Reason])
    how = models.CharField(max_length=8, blank=True, choices=How.choices)  # how it was made; empty: not yet
    edition = models.PositiveSmallIntegerField(default=0)  # the edition of the reader that made it; 0: none yet

    html = models.TextField(blank=True)  # the text of a Word file, of allowed elements only
    headings = models.JSONField(default=list, blank=True)  # [level, anchor, words] in order, for the table of contents
    text = models.TextField(blank=True)  # the words, for search
    page_count = models.PositiveIntegerField(null=True, blank=True)  # of the whole file, where it has pages; as many may not have been read
    cut_short = models.BooleanField(default=False)  # the file goes on where the reading ends

    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True)  # the attempt that holds this reading now
    lease_until = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of a file")
        verbose_name_plural = _("readings of files")
        indexes = [models.Index(fields=["state", "lease_until"], name="reading_work")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["waiting", "working", "ready", "failed"]), name="reading_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="reading_kind_is_known"),
            models.CheckConstraint(condition=Q(state="failed", reason__gt="") | (~Q(state="failed") & Q(reason="")), name="reading_failed_has_reason"),
            models.CheckConstraint(
                condition=Q(state="working", claim__gt="", lease_until__isnull=False) | (~Q(state="working") & Q(claim="", lease_until__isnull=True)),
                name="reading_working_has_lease",
            ),
            models.CheckConstraint(condition=~Q(state="ready") | Q(how__gt="", finished_at__isnull=False), name="reading_ready_is_made"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"

    @property
    def is_final(self) -> bool:
        return self.state in self.FINAL


class ReadingPage(models.Model):
    """A page of a PDF or a slide. Numbers count in the file, so that page 12 stays page 12 where a slide before it is hidden."""

    wagtail_reference_index_ignore = True

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)  # what stands on the page, in lines
    html = models.TextField(blank=True)  # the same with its headings, lists and tables, of allowed elements only
    notes = models.TextField(blank=True)  # the speaker's notes: for teachers and staff only
    picture = models.FileField(upload_to=picture_name, max_length=200, blank=True)
    thumbnail = models.FileField(upload_to=picture_name, max_length=200, blank=True)  # a small picture for lists
    width = models.PositiveIntegerField(default=0)  # of the picture, in pixels
    height = models.PositiveIntegerField(default=0)
    unread = models.BooleanField(default=False)  # the words on its picture have not been recognised yet

    class Meta:
        verbose_name = _("page of a file")
        verbose_name_plural = _("pages of files")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "number"], name="reading_page_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="reading_pages_count_from_one"),
            models.CheckConstraint(condition=Q(picture="") | Q(width__gt=0, height__gt=0), name="reading_page_picture_has_size"),
        ]

    def __str__(self) -> str:
        return f"{self.reading} {self.number}"


class ReadingPicture(models.Model):
    """A picture inside a Word file; its HTML names it by number."""

    wagtail_reference_index_ignore = True

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="pictures")
    number = models.PositiveIntegerField()
    file = models.FileField(upload_to=picture_name, max_length=200)
    alt = models.CharField(max_length=1000, blank=True)  # as the author has described it
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("picture in a file")
        verbose_name_plural = _("pictures in files")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "number"], name="reading_picture_once"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="reading_picture_has_size"),
        ]

    def __str__(self) -> str:
        return f"{self.reading} {self.number}"
