"""Where a released course is used by others: by a venue or a school, without a copy."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models.pages import CoursePage


class Release(models.Model):
    """The last stage (推广): from here on other schools and venues may use the course. Taken back, the row stays and says until when."""

    course = models.ForeignKey(CoursePage, verbose_name=_("course"), on_delete=models.CASCADE, related_name="releases")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["course"], condition=Q(ended_at__isnull=True), name="course_released_once"),
            models.CheckConstraint(condition=Q(ended_at__isnull=True) | ~Q(reason=""), name="release_ended_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.course.title} · {self.at:%Y-%m-%d}"


class Rollout(models.Model):
    """A venue or a school that uses the course as it is. Its authors stay its authors."""

    course = models.ForeignKey(CoursePage, verbose_name=_("course"), on_delete=models.CASCADE, related_name="rollouts")
    venue = models.ForeignKey("college.Venue", verbose_name=_("venue"), null=True, blank=True, on_delete=models.CASCADE, related_name="rollouts")
    school = models.ForeignKey("college.School", verbose_name=_("school"), null=True, blank=True, on_delete=models.CASCADE, related_name="rollouts")
    since = models.DateField(_("since"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(_("note"), max_length=120, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("use of a course")
        verbose_name_plural = _("uses of courses")
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(venue__isnull=False, school__isnull=True) | Q(venue__isnull=True, school__isnull=False), name="rollout_is_venue_or_school"
            ),
            models.UniqueConstraint(fields=["course", "venue"], name="rollout_venue_once"),
            models.UniqueConstraint(fields=["course", "school"], name="rollout_school_once"),
        ]

    def __str__(self) -> str:
        return f"{self.course.title} · {self.place}"

    @property
    def place(self) -> str:
        return str(self.venue or self.school or "")
