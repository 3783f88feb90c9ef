"""cutRecording: who may, what is refused, and that two programs do not overwrite each other."""

from typing import Any

import pytest
from django.test import Client

from college.models import User
from college.roles import Role
from media.models import Recording
from tests.factories import media, selection

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return selection.person("wang")


@pytest.fixture
def recording(owner: User) -> Recording:
    there = {"state": "ready", "step": "", "progress": 100, "folder": "a" * 32, "whole": "a" * 32}
    return media.row(owner, duration_ms=60_021, whole_ms=60_021, **there)


def post(by: User, recording: Recording, **body: Any) -> Any:
    client = Client()
    client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(f"/api/v1/recordings/{recording.pk}/cut", body, content_type="application/json")


def test_parts_are_kept_and_all_comes_back(owner: User, recording: Recording) -> None:
    answer = post(owner, recording, keep=[[1.5, 10], [20, 30.25]], version=0)
    assert answer.status_code == 200, answer.content
    assert answer.json() == {
        "recording": recording.pk,
        "keep": [[1.5, 10.0], [20.0, 30.25]],
        "version": 1,
        "duration": 18.75,
        "state": "uploaded",
        "step": "cut",
    }
    recording.refresh_from_db()
    assert recording.edits_wanted == [[1_500, 10_000], [20_000, 30_250]]
    assert post(owner, recording, keep=[], version=1).json()["duration"] == 60.021


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"keep": [[0, 10]], "version": 7}, 409, "edits_changed"),
        ({"keep": [[0, 99]], "version": 0}, 422, "outside"),
        ({"keep": [[5, 4]], "version": 0}, 422, "not_ordered"),
        ({"keep": [[0, 0.2]], "version": 0}, 422, "too_short"),
        ({"keep": [[0]], "version": 0}, 422, None),
        ({"keep": [["x", 1]], "version": 0}, 422, None),
        ({"keep": [[-1, 5]], "version": 0}, 422, None),
        ({"keep": [[0, 1]] * 201, "version": 0}, 422, None),
        ({"version": 0}, 422, None),
    ],
)
def test_refusals_have_codes(owner: User, recording: Recording, body: dict[str, Any], status: int, code: str | None) -> None:
    answer = post(owner, recording, **body)
    assert answer.status_code == status
    assert answer.json()["message"]
    assert code in (None, answer.json()["code"])
    recording.refresh_from_db()
    assert recording.edits_version == 0


@pytest.mark.parametrize(("role", "status"), [(Role.LEARNER, 404), (Role.TEACHER, 404), (Role.STAFF, 200)])
def test_only_who_answers_for_it_may(recording: Recording, role: Role, status: int) -> None:
    assert post(selection.person("li", role), recording, keep=[[0, 10]], version=0).status_code == status


def test_what_is_not_ready_waits(owner: User) -> None:
    assert post(owner, media.row(owner), keep=[[0, 10]], version=0).json()["code"] == "cut_too_early"
