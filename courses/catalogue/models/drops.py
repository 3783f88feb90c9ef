"""Files that a teacher dropped to make a course from them: kept for a week, until the course is made or given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models.documents import CourseDocument
from courses.catalogue.models.pages import CoursePage
from courses.catalogue.rules.files import Problem

KEPT_FOR = timedelta(days=7)


class DropQuerySet(models.QuerySet["Drop"]):
    def open(self) -> DropQuerySet:
        """Begun and not yet made into a course."""
        return self.filter(done_at=None)

    def forgotten_at(self, now: datetime) -> DropQuerySet:
        """Those that nobody touched for a week."""
        return self.open().filter(touched_at__lt=now - KEPT_FOR)


class Drop(models.Model):
    """One lot of files. `into` is the course whose draft they go to, None for a new one; `made` is what became of them."""

    wagtail_reference_index_ignore = True

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="drops")
    into = models.ForeignKey(CoursePage, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    made = models.ForeignKey(CoursePage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answers = models.JSONField(default=dict, blank=True)  # what was typed last, by the names of the form's fields
    begun_at = models.DateTimeField(_("begun at"))
    touched_at = models.DateTimeField(db_index=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = DropQuerySet.as_manager()

    class Meta:
        verbose_name = _("files for a course")
        verbose_name_plural = _("files for courses")
        ordering = ["-touched_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(done_at__isnull=False) | Q(made=None), name="drop_made_when_done")]

    def __str__(self) -> str:
        return str(self.answers.get("title") or self.pk)

    @property
    def kept_until(self) -> datetime:
        return self.touched_at + KEPT_FOR


class DroppedFile(models.Model):
    """One file of a drop: taken, with the document that it became, or refused, with the reason."""

    wagtail_reference_index_ignore = True

    drop = models.ForeignKey(Drop, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("file name"), max_length=255)
    folder = models.CharField(_("folder"), max_length=255, blank=True)
    size = models.PositiveBigIntegerField(default=0)  # bytes
    sha256 = models.CharField(max_length=64)
    lines = models.JSONField(default=list, blank=True)  # the first lines of its text, by which it is recognised
    problem = models.CharField(max_length=10, blank=True, choices=[(problem.value, problem.value) for problem in Problem])
    document = models.ForeignKey(CourseDocument, null=True, blank=True, on_delete=models.CASCADE, related_name="drops")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("dropped file")
        verbose_name_plural = _("dropped files")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["drop", "sha256", "name"], name="dropped_file_once"),
            models.UniqueConstraint(fields=["drop", "sha256"], condition=Q(problem=""), name="dropped_content_once"),
            models.CheckConstraint(condition=Q(problem="", document__isnull=False) | Q(problem__gt="", document=None), name="dropped_file_taken_or_refused"),
        ]

    def __str__(self) -> str:
        return self.name
