"""Further materials of a course: files of the library beside the five ones, used without a copy."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from courses.catalogue.models.documents import CourseDocument
from courses.catalogue.models.pages import CoursePage


class CourseMaterial(Orderable):
    """A file that learners of the course find under “More materials”, in order."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="materials")
    document = models.ForeignKey(CourseDocument, verbose_name=_("file"), on_delete=models.CASCADE, related_name="material_of")
    note = models.CharField(_("what it is for"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [models.UniqueConstraint(fields=["page", "document"], name="course_material_once")]

    def __str__(self) -> str:
        return str(self.document)
