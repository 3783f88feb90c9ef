"""Giving, extending and ending duties. The group of a role follows its duties: it is what Wagtail and Django ask for permissions.

Three things end a role on time: `roles_of` looks at the dates, the backend below takes the group away before permissions are asked for, and a
schedule settles what nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from college import accounts
from college.compiled import Compiled, Given
from college.errors import DomainError, Invalid
from college.models import Duty, School, User
from college.models.validity import in_force
from college.roles import BuildingRole, Role, has_role, roles_of

GIVEN_BY_STAFF = frozenset(role.value for role in BuildingRole)


class DutyTwice(DomainError):
    """The person holds this role for this school and building already."""

    code = "duty_twice"
    message = _("This person has this role already. Change its last day instead.")


class DutyOver(DomainError):
    """Somebody has ended it in the meantime."""

    code = "duty_over"
    message = _("This duty has ended already.")


def may_give(*, by: User, role: str) -> bool:
    """Administrators give every role; staff those in buildings and those that they may give at the accounts."""
    if accounts.runs_all(by):
        return True
    return has_role(by, Role.STAFF) and (role in GIVEN_BY_STAFF or role not in accounts.BY_ADMINISTRATORS)


def give(
    *, user: User, role: str, valid_from: date, valid_until: date | None, school: School | None = None, building: str = "", by: User, now: datetime
) -> Duty:
    """Give somebody a role for a time. Raises GuardedRole, Invalid (dates, a building without an end or a name) and DutyTwice."""
    if not may_give(by=by, role=role):
        raise accounts.GuardedRole
    duty = Duty(user=user, role=role, school=school, building=building.strip(), valid_from=valid_from, valid_until=valid_until, given_by=by)
    _must_hold(duty)
    with transaction.atomic():
        if role in set(Role) and not accounts.may_change(by=by, account_id=user.pk):
            raise accounts.GuardedAccount
        _settle(user.pk, now)  # of an earlier duty that is over the group may still be there
        if Duty.objects.live().filter(user=user, role=role, school=school, building=duty.building).exists():
            raise DutyTwice
        duty = _written(duty)
        _settle(user.pk, now)
    return duty


def _must_hold(duty: Duty) -> None:
    if duty.role in set(BuildingRole) and not duty.building:
        raise Invalid(_("A role in a building needs the building."))
    _must_end_well(duty.role, duty.valid_from, duty.valid_until)


def _must_end_well(role: str, valid_from: date, valid_until: date | None) -> None:
    if role in set(BuildingRole) and valid_until is None:
        raise Invalid(_("A role in a building needs a last day."))
    if valid_until is not None and valid_until < valid_from:
        raise Invalid(_("The last day must not come before the first."))


def _written(duty: Duty) -> Duty:
    """Two people who give the same at once: the second is told so."""
    try:
        with transaction.atomic():
            duty.save(force_insert=True)
    except IntegrityError as clash:
        raise DutyTwice from clash
    return duty


def change_end(*, duty_id: int, valid_until: date | None, by: User, now: datetime) -> Duty:
    """Give a live duty another last day. Raises DutyOver, GuardedRole, Invalid."""
    with transaction.atomic():
        duty = _live(duty_id, by)
        _must_end_well(duty.role, duty.valid_from, valid_until)
        duty.valid_until = valid_until
        duty.save(update_fields=["valid_until"])
        _settle(duty.user_id, now)
    return duty


def end(*, duty_id: int, by: User, now: datetime) -> Duty:
    """End a duty at once, and its role with it when no other duty carries that. Raises DutyOver and GuardedRole."""
    with transaction.atomic():
        duty = _live(duty_id, by)
        duty.ended_at = now
        duty.save(update_fields=["ended_at"])
        if duty.role in set(Role) and not Duty.objects.live().filter(user=duty.user_id, role=duty.role).exists():
            _take_groups(duty.user_id, [duty.role])
        _settle(duty.user_id, now)
    return duty


def _live(duty_id: int, by: User) -> Duty:
    duty = Duty.objects.live().select_for_update(of=("self",)).select_related("user").filter(pk=duty_id).first()
    if duty is None:
        raise DutyOver
    if not may_give(by=by, role=duty.role):
        raise accounts.GuardedRole
    return duty


# ---- what follows by the calendar


def settle(*, now: datetime) -> int:
    """End what is over and give the groups of what has begun; returns for how many people something was to do."""
    people = set(_over(now).values_list("user", flat=True)) | set(_begun_without_group(now).values_list("user", flat=True))
    for user_id in sorted(people):
        with transaction.atomic():
            _settle(user_id, now)
    return len(people)


def _settle(user_id: int, now: datetime) -> None:
    """The groups of one person as her duties have them now. Roles without any live duty are left as they are, but for those that end here."""
    day = timezone.localtime(now).date()
    over = list(_over(now).filter(user=user_id).values_list("pk", "role"))
    Duty.objects.filter(pk__in=[pk for pk, _role in over]).update(ended_at=now)
    held = set(Duty.objects.in_force(day).filter(user=user_id, role__in=[role.value for role in Role]).values_list("role", flat=True))
    waiting = set(Duty.objects.live().filter(user=user_id).values_list("role", flat=True)) - held
    _take_groups(user_id, ({role for _pk, role in over} | waiting) - held)
    _give_groups(user_id, held)


def _over(now: datetime) -> QuerySet[Duty]:
    return Duty.objects.live().filter(valid_until__lt=timezone.localtime(now).date())


def _begun_without_group(now: datetime) -> QuerySet[Duty]:
    has_group = Group.objects.filter(user=OuterRef("user"), name=OuterRef("role"))
    begun = Duty.objects.in_force(timezone.localtime(now).date()).filter(role__in=[role.value for role in Role])
    return begun.filter(~Exists(has_group))


def _take_groups(user_id: int, names: Iterable[str]) -> None:
    User.groups.through.objects.filter(user_id=user_id, group__name__in=list(names)).delete()


def _give_groups(user_id: int, names: Iterable[str]) -> None:
    missing = Group.objects.filter(name__in=list(names)).exclude(user=user_id)
    User.groups.through.objects.bulk_create([User.groups.through(user_id=user_id, group_id=group.pk) for group in missing], ignore_conflicts=True)


class DutyBackend(BaseBackend):
    """Gives no permission. It stands first, so that the groups of ended duties are gone before the others, and Wagtail's own queries, ask for them."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        self._let_go(user_obj)
        return False

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        self._let_go(user_obj)
        return set()

    def get_user(self, user_id: int) -> Any:
        """Who is signed in without naming a way, as by Django's test client, is signed in by the first one, which must know her again."""
        return ModelBackend().get_user(user_id)

    @staticmethod
    def _let_go(user: Any) -> None:
        roles_of(user)
        if getattr(user, "roles_not_held", None):
            with transaction.atomic():
                _settle(user.pk, timezone.now())
            user.roles_not_held = frozenset()


