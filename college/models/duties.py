"""Duties: who holds which role, for which school or building, from when to when. What they mean is in `college.duties`."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.models.validity import in_force
from college.roles import BuildingRole, Role

ROLE_CHOICES = [
    (Role.LEARNER.value, pgettext_lazy("role", "Learner")),
    (Role.TEACHER.value, pgettext_lazy("role", "Teacher")),
    (Role.STAFF.value, pgettext_lazy("role", "Staff office")),
    (Role.SCHOOL_HEAD.value, pgettext_lazy("role", "Head of school")),
    (Role.DESK.value, pgettext_lazy("role", "Front desk")),
    (Role.ASSESSOR.value, pgettext_lazy("role", "Assessor")),
    (Role.COMMITTEE.value, pgettext_lazy("role", "Personnel office")),
    (Role.ADMINISTRATOR.value, pgettext_lazy("role", "Administrator")),
]
BUILDING_CHOICES = [
    (BuildingRole.BUILDING_HEAD.value, pgettext_lazy("role in a building", "Head of a building")),
    (BuildingRole.ENTRANCE_HEAD.value, pgettext_lazy("role in a building", "Head of an entrance")),
    (BuildingRole.PARTY_GROUP_LEADER.value, pgettext_lazy("role in a building", "Leader of a building's party group")),
    (BuildingRole.GRID_WORKER.value, pgettext_lazy("role in a building", "Grid worker")),
    (BuildingRole.GRID_LEADER.value, pgettext_lazy("role in a building", "Grid leader")),
    (BuildingRole.MEDIATOR.value, pgettext_lazy("role in a building", "Mediator")),
    (BuildingRole.SAFETY_KEEPER.value, pgettext_lazy("role in a building", "Safety keeper")),
    (BuildingRole.CULTURE_KEEPER.value, pgettext_lazy("role in a building", "Culture and sports keeper")),
    (BuildingRole.HEALTH_KEEPER.value, pgettext_lazy("role in a building", "Health keeper")),
]


class DutyQuerySet(models.QuerySet["Duty"]):
    def live(self) -> DutyQuerySet:
        """Duties that nobody has ended, whatever their dates say."""
        return self.filter(ended_at__isnull=True)

    def in_force(self, day: date) -> DutyQuerySet:
        """Duties that are held on this day."""
        return self.live().filter(in_force(day))


class Duty(models.Model):
    """One role of one person: for a school or for all four, for a building where it is a building's, with its days (both included).

    A row is never changed into another duty; it is ended (`ended_at`) and stays to be read. While it is live, the group of its role follows it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="duties")
    role = models.CharField(_("role"), max_length=24, choices=[*ROLE_CHOICES, *BUILDING_CHOICES])
    school = models.ForeignKey("college.School", verbose_name=_("school"), null=True, blank=True, on_delete=models.PROTECT, related_name="duties")
    building = models.CharField(_("building"), max_length=60, blank=True)
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(_("last day"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = DutyQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="duty_ends_after_start",
                violation_error_message=_("The last day must not come before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[role.value for role in BuildingRole]) | Q(valid_until__isnull=False),
                name="duty_of_a_building_ends",
                violation_error_message=_("A role in a building needs a last day."),
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[role.value for role in BuildingRole]) | ~Q(building=""),
                name="duty_of_a_building_names_it",
                violation_error_message=_("A role in a building needs the building."),
            ),
            models.UniqueConstraint(
                F("user"),
                F("role"),
                Coalesce(F("school"), 0),
                F("building"),
                condition=Q(ended_at__isnull=True),
                name="duty_once",
                violation_error_message=_("This person has this role already. Change its last day instead."),
            ),
        ]
        indexes = [models.Index(fields=["role", "valid_until"], condition=Q(ended_at__isnull=True), name="duty_live_by_role")]

    def __str__(self) -> str:
        return " · ".join(part for part in (str(self.get_role_display()), self.building, str(self.school or "")) if part)
