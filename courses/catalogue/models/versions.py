"""Versions: every published revision of a course, with its number, and the course that another one was made from."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import CASCADE, F, ProtectedError, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from courses.catalogue.models.documents import CourseDocument
from courses.catalogue.models.pages import CoursePage


def kept(collector: Any, field: Any, rows: Any, using: str) -> None:
    """on_delete: a revision that was published is not deleted by itself (Wagtail's `purge_revisions` passes over it), only with its course."""
    origin = collector.origin
    if isinstance(origin, Revision) or getattr(origin, "model", None) is Revision:
        raise ProtectedError("A published version of a course stays readable.", set(rows))
    CASCADE(collector, field, rows, using)


kept.lazy_sub_objs = False  # type: ignore[attr-defined]


class CourseVersion(models.Model):
    """A state of a course that was published. The words are in Wagtail's revision; this row says that, when and by whom it became public."""

    course = models.ForeignKey(CoursePage, verbose_name=_("course"), on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    revision = models.OneToOneField("wagtailcore.Revision", on_delete=kept, related_name="course_version")
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(_("what is new"), max_length=120, blank=True)
    changes = models.JSONField(default=list)  # codes of what differs from the version before, see `rules.versions.Piece`; of the first one none

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["course", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="course_version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="course_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.course.title} · {self.number}"

    def as_course(self) -> CoursePage:
        """The course as it was then, in memory."""
        page: CoursePage = self.revision.as_object()
        return page


class VersionFile(models.Model):
    """A file that a version shows as one of its parts: it stays readable as long as the version does."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(CourseDocument, on_delete=models.CASCADE, related_name="in_versions")
    part = models.CharField(max_length=20)  # the name of the course's field, such as "handout_file"

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "part"], name="version_file_part_once")]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.part}"


class Origin(models.Model):
    """An adapted copy says for ever which course it was made from, and whose work that is. No form has these fields."""

    copy = models.OneToOneField(CoursePage, on_delete=models.CASCADE, related_name="origin")
    course = models.ForeignKey(CoursePage, null=True, on_delete=models.SET_NULL, related_name="adaptations")
    version = models.ForeignKey(CourseVersion, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=255)  # of the original, when the copy was made
    authors = models.CharField(max_length=500)  # names, as they stood then
    school = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(course__isnull=True) | ~Q(course=F("copy")), name="origin_is_another_course")]

    def __str__(self) -> str:
        return self.title
