"""For whom a class is: for everybody, or for people with at least one of some roles, of the college or of a building."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from college.rules.role_names import BuildingRole, Role

KNOWN = frozenset({*(role.value for role in BuildingRole), Role.TEACHER.value, Role.LEARNER.value})


def tidy(codes: Iterable[str]) -> list[str]:
    """The known codes, each once, in the order in which the roles are listed."""
    wanted = set(codes) & KNOWN
    return [role.value for role in (*BuildingRole, Role.TEACHER, Role.LEARNER) if role.value in wanted]


def fits(audience: Collection[str], held: Collection[str]) -> bool:
    """True when the class is for everybody, or for one of the roles that are held."""
    return not audience or bool(set(audience) & set(held))