# ---- what upper rooms ask


@Compiled
def _HELD() -> Any:
    day = Given("day", DateField())
    mine = Duty.objects.live().filter(user=Given("user", BigIntegerField()), valid_from__lte=day)
    return mine.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day)).order_by().values_list("role", "school_id", "building")


def held_today(user: User) -> tuple[tuple[str, int | None, str], ...]:
    """(role, school or None for all four, building) of each duty in force; one query, kept on the object for the length of a request."""
    kept = getattr(user, "_duties", None)
    if kept is None:
        kept = user._duties = tuple(_HELD.rows(user=user.pk, day=timezone.localdate()))  # type: ignore[attr-defined]
    return tuple(kept)


def schools_of(user: User, *roles: Role) -> frozenset[int] | None:
    """The schools (primary keys) for which somebody holds one of the roles; None means all four, an empty set none.

    A role without any duty behind it (a group ticked at the accounts) is for all four, and so is every administrator's.
    """
    mine = roles_of(user) & set(roles)
    if user.is_superuser or Role.ADMINISTRATOR in mine:
        return None
    duties = [(role, school) for role, school, _building in held_today(user) if role in mine]
    if None in {school for _role, school in duties} or mine - {role for role, _school in duties}:
        return None
    return frozenset(school for _role, school in duties if school is not None)


def building_roles_of(user: User, *, day: date | None = None) -> frozenset[BuildingRole]:
    """The roles that somebody holds in her building, today or on another day."""
    if not user.is_authenticated:
        return frozenset()
    held = {role for role, _school, _building in held_today(user)} if day is None else set(_roles_on(user, day))
    return frozenset(role for role in BuildingRole if role in held)


def _roles_on(user: User, day: date) -> QuerySet[Duty, str]:
    return Duty.objects.live().filter(in_force(day), user=user).values_list("role", flat=True)
