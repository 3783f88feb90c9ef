"""What the office does with accounts: names, roles, a new password at the desk, closing one. Nobody can lift herself by it.

Staff keep the accounts of learners, teachers, desk and assessors, and give these roles. All others are kept by administrators: a tick would make
everybody of the office an administrator, a new password for the personnel office would open the promotion report, and whoever can make a
colleague, or sign in as one, is both of the two people whom a correction of the ledger needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import APIToken

from college.errors import Invalid, NotAllowed, NotFound
from college.models import Duty, User
from college.roles import GUARDED, Role, has_role

BY_ADMINISTRATORS = GUARDED | {Role.STAFF, Role.SCHOOL_HEAD}


class GuardedAccount(NotAllowed):
    """Only administrators touch these accounts."""

    code = "guarded_account"
    message = _("Accounts of the office, school heads, the personnel office and administrators are kept by administrators alone.")


class GuardedRole(NotAllowed):
    """Only administrators give or take these roles."""

    code = "guarded_role"
    message = _("This role is given and taken by administrators alone.")


class NoNumber(Invalid):
    """Nobody can be called without a number."""

    code = "no_number"
    message = _("There is no phone number of this person. Please enter it first.")


def runs_all(user: User) -> bool:
    return has_role(user, Role.ADMINISTRATOR)


def is_guarded(pk: int) -> bool:
    """As the database has it, whatever a form has written on the object."""
    return User.objects.filter(pk=pk, is_superuser=True).exists() or Group.objects.filter(user=pk, name__in=BY_ADMINISTRATORS).exists()


def may_change(*, by: User, account_id: int) -> bool:
    """True for administrators, and for staff unless the account is guarded."""
    return runs_all(by) or (has_role(by, Role.STAFF) and not is_guarded(account_id))


def groups_to_give(by: User) -> QuerySet[Group]:
    """The groups that somebody may give: all for administrators, those of learners, teachers, desk and assessors for staff, none for others."""
    if runs_all(by):
        return Group.objects.all()
    names = [role.value for role in Role if role not in BY_ADMINISTRATORS] if has_role(by, Role.STAFF) else []
    return Group.objects.filter(name__in=names)


def keep(*, account: User, groups: Iterable[Group], password: str = "", by: User, now: datetime) -> User:
    """Write a new or changed account with exactly these groups among those that `by` may give; others stay.

    A password given here ends all sessions and tokens of the account. Raises GuardedAccount and GuardedRole; nothing is written then.
    """
    wanted = {group.pk for group in groups}
    with transaction.atomic():
        _must_be_allowed(account, wanted, by)
        if password:
            account.set_password(password)
        account.save()
        kept = {*wanted, *account.groups.exclude(pk__in=groups_to_give(by).values("pk")).values_list("pk", flat=True)}
        _end_duties(account, kept, now)
        account.groups.set(kept)
        if password:
            APIToken.objects.filter(user=account, revoked_at__isnull=True).update(revoked_at=now)
    return account


def _end_duties(account: User, kept: set[int], now: datetime) -> None:
    """A role taken by hand is taken with its dates: else the calendar would bring it back."""
    taken = account.groups.exclude(pk__in=kept).values("name")
    Duty.objects.live().filter(user=account, role__in=taken).update(ended_at=now)


def _must_be_allowed(account: User, wanted: set[int], by: User) -> None:
    if runs_all(by):
        return
    if not has_role(by, Role.STAFF) or (account.pk is not None and not may_change(by=by, account_id=account.pk)):
        raise GuardedAccount
    held = set(account.groups.values_list("pk", flat=True)) if account.pk is not None else set()
    if account.is_superuser or wanted - held - set(groups_to_give(by).values_list("pk", flat=True)):
        raise GuardedRole


def serve_by_phone(*, user_id: int, wanted: bool, by: User) -> None:
    """The front desk calls somebody about seats, which are held longer for her then. Raises NotAllowed, GuardedAccount, NotFound, NoNumber."""
    if not has_role(by, Role.DESK, Role.STAFF, Role.ADMINISTRATOR):
        raise NotAllowed
    if is_guarded(user_id):
        raise GuardedAccount
    person = User.objects.filter(pk=user_id, is_active=True).first()
    if person is None:
        raise NotFound
    if wanted and not person.phone:
        raise NoNumber
    User.objects.filter(pk=person.pk).update(served_by_phone=wanted)
