"""The versions of a course file. Replacing a file adds one; none is ever changed, and the older ones stay to be downloaded."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models.documents import CourseDocument


class DocumentVersion(models.Model):
    """One content that a course file has or had. The one with the highest number is what people get now."""

    wagtail_reference_index_ignore = True

    document = models.ForeignKey(CourseDocument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.FileField(_("file"), max_length=100)  # in the storage of the documents
    size = models.PositiveBigIntegerField(_("size"), default=0)  # bytes
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    at = models.DateTimeField(_("since"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(_("what has changed"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("version of a file")
        verbose_name_plural = _("versions of files")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="document_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What was given out once is not rewritten."""
        if self.pk and not self._state.adding:
            raise TypeError("A version of a file is never changed; a new one is added.")
        super().save(*args, **kwargs)

    @property
    def followers(self) -> models.QuerySet[DocumentVersion]:
        """What came after it."""
        return DocumentVersion.objects.filter(document=self.document_id, number__gt=self.number)

    @property
    def filename(self) -> str:
        return (self.file.name or "").rsplit("/", 1)[-1]
