"""How a term is picked: its plan, the rounds of the plan, and what people wish for in a round of wishes."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.selection.models.offerings import Offering

MOST_WISHES = 5


class SelectionPlan(models.Model):
    """What holds for everybody who picks in a term. A term without one is picked in its own window, without rounds and without a limit."""

    term = models.OneToOneField("college.Term", verbose_name=_("term"), on_delete=models.PROTECT, related_name="selection_plan")
    offline_limit = models.PositiveSmallIntegerField(
        _("classes in a classroom for each learner"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("How many classes that meet in a classroom somebody may have in this term. Classes online do not count."),
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("plan of selection")
        verbose_name_plural = _("plans of selection")
        ordering = ["-term__starts_on"]
        constraints = [models.CheckConstraint(condition=Q(offline_limit__range=(1, 20)), name="selection_plan_limit")]

    def __str__(self) -> str:
        return str(self.term)


class Round(models.Model):
    """A stretch of time in which learners pick in one way. Rounds of one plan never overlap (the database holds that, see migration 0029)."""

    class Kind(models.TextChoices):
        WISHES = "wishes", _("Wishes and a draw")
        FIRST_COME = "first_come", _("First come, first served")
        ADD_DROP = "add_drop", _("Add and drop")

    PICKING = (Kind.FIRST_COME, Kind.ADD_DROP)

    plan = models.ForeignKey(SelectionPlan, verbose_name=_("plan of selection"), on_delete=models.PROTECT, related_name="rounds")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    opens_at = models.DateTimeField(_("begins"))
    closes_at = models.DateTimeField(_("ends"))
    spread = models.PositiveSmallIntegerField(
        _("seconds over which everybody's start is spread"),
        default=60,
        validators=[MaxValueValidator(600)],
        help_text=_("Everybody begins at an own moment within these seconds, by chance, so that being fast gains nothing. 0: all begin at once."),
    )

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["opens_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="round_ends_after_start", violation_error_message=_("A round must end after it begins.")
            ),
            models.CheckConstraint(condition=Q(spread__lte=600), name="round_spread"),
        ]

    def __str__(self) -> str:
        return f"{self.plan.term} · {self.get_kind_display()}"

    @property
    def begins_at(self) -> datetime:
        """When it really begins: a round in which seats are taken waits for a draw that is late, and the term's window says until when. From what is loaded."""
        window = self.plan.term.selection_opens_at
        return window if self.kind in self.PICKING and self.opens_at < window < self.closes_at else self.opens_at

    def runs_at(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


class Draw(models.Model):
    """The draw of a round of wishes (摇号), from what is named beforehand to its end; the sealed list itself is a `DrawList`.

    Sealed: list and secret exist, and the hashes of both are published. Drawn: the beacon's value is entered, and seats are given.
    """

    round = models.OneToOneField(Round, verbose_name=_("round"), on_delete=models.PROTECT, related_name="draw")
    beacon = models.CharField(
        _("public value"), max_length=200, help_text=_("Which public number decides the draw, such as a lottery's result of a named day.")
    )
    beacon_at = models.DateTimeField(_("it becomes known"))
    secret = models.CharField(max_length=64, blank=True, editable=False)  # shown to nobody before the draw
    secret_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    list_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    sealed_at = models.DateTimeField(null=True, editable=False)
    beacon_value = models.CharField(_("its value"), max_length=200, blank=True)
    drawn_at = models.DateTimeField(null=True, editable=False)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+")
    summary = models.JSONField(default=dict, editable=False)  # its numbers (domain.drawing.summary_of), so that its page need not read the file

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        constraints = [
            models.CheckConstraint(
                condition=Q(sealed_at__isnull=True, secret="", secret_sha256="", list_sha256="")
                | (Q(sealed_at__isnull=False) & ~Q(secret="") & ~Q(secret_sha256="") & ~Q(list_sha256="")),
                name="draw_sealed_whole",
            ),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True, beacon_value="") | (Q(drawn_at__isnull=False, sealed_at__isnull=False) & ~Q(beacon_value="")),
                name="draw_drawn_whole",
            ),
            models.CheckConstraint(condition=Q(drawn_at__isnull=True) | Q(drawn_at__gte=F("beacon_at")), name="draw_after_its_beacon"),
            models.CheckConstraint(condition=Q(sealed_at__isnull=True) | Q(sealed_at__lt=F("beacon_at")), name="draw_sealed_before_its_beacon"),
        ]

    def __str__(self) -> str:
        return str(self.round)


class DrawList(models.Model):
    """The bytes of the list as they were sealed, and of what was added at the draw (docs/draw.md); apart, since they are large and seldom read."""

    draw = models.OneToOneField(Draw, on_delete=models.PROTECT, related_name="file")
    sealed = models.BinaryField()
    opened = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return str(self.draw)


class Ballot(models.Model):
    """One person's wishes in a round. `code` is her name in the public list, made by chance and known to her alone; the order of arrival is kept nowhere."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ballots")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("learner"), on_delete=models.PROTECT, related_name="ballots")
    code = models.CharField(max_length=16, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("list of wishes")
        verbose_name_plural = _("lists of wishes")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["round", "learner"], name="ballot_one_each"),
            models.UniqueConstraint(fields=["round", "code"], name="ballot_code_once"),
        ]

    def __str__(self) -> str:
        return self.code


class Wish(models.Model):
    """A class that somebody wants, the dearest first, and what the draw made of it."""

    class Outcome(models.TextChoices):
        NONE = "", _("Not drawn yet")
        SEAT = "seat", _("Got a seat")
        SAME_COURSE = "same_course", _("Has another class of this course")
        CLASH = "time_clash", _("At the time of another class of hers")
        LIMIT = "limit_reached", _("Had as many classes as allowed")
        FULL = "offering_full", _("No seat left")
        CANCELLED = "offering_cancelled", _("Cancelled")
        NOT_FOR_HER = "not_for_you", _("Not for her when it was drawn")

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField(_("rank"))
    offering = models.ForeignKey(Offering, verbose_name=_("class"), on_delete=models.PROTECT, related_name="wishes")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, default=Outcome.NONE, blank=True)
    group = models.CharField(_("seat kept for"), max_length=10, blank=True)  # of a seat that was kept for a group

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ["ballot", "rank"]
        constraints = [
            models.CheckConstraint(condition=Q(rank__range=(1, MOST_WISHES)), name="wish_rank"),
            models.CheckConstraint(condition=Q(group="") | Q(outcome="seat"), name="wish_group_of_a_seat"),
            models.UniqueConstraint(fields=["ballot", "rank"], name="wish_one_at_a_rank"),
            models.UniqueConstraint(fields=["ballot", "offering"], name="wish_once_each"),
        ]
        indexes = [models.Index(fields=["offering"], name="wish_of_offering")]

    def __str__(self) -> str:
        return f"{self.rank}: {self.offering}"
