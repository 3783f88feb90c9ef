"""What every list costs: the same literal number of queries with one row and with three."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken

from college import complaints
from college.models import User
from college.roles import Role
from courses.catalogue.models import CourseTeacher
from search import indexing
from tests.factories import catalogue, college, credits, learning, selection

pytestmark = pytest.mark.django_db

# address (with the names of the world in braces): who asks, how many queries
LISTS = {
    "/": ("learner", 18),
    "/search/?q=手机": ("learner", 10),
    "/courses/": ("learner", 24),
    "/courses/{slug}/": ("learner", 25),
    "/teachers/": ("learner", 9),
    "/teachers/{teacher_slug}/": ("learner", 15),
    "/selection/": ("learner", 12),
    "/selection/offerings/{offering}/": ("learner", 10),
    "/learning/": ("learner", 16),
    "/learning/offerings/{offering}/": ("learner", 18),
    "/learning/offerings/{offering}/check/": ("learner", 20),
    "/learning/checks/{attempt}/": ("learner", 4),
    "/replay/{lesson}/": ("learner", 24),
    "/learning/credits/": ("learner", 19),
    "/learning/credits/{entry}/": ("learner", 5),
    "/credits/": ("learner", 8),
    "/accounts/tokens/": ("learner", 4),
    "/feedback/mine/": ("learner", 5),
    "/desk/feedback/": ("staff", 6),
    "/teach/": ("teacher", 7),
    "/teach/offerings/{offering}/": ("teacher", 7),
    "/teach/lessons/{lesson}/recording/": ("teacher", 5),
    "/teach/lessons/{lesson}/attendance/": ("teacher", 7),
    "/teach/lessons/{lesson}/attendance/paper/": ("teacher", 6),
    "/teach/offerings/{offering}/check/": ("teacher", 9),
    "/teach/offerings/{offering}/check/preview/": ("teacher", 9),
    "/teach/offerings/{offering}/results/": ("teacher", 13),
    "/api/v1/search?q=手机": ("learner", 5),
    "/api/v1/courses": ("learner", 9),
    "/api/v1/courses/{course}": ("learner", 12),
    "/api/v1/teachers": ("learner", 7),
    "/api/v1/offerings": ("learner", 8),
    "/api/v1/me/courses": ("learner", 9),
    "/api/v1/statement": ("learner", 18),
}


def filled(rows: int) -> dict[str, Any]:
    """One course with as many classes, lessons, replays, people, and as many other courses and teachers, as there are rows."""
    now = timezone.now()
    people = {"learner": college.person("wang", Role.LEARNER), "teacher": college.person("chen", Role.TEACHER), "staff": college.person("jiaowu", Role.STAFF)}
    term = selection.term(now, starts_on=(now - timedelta(days=9)).date(), ends_on=(now + timedelta(days=60)).date())
    guide, page = selection.teacher(user=people["teacher"]), catalogue.course(units=rows, teachers=[selection.teacher("周文")])
    first = class_of(page, guide, term, people["learner"], rows)
    CourseTeacher.objects.create(page=page, teacher=guide, sort_order=9)
    for _place in range(rows):
        class_of(page, guide, term, selection.person(), rows)  # what somebody else has can still be picked
    for place in range(rows - 1):
        class_of(page, guide, term, selection.person(), rows)
        other = catalogue.course(f"智能手机进阶 {place}", units=rows, teachers=[guide, selection.teacher(f"李敏{place}")])
        class_of(other, guide, term, people["learner"], rows, later=place + 1)
    for place in range(rows):
        APIToken.create_token(user=people["learner"], name=f"program {place}")
    for place in range(rows):
        complaints.send(kind="question", text=f"问 {place}", author=people["learner"], now=now)
    indexing.sweep(now=timezone.now())
    attempt = learning.attempt(first.enrolments.get(learner=people["learner"]), now=now)
    lesson = first.lessons.get(number=1)
    rules = credits.rules(required_courses=[page], now=now)
    entries = credits.booked(credits.member(people["learner"]).account, rules, *[100] * rows, on=now.date(), now=now)
    names = {
        "entry": entries[0].pk,
        "slug": page.slug,
        "teacher_slug": guide.slug,
        "offering": first.pk,
        "lesson": lesson.pk,
        "course": page.pk,
        "attempt": attempt.pk,
    }
    return {**people, "names": names}


def class_of(page: Any, guide: Any, term: Any, learner: User, rows: int, later: int = 0) -> Any:
    made = selection.offering(page, teacher=guide, term=term, capacity=30)
    selection.lessons(made, first=timezone.now() - timedelta(days=8, hours=3 * later), number=rows + 1)
    for number in range(1, rows + 1):
        lesson = learning.lesson_with_replay(made, number)
        learning.watched(learner, lesson, (0, 100), position=100, at=timezone.now())
    selection.enrolled(made, learner, *selection.people(rows), now=timezone.now())
    selection.waiting(made, *selection.people(rows), now=timezone.now())
    return made


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", LISTS)
def test_a_list_costs_what_it_costs(address: str, rows: int, django_assert_num_queries: Any):
    who, queries = LISTS[address]
    world = filled(rows)
    client = Client()
    client.force_login(world[who], backend="django.contrib.auth.backends.ModelBackend")
    url = address.format(**world["names"])
    assert client.get(url).status_code == 200  # what the site keeps from now on
    with django_assert_num_queries(queries):
        client.get(url)
