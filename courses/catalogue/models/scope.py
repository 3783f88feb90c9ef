"""Whose courses and classes somebody keeps: staff and heads of one school those of that school, without a school those of all four.

A course, survey, topic or module without a school belongs to whoever takes it up. A class belongs to the school that holds it: that of its course, or
one that has taken the course over and says so at the class. So of a course that two schools use each keeps its own classes, and only the first the
course. Teachers and venues are a pool of all four, and are kept by all. What somebody makes or teaches herself is hers, whatever school it is of.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from college.duties import schools_of
from college.errors import NotAllowed
from college.roles import KEEPERS, Role, has_role, is_keeper
from courses.catalogue.errors.stages import ForeignSchool

OFFICE = (*KEEPERS, Role.SCHOOL_HEAD)


def covers(user: Any, school: int | None, *roles: Role) -> bool:
    """Whether somebody holds one of the roles for this school. No query for those who hold none; one a request for the others."""
    if not (user.is_authenticated and has_role(user, *roles)):
        return False
    schools = schools_of(user, *roles)
    return schools is None or school is None or school in schools


def keeps(user: Any, school: int | None) -> bool:
    """Whether somebody of the office may work with what is of this school."""
    return covers(user, school, *KEEPERS)


def must_keep(user: Any, school: int | None) -> None:
    """Raises NotAllowed for everybody but the office, ForeignSchool for that of another school."""
    if not (user.is_authenticated and is_keeper(user)):
        raise NotAllowed
    if not keeps(user, school):
        raise ForeignSchool


def is_scoped(user: Any, *roles: Role) -> bool:
    """Whether somebody works in the office (in one of these roles, else any of it), but not for all four schools."""
    wanted = roles or OFFICE
    return bool(user.is_authenticated and has_role(user, *wanted) and schools_of(user, *wanted) is not None)


def of_her_schools(user: Any, *roles: Role, way: str = "") -> Q:
    """Rows of a school for which somebody holds one of the roles, and those of none; `way` leads to what has the school, such as "survey__".

    Only asked of somebody who holds one of them.
    """
    schools = schools_of(user, *roles)
    if schools is None:
        return Q()
    return Q(**{f"{way}school__in": schools}) | Q(**{f"{way}school__isnull": True})


def classes_of_her_schools(user: Any, *roles: Role, way: str = "") -> Q:
    """The same for classes: those that her school holds. `way` leads to the class, such as "offering__"."""
    schools = schools_of(user, *roles)
    if schools is None:
        return Q()
    of_course = of_her_schools(user, *roles, way=f"{way}course__")
    return Q(**{f"{way}school__in": schools}) | (Q(**{f"{way}school__isnull": True}) & of_course)


def may_hold(user: Any, course: Any) -> bool:
    """Whether somebody of the office may make classes of this course: her school's, or one that her school has taken over."""
    return keeps(user, course.school_id) or host_of(user, course) is not None


def host_of(user: Any, course: Any) -> int | None:
    """The school (key) for which somebody of one school holds a class of another one's course: one of hers that has taken it over, or None."""
    schools = schools_of(user, *KEEPERS) if user.is_authenticated and is_keeper(user) else None
    if not schools or keeps(user, course.school_id):
        return None
    found: int | None = course.rollouts.filter(school__in=schools).order_by("school").values_list("school", flat=True).first()
    return found
