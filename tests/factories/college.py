"""People and places. Every function makes what it needs and takes what it is given."""

from itertools import count
from typing import Any

from django.contrib.auth.models import Group

from college.models import School, Teacher, User
from college.roles import Role

PASSWORD = "pass-for-tests"
_numbers = count(1)


def person(name: str = "", *roles: Role, **fields: Any) -> User:
    """An account that can sign in with PASSWORD, in the groups of its roles."""
    user = User.objects.create_user(name or f"someone{next(_numbers)}", password=PASSWORD, **fields)
    if roles:
        user.groups.set(Group.objects.filter(name__in=roles))
    return user


def school(code: str = "elder") -> School:
    names = {"party": "社区党校", "gov": "社区治理学院", "elder": "老年学校", "citizen": "市民学校"}
    return School.objects.get_or_create(code=code, defaults={"name": names[code]})[0]


def teacher(name: str = "陈静", user: User | None = None) -> Teacher:
    return Teacher.objects.create(name=name, slug=f"laoshi-{next(_numbers)}", user=user)
