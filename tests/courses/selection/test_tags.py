"""What the course page and the front page show of selection."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from college.roles import Role
from courses.selection.models import Offering
from courses.selection.tags import lesson_time
from tests.factories import media
from tests.factories import selection as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def course():
    return make.course(units=3)


def drawn(tag: str, user=None, **context) -> str:
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    return Template("{% load selection %}" + tag).render(Context({"request": request, "user": request.user, "csrf_token": "token", **context}))


def queries_of(tag: str, user=None, **context) -> int:
    with CaptureQueriesContext(connection) as queries:
        drawn(tag, user, **context)
    return len(queries)


def offer(course, now, day: int = 0, **fields) -> Offering:
    made = make.offering(course, **{"term": make.term(now), **fields})
    make.lessons(made, first=now + timedelta(days=day, hours=2), number=3)
    return made


def test_classes_of_a_course_for_a_stranger_and_a_learner(course, now):
    offering = offer(course, now, 40)
    offer(course, now, 41, state=Offering.State.CANCELLED)
    offer(course, now, 42, term=make.term(now, starts_on=(now - timedelta(days=300)).date(), ends_on=(now - timedelta(days=100)).date()))
    stranger = drawn("{% offerings page %}", page=course)
    assert stranger.count('class="card ') == 1  # neither the cancelled nor the past one
    assert f"/accounts/login/?next=/selection/offerings/{offering.pk}/" in stranger
    assert f"/selection/offerings/{offering.pk}/pick/" in drawn("{% offerings page %}", make.person(), page=course)


def test_a_course_without_classes_says_what_to_do(course):
    assert 'class="empty"' in drawn("{% offerings page %}", page=course)


@pytest.mark.parametrize("tag", ["{% offerings page %}", "{% lessons_by_unit page %}"])
def test_a_course_page_costs_the_same_with_one_class_and_with_three(course, now, tag):
    learner = make.person()
    make.enrolled(offer(course, now, 40), learner)
    queries_of(tag, learner, page=course)  # her roles are asked for once
    one = queries_of(tag, learner, page=course)
    for day in (41, 42):
        make.waiting(offer(course, now, day), make.person())
    assert queries_of(tag, learner, page=course) == one <= 7


class Replayed:
    """A running class whose first lesson has a replay."""

    def __init__(self, course, now) -> None:
        teacher = make.teacher(user=make.person("chen", Role.TEACHER))
        self.offering = offer(course, now, -10, teacher=teacher)
        self.lesson = self.offering.lessons.first()
        self.lesson.recording = media.row(teacher.user, state="ready", folder="a" * 32, duration_ms=60_000, progress=100, has_video=True, width=320, height=180)
        self.lesson.save()
        self.url = f"/replay/{self.lesson.pk}/"


@pytest.fixture
def replayed(course, now):
    return Replayed(course, now)


def test_replays_are_linked_for_those_who_may_watch(course, replayed):
    learner = make.person()
    make.enrolled(replayed.offering, learner)
    people = {"stranger": None, "other": make.person(), "learner": learner, "teacher": replayed.offering.teacher.user, "staff": make.person("", Role.STAFF)}
    linked = {who: f'href="{replayed.url}"' in drawn("{% lessons_by_unit page %}", user, page=course) for who, user in people.items()}
    assert linked == {"stranger": False, "other": False, "learner": True, "teacher": True, "staff": True}


def test_a_sample_lesson_is_linked_for_everybody_who_is_signed_in(course, replayed):
    replayed.lesson.is_sample = True
    replayed.lesson.save()
    assert f'href="{replayed.url}"' in drawn("{% lessons_by_unit page %}", make.person(), page=course)
    assert f"/accounts/login/?next={replayed.url}" in drawn("{% lessons_by_unit page %}", page=course)


def test_only_the_teacher_is_led_to_the_recordings(course, replayed):
    assert 'href="/teach/"' in drawn("{% lessons_by_unit page %}", replayed.offering.teacher.user, page=course)
    assert 'href="/teach/"' not in drawn("{% lessons_by_unit page %}", make.person(), page=course)


def test_a_learner_sees_the_times_of_her_own_class_and_others_one_row_a_unit(course, now):
    mine = offer(course, now, 40, label="甲班")
    for day in (41, 42):
        offer(course, now, day, label="乙班")
    learner = make.person()
    make.enrolled(mine, learner)
    own, others = drawn("{% lessons_by_unit page %}", learner, page=course), drawn("{% lessons_by_unit page %}", page=course)
    assert "甲班" in own
    assert "乙班" not in own
    assert [lesson_time(lesson) in own for lesson in mine.lessons.all()] == [True] * 3
    assert own.count("<tr>") == others.count("<tr>") == 4  # the head and the three units
    assert "甲班" not in others


def test_a_replay_that_others_may_watch_is_named_but_not_linked(course, replayed):
    page = drawn("{% lessons_by_unit page %}", make.person(), page=course)
    assert "/replay/" not in page
    assert page.count("有回放，本班学员可看") == 1
    assert page.count("还没有回放") == 2


def test_a_class_that_can_no_longer_be_picked_is_folded_away_unless_it_is_mine(course, now):
    closed = offer(course, now, -10, term=make.term(now, selection_opens_at=now - timedelta(days=40), selection_closes_at=now - timedelta(days=20)))
    offer(course, now, 40)
    learner = make.person()
    make.enrolled(closed, learner)
    stranger, own = drawn("{% offerings page %}", page=course), drawn("{% offerings page %}", learner, page=course)
    assert stranger.index("/accounts/login/") < stranger.index("<details") < stranger.index(f'/selection/offerings/{closed.pk}/"')
    assert "<details" not in own


def test_today_shows_the_lessons_of_today_and_the_next_one(course):
    now = timezone.now()
    learner = make.person()
    noon = timezone.localtime(now).replace(hour=12, minute=0, second=0, microsecond=0)
    offering = make.offering(course, term=make.term(now))
    make.lessons(offering, first=noon, number=2)
    make.enrolled(offering, learner)
    page = drawn("{% today %}", learner)
    assert 'datetime="12:00"' in page
    assert course.title in page
    assert page.count("<time") == 1
    assert drawn("{% today %}").strip() == ""
    assert queries_of("{% today %}", learner) == 1
    assert 'class="agenda"' not in drawn("{% today %}", make.person())


def test_today_is_a_teachers_too(course):
    now = timezone.now()
    teacher = make.teacher(user=make.person())
    offering = make.offering(course, term=make.term(now), teacher=teacher)
    make.lessons(offering, first=timezone.localtime(now).replace(hour=12), number=1)
    assert course.title in drawn("{% today %}", teacher.user)


def test_the_banner_names_the_term_that_is_open_or_the_next_one(now):
    assert drawn("{% selection_banner %}").strip() == ""
    make.term(now, name="明年春季", selection_opens_at=now + timedelta(days=9), selection_closes_at=now + timedelta(days=19))
    assert "明年春季" in drawn("{% selection_banner %}")
    make.term(now, name="今年秋季")
    banner = drawn("{% selection_banner %}")
    assert "今年秋季" in banner
    assert "明年春季" not in banner
