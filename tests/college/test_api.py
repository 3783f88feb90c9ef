"""The API as programs see it: stable names, refusals in one form, sign-in by session with CSRF or by token, health that can fail."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import APIToken

from college import health
from college.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
OPERATIONS = {
    "searchAll",
    "listCourses",
    "getCourse",
    "curriculumMap",
    "listTeachers",
    "listOfferings",
    "pick",
    "drop",
    "acceptOffer",
    "declineOffer",
    "myCourses",
    "applyWishes",
    "drawResult",
    "myWishes",
    "uploadRecording",
    "useUpload",
    "recordingState",
    "cutRecording",
    "joinRecordings",
    "playback",
    "recordingMoments",
    "heartbeat",
    "openCheck",
    "submitCheck",
    "submitRating",
    "statement",
    "promotionReport",
    "health",
}


def test_the_operations_have_their_stable_names(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert {operation["operationId"] for methods in schema["paths"].values() for operation in methods.values()} == OPERATIONS
    assert "get" in schema["paths"]["/healthz"]


def test_the_document_is_written_once(client, monkeypatch):
    """Anybody may ask for it, and writing it takes longer than any page."""
    first = client.get("/api/v1/openapi.json").content
    monkeypatch.setattr("ninja.main.get_schema", lambda **_: pytest.fail("written again"))
    assert client.get("/api/v1/openapi.json").content == first
    assert client.get(reverse("college:api")).status_code == 200


def test_whatever_takes_a_value_says_that_it_may_be_refused(client):
    schema = client.get("/api/v1/openapi.json").json()
    taking = [one for methods in schema["paths"].values() for one in methods.values() if one.get("parameters") or "requestBody" in one]
    assert [one["operationId"] for one in taking if "422" not in one["responses"]] == []


@pytest.mark.parametrize("body", ["\x04", "{", "\ufffd"])
def test_a_body_that_is_no_json_is_refused_in_words(client, body):
    client.force_login(User.objects.create_user("wang"), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/api/v1/heartbeat", body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (422, {"code": "invalid", "message": "看不懂这个请求，请检查它的格式。"})


def test_a_page_without_its_token_is_told_to_load_again():
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_user("wang"), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/api/v1/heartbeat", "{}", content_type="application/json")
    assert (answer.status_code, answer.json()) == (403, {"code": "csrf", "message": "页面打开太久了，请刷新后再试。"})


def test_every_operation_is_on_the_documentation_page(client):
    page = client.get("/api/").content.decode()
    assert [name for name in OPERATIONS if f"<code>{name}</code>" not in page] == []


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "/api/v1/me/courses"), ("post", "/api/v1/heartbeat"), ("get", "/api/v1/lessons/1/playback"), ("post", "/api/v1/offerings/1/pick")],
)
def test_a_stranger_is_asked_to_sign_in(client, method, path):
    answer = getattr(client, method)(path, content_type="application/json")
    assert answer.status_code == 401
    assert answer.json()["code"] == "sign_in"
    assert answer.json()["message"]


@pytest.mark.parametrize(
    "path",
    ["/api/v1/courses/999999", "/api/v1/courses/nonsense", "/api/v1/search?page=0", "/api/v1/search?page=x", "/api/v1/offerings?term=x", "/api/v1/nothing"],
)
def test_a_refusal_has_a_code_a_sentence_and_a_fitting_status(client, path):
    answer = client.get(path)
    assert answer.status_code in {404, 422}
    assert set(answer.json()) == {"code", "message"}


def test_a_wrong_method_is_refused_in_the_same_form(client):
    answer = client.get("/api/v1/offerings/1/pick")
    assert (answer.status_code, answer.json()["code"], answer.headers["Allow"]) == (405, "wrong_method", "POST")


def test_writing_by_session_needs_the_csrf_token():
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_user("wang", password="x"))
    assert client.post("/api/v1/offerings/1/pick").status_code == 403


def test_a_token_signs_in_and_a_revoked_one_does_not(client):
    user = User.objects.create_user("wang", password="x")
    client.force_login(user)
    page = client.post("/accounts/tokens/", {"name": "my program"})
    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert secret not in client.get("/accounts/tokens/").content.decode()
    program = Client(headers={"Authorization": f"Bearer {secret}"}, enforce_csrf_checks=True)
    assert program.get("/api/v1/me/courses").status_code == 200
    client.post(f"/accounts/tokens/{APIToken.objects.get().pk}/revoke/")
    assert program.get("/api/v1/me/courses").status_code == 401


def test_nobody_revokes_the_token_of_another(client):
    token, _secret = APIToken.create_token(user=User.objects.create_user("wang", password="x"), name="mine")
    client.force_login(User.objects.create_user("li", password="x"))
    assert client.post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_health_is_well(client):
    answer = client.get("/healthz")
    assert (answer.status_code, set(answer.json().values())) == (200, {"ok"})


@pytest.mark.parametrize("part", ["database", "queue", "search", "storage"])
def test_health_names_the_part_that_is_down(client, monkeypatch, part):
    def broken() -> None:
        raise OSError("/secret/path")

    monkeypatch.setitem(health.PARTS, part, broken)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()[part] == "down: OSError"
    assert "/secret" not in json.dumps(answer.json())


def test_a_clock_that_is_not_the_databases_is_down(client, monkeypatch):
    from datetime import timedelta
    from types import SimpleNamespace

    from django.db import connection
    from django.utils import timezone

    late = SimpleNamespace(now=lambda: timezone.now() - timedelta(seconds=5))
    monkeypatch.setattr(health, "timezone", late)
    assert client.get("/healthz").json()["clock"].startswith("down" if connection.vendor == "postgresql" else "ok")


def test_a_queue_without_a_worker_is_down(client):
    from datetime import timedelta

    from django.utils import timezone
    from django_ox.models import OxTask

    OxTask.objects.create(task_path="media.tasks.sweep_recordings", backend_name="default", enqueued_at=timezone.now() - timedelta(hours=1))
    assert client.get("/healthz").json()["queue"].startswith("down")


def test_a_storage_that_cannot_be_written_is_down(client, settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    settings.STORAGE_ROOT = blocked / "folder"
    assert client.get("/healthz").json()["storage"].startswith("down")
