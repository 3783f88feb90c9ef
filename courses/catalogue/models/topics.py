"""Topics (课题): from a question of practice over research and a policy report to a course (实践出题目、科研做文章、资政进决策、成果进课堂)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from college.models import School, Teacher
from courses.catalogue.models.documents import CourseDocument
from courses.catalogue.models.needs import Need
from courses.catalogue.models.pages import CoursePage
from courses.catalogue.rules import topics as rules

STATIONS = (
    (rules.Station.PROPOSED.value, pgettext_lazy("station of a topic", "Question")),
    (rules.Station.APPROVED.value, pgettext_lazy("station of a topic", "Approved")),
    (rules.Station.RESEARCH.value, pgettext_lazy("station of a topic", "Research")),
    (rules.Station.REPORT.value, pgettext_lazy("station of a topic", "Policy report")),
    (rules.Station.COURSE.value, pgettext_lazy("station of a topic", "Course")),
)


class TopicQuerySet(models.QuerySet["Topic"]):
    def public(self) -> TopicQuerySet:
        """What everybody may see: a question that nobody has approved yet stays in the office."""
        return self.exclude(station=rules.Station.PROPOSED)

    def with_counts(self) -> TopicQuerySet:
        return self.annotate(
            courses_live=Count("topic_courses", filter=Q(topic_courses__course__live=True), distinct=True), files_count=Count("topic_files", distinct=True)
        )


class Topic(ClusterableModel):
    """A question of practice and what became of it. Where it stands is changed by verbs only, and each step leaves a line (TopicStep)."""

    title = models.CharField(pgettext_lazy("topic", "topic"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True, allow_unicode=True)
    question = models.TextField(
        _("which question of practice"), max_length=800, help_text=_("What happened in the neighbourhood, and what shall be found out.")
    )
    findings = models.TextField(_("what was found"), max_length=1500, blank=True, help_text=_("In plain words, for everybody."))
    school = models.ForeignKey(School, verbose_name=_("school"), null=True, blank=True, on_delete=models.SET_NULL, related_name="topics")
    need = models.ForeignKey(Need, verbose_name=_("need that it answers"), null=True, blank=True, on_delete=models.SET_NULL, related_name="topics")
    starts_on = models.DateField(pgettext_lazy("topic", "begins"), null=True, blank=True)
    due_on = models.DateField(_("to be finished by"), null=True, blank=True)
    station = models.CharField(pgettext_lazy("topic", "station"), max_length=10, choices=STATIONS, default=rules.Station.PROPOSED.value, editable=False)
    closed_on = models.DateField(null=True, editable=False)
    closed_reason = models.CharField(max_length=300, blank=True, editable=False)
    courses = models.ManyToManyField(CoursePage, through="TopicCourse", related_name="topics")

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(slug=""), name="topic_has_title"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(starts_on__isnull=True) | Q(due_on__gte=models.F("starts_on")),
                name="topic_days",
                violation_error_message=_("It cannot be finished before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_reason="") | (Q(closed_on__isnull=False) & ~Q(closed_reason="")), name="topic_closed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("catalogue:topic", args=[self.slug])

    @property
    def may_go(self) -> bool:
        """Only a question that nobody has approved or closed is deleted; what came after stays with its history (triggers.py)."""
        return self.station == rules.Station.PROPOSED and self.closed_on is None

    def is_late(self, day: date) -> bool:
        return self.due_on is not None and self.due_on < day and self.closed_on is None and self.station != rules.Station.COURSE


class TopicPerson(Orderable):
    """Who works on a topic: a teacher of the pool, or a name."""

    class Part(models.TextChoices):
        LEAD = "lead", pgettext_lazy("in a topic", "Lead")
        MEMBER = "member", pgettext_lazy("in a topic", "Takes part")

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="topic_people")
    teacher = models.ForeignKey(Teacher, verbose_name=_("teacher"), null=True, blank=True, on_delete=models.CASCADE, related_name="topic_links")
    name = models.CharField(_("or a name"), max_length=60, blank=True, help_text=_("Somebody who is not in the list of teachers."))
    part = models.CharField(pgettext_lazy("in a topic", "part"), max_length=10, choices=Part.choices, default=Part.LEAD)

    class Meta(Orderable.Meta):
        verbose_name = _("person of a topic")
        verbose_name_plural = _("people of a topic")
        constraints = [
            models.CheckConstraint(
                condition=Q(teacher__isnull=False, name="") | (Q(teacher__isnull=True) & ~Q(name="")),
                name="topic_person_one_of_two",
                violation_error_message=_("Choose a teacher, or write a name: one of the two."),
            )
        ]

    def __str__(self) -> str:
        return self.teacher.name if self.teacher else self.name


class TopicFile(Orderable):
    """A file of a topic. The policy report is one of them."""

    class Kind(models.TextChoices):
        PLAN = "plan", pgettext_lazy("file of a topic", "Plan")
        MATERIAL = "material", pgettext_lazy("file of a topic", "Material")
        PAPER = "paper", pgettext_lazy("file of a topic", "Paper")
        REPORT = "report", pgettext_lazy("file of a topic", "Policy report")

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="topic_files")
    document = models.ForeignKey(CourseDocument, verbose_name=_("file"), on_delete=models.PROTECT, related_name="topic_files")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.MATERIAL)
    dated = models.DateField(_("date"), null=True, blank=True)
    is_public = models.BooleanField(_("everybody may read it"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("file of a topic")
        verbose_name_plural = _("files of a topic")
        constraints = [models.UniqueConstraint(fields=["topic", "document"], name="topic_file_once")]

    def __str__(self) -> str:
        return str(self.document)


class TopicCourse(Orderable):
    """A course that came of a topic (成果进课堂)."""

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="topic_courses")
    course = models.ForeignKey(CoursePage, verbose_name=_("course"), on_delete=models.CASCADE, related_name="topic_links")

    class Meta(Orderable.Meta):
        verbose_name = _("course of a topic")
        verbose_name_plural = _("courses of a topic")
        constraints = [models.UniqueConstraint(fields=["topic", "course"], name="topic_course_once")]

    def __str__(self) -> str:
        return str(self.course)


class TopicStep(models.Model):
    """A line of a topic's history: to which station (or "closed", "reopened"), by whom, when, and why. Written once, never changed."""

    CLOSED, REOPENED = "closed", "reopened"

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="steps")
    to = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to__in=[*(station.value for station in rules.LINE), "closed", "reopened"]), name="topic_step_known"),
            models.UniqueConstraint(fields=["topic", "to"], condition=~Q(to__in=("closed", "reopened")), name="topic_station_once"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} · {self.to}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a step of a topic is written once")
        super().save(*args, **kwargs)
