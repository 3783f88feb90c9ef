"""Roles are groups, made by a migration; code asks `has_role`, never a group's name.

A role may stand on duties with dates (`college.models.Duty`): then it holds only while one of them is in force, from the first request of the day
after its last. A group without a live duty holds until it is taken. Roles in a building have no group: they are duties alone, and say for whom a
course is.
"""

from typing import Any

from django.db.models import BigIntegerField, Count, DateField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from college.compiled import Answer, Compiled, Given
from college.rules.role_names import BuildingRole, Role

__all__ = ["GUARDED", "KEEPERS", "BuildingRole", "Role", "has_role", "is_keeper", "roles_of"]
GUARDED = frozenset({Role.COMMITTEE, Role.ADMINISTRATOR})  # these sign in with a second factor
KEEPERS = frozenset({Role.STAFF, Role.ADMINISTRATOR})  # these may see every course, offering and recording


@Compiled
def _GROUPS() -> Any:
    """The names of a user's groups (None where she has none), each with whether a live duty stands behind it, and whether one is in force.

    The number of her unread notices comes along: every page of hers asks for her roles, and shows it.
    """
    from college.models import Duty, Notice, User  # here: `make demo` reads the roles' names before Django is set up

    unread = Notice.objects.filter(person=OuterRef("pk"), read_at__isnull=True).order_by().values("person").annotate(n=Count("pk")).values("n")
    day = Given("day", DateField())
    live = Duty.objects.live().filter(user=OuterRef("pk"), role=OuterRef("groups__name"))
    held = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    groups = User.objects.filter(pk=Given("user", BigIntegerField())).order_by()
    return groups.values_list("groups__name", Exists(live), Exists(live.filter(held, valid_from__lte=day)), Coalesce(Subquery(unread), 0))


def ask_groups(user_id: int) -> Answer:
    """For a journey with other questions; as `groups_read` of the person, the rows spare `roles_of` its own."""
    return _GROUPS.ask(user=user_id, day=timezone.localdate())


def roles_of(user: Any) -> frozenset[Role]:
    """The roles of a user today; one query for a user, kept on the object for the length of a request."""
    if not user.is_authenticated:
        return frozenset()
    kept = getattr(user, "_roles", None)
    if kept is None:
        kept = user._roles = _roles_today(user)
    return kept


def _roles_today(user: Any) -> frozenset[Role]:
    """What is over or has not begun is left out, and remembered as `user.roles_not_held` for `college.duties` to take the group away."""
    read = getattr(user, "groups_read", None)
    rows = ask_groups(user.pk).rows() if read is None else read
    user.roles_not_held = frozenset(name for name, dated, held, _unread in rows if dated and not held)
    user.unread_notices = rows[0][3] if rows else 0
    names = {name for name, *_rest in rows} - user.roles_not_held
    roles = frozenset(role for role in Role if role.value in names)
    return roles | {Role.ADMINISTRATOR} if user.is_superuser else roles


def has_role(user: Any, *wanted: Role) -> bool:
    """True when the user has at least one of the roles."""
    return bool(roles_of(user) & set(wanted))


def is_keeper(user: Any) -> bool:
    return bool(roles_of(user) & KEEPERS)
