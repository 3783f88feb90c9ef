"""The check (随堂检测): a few questions that the teacher wrote, and what learners answered."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.selection.models import Enrolment, Offering


class Check(models.Model):
    """The check of one offering. Learners see it from `published_at` on."""

    offering = models.OneToOneField(Offering, verbose_name=_("class"), on_delete=models.CASCADE, related_name="final_check")
    introduction = models.CharField(_("a word before it"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")

    def __str__(self) -> str:
        return str(self.offering)


class Question(models.Model):
    """One question with its choices. True or false is a single choice of two."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("One answer is right")
        MULTIPLE = "multiple", _("Several answers are right")

    check_of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(pgettext_lazy("check", "kind"), max_length=8, choices=Kind.choices, default=Kind.SINGLE)
    text = models.CharField(_("question"), max_length=300)
    explanation = models.CharField(_("why"), max_length=300, blank=True, help_text=_("Shown after the check has been handed in."))

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["check_of", "number"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "number"], name="question_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="question_has_text", violation_error_message=_("Please write the question.")),
        ]

    def __str__(self) -> str:
        return self.text


class Choice(models.Model):
    """One answer that can be picked."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.CharField(pgettext_lazy("check", "answer"), max_length=200)
    is_right = models.BooleanField(_("this is right"), default=False)

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="choice_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="choice_has_text", violation_error_message=_("Please write the answer.")),
        ]

    def __str__(self) -> str:
        return self.text


class CheckAttempt(models.Model):
    """One try. The paper is kept as it was when it was opened, so that a later edit changes no mark.

    `paper` is a list of questions `{"id", "kind", "text", "explanation", "choices": [{"id", "text"}], "right": [ids]}`;
    `answers` maps a question's id (as text) to the picked ids. Both tabs of a learner share her one open try.
    """

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="check_attempts")
    number = models.PositiveSmallIntegerField()
    paper = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    right = models.PositiveSmallIntegerField(default=0)  # questions answered right
    total = models.PositiveSmallIntegerField()
    passed = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "number"], name="attempt_number_once"),
            models.UniqueConstraint(fields=["enrolment"], condition=Q(submitted_at__isnull=True), name="attempt_one_open"),
            models.CheckConstraint(condition=Q(right__lte=F("total"), total__gte=1), name="attempt_marks_in_range"),
            models.CheckConstraint(condition=Q(passed=False) | Q(submitted_at__isnull=False), name="attempt_passed_when_submitted"),
        ]
        indexes = [models.Index(fields=["enrolment", "-number"], name="attempt_latest")]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.number}"
