"""Schools, places and terms: what the four schools share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.addressing import free_slug
from college.models.maps import Located


class School(models.Model):
    """One of the four schools (四校) under the college. The code picks colour, lattice and cover."""

    class Code(models.TextChoices):
        PARTY = "party", _("Party school")
        GOVERNANCE = "gov", _("Governance institute")
        SENIORS = "elder", _("Seniors' school")
        CITIZENS = "citizen", _("Citizens' school")

    code = models.CharField(_("kind"), max_length=10, choices=Code.choices, unique=True)
    name = models.CharField(_("name"), max_length=40, unique=True)
    tagline = models.CharField(_("one line about it"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Venue(Located):
    """A place of one of the three tiers (社区中心 > 睦邻中心 > 睦邻生活馆).

    `lift`, `step_free` and `accessible_toilet` are true, false, or None while nobody has looked: to somebody in a wheelchair
    "no" and "not known" are different answers.
    """

    class Tier(models.IntegerChoices):
        CENTRE = 1, _("Community centre")
        NEIGHBOUR_CENTRE = 2, _("Neighbourhood centre")
        LIVING_ROOM = 3, _("Neighbourhood living room")

    name = models.CharField(_("name"), max_length=60, unique=True)
    tier = models.PositiveSmallIntegerField(_("tier"), choices=Tier.choices)
    parent = models.ForeignKey("self", verbose_name=_("belongs to"), null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    address = models.CharField(_("address"), max_length=120, blank=True)
    phone = models.CharField(_("phone number"), max_length=30, blank=True)
    directions = models.CharField(_("how to get there"), max_length=200, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=120, blank=True, help_text=_("Such as: Monday to Saturday 8:30–17:30."))
    step_free = models.BooleanField(pgettext_lazy("of a venue", "no steps at the entrance"), null=True, blank=True)
    lift = models.BooleanField(pgettext_lazy("of a venue", "lift"), null=True, blank=True)
    accessible_toilet = models.BooleanField(pgettext_lazy("of a venue", "accessible toilet"), null=True, blank=True)
    slug = models.SlugField(
        _("address of the page"), max_length=80, unique=True, allow_unicode=True, blank=True, help_text=_("Left empty, it follows the name.")
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["tier", "name"]
        constraints = [
            *Located.constraints("venue"),
            models.CheckConstraint(
                condition=Q(tier=1, parent__isnull=True) | Q(tier__in=(2, 3), parent__isnull=False),
                name="venue_parent_by_tier",
                violation_error_message=_("The community centre has no parent; every other venue belongs to one."),
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="venue_not_its_own_parent"),
            models.CheckConstraint(condition=~Q(slug=""), name="venue_has_address"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("college:venue", args=[self.slug])

    def clean(self) -> None:
        self.take_address()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_address()
        super().save(*args, **kwargs)

    def take_address(self) -> None:
        """A venue has an address from the start; a changed name leaves it, since people have it on paper."""
        if not self.slug:
            self.slug = free_slug(self.name, Venue.objects.values_list("slug", flat=True), "venue")


class Equipment(models.Model):
    """A kind of equipment that a room may have, such as a projector. Staff keep the list."""

    name = models.CharField(_("name"), max_length=30, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("of a room", "kind of equipment")
        verbose_name_plural = pgettext_lazy("of a room", "kinds of equipment")
        ordering = ["order", "name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="equipment_has_name")]

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room of a venue, with the number of people it holds. `floor` counts as people here do: 1 is level with the street, -1 below it."""

    venue = models.ForeignKey(Venue, verbose_name=_("venue"), on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(_("name"), max_length=40)
    capacity = models.PositiveSmallIntegerField(_("people it holds"))
    floor = models.SmallIntegerField(_("floor"), null=True, blank=True, help_text=_("1 is level with the street, -1 is below it."))
    equipment = models.ManyToManyField(Equipment, verbose_name=pgettext_lazy("of a room", "equipment"), blank=True, related_name="rooms")

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["venue", "name"]
        constraints = [
            models.UniqueConstraint(fields=["venue", "name"], name="room_unique_in_venue"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="room_holds_somebody", violation_error_message=_("A room holds at least one person.")),
            models.CheckConstraint(
                condition=Q(floor__isnull=True) | Q(floor__range=(-9, -1)) | Q(floor__range=(1, 120)),
                name="room_on_a_floor",
                violation_error_message=_("There is no such floor: 1 is level with the street, -1 is below it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue.name} {self.name}"


class TermQuerySet(models.QuerySet["Term"]):
    def running_at(self, now: datetime) -> TermQuerySet:
        return self.filter(starts_on__lte=now, ends_on__gte=now)

    def selecting_at(self, now: datetime) -> TermQuerySet:
        """Terms for which learners may pick courses now."""
        return self.filter(selection_opens_at__lte=now, selection_closes_at__gt=now)


class Term(models.Model):
    """A teaching period (学期) and the window in which learners pick its courses."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    selection_opens_at = models.DateTimeField(_("selection opens"))
    selection_closes_at = models.DateTimeField(_("selection closes"))
    # Seconds over which everybody's own start is spread, by chance; kept by the term's plan of selection, as the window is where there is one.
    selection_spread = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="term_ends_after_start", violation_error_message=_("The last day must come after the first.")
            ),
            models.CheckConstraint(
                condition=Q(selection_closes_at__gt=F("selection_opens_at")),
                name="term_selection_window",
                violation_error_message=_("Selection must close after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
