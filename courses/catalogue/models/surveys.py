"""Surveys of needs (需求调研). What people say is sealed until the close and only sums are kept afterwards; the argument is in docs/survey-privacy.md."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.fields import StreamField

from college.models import School
from courses.catalogue.models.questions import QuestionsBlock, plain_questions
from courses.catalogue.rules.questions import LONGEST_TEXT, Question, digest


class SurveyQuerySet(models.QuerySet["Survey"]):
    def taking(self, day: date) -> SurveyQuerySet:
        """Those that can be answered on this day."""
        return self.filter(state=Survey.State.OPEN, opens_on__lte=day, closes_on__gte=day)

    def due(self, day: date) -> SurveyQuerySet:
        """Those whose last day is over: the work orders of the sweep."""
        return self.filter(state=Survey.State.OPEN, closes_on__lt=day)

    def released(self) -> SurveyQuerySet:
        return self.filter(released_on__isnull=False)


class Survey(models.Model):
    """Questions to the neighbourhood, asked from one day to another. Once it is open its questions stay as they are; a changed one is a new version.

    `key` seals what is said while it is open, and is destroyed with the close. `results` are set once doubtful batches are settled (rules.results).
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("survey", "Draft")
        OPEN = "open", pgettext_lazy("survey", "Open")
        CLOSED = "closed", pgettext_lazy("survey", "Closed")

    title = models.CharField(_("title"), max_length=60)
    slug = models.SlugField(_("address"), max_length=80, unique=True, allow_unicode=True)
    intro = models.TextField(
        pgettext_lazy("survey", "what it is for"), max_length=400, help_text=_("Two or three sentences: why we ask, and what happens then.")
    )
    school = models.ForeignKey(School, verbose_name=_("school"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    questions = StreamField(QuestionsBlock(), verbose_name=pgettext_lazy("survey", "questions"))
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    open_link = models.BooleanField(
        _("anybody with the link may answer"),
        default=True,
        help_text=_("Otherwise only people with an account or a paper slip. Many answers from one device are marked for you."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    follows = models.ForeignKey("self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="versions")
    key = models.BinaryField(max_length=32, null=True, editable=False)
    answers = models.PositiveIntegerField(_("answers"), default=0, editable=False)  # counted at the close
    closed_on = models.DateField(null=True, editable=False)
    results = models.JSONField(null=True, editable=False)
    released_on = models.DateField(null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+")

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="survey_days", violation_error_message=_("The last day must not come before the first.")
            ),
            models.CheckConstraint(condition=~Q(state="closed") | Q(key__isnull=True, closed_on__isnull=False), name="survey_closed_has_no_key"),
            models.CheckConstraint(condition=Q(results__isnull=True) | Q(state="closed"), name="survey_results_after_close"),
            models.CheckConstraint(condition=Q(released_on__isnull=True) | Q(results__isnull=False), name="survey_released_has_results"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("catalogue:survey", args=[self.slug])

    @cached_property
    def asked(self) -> list[Question]:
        """The questions as the rules know them."""
        return plain_questions(self.questions)

    @property
    def form_digest(self) -> str:
        return digest(self.asked)

    def takes(self, day: date) -> bool:
        """Whether it can be answered on this day."""
        return self.state == self.State.OPEN and self.opens_on <= day <= self.closes_on

    def question(self, key: str) -> Question | None:
        return next((question for question in self.asked if question.key == key), None)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__.pop("asked", None)
        super().full_clean(*args, **kwargs)


class SurveyReceipt(models.Model):
    """That somebody with an account has answered; not what, not when, and only until the close. Its number is random: it tells no order."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="receipts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="survey_once_a_person")]

    def __str__(self) -> str:
        return str(self.key)


class SurveySlip(models.Model):
    """A paper slip that was printed and not used yet: the hash of its code. Using it deletes the row."""

    digest = models.CharField(max_length=64, primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="slips")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.digest[:8]


class SealedAnswer(models.Model):
    """What one person said, before the close: encrypted and padded, under a random number."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="sealed")
    content = models.BinaryField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.key)


class SurveyTally(models.Model):
    """The sums of the answers of a closed survey (rules.tallies). Number 0 are all but the doubtful batches; each of those is a tally of its own."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="tallies")
    batch = models.PositiveSmallIntegerField()
    answers = models.PositiveIntegerField()
    counts = models.JSONField()
    left_out = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["batch"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "batch"], name="survey_tally_once"),
            models.CheckConstraint(condition=Q(left_out=False) | Q(batch__gt=0), name="survey_leaves_out_doubtful_only"),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} · {self.batch}"


class SurveyWords(models.Model):
    """An answer in words, apart from all others of the same person, in an order of its own. For the office only."""

    class State(models.TextChoices):
        KEPT = "kept", pgettext_lazy("words of a survey", "Kept")
        HELD = "held", pgettext_lazy("words of a survey", "May name somebody: please look")
        WITHDRAWN = "withdrawn", pgettext_lazy("words of a survey", "Taken down")

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="words")
    question = models.CharField(max_length=4)
    text = models.TextField(_("words"), max_length=LONGEST_TEXT)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.KEPT)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("words of a survey")
        verbose_name_plural = _("words of surveys")
        ordering = ["key"]
        constraints = [models.CheckConstraint(condition=~Q(state="withdrawn") | ~Q(reason=""), name="survey_words_withdrawn_has_reason")]

    def __str__(self) -> str:
        """Never the words themselves: the admin's log keeps what is written here."""
        return str(_("Words of a survey"))
