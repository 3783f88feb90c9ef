"""Accounts of the demo, teachers of the pool, and synthetic learners."""

from __future__ import annotations

from functools import cache

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.contrib.auth.models import Group

from college.models import School, Teacher, User
from college.roles import Role
from demo import content
from demo.accounts import ACCOUNTS, PASSWORD
from demo.seeding.names import people

LEARNERS = 300


@cache
def _hashed() -> str:
    """One hash for all demo accounts: hashing is slow on purpose."""
    return make_password(PASSWORD)


def accounts() -> dict[str, User]:
    """The demo accounts by user name, with their roles."""
    return {account.username: _account(account.username, account.name, account.role) for account in ACCOUNTS}


def _account(username: str, name: str, role: Role) -> User:
    user, created = User.objects.get_or_create(username=username, defaults={"display_name": name, "password": _hashed()})
    if created:
        user.groups.add(Group.objects.get(name=role.value))
    return user


def teachers(schools: dict[str, School]) -> dict[str, Teacher]:
    """The teachers by slug. Each has an account, its user name is the slug."""
    return {text.slug: _teacher(text, schools) for text in content.teachers()}


def _teacher(text: content.TeacherText, schools: dict[str, School]) -> Teacher:
    user = _account(text.slug, text.name, Role.TEACHER)
    facts = {"name": text.name, "user": user, "title": text.title, "bio": text.bio}
    teacher, created = Teacher.objects.get_or_create(slug=text.slug, defaults=facts)
    if created:
        teacher.schools.add(schools[text.school])
    return teacher


def learners(count: int = LEARNERS) -> list[User]:
    """Synthetic learners who cannot sign in, in a fixed order."""
    wanted = people(count)
    there = set(User.objects.filter(username__in=[person.username for person in wanted]).values_list("username", flat=True))
    new = [
        User(username=person.username, display_name=person.name, phone=person.phone, password=UNUSABLE_PASSWORD_PREFIX)
        for person in wanted
        if person.username not in there
    ]
    made = User.objects.bulk_create(new)
    group = Group.objects.get(name=Role.LEARNER.value)
    User.groups.through.objects.bulk_create([User.groups.through(user_id=user.pk, group_id=group.pk) for user in made])
    by_name = User.objects.in_bulk([person.username for person in wanted], field_name="username")
    return [by_name[person.username] for person in wanted]
