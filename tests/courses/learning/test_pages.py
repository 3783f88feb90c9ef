"""The replay page and my learning: who sees them, what they say, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from college.roles import Role
from courses.learning.domain import latest_replay
from courses.learning.models import Completion, PlaySession
from courses.selection.domain import cancel_offering
from courses.selection.models import Lesson
from tests.factories import learning as make
from tests.factories import selection

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def offering(now):
    return make.running_offering(now=now)


@pytest.fixture
def lesson(offering):
    return make.lesson_with_replay(offering)


@pytest.fixture
def learner(offering):
    person = selection.person("wang")
    selection.enrolled(offering, person)
    return person


def browser(user=None):
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(user, lesson, query=""):
    return browser(user).get(reverse("learning:replay", args=[lesson.pk]) + query)


def hide(offering, how):
    """As the office does it: the course is taken off the site, or the class is cancelled."""
    if how == "unpublished":
        offering.course.unpublish()
    else:
        cancel_offering(offering_id=offering.pk, now=timezone.now())


# ---- the replay page


@pytest.mark.parametrize(("who", "status"), [("learner", 200), ("teacher", 200), ("staff", 200), ("other learner", 403), ("committee", 403), ("stranger", 302)])
def test_who_sees_a_replay(offering, lesson, learner, who, status):
    people = {
        "learner": lambda: learner,
        "teacher": lambda: offering.teacher.user,
        "staff": lambda: selection.person("", Role.STAFF),
        "other learner": lambda: selection.enrolled(selection.offering(), selection.person("", Role.LEARNER))[0].learner,
        "committee": lambda: selection.person("", Role.COMMITTEE),
        "stranger": lambda: None,
    }
    response = page(people[who](), lesson)
    assert response.status_code == status
    assert (b"/play/" in response.content) is (status == 200)
    if status == 302:
        assert response["Location"].startswith("/accounts/login/?next=/replay/")


@pytest.mark.parametrize("hidden", ["unpublished", "cancelled"])
@pytest.mark.parametrize("sample", [False, True])
@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("learner", 200), ("teacher", 200), ("staff", 200)])
def test_a_class_that_is_not_shown_is_not_named_either(offering, lesson, learner, hidden, sample, who, status):
    hide(offering, hidden)
    Lesson.objects.filter(pk=lesson.pk).update(is_sample=sample)
    person = {"stranger": selection.person(), "learner": learner, "teacher": offering.teacher.user, "staff": selection.person("", Role.STAFF)}[who]
    answer = page(person, lesson)
    assert answer.status_code == status
    assert (offering.course.title in answer.content.decode()) is (status == 200)
    program = browser(person).get(f"/api/v1/lessons/{lesson.pk}/playback")
    assert program.status_code == status
    assert (offering.course.title in program.content.decode()) is False


def test_a_sample_of_a_class_that_is_not_shown_any_more_counts_no_further(offering, lesson):
    Lesson.objects.filter(pk=lesson.pk).update(is_sample=True)
    person = selection.person()
    session = browser(person).get(f"/api/v1/lessons/{lesson.pk}/playback").json()["session"]
    make.watched(person, lesson, (0, 60))
    assert latest_replay(learner=person) is not None
    hide(offering, "unpublished")
    body = {"session": session, "sequence": 1, "intervals": [[60, 61]], "position": 61}
    assert browser(person).post("/api/v1/heartbeat", body, content_type="application/json").status_code == 403
    assert latest_replay(learner=person) is None


def test_a_refused_visitor_is_led_to_the_course(offering, lesson):
    response = page(selection.person(), lesson)
    assert offering.course.get_url() in response.content.decode()
    assert "选了课" in response.content.decode()


@pytest.mark.parametrize("lesson_id", [0, 987_654, 10**30])
def test_a_lesson_that_is_not_there(learner, lesson_id):
    assert browser(learner).get(f"/replay/{lesson_id}/").status_code == 404


def test_the_page_plays_without_javascript_from_where_one_stopped(lesson, learner):
    make.watched(learner, lesson, (0, 120), position=120)
    html = page(learner, lesson).content.decode()
    assert "replay.mp4#t=120" in html
    assert "从 2:00 接着看" in html
    assert "看过2分，共10分" in html
    assert "2:00–10:00" in html
    assert not PlaySession.objects.exists()  # looking at the page opens nothing


@pytest.mark.parametrize(("query", "start"), [("?t=300", "#t=300"), ("?t=0", ""), ("?t=9999", "#t=120"), ("?t=%00", "#t=120"), ("?t=-5&t=abc", "#t=120")])
def test_an_address_may_name_the_second(lesson, learner, query, start):
    make.watched(learner, lesson, (0, 120), position=120)
    assert f'replay.mp4{start}"' in page(learner, lesson, query).content.decode()


def test_a_replay_seen_to_the_end_begins_anew(lesson, learner):
    make.watched(learner, lesson, (0, 600), position=600)
    html = page(learner, lesson).content.decode()
    assert "接着看" not in html
    assert "这一讲您全看完了" in html


@pytest.mark.parametrize(
    ("state", "words"), [(None, "这一讲还没有录像"), ("uploaded", "录像正在准备"), ("encoding", "录像正在准备"), ("failed", "录像出了点问题")]
)
def test_the_state_is_told_while_there_is_no_replay(offering, learner, state, words):
    lesson = offering.lessons.get(number=2)
    if state:
        lesson.recording = make.unfinished(offering.teacher.user, state)
        lesson.save(update_fields=["recording"])
    response = page(learner, lesson)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert "<video" not in response.content.decode()


def test_guests_are_told_that_nothing_is_counted(offering, lesson):
    html = page(offering.teacher.user, lesson).content.decode()
    assert "不计观看" in html
    assert 'data-counted="false"' in html


def test_the_policy_allows_the_player_its_styles_and_nothing_else(lesson, learner):
    policy = page(learner, lesson)["Content-Security-Policy"]
    assert "sha256-" in policy
    assert "unsafe" not in policy


def test_titles_are_escaped(lesson, learner):
    lesson.title = '"><script>x</script>'
    lesson.save(update_fields=["title"])
    assert "<script>x" not in page(learner, lesson).content.decode()


def test_a_replay_page_costs_the_same_for_one_lesson_and_for_many(learner, offering, lesson):
    page(learner, lesson)
    with CaptureQueriesContext(connection) as few:
        page(learner, lesson)
    selection.lessons(selection.offering())  # another class
    for number in (2, 3):
        make.lesson_with_replay(offering, number)
    with CaptureQueriesContext(connection) as many:
        page(learner, lesson)
    assert len(few) == len(many)


# ---- my learning


def home(user):
    return browser(user).get(reverse("learning:home"))


def test_my_learning_asks_strangers_to_sign_in():
    assert home(None)["Location"] == "/accounts/login/?next=/learning/"


def test_my_learning_is_empty_at_first():
    html = home(selection.person()).content.decode()
    assert "您还没有在学的课" in html
    assert 'href="/courses/"' in html


def test_my_learning_says_where_i_am(offering, lesson, learner, now):
    make.lesson_with_replay(offering, 2)
    make.watched(learner, lesson, (0, 500), position=200)
    html = home(learner).content.decode()
    assert "3讲学了1讲" in html
    assert "1讲回放没看完" in html
    assert "从 3:20 接着看" in html
    assert "下一讲" in html


def test_my_learning_shows_nobody_elses_courses(offering, lesson, learner):
    make.watched(learner, lesson, (0, 100), position=100)
    html = home(selection.person()).content.decode()
    assert offering.course.title not in html
    assert f"/replay/{lesson.pk}/" not in html


def test_a_dropped_course_disappears_with_its_replays(offering, lesson, learner, now):
    make.watched(learner, lesson, (0, 100), position=100)
    offering.enrolments.update(state="dropped", dropped_at=now)
    assert f"/replay/{lesson.pk}/" not in home(learner).content.decode()


def test_waitlists_earlier_terms_and_completed_courses_are_named(offering, learner, now):
    full = selection.offering(selection.course("合唱与声乐"))
    selection.waiting(full, learner)
    old = selection.offering(selection.course("急救"), term=selection.term(now - timedelta(days=400)))
    [seat] = selection.enrolled(old, learner)
    Completion.objects.create(enrolment=seat, basis="attendance", completed_at=now)
    html = home(learner).content.decode()
    assert "您在“合唱与声乐”的候补名单上" in html
    assert "以前学过的课" in html
    assert "急救" in html
    assert "已结业" in html


def test_my_learning_costs_the_same_for_one_course_and_for_three(offering, lesson, learner, now):
    make.watched(learner, lesson, (0, 100), position=100)
    home(learner)
    with CaptureQueriesContext(connection) as one:
        home(learner)
    for _ in range(2):
        more = make.running_offering(now=now)
        selection.enrolled(more, learner)
        make.watched(learner, make.lesson_with_replay(more), (0, 10))
    with CaptureQueriesContext(connection) as three:
        home(learner)
    assert len(one) == len(three)


# ---- what other pages show


def drawn(source, **context):
    return Template("{% load learning %}" + source).render(Context(context))


def test_the_resume_card_leads_to_the_replay_watched_last(offering, lesson, learner, now, django_assert_num_queries):
    make.watched(learner, lesson, (0, 100), position=100, at=now - timedelta(days=1))
    newer = make.lesson_with_replay(offering, 2)
    make.watched(learner, newer, (0, 60), position=60, at=now)
    with django_assert_num_queries(1):
        card = drawn("{% resume_card %}", user=learner)
    assert f"/replay/{newer.pk}/" in card
    assert "从 1:00 接着看" in card


def test_the_resume_card_leaves_out_what_is_finished_and_strangers(offering, lesson, learner, now):
    make.watched(learner, lesson, (0, 600), position=600, at=now)
    assert drawn("{% resume_card %}", user=learner).strip() == ""
    assert drawn("{% resume_card %}").strip() == ""


def test_a_watched_bar_draws_the_ranges():
    bar = drawn("{% watched_bar spans 100 50 %}", spans=[(0, 25), (50, 100)])
    assert bar.count('class="t1"') == 2
    assert 'x="500.0"' in bar
