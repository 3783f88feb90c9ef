"""The roles that a table of people gives: duties with a last day, or a group alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from college.models import Duty, User
from college.roles import Role
from college.rules.people_rows import Row


def give_roles(people: list[tuple[User, Row]], by: User, now: datetime) -> int:
    """The duties of the rows that name a role; a group alone where a role of the college has no end. Returns how many roles were new."""
    today = timezone.localtime(now).date()
    there = {(duty.user_id, duty.role, duty.building): duty for duty in Duty.objects.live().filter(user__in=[user.pk for user, _row in people], school=None)}
    fresh: dict[tuple[int, str, str], Duty] = {}
    plain: dict[str, set[int]] = {}
    for user, row in people:
        key = (user.pk, row.role, row.building if row.role not in set(Role) else "")
        if row.role in set(Role) and not row.until:
            plain.setdefault(row.role, set()).add(user.pk)
        elif row.role and key in there:
            _extend(there[key], row)
        elif row.role:
            fresh[key] = Duty(user=user, role=row.role, building=key[2], valid_from=today, valid_until=row.until or None, given_by=by)
    Duty.objects.bulk_create(fresh.values())
    for duty in fresh.values():
        if duty.role in set(Role):
            plain.setdefault(duty.role, set()).add(duty.user_id)
    _give_groups(plain)
    return len(fresh)


def _extend(duty: Duty, row: Row) -> None:
    """The table says when it ends now."""
    if row.until and str(duty.valid_until) != row.until:
        duty.valid_until = date.fromisoformat(row.until)
        duty.save(update_fields=["valid_until"])


def _give_groups(wanted: Mapping[str, set[int]]) -> None:
    groups = {group.name: group.pk for group in Group.objects.filter(name__in=list(wanted))}
    through: Any = User.groups.through
    rows = [through(user_id=user, group_id=groups[name]) for name, users in wanted.items() for user in sorted(users)]
    through.objects.bulk_create(rows, ignore_conflicts=True)
