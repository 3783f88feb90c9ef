"""Courses that a neighbourhood asks for (定制课程): names are collected, and at so many the office schedules a class."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.catalogue.models import CoursePage, Need
from courses.selection.models.offerings import Offering
from courses.selection.rules import requests as rules

OPEN = ("collecting", "reached")


class CourseRequestQuerySet(models.QuerySet["CourseRequest"]):
    def open(self) -> CourseRequestQuerySet:
        """Those that the office has not settled."""
        return self.filter(state__in=OPEN)

    def with_names(self) -> CourseRequestQuerySet:
        """Each with `names_count`."""
        return self.annotate(names_count=models.Count("names"))


class CourseRequest(models.Model):
    """A course of the catalogue, or one that nobody offers yet, for a neighbourhood or a venue; so many names by such a day."""

    class State(models.TextChoices):
        COLLECTING = "collecting", pgettext_lazy("of a request for a course", "Collects names")
        REACHED = "reached", pgettext_lazy("of a request for a course", "Enough names")
        SCHEDULED = "scheduled", pgettext_lazy("of a request for a course", "Has a class")
        DECLINED = "declined", pgettext_lazy("of a request for a course", "Declined")
        LAPSED = "lapsed", pgettext_lazy("of a request for a course", "Too few names")

    title = models.CharField(_("course asked for"), max_length=60)
    course = models.ForeignKey(CoursePage, verbose_name=_("course"), null=True, blank=True, on_delete=models.SET_NULL, related_name="asked_for")
    neighbourhood = models.ForeignKey(
        "college.Neighbourhood",
        verbose_name=pgettext_lazy("where people live", "neighbourhood"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    venue = models.ForeignKey("college.Venue", verbose_name=_("venue"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("wishes"), max_length=200, blank=True)
    needed = models.PositiveSmallIntegerField(_("names needed"))
    until = models.DateField(_("names until"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.COLLECTING)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    offering = models.ForeignKey(Offering, verbose_name=_("class"), null=True, blank=True, on_delete=models.PROTECT, related_name="asked_for_by")
    need = models.ForeignKey(Need, verbose_name=_("need"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("asked by"), null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    settled_at = models.DateTimeField(null=True)
    opening_told_at = models.DateTimeField(null=True)  # when those who signed were told that the class can be picked

    names_count: int  # by `with_names`
    changed: bool  # by `sign` and `unsign`: whether there is a name more or less

    objects = CourseRequestQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request for a course")
        verbose_name_plural = _("requests for courses")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="request_has_title"),
            models.CheckConstraint(condition=Q(venue__isnull=False) | Q(neighbourhood__isnull=False), name="request_for_a_place"),
            models.CheckConstraint(condition=Q(needed__range=(rules.FEWEST, rules.MOST)), name="request_needs_names"),
            models.CheckConstraint(condition=Q(state="declined") ^ Q(reason=""), name="request_declined_says_why"),
            models.CheckConstraint(condition=Q(state="scheduled") ^ Q(offering__isnull=True), name="request_scheduled_has_class"),
            models.CheckConstraint(condition=Q(state__in=OPEN) ^ Q(settled_at__isnull=False), name="request_settled_has_time"),
            models.UniqueConstraint(
                Lower("title"), Coalesce(F("neighbourhood"), 0), Coalesce(F("venue"), 0), condition=Q(state__in=OPEN), name="request_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("selection:request", args=[self.pk])

    @property
    def place(self) -> str:
        """Where it is wanted; both must be loaded, or cost a query each."""
        return " · ".join(str(one) for one in (self.neighbourhood, self.venue) if one)

    def takes_names(self, today: date) -> bool:
        return self.state in OPEN and rules.is_collecting(self.until, today)


class RequestName(models.Model):
    """One person's name under a request; taken back by deleting it. Nobody sees whose names they are, only how many."""

    request = models.ForeignKey(CourseRequest, on_delete=models.CASCADE, related_name="names")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")  # of the desk, for somebody on paper
    added_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="request_one_name_each")]

    def __str__(self) -> str:
        return str(self.request)
