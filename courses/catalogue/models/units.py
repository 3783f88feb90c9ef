"""The planned lessons (讲) of a course, and the files that their designs name."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Orderable

from courses.catalogue.models.designs import Design, documents_of
from courses.catalogue.models.documents import CourseDocument
from courses.catalogue.models.pages import CoursePage
from courses.catalogue.models.unit_form import UnitForm
from courses.catalogue.rules.hours import Activity, Planned


class PlannedLesson(Orderable):
    """What a lesson is, wherever it is planned: in a course, or in a template for courses."""

    class Format(models.TextChoices):
        LECTURE = "lecture", _("Lecture")
        CASE = "case", _("Case study")
        GROUP = "group", _("Group work")
        SALON = "salon", _("Salon")
        EXCHANGE = "exchange", pgettext_lazy("form of teaching", "Exchange")
        VISIT = "visit", _("Remote visit")

    class Kind(models.TextChoices):
        LEARN = Activity.LEARN.value, pgettext_lazy("kind of activity", "learning")
        ENJOY = Activity.ENJOY.value, pgettext_lazy("kind of activity", "joy")
        SERVE = Activity.SERVE.value, pgettext_lazy("kind of activity", "service")

    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("what it is about"), blank=True)
    format = models.CharField(_("form"), max_length=10, choices=Format.choices, default=Format.LECTURE)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=90)
    practice_minutes = models.PositiveSmallIntegerField(
        _("minutes of practice"), default=0, db_default=0, help_text=_("Of these, how many people spend doing it themselves. The rest is theory.")
    )
    activity = models.CharField(
        _("kind of activity"),
        max_length=6,
        choices=Kind.choices,
        default=Kind.LEARN,
        db_default=Kind.LEARN.value,
        help_text=_("Each lesson counts as one of the three, so that no hour counts twice."),
    )
    design = StreamField(
        Design(), verbose_name=_("how it is taught"), blank=True, default=list, help_text=_("May stay empty. Add a step for each form of teaching, in order.")
    )

    base_form_class = UnitForm

    class Meta(Orderable.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600),
                name="%(class)s_minutes",
                violation_error_message=_("A unit lasts between 1 and 600 minutes."),
            ),
            models.CheckConstraint(
                condition=Q(practice_minutes__gte=0, practice_minutes__lte=F("minutes")),
                name="%(class)s_practice_within",
                violation_error_message=_("Practice is a part of the lesson: it cannot last longer than the whole."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def theory_minutes(self) -> int:
        return self.minutes - self.practice_minutes

    @property
    def planned(self) -> Planned:
        """Its minutes, for the rules that add them up."""
        return Planned(self.minutes, self.practice_minutes, Activity(self.activity))


class Unit(PlannedLesson):
    """A planned lesson (讲) of the course; an offering's lessons follow it."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="units")

    class Meta(PlannedLesson.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.keep_files()

    def keep_files(self) -> None:
        """Write down which files the design names, so that the database can say who may read them, and where they are used."""
        named = documents_of(self.design)
        self.design_files.exclude(document__in=named).delete()
        there = set(self.design_files.values_list("document_id", flat=True))
        found = CourseDocument.objects.filter(pk__in=named - there).values_list("pk", flat=True) if named - there else []
        DesignFile.objects.bulk_create((DesignFile(unit=self, document_id=key) for key in found), ignore_conflicts=True)


class DesignFile(models.Model):
    """A file that is read in a planned lesson."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="design_files")
    document = models.ForeignKey(CourseDocument, on_delete=models.CASCADE, related_name="design_uses")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "document"], name="design_file_once")]

    def __str__(self) -> str:
        return f"{self.unit} · {self.document}"
