"""Teachers and learners in thousands. Nobody of them can sign in."""

from __future__ import annotations

from random import Random

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group
from django.utils import timezone

from college.models import School, Teacher, User
from college.roles import Role
from demo.scale.bulk import Table, write
from demo.seeding.names import people as synthetic

COURSES_OF_A_TEACHER = 25
USER = ("id", "password", "is_superuser", "username", "email", "phone", "phone_verified", "display_name", "is_staff", "is_active", "date_joined")


def learners(count: int) -> list[int]:
    """So many accounts; their primary keys."""
    table, group = Table(User, *USER), Group.objects.get(name=Role.LEARNER.value)
    first, now = table.next_key(), timezone.now()
    names = [person.name for person in synthetic(max(count, 8))]
    for number in range(count):
        name = f"daguimo{first + number:06}"
        table.add(first + number, UNUSABLE_PASSWORD_PREFIX, False, name, "", f"+8619911{first + number:06}", False, names[number], False, True, now)
    table.close()
    through = User.groups.through
    key = Table(through, "id").next_key()
    write(through, ("id", "user_id", "group_id"), ((key + number, first + number, group.pk) for number in range(count)))
    return list(range(first, first + count))


def teachers(courses: int, schools: dict[str, School], random: Random) -> dict[str, list[int]]:
    """Enough teachers for so many courses: primary keys by school code. They have no accounts."""
    count = max(len(schools), courses // COURSES_OF_A_TEACHER)
    names = [person.name for person in synthetic(max(count, 8))]
    random.shuffle(names)
    first = Table(Teacher, "id").next_key()
    now, codes = timezone.now(), list(schools)
    rows = [(first + number, names[number], f"jiaoshi-{first + number}", "社区教师", "在社区教了许多年。", now) for number in range(count)]
    write(Teacher, ("id", "name", "slug", "title", "bio", "updated_at"), rows)
    through = Teacher.schools.through
    key = Table(through, "id").next_key()
    write(
        through,
        ("id", "teacher_id", "school_id"),
        ((key + number, first + number, schools[codes[number % len(codes)]].pk) for number in range(count)),
    )
    found: dict[str, list[int]] = {code: [] for code in codes}
    for number in range(count):
        found[codes[number % len(codes)]].append(first + number)
    return found
