"""The rules of credits (学分规则): versioned rows with dates and plain words. A new version prices nothing anew."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from college.models.validity import in_force
from courses.catalogue.models import CoursePage


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    def published(self) -> RuleSetQuerySet:
        return self.filter(published_at__isnull=False)

    def valid_on(self, day: date) -> RuleSetQuerySet:
        """The published rules of a day; they do not overlap."""
        return self.published().filter(in_force(day)).order_by("-valid_from", "-pk")


class RuleSet(models.Model):
    """One version. Draft until published; from then on neither its numbers nor its words change."""

    version = models.CharField(_("version"), max_length=20, unique=True, help_text=_("Such as 2026-2."))
    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("in plain words"), help_text=_("Learners read this beside every entry."))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    minutes_per_credit = models.PositiveSmallIntegerField(
        _("minutes of lessons for one credit"), default=45, validators=[MinValueValidator(15), MaxValueValidator(480)]
    )
    course_cap = models.PositiveIntegerField(_("most credits of one course, in hundredths"), default=2000)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit rules")
        verbose_name_plural = _("credit rules")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="rules_dates",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(condition=Q(minutes_per_credit__range=(15, 480), course_cap__gte=25), name="rules_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class RequiredCourse(models.Model):
    """A course that counts as required (必修) under these rules; all others are elective (选修)."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="required_courses")
    course = models.ForeignKey(CoursePage, verbose_name=_("course"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule_set", "course"], name="required_course_once")]

    def __str__(self) -> str:
        return str(self.course)


class Requirement(models.Model):
    """How much a category of people needs in a year, in hundredths of a credit."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="requirements")
    category = models.ForeignKey("courses.MemberCategory", verbose_name=_("category"), on_delete=models.PROTECT, related_name="requirements")
    required = models.PositiveIntegerField(_("required, in hundredths"), default=0)
    elective = models.PositiveIntegerField(_("elective, in hundredths"), default=0)
    project = models.PositiveIntegerField(_("project, in hundredths"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule_set", "category"], name="requirement_once")]

    def __str__(self) -> str:
        return str(self.category)
