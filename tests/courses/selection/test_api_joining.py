"""joinRecordings: who may, what is refused, and which recordings of a course can follow each other."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from college.models import User
from college.roles import Role
from courses.selection.models import Lesson
from media.domain import joining
from media.joins import Join
from media.models import Recording
from tests.factories import media, selection

pytestmark = pytest.mark.django_db
LENGTH = 60_000


@pytest.fixture
def lessons() -> list[Lesson]:
    """Two of one course with recordings, and one of another course of the same teacher."""
    teacher = selection.teacher(user=selection.person("chenjing", Role.TEACHER))
    first = timezone.now() - timedelta(days=20)
    made = selection.lessons(selection.offering(selection.course(units=2), teacher=teacher), first=first, number=2)
    made += selection.lessons(selection.offering(teacher=teacher), first=first - timedelta(hours=3), number=1)
    for number, lesson in enumerate(made):
        there = {"state": "ready", "step": "", "progress": 100, "folder": "a" * 32, "whole": "a" * 32, "whole_ms": LENGTH, "duration_ms": LENGTH}
        lesson.recording = media.row(teacher.user, sha256=str(number) * 64, has_video=True, **there)
        lesson.save()
    return made


def owner(lessons: list[Lesson]) -> User:
    user = lessons[0].offering.teacher.user
    assert user
    return user


def recording(lesson: Lesson) -> Recording:
    assert lesson.recording
    return lesson.recording


def post(by: User, first: Recording, second: Any, version: Any = 0) -> Any:
    client = Client()
    client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(f"/api/v1/recordings/{first.pk}/join", {"second": second, "version": version}, content_type="application/json")


def test_two_of_a_course_are_joined_and_taken_apart(lessons: list[Lesson]) -> None:
    first, second = recording(lessons[0]), recording(lessons[1])
    answer = post(owner(lessons), first, second.pk)
    assert answer.status_code == 200, answer.content
    assert answer.json() == {"recording": first.pk, "keep": [[0.0, 120.0]], "version": 1, "duration": 120.0, "state": "uploaded", "step": "cut"}
    assert post(owner(lessons), first, second.pk, 1).json()["code"] == "join_pending"
    Join.objects.update(state="shown")
    Recording.objects.filter(pk=first.pk).update(whole_ms=2 * LENGTH)
    assert post(owner(lessons), first, None, 1).json()["keep"] == [[0.0, 60.0]]


def test_what_can_follow_is_of_the_same_course_or_of_none(lessons: list[Lesson]) -> None:
    first, second, other = map(recording, lessons)
    spare = media.row(owner(lessons), sha256="9" * 64, state="ready", step="", progress=100, whole="b" * 32, folder="b" * 32, has_video=True, duration_ms=1)
    found = joining.candidates(recording=first, by=owner(lessons))
    assert [(one.pk, bool(words)) for one, words in found] == [(second.pk, True), (spare.pk, False)]
    assert post(owner(lessons), first, other.pk).json()["code"] == "no_second"


@pytest.mark.parametrize(
    ("second", "version", "status", "code"),
    [(999_999, 0, 404, "no_second"), (None, 0, 409, "nothing_joined"), ("x", 0, 422, None), (0, 0, 422, None), (2**70, 0, 422, None), (1, -1, 422, None)],
)
def test_refusals_have_codes(lessons: list[Lesson], second: Any, version: int, status: int, code: str | None) -> None:
    answer = post(owner(lessons), recording(lessons[0]), second, version)
    assert answer.status_code == status
    assert answer.json()["message"]
    assert code in (None, answer.json()["code"])


def test_an_old_version_is_told(lessons: list[Lesson]) -> None:
    assert post(owner(lessons), recording(lessons[0]), recording(lessons[1]).pk, 7).json()["code"] == "edits_changed"


@pytest.mark.parametrize(("role", "status"), [(Role.LEARNER, 404), (Role.TEACHER, 404), (Role.STAFF, 200)])
def test_only_who_answers_for_both_may(lessons: list[Lesson], role: Role, status: int) -> None:
    assert post(selection.person("li", role), recording(lessons[0]), recording(lessons[1]).pk).status_code == status


# ---- the page


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_leads_from_the_choice_to_the_look_and_back(lessons: list[Lesson]) -> None:
    first, second = recording(lessons[0]), recording(lessons[1])
    client, address = as_(owner(lessons)), f"/recordings/{first.pk}/join/"
    assert f'href="{address}"' in client.get(f"/recordings/{first.pk}/cut/").content.decode()
    assert f"?second={second.pk}" in client.get(address).content.decode()
    look = client.get(f"{address}?second={second.pk}").content.decode()
    assert look.count("data-join-video") == 2
    answer = client.post(address, {"do": "join", "second": second.pk, "version": 0}, follow=True)
    assert "正在接成一段" in answer.content.decode()
    assert "新剪辑在排队" in answer.content.decode()
    assert "可以在这里接上" in client.get(address).content.decode()


@pytest.mark.parametrize(("fields", "status", "said"), [({"version": 9}, 409, "没有接上"), ({"do": "off"}, 409, "没有接上"), ({"second": "x"}, 404, "")])
def test_refusals_stand_on_the_page(lessons: list[Lesson], fields: dict[str, Any], status: int, said: str) -> None:
    sent = {"do": "join", "second": recording(lessons[1]).pk, "version": 0, **fields}
    answer = as_(owner(lessons)).post(f"/recordings/{recording(lessons[0]).pk}/join/", sent)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert not Join.objects.exists()


def test_nobody_else_finds_the_page(lessons: list[Lesson]) -> None:
    other = as_(selection.person("li", Role.TEACHER))
    assert other.get(f"/recordings/{recording(lessons[0]).pk}/join/").status_code == 404
    assert other.post(f"/recordings/{recording(lessons[0]).pk}/join/", {"do": "off", "version": 0}).status_code == 404
