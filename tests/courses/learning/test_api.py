"""`playback` and `heartbeat` as programs see them."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken

from college.api import api
from college.roles import Role
from courses.learning.models import PlaySession, WatchSummary
from tests.factories import learning as make
from tests.factories import selection

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering():
    return make.running_offering(now=timezone.now())


@pytest.fixture
def lesson(offering):
    return make.lesson_with_replay(offering)


@pytest.fixture
def learner(offering):
    person = selection.person("wang")
    selection.enrolled(offering, person)
    return person


def browser(user, **options):
    client = Client(**options)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def playback(client, lesson, query=""):
    return client.get(f"/api/v1/lessons/{lesson.pk}/playback{query}")


def heartbeat(client, **body):
    return client.post("/api/v1/heartbeat", json.dumps(body), content_type="application/json")


def beat_of(open_session, **changes):
    return {"session": open_session, "sequence": 1, "intervals": [[0, 1]], "position": 1.5, "rate": 1, **changes}


def test_playback_tells_where_and_how_far(lesson, learner):
    make.watched(learner, lesson, (0, 90), position=90)
    answer = playback(browser(learner), lesson)
    body = answer.json()
    assert answer.status_code == 200
    assert body["hls"].endswith("/master.m3u8")
    assert body["mp4"].endswith("/replay.mp4")
    assert (body["kind"], body["duration"], body["position"], body["watched"], body["seconds"], body["total"]) == ("video", 600, 90, [[0, 90]], 90, 600)
    assert PlaySession.objects.get().learner == learner
    assert body["session"] == str(PlaySession.objects.get().pk)


def test_a_fresh_address_for_an_open_player(lesson, learner):
    client = browser(learner)
    session = playback(client, lesson).json()["session"]
    assert playback(client, lesson, f"?session={session}").json()["session"] == session
    assert playback(client, lesson, f"?session={uuid4()}").status_code == 404
    assert playback(client, lesson, "?session=x").status_code == 422
    assert PlaySession.objects.count() == 1


def test_a_heartbeat_counts_and_is_idempotent(lesson, learner):
    client = browser(learner)
    session = playback(client, lesson).json()["session"]
    first = heartbeat(client, **beat_of(session)).json()
    assert first == {"watched": [[0, 1]], "seconds": 1, "total": 600, "position": 1.5, "sequence": 1, "gained": 1}
    assert heartbeat(client, **beat_of(session, intervals=[[5, 6]])).json() == {**first, "gained": 0}


def test_seeking_and_forging_gain_no_more_than_real_time(lesson, learner):
    client = browser(learner)
    session = playback(client, lesson).json()["session"]
    assert heartbeat(client, **beat_of(session, intervals=[], position=600)).json()["seconds"] == 0
    assert heartbeat(client, **beat_of(session, sequence=2, intervals=[[0, 600]], rate=16)).json()["seconds"] <= 8


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [("nobody", 401, "sign_in"), ("stranger", 403, "learners_only"), ("learner", 200, None), ("teacher", 200, None), ("staff", 200, None)],
)
def test_who_may_play(offering, lesson, learner, who, status, code):
    people = {
        "stranger": selection.person,
        "learner": lambda: learner,
        "teacher": lambda: offering.teacher.user,
        "staff": lambda: selection.person("", Role.STAFF),
    }
    client = Client() if who == "nobody" else browser(people[who]())
    answer = playback(client, lesson)
    assert (answer.status_code, answer.json().get("code")) == (status, code)
    if who in ("teacher", "staff"):
        assert answer.json()["session"] is None


def test_refusals_have_words_and_codes(offering, learner):
    client = browser(learner)
    waiting = playback(client, offering.lessons.get(number=2))
    assert (waiting.status_code, waiting.json()["code"]) == (409, "recording_not_ready")
    assert "回放还没准备好" in waiting.json()["message"]
    for lesson_id in (0, 999_999, 10**30):
        assert client.get(f"/api/v1/lessons/{lesson_id}/playback").status_code == 404


def test_somebody_elses_session_is_not_found(offering, lesson, learner):
    session = playback(browser(learner), lesson).json()["session"]
    other = selection.enrolled(offering, selection.person())[0].learner
    answer = heartbeat(browser(other), **beat_of(session))
    assert (answer.status_code, answer.json()["code"]) == (404, "session_unknown")
    assert not WatchSummary.objects.exists()


def test_a_browser_needs_its_csrf_token_and_a_program_its_own(lesson, learner):
    strict = browser(learner, enforce_csrf_checks=True)
    session = playback(strict, lesson).json()["session"]
    assert heartbeat(strict, **beat_of(session)).status_code == 403
    _token, secret = APIToken.create_token(user=learner, name="test")
    program = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})
    assert heartbeat(program, **beat_of(session)).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"session": "x"},
        {"session": None},
        {"sequence": 0},
        {"sequence": -1},
        {"sequence": 2**40},
        {"sequence": "one"},
        {"sequence": 1.5},
        {"intervals": None},
        {"intervals": "0-15"},
        {"intervals": [1, 2]},
        {"intervals": [[1]]},
        {"intervals": [[1, 2, 3]]},
        {"intervals": [["a", "b"]]},
        {"intervals": [[0, 1]] * 201},
        {"position": -1},
        {"position": None},
        {"position": 1e300},
        {"rate": "fast"},
        {"seconds": 600},
    ],
)
def test_a_malformed_beat_is_refused_in_words(lesson, learner, changes):
    client = browser(learner)
    session = playback(client, lesson).json()["session"]
    answer = heartbeat(client, **beat_of(session, **changes))
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert not WatchSummary.objects.exists()


@pytest.mark.parametrize(
    "text",
    ['{"position": NaN}', "[[[[", "", "null", "[]", '"x"', '{"session": 1e999}', '{"intervals": [[0, Infinity]]}', '{"intervals": [[0, ' + "9" * 5000 + "]]}"],
)
def test_whatever_is_sent_is_no_server_error(learner, text):
    answer = browser(learner).post("/api/v1/heartbeat", text, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid"


@pytest.mark.parametrize("claim", [[[10, 5]], [[-20, 30]], [[700, 800]], [[1e300, 1e301]], [[3, 3]]])
def test_claims_that_cannot_be_gain_nothing(lesson, learner, claim):
    client = browser(learner)
    session = playback(client, lesson).json()["session"]
    answer = heartbeat(client, **beat_of(session, intervals=claim))
    assert (answer.status_code, answer.json()["gained"]) == (200, 0)


def test_a_hundred_thousand_intervals_are_not_even_read(lesson, learner):
    client = browser(learner)
    session = playback(client, lesson).json()["session"]
    answer = heartbeat(client, **beat_of(session, intervals=[[0, 1]] * 100_000))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_big")


def test_the_operations_keep_their_names():
    paths = api.document["paths"]
    assert paths["/api/v1/lessons/{lesson_id}/playback"]["get"]["operationId"] == "playback"
    assert paths["/api/v1/heartbeat"]["post"]["operationId"] == "heartbeat"
