"""Whose courses and classes somebody keeps: staff and heads of one school those of that school, without a school those of all four.

A course without a school belongs to whoever takes it up. A class belongs to the school of its course, or to one that has taken the course over.
Teachers and venues are a pool of all four, and are kept by all. What somebody makes or teaches herself is hers, whatever school it is of.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from college.duties import schools_of
from college.roles import KEEPERS, Role, has_role

OFFICE = (*KEEPERS, Role.SCHOOL_HEAD)


def covers(user: Any, school: int | None, *roles: Role) -> bool:
    """Whether somebody holds one of the roles for this school. No query for those who hold none; one a request for the others."""
    if not (user.is_authenticated and has_role(user, *roles)):
        return False
    schools = schools_of(user, *roles)
    return schools is None or school is None or school in schools


def is_scoped(user: Any) -> bool:
    """Whether somebody works in the office, but not for all four schools."""
    return bool(user.is_authenticated and has_role(user, *OFFICE) and schools_of(user, *OFFICE) is not None)


def of_her_schools(user: Any, *roles: Role, course: str = "") -> Q:
    """Rows whose course is of a school for which somebody holds one of the roles; `course` is the way there, such as "offering__course__".

    Only asked of somebody who holds one of them.
    """
    schools = schools_of(user, *roles)
    if schools is None:
        return Q()
    return Q(**{f"{course}school__in": schools}) | Q(**{f"{course}school__isnull": True})


def classes_of_her_schools(user: Any, *roles: Role, course: str = "course__") -> Q:
    """The same for classes: those of courses that her school has taken over are kept by it as well."""
    schools = schools_of(user, *roles)
    if schools is None:
        return Q()
    from courses.catalogue.models.reuse import Rollout

    taken_over = Rollout.objects.filter(school__in=schools).values("course")
    return of_her_schools(user, *roles, course=course) | Q(**{f"{course}pk__in": taken_over})


def keeps_class_of(user: Any, course: Any) -> bool:
    """Whether somebody of the office may work with classes of this course."""
    if covers(user, course.school_id, *KEEPERS):
        return True
    schools = schools_of(user, *KEEPERS) if user.is_authenticated and has_role(user, *KEEPERS) else frozenset()
    return bool(schools) and course.rollouts.filter(school__in=schools).exists()
