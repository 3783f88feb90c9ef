"""Modules (模块): what belongs together for those who learn, made of courses and answering needs of the neighbourhood."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from college.models import School
from courses.catalogue.models.pages import CoursePage


class ModuleQuerySet(models.QuerySet["Module"]):
    def with_demand(self) -> ModuleQuerySet:
        """Each with `asked`, how many people asked for its needs, and `courses_live`, how many published courses it has."""
        from courses.catalogue.models.needs import Need

        asked = Need.objects.filter(module=OuterRef("pk")).order_by().values("module").annotate(sum=Sum("asked")).values("sum")
        live = Count("module_courses", filter=Q(module_courses__course__live=True), distinct=True)
        return self.annotate(asked=Coalesce(Subquery(asked), 0), courses_live=live)


class Module(ClusterableModel):
    """A module of the curriculum. Without a school it belongs to all four."""

    name = models.CharField(pgettext_lazy("module", "name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True, allow_unicode=True)
    school = models.ForeignKey(
        School, verbose_name=_("school"), null=True, blank=True, on_delete=models.SET_NULL, related_name="modules", help_text=_("Empty: all four schools.")
    )
    description = models.TextField(_("what it is about"), blank=True, max_length=1000)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    courses = models.ManyToManyField(CoursePage, through="ModuleCourse", related_name="modules")
    updated_at = models.DateTimeField(auto_now=True)

    objects = ModuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ["order", "name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="module_has_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("catalogue:module", args=[self.slug])


class ModuleCourse(Orderable):
    """A course of a module, in order. A course may stand in several."""

    module = ParentalKey(Module, on_delete=models.CASCADE, related_name="module_courses")
    course = models.ForeignKey(CoursePage, verbose_name=_("course"), on_delete=models.CASCADE, related_name="module_links")

    class Meta(Orderable.Meta):
        verbose_name = _("course of a module")
        verbose_name_plural = _("courses of a module")
        constraints = [models.UniqueConstraint(fields=["module", "course"], name="module_course_once")]

    def __str__(self) -> str:
        return str(self.course)
