"""What both sides say of each other (评估).

The argument about privacy is in docs/evaluation-privacy.md. In short: that somebody has rated (`Receipt`) and what was said
(`SealedRating`, later `Rating` and `Comment`) share no key, no time and no order, and the close destroys the key and the receipts.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from college.models.validity import in_force
from courses.catalogue.models import CoursePage
from courses.evaluation import rules
from courses.evaluation.rules import FEWEST, ITEMS, LONGEST_TEXT
from courses.selection.models import Enrolment, Offering


def _five(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{item}__range": (1, 5) for item in ITEMS}), name=name)


class EvaluationPolicyQuerySet(models.QuerySet["EvaluationPolicy"]):
    def valid_on(self, day: date) -> EvaluationPolicyQuerySet:
        return self.filter(in_force(day)).order_by("-valid_from")


class EvaluationPolicy(models.Model):
    """How long people may rate, who may, and how many answers a published score needs."""

    valid_from = models.DateField(_("valid from"), unique=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    window_days = models.PositiveSmallIntegerField(
        _("days to rate after the last lesson"), default=14, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    minimum_answers = models.PositiveSmallIntegerField(
        _("answers before a score is shown"), default=5, validators=[MinValueValidator(5)], help_text=_("Never fewer than five: it protects people.")
    )
    eligible_percent = models.PositiveSmallIntegerField(
        _("lessons attended or watched to rate, %"), default=50, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    objects = EvaluationPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation policy")
        verbose_name_plural = _("evaluation policies")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="evaluation_policy_dates",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(window_days__range=(1, 90), minimum_answers__gte=5, eligible_percent__range=(1, 100)), name="evaluation_policy_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"


class ScoreBatch(models.Model):
    """Answers that are only ever shown together: of one big class, or of small classes of one course by one teacher (see rules.join).

    Every figure that anybody sees is a sum of whole batches, so that no difference of two figures shows fewer than `FEWEST` people.
    `counts` maps each item to five counts, those who answered 1 to 5.
    """

    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="score_batches")
    teacher = models.ForeignKey("college.Teacher", on_delete=models.PROTECT, related_name="score_batches")
    answers = models.PositiveIntegerField()
    eligible = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    formed_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(answers__gte=FEWEST), name="batch_never_of_few")]

    def __str__(self) -> str:
        return f"{self.course_id} · {self.answers}"


class RatingWindow(models.Model):
    """When an offering is rated. The key seals its ratings; closing destroys it, and with it the way back to a person.

    A closed window without a batch has too few answers to be shown, and waits for other classes of its course and teacher.
    """

    offering = models.OneToOneField(Offering, on_delete=models.PROTECT, related_name="rating_window")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    key = models.BinaryField(max_length=32, null=True, editable=False)
    answers = models.PositiveIntegerField(default=0)  # how many have rated, counted at the close
    eligible = models.PositiveIntegerField(default=0)  # people who could rate, counted at the close
    batch = models.ForeignKey(ScoreBatch, null=True, on_delete=models.PROTECT, related_name="windows")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="window_closes_after_opening"),
            models.CheckConstraint(condition=Q(closed_at__isnull=True) | Q(key__isnull=True), name="window_closed_has_no_key"),
            models.CheckConstraint(condition=Q(batch__isnull=True) | Q(closed_at__isnull=False), name="window_in_batch_is_closed"),
        ]
        indexes = [models.Index(fields=["closed_at", "closes_at"], name="window_due")]

    def __str__(self) -> str:
        return str(self.offering)


class Receipt(models.Model):
    """That a learner has rated; not what, not when, and only until the close. It has no number of its own, which would tell the order.

    `words_read`: she has opened what the teacher wrote of her, so her rating stays as it is.
    """

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="rating_receipt", primary_key=True)
    words_read = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.pk)


class SealedRating(models.Model):
    """A rating before the close: encrypted and padded, found again only by whoever holds the window's key.

    `ballot` is HMAC-SHA256(key, enrolment) in hex, so its order says nothing.
    """

    ballot = models.CharField(max_length=64, primary_key=True)
    window = models.ForeignKey(RatingWindow, on_delete=models.PROTECT, related_name="sealed")
    content = models.BinaryField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.ballot[:8]


class Rating(models.Model):
    """Six answers from one to five, after the close: written in shuffled order under random keys."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="ratings")
    form_version = models.PositiveSmallIntegerField(default=1)
    clear = models.PositiveSmallIntegerField()
    relevant = models.PositiveSmallIntegerField()
    engaging = models.PositiveSmallIntegerField()
    effective = models.PositiveSmallIntegerField()
    interactive = models.PositiveSmallIntegerField()
    materials = models.PositiveSmallIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [_five("rating_items_one_to_five")]

    def __str__(self) -> str:
        return str(self.key)


