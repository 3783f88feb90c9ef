"""Needs (需求): what people of the neighbourhood asked for, with the evidence, and the module that answers it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.catalogue.models.modules import Module, ModuleCourse
from courses.catalogue.models.surveys import Survey
from courses.catalogue.rules.suppression import FEWEST


class NeedQuerySet(models.QuerySet["Need"]):
    def with_answer(self) -> NeedQuerySet:
        """Each with `met`: its module has a published course, or a topic that answers it has led to one."""
        from courses.catalogue.models.topics import TopicCourse

        offered = ModuleCourse.objects.filter(module=OuterRef("module"), course__live=True)
        found = TopicCourse.objects.filter(topic__need=OuterRef("pk"), course__live=True)
        return self.annotate(met=Exists(offered) | Exists(found))

    def unmet(self) -> NeedQuerySet:
        return self.with_answer().filter(met=False)


class Need(models.Model):
    """What is needed, how many asked for it, and where that is written down. `asked` is counted when the need is raised, never typed for a survey."""

    title = models.CharField(pgettext_lazy("need", "what is needed"), max_length=80)
    evidence = models.CharField(_("where this comes from"), max_length=300, blank=True)
    neighbourhood = models.CharField(_("neighbourhood"), max_length=60, blank=True)
    asked = models.PositiveIntegerField(_("people who asked for it"), default=0)
    module = models.ForeignKey(Module, verbose_name=_("answered by the module"), null=True, blank=True, on_delete=models.SET_NULL, related_name="needs")
    survey = models.ForeignKey(Survey, verbose_name=_("survey"), null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="needs")
    question = models.CharField(max_length=4, blank=True, editable=False)
    option = models.PositiveSmallIntegerField(null=True, editable=False)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["-asked", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="need_has_title"),
            models.CheckConstraint(condition=Q(survey__isnull=True) | Q(asked__gte=FEWEST), name="need_never_of_few"),
            models.UniqueConstraint(fields=["survey", "question", "option", "neighbourhood"], name="need_raised_once"),
        ]

    def __str__(self) -> str:
        return self.title
