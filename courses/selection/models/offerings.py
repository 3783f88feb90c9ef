"""Offerings and their lessons. Seats are counted in the offering's row, and the database keeps the count honest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from college import audiences
from college.roles import KEEPERS, is_keeper
from courses.catalogue.models import CoursePage, Unit
from courses.catalogue.models.scope import classes_of_her_schools, is_scoped
from media.models import Recording

OLDEST = 120  # years


class OfferingQuerySet(models.QuerySet["Offering"]):
    def announced(self) -> OfferingQuerySet:
        """Offerings that anybody may see: not cancelled, of a published course."""
        return self.filter(course__live=True).exclude(state=Offering.State.CANCELLED)

    def open_at(self, now: datetime) -> OfferingQuerySet:
        """Offerings that can be picked now (seats aside)."""
        return self.announced().filter(state=Offering.State.OPEN, term__selection_opens_at__lte=now, term__selection_closes_at__gt=now)

    def taught_by(self, user: Any) -> OfferingQuerySet:
        return self.filter(teacher__user=user)

    def kept_by(self, user: Any) -> OfferingQuerySet:
        """Offerings that somebody of the office keeps: those of her schools. Only asked of somebody of the office."""
        return self.filter(classes_of_her_schools(user, *KEEPERS))

    def kept_or_taught_by(self, user: Any) -> OfferingQuerySet:
        """What stands on somebody's desk: for staff the offerings of their schools, for all what they teach."""
        if not is_keeper(user):
            return self.taught_by(user)
        return self.filter(classes_of_her_schools(user, *KEEPERS) | Q(teacher__user=user)) if is_scoped(user, *KEEPERS) else self.all()


class Offering(models.Model):
    """One run of a course (开班) in a term at a venue, with seats."""

    class State(models.TextChoices):
        OPEN = "open", _("Open for selection")
        CLOSED = "closed", _("Closed for selection")
        CANCELLED = "cancelled", _("Cancelled")

    class Mode(models.TextChoices):
        ONSITE = "onsite", _("In the classroom")
        ONLINE = "online", _("Online")
        BOTH = "both", _("In the classroom and online")

    course = models.ForeignKey(CoursePage, verbose_name=_("course"), on_delete=models.PROTECT, related_name="offerings")
    term = models.ForeignKey("college.Term", verbose_name=_("term"), on_delete=models.PROTECT, related_name="offerings")
    school = models.ForeignKey(
        "college.School",
        verbose_name=_("school that holds it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: the school of the course. Another school that uses the course keeps its own classes."),
    )
    label = models.CharField(_("name of the class"), max_length=40, blank=True)
    venue = models.ForeignKey("college.Venue", verbose_name=_("venue"), null=True, blank=True, on_delete=models.PROTECT, related_name="offerings")
    room = models.ForeignKey("college.Room", verbose_name=_("room"), null=True, blank=True, on_delete=models.PROTECT, related_name="offerings")
    teacher = models.ForeignKey("college.Teacher", verbose_name=_("teacher"), on_delete=models.PROTECT, related_name="offerings")
    mode = models.CharField(_("form"), max_length=10, choices=Mode.choices, default=Mode.ONSITE)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    capacity = models.PositiveSmallIntegerField(_("seats"))
    audience = models.JSONField(_("for whom"), default=list, db_default=Value([], models.JSONField()), blank=True)  # codes of roles; empty: everybody
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)  # in the year in which the term begins
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    needs_pledge = models.BooleanField(_("needs the health pledge"), default=False, db_default=False)
    needs_courses = models.BooleanField(
        _("courses needed first must be completed"),
        default=False,
        db_default=False,
        help_text=_("The courses that stand under “Needed first” at the course. Not ticked, they are advice."),
    )
    kept_reserve = models.PositiveSmallIntegerField(_("seats kept for people of 80 and older, and for disabled people"), default=0, db_default=0)
    kept_neighbour = models.PositiveSmallIntegerField(_("seats kept for people who live near the venue"), default=0, db_default=0)
    kept_newcomer = models.PositiveSmallIntegerField(_("seats kept for people who never had a class before"), default=0, db_default=0)
    seats_taken = models.PositiveSmallIntegerField(_("seats taken"), default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OfferingQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # written at every pick

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        ordering = ["-term__starts_on", "course__title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(capacity__gte=1), name="offering_has_seats", violation_error_message=_("An offering has at least one seat.")),
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("capacity")),
                name="offering_not_oversold",
                violation_error_message=_("More seats are taken than this. Ask people to change first."),
            ),
            models.CheckConstraint(
                condition=Q(mode="online") | Q(venue__isnull=False), name="offering_has_venue", violation_error_message=_("A class in a room needs a venue.")
            ),
            models.CheckConstraint(
                condition=(Q(age_from__isnull=True) | Q(age_from__lte=OLDEST)) & (Q(age_to__isnull=True) | Q(age_to__lte=OLDEST)),
                name="offering_ages",
                violation_error_message=_("Nobody is older than 120."),
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")),
                name="offering_age_range",
                violation_error_message=_("The age “to” must not lie below the age “from”."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=F("kept_reserve") + F("kept_neighbour") + F("kept_newcomer")),
                name="offering_kept_seats",
                violation_error_message=_("More seats are kept than the class has. Please keep fewer, or give the class more seats."),
            ),
            models.CheckConstraint(
                condition=Q(kept_neighbour=0) | Q(venue__isnull=False),
                name="offering_neighbours_have_a_venue",
                violation_error_message=_("Seats for people who live near need a venue."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course.title} {self.label}".strip()

    @cached_property
    def course_title(self) -> str:
        """Known where a pick has read it: a page object for one name costs more than the question."""
        return self.course.title

    @property
    def held_by(self) -> int | None:
        """The school (key) whose office keeps this class; None: whoever takes it up. The course must be loaded, or costs a query."""
        return self.school_id if self.school_id is not None else self.course.school_id

    @property
    def audience_words(self) -> str:
        """For whom it is; empty for everybody."""
        return audiences.in_words(self.audience)

    @property
    def age_words(self) -> str:
        """“For people from 50 to 80 years”; empty where there is no range."""
        low, high = self.age_from, self.age_to
        if low is not None and high is not None:
            return gettext("For people from %(low)s to %(high)s years") % {"low": low, "high": high}
        if low is not None:
            return gettext("For people of %(low)s years and older") % {"low": low}
        return gettext("For people up to %(high)s years") % {"high": high} if high is not None else ""

    @property
    def seats_free(self) -> int:
        return self.capacity - self.seats_taken


class Lesson(models.Model):
    """One meeting (课次) of an offering: time, room, and the recording made of it."""

    offering = models.ForeignKey(Offering, verbose_name=_("offering"), on_delete=models.CASCADE, related_name="lessons")
    number = models.PositiveSmallIntegerField(_("number"))
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons")
    title = models.CharField(_("title"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    room = models.ForeignKey("college.Room", verbose_name=_("room"), null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    recording = models.OneToOneField(Recording, verbose_name=_("recording"), null=True, blank=True, on_delete=models.SET_NULL, related_name="lesson")
    is_sample = models.BooleanField(_("sample lesson"), default=False, help_text=_("Everybody who is signed in may watch it."))

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["offering", "number"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "number"], name="lesson_number_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="lesson_ends_after_start", violation_error_message=_("A lesson must end after it begins.")
            ),
        ]

    def __str__(self) -> str:
        return self.shown_title

    @property
    def shown_title(self) -> str:
        return self.title or (self.unit.title if self.unit else str(self.number))
