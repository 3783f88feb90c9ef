"""Course templates (课程模板): a way to begin a course with its parts laid out, for whoever would stare at an empty page."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField

from courses.catalogue.models.pages import PROSE
from courses.catalogue.models.units import PlannedLesson


class CourseTemplate(ClusterableModel):
    """What a new course may begin with: skeletons of outline and lesson plan, and lessons with their designs."""

    name = models.CharField(pgettext_lazy("course template", "name"), max_length=60, unique=True)
    description = models.CharField(_("for which courses"), max_length=200, blank=True)
    outline = RichTextField(_("outline"), features=PROSE, blank=True)
    lesson_plan = RichTextField(_("lesson plan"), features=PROSE, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("course template")
        verbose_name_plural = _("course templates")
        ordering = ["order", "name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="course_template_has_name")]

    def __str__(self) -> str:
        return self.name


class TemplateUnit(PlannedLesson):
    """A lesson of a template."""

    template = ParentalKey(CourseTemplate, on_delete=models.CASCADE, related_name="units")

    class Meta(PlannedLesson.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
