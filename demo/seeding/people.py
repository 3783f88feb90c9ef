"""Accounts of the demo, teachers of the pool, and synthetic learners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from college import consents
from college.facts import PLEDGE_LASTS
from college.models import Duty, LearnerFacts, Neighbourhood, School, Teacher, User
from college.roles import BuildingRole, Role
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


def facts(learner: User, learners: Sequence[User], now: datetime) -> int:
    """What people told before they picked: most their year of birth, many a neighbourhood, two of three the pledge. The demo's learner gave no pledge yet."""
    day, places = timezone.localtime(now).date() - timedelta(days=200), list(Neighbourhood.objects.order_by("pk"))
    rows = [LearnerFacts(user=learner, birth_year=day.year - 66, neighbourhood=places[0])]
    for place, user in enumerate(learners):
        row = LearnerFacts(user=user, birth_year=day.year - 45 - place * 7 % 43, neighbourhood=places[place % len(places)])
        if place % 3:
            row.pledged_on, row.pledge_until = day, day + PLEDGE_LASTS
        rows.append(row)
    LearnerFacts.objects.bulk_create(rows, ignore_conflicts=True)
    return LearnerFacts.objects.count()


ESTATE = "方兴花园"
IN_BUILDINGS = (BuildingRole.BUILDING_HEAD, BuildingRole.ENTRANCE_HEAD, BuildingRole.GRID_WORKER, BuildingRole.CULTURE_KEEPER)


def duties(learner: User, learners: Sequence[User], now: datetime) -> int:
    """Neighbours with a role in their building, one of them until last week; what the demo's learner agreed to. Returns how many roles."""
    day = timezone.localtime(now).date()
    wanted = [learner, *learners[-11:]]
    if not Duty.objects.filter(user__in=wanted).exists():
        Duty.objects.bulk_create(
            Duty(
                user=user,
                role=IN_BUILDINGS[place % len(IN_BUILDINGS)].value,
                building=f"{ESTATE}{place + 1}号楼",
                valid_from=day - timedelta(days=400),
                valid_until=day - timedelta(days=7) if place == len(wanted) - 1 else day + timedelta(days=330),
            )
            for place, user in enumerate(wanted)
        )
    for code in ("account", "calls"):
        consents.give(user=learner, code=code, now=now - timedelta(days=90))
    return Duty.objects.count()