class Comment(models.Model):
    """The words of a rating, apart from its numbers. Held ones wait for a person's eye; nobody edits them."""

    class State(models.TextChoices):
        SHOWN = "shown", _("Shown to the teacher")
        HELD = "held", _("Waits for review")
        WITHDRAWN = "withdrawn", _("Taken down")

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(_("words"), max_length=LONGEST_TEXT)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SHOWN)
    reason = models.CharField(_("reason"), max_length=200, blank=True)  # why it was taken down

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("words of a learner")
        verbose_name_plural = _("words of learners")
        constraints = [models.CheckConstraint(condition=~Q(state="withdrawn") | ~Q(reason=""), name="comment_withdrawn_has_reason")]

    def __str__(self) -> str:
        """Never the words themselves: the admin's log keeps what is written here, also of a comment that was taken down."""
        return str(_("Words of a learner"))


class Review(models.Model):
    """What the teacher says of one learner (评语表): five things on four levels and a sentence. Never public, never averaged."""

    LEVELS = ((1, _("Just begun")), (2, _("On the way")), (3, _("Good")), (4, _("Excellent")))
    THINGS = ("attendance", "participation", "homework", "cooperation", "application")  # 出勤 参与 作业 合作 应用

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="review")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    attendance = models.PositiveSmallIntegerField(_("attendance"), choices=LEVELS, null=True, blank=True)
    participation = models.PositiveSmallIntegerField(_("participation"), choices=LEVELS, null=True, blank=True)
    homework = models.PositiveSmallIntegerField(_("homework"), choices=LEVELS, null=True, blank=True)
    cooperation = models.PositiveSmallIntegerField(_("cooperation"), choices=LEVELS, null=True, blank=True)
    application = models.PositiveSmallIntegerField(_("application"), choices=LEVELS, null=True, blank=True)
    sentence = models.CharField(_("one sentence"), max_length=200, blank=True)
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True)
                | Q(attendance__range=(1, 4), participation__range=(1, 4), homework__range=(1, 4), cooperation__range=(1, 4), application__range=(1, 4)),
                name="review_whole_when_submitted",
            )
        ]

    def __str__(self) -> str:
        return str(self.enrolment)


class ScoreSnapshot(models.Model):
    """A published score (公示分) of a course or of a teacher, never changed: a new one takes its place, and the list is the change log.

    `counts` maps each item to five counts, those who answered 1 to 5. It sums up whole batches. While there is none (评价不足), no row.
    """

    class Reason(models.TextChoices):
        CLOSED = "closed", _("A class was rated")
        RECOUNTED = "recounted", _("Counted again")

    course = models.ForeignKey(CoursePage, null=True, on_delete=models.CASCADE, related_name="scores")
    teacher = models.ForeignKey("college.Teacher", null=True, on_delete=models.CASCADE, related_name="scores")
    answers = models.PositiveIntegerField()
    eligible = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    points = models.PositiveIntegerField(default=0, editable=False)  # of `counts`, so that scores of many courses are added up in the database
    reason = models.CharField(max_length=10, choices=Reason.choices)
    published_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, teacher__isnull=True) | Q(course__isnull=True, teacher__isnull=False), name="score_of_one_thing"
            ),
            models.UniqueConstraint(fields=["course"], condition=Q(is_current=True, course__isnull=False), name="score_one_current_of_course"),
            models.UniqueConstraint(fields=["teacher"], condition=Q(is_current=True, teacher__isnull=False), name="score_one_current_of_teacher"),
            models.CheckConstraint(condition=Q(answers__gte=FEWEST), name="score_never_of_few"),
        ]
        indexes = [
            models.Index(fields=["course", "-published_at"], name="score_log_of_course"),
            models.Index(fields=["teacher", "-published_at"], name="score_log_of_teacher"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id or self.teacher_id} · {self.published_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.points = rules.points(self.counts)
        super().save(*args, **kwargs)
