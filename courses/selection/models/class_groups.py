"""Class groups (分班): who learns with whom, by what each group is taught for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from courses.catalogue.models import CoursePage
from courses.selection.models.offerings import Offering
from courses.selection.models.seats import Enrolment

MOST_CHOICES, HIGHEST = 6, 60  # choices of a question; level


class GroupingQuerySet(models.QuerySet["Grouping"]):
    def of_learner(self, learner: Any, offering: int | None = None) -> GroupingQuerySet:
        """Those with a class in which she has a seat (or with this one), each with `answered`: whether she has answered."""
        seats = Enrolment.objects.filter(learner=learner, state=Enrolment.State.ENROLLED, **({"offering": offering} if offering else {}))
        said = GroupAnswer.objects.filter(grouping=OuterRef("pk"), learner=learner)
        hers = self.filter(Exists(ClassGroup.objects.filter(grouping=OuterRef("pk"), offering__in=seats.values("offering"))))
        return hers.annotate(answered=Exists(said)).select_related("course", "term").order_by("answers_until")


class Grouping(ClusterableModel):
    """The groups of one course in one term: questions first, then a proposal, then the groups as they are published."""

    course = models.ForeignKey(CoursePage, verbose_name=_("course"), on_delete=models.PROTECT, related_name="groupings")
    term = models.ForeignKey("college.Term", verbose_name=_("term"), on_delete=models.PROTECT, related_name="groupings")
    intro = models.TextField(
        pgettext_lazy("grouping", "what it is for"), max_length=400, blank=True, help_text=_("Learners read this above the questions. One or two sentences.")
    )
    answers_until = models.DateTimeField(_("answers until"))
    proposed_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    objects = GroupingQuerySet.as_manager()

    class Meta:
        verbose_name = _("class groups")
        verbose_name_plural = _("class groups")
        ordering = ["-term__starts_on", "course__title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "term"], name="grouping_once", violation_error_message=_("This course has its groups in this term already.")
            ),
            models.CheckConstraint(condition=Q(published_at__isnull=True) | Q(proposed_at__isnull=False), name="grouping_published_was_proposed"),
        ]

    def __str__(self) -> str:
        return f"{self.course.title} · {self.term}"

    def get_absolute_url(self) -> str:
        return reverse("selection:groups", args=[self.pk])

    def takes_answers(self, now: datetime) -> bool:
        return self.published_at is None and now < self.answers_until


class EntryQuestion(Orderable):
    """A question about what somebody knows already. Each line of `choices` is an answer, and each further line one level more than the one above."""

    grouping = ParentalKey(Grouping, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(pgettext_lazy("grouping", "question"), max_length=120)
    choices = models.TextField(
        _("answers, one a line"), max_length=600, help_text=_("The first line is for beginners (level 0); each line below is one level more.")
    )

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("grouping", "question")
        verbose_name_plural = pgettext_lazy("grouping", "questions")

    def __str__(self) -> str:
        return self.text

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]


class ClassGroup(Orderable):
    """One group: what it is taught for, for which levels, and the class (time, place, teacher) with which it meets."""

    grouping = ParentalKey(Grouping, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("name of the group"), max_length=30)
    objective = models.CharField(_("what it is taught for"), max_length=200, blank=True)
    offering = models.ForeignKey(Offering, verbose_name=_("class"), on_delete=models.PROTECT, related_name="groups")
    seats = models.PositiveSmallIntegerField(_("people at most"), validators=[MinValueValidator(1), MaxValueValidator(500)])
    lowest = models.PositiveSmallIntegerField(_("lowest level"), default=0, validators=[MaxValueValidator(HIGHEST)])
    highest = models.PositiveSmallIntegerField(_("highest level"), default=HIGHEST, validators=[MaxValueValidator(HIGHEST)])

    class Meta(Orderable.Meta):
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="class_group_has_seats"),
            models.CheckConstraint(
                condition=Q(highest__gte=F("lowest")), name="class_group_levels", violation_error_message=_("The highest level must not be below the lowest.")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupAnswer(models.Model):
    """What a learner said: the line of each question, and the classes (keys) whose time and place suit her; none named: all do."""

    grouping = models.ForeignKey(Grouping, on_delete=models.CASCADE, related_name="answers")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("learner"), on_delete=models.PROTECT, related_name="group_answers")
    chosen: Any = models.JSONField(default=list)
    suits: Any = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grouping", "learner"], name="group_answer_once")]

    def __str__(self) -> str:
        return f"{self.grouping} · {self.learner}"

    def words(self) -> str:
        """The answers as they stand in the questions; those of questions that have changed since are left out."""
        asked = zip(self.grouping.questions.all(), self.chosen, strict=False)
        return "; ".join(f"{question.text} {question.lines[line]}" for question, line in asked if line < len(question.lines))


class GroupPlace(models.Model):
    """Where somebody is put: a group (none: no seat was found), the reasons (`rules.class_groups.Why`), and who moved her by hand with which words."""

    grouping = models.ForeignKey(Grouping, on_delete=models.CASCADE, related_name="places")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("learner"), on_delete=models.PROTECT, related_name="group_places")
    group = models.ForeignKey(ClassGroup, verbose_name=_("group"), null=True, on_delete=models.PROTECT, related_name="places")
    why: Any = models.JSONField(default=list)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    moved_why = models.CharField(max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("place in a group")
        verbose_name_plural = _("places in groups")
        ordering = ["group__sort_order", "learner"]
        constraints = [models.UniqueConstraint(fields=["grouping", "learner"], name="group_place_once")]

    def __str__(self) -> str:
        return f"{self.group} · {self.learner}"
