"""Roles are groups, made by a migration; code asks `has_role`, never a group's name."""

from enum import StrEnum
from typing import Any

from django.db.models import BigIntegerField

from college.compiled import Compiled, Given


class Role(StrEnum):
    """The names of the groups. Learners are everybody who signed up; the group marks those who asked for courses."""

    LEARNER = "learner"
    TEACHER = "teacher"
    STAFF = "staff"
    SCHOOL_HEAD = "school_head"
    DESK = "desk"
    ASSESSOR = "assessor"
    COMMITTEE = "committee"
    ADMINISTRATOR = "administrator"


GUARDED = frozenset({Role.COMMITTEE, Role.ADMINISTRATOR})  # these sign in with a second factor
KEEPERS = frozenset({Role.STAFF, Role.ADMINISTRATOR})  # these may see every course, offering and recording


@Compiled
def _GROUPS() -> Any:
    from django.contrib.auth.models import Group  # here: `make demo` reads the roles' names before Django is set up

    return Group.objects.filter(user=Given("user", BigIntegerField())).order_by().values_list("name")


def roles_of(user: Any) -> frozenset[Role]:
    """The roles of a user; one query for a user, kept on the object for the length of a request."""
    if not user.is_authenticated:
        return frozenset()
    kept = getattr(user, "_roles", None)
    if kept is None:
        names = {name for (name,) in _GROUPS.rows(user=user.pk)}
        kept = frozenset(role for role in Role if role.value in names)
        if user.is_superuser:
            kept |= {Role.ADMINISTRATOR}
        user._roles = kept
    return kept


def has_role(user: Any, *wanted: Role) -> bool:
    """True when the user has at least one of the roles."""
    return bool(roles_of(user) & set(wanted))


def is_keeper(user: Any) -> bool:
    return bool(roles_of(user) & KEEPERS)
