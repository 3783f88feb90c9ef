"""Courses that somebody sent and has not confirmed yet: what was read of them is shown first, and taken in all at once or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=1)  # how long a preview waits


class CourseImportQuerySet(models.QuerySet["CourseImport"]):
    def over_at(self, now: datetime) -> CourseImportQuerySet:
        """Previews and settled imports whose day is over."""
        return self.filter(made_at__lt=now - KEPT)


class CourseImport(models.Model):
    """One file of courses: `courses` is what was read (see rules.exchange.packed), `made` the keys of the pages that came of it."""

    class Form(models.TextChoices):
        CARTRIDGE = "cartridge", _("Common Cartridge")
        FOLDER = "folder", _("Folder")
        TABLE = "table", _("Spreadsheet")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    form = models.CharField(max_length=10, choices=Form.choices)
    file = models.FileField(upload_to="imports", blank=True)  # the archive itself; a spreadsheet is in `courses` whole
    courses = models.JSONField(default=list)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    made = models.JSONField(default=list)

    objects = CourseImportQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            # one preview of one file for one person: a double click finds the first
            models.UniqueConstraint(fields=["by", "sha256"], condition=Q(settled_at__isnull=True), name="import_once_open"),
        ]

    def __str__(self) -> str:
        return self.name
