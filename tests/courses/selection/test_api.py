"""pick, drop and myCourses for programs and for the browser's own scripts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken

from courses.selection.models import Enrolment, Offering
from tests.courses.selection.test_pages import as_, count_queries
from tests.factories import selection as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return make.person("wang")


@pytest.fixture
def offering():
    now = timezone.now()
    made = make.offering(make.course(units=2), capacity=2, term=make.term(now))
    make.lessons(made, first=now + timedelta(days=40), number=2)
    return made


def call(client: Client, verb: str, pk: object) -> tuple[int, dict]:
    answer = client.post(f"/api/v1/offerings/{pk}/{verb}")
    return answer.status_code, answer.json()


def test_pick_and_drop(offering, learner):
    client = as_(learner)
    status, seat = call(client, "pick", offering.pk)
    assert (status, seat["offering"], seat["state"], seat["dropped_at"]) == (200, offering.pk, "enrolled", None)
    status, seat = call(client, "drop", offering.pk)
    assert (status, seat["state"]) == (200, "dropped")
    assert Enrolment.objects.get().state == "dropped"


def test_refusals_carry_their_code_and_a_sentence(offering, learner):
    client = as_(learner)
    call(client, "pick", offering.pk)
    clashing = make.offering(make.course("合唱"), term=offering.term)
    make.lessons(clashing, first=offering.lessons.first().starts_at)
    full = make.full(make.offering(make.course("书法"), term=offering.term))
    closed = make.offering(make.course("急救"), term=offering.term, state=Offering.State.CLOSED)
    wanted = {offering.pk: "already_enrolled", clashing.pk: "time_clash", full.pk: "offering_full", closed.pk: "offering_closed"}
    for pk, code in wanted.items():
        status, refusal = call(client, "pick", pk)
        assert (status, refusal["code"]) == (409, code)
        assert refusal["message"]
    assert call(client, "drop", full.pk)[1]["code"] == "not_enrolled"


@pytest.mark.parametrize("pk", [0, -1, 987654, 2**63, 10**40])
def test_an_unknown_offering(learner, pk):
    status, refusal = call(as_(learner), "pick", pk)
    assert (status, refusal["code"]) == (404, "not_found")
    assert call(as_(learner), "drop", pk)[0] in {404, 409}


def test_garbage_is_refused(learner):
    assert call(as_(learner), "pick", "abc")[0] in {404, 422}


def test_strangers_are_asked_to_sign_in_and_browsers_need_their_token(offering, learner):
    for verb in ("pick", "drop"):
        assert call(Client(), verb, offering.pk)[0] == 401
    assert Client().get("/api/v1/me/courses").status_code == 401
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/api/v1/offerings/{offering.pk}/pick").status_code == 403
    assert Enrolment.objects.count() == 0


def test_a_personal_token_picks_for_its_owner(offering, learner):
    _token, secret = APIToken.create_token(user=learner, name="test")
    answer = Client(enforce_csrf_checks=True).post(f"/api/v1/offerings/{offering.pk}/pick", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
    assert Enrolment.objects.get().learner == learner


def test_my_courses_are_mine_with_the_next_lesson_and_my_place(offering, learner):
    make.enrolled(offering, learner)
    full = make.full(make.offering(make.course("书法"), term=offering.term))
    make.waiting(full, make.person(), learner)
    mine = as_(learner).get("/api/v1/me/courses").json()
    assert mine["count"] == 2
    have, wait = mine["results"]
    assert (have["offering"], have["state"], have["place"]) == (offering.pk, "enrolled", None)
    assert have["next_lesson"]["id"] == offering.lessons.first().pk
    assert have["url"].startswith("/courses/")
    assert (wait["offering"], wait["state"], wait["place"], wait["next_lesson"]) == (full.pk, "waiting", 2, None)
    assert as_(make.person()).get("/api/v1/me/courses").json() == {"count": 0, "results": []}


def test_my_courses_cost_the_same_for_one_and_for_three(offering, learner):
    client = as_(learner)
    make.enrolled(offering, learner)
    client.get("/api/v1/me/courses")
    with_one = count_queries(client, "/api/v1/me/courses")
    for day in (1, 2):
        other = make.offering(make.course(f"课 {day}"), term=offering.term)
        make.lessons(other, first=timezone.now() + timedelta(days=40 + day))
        make.enrolled(other, learner)
    assert count_queries(client, "/api/v1/me/courses") == with_one
