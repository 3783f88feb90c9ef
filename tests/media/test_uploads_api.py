"""Recordings sent by a program with a token: no cookie, no CSRF token, the same refusals as on the page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken

from college.roles import Role
from courses.selection.models import Lesson
from media.models import Recording
from tests.factories import selection as make

pytestmark = pytest.mark.django_db
FILM = b"\x00\x00\x00\x20ftypisom" + bytes(range(256)) * 40
TUS = {"Tus-Resumable": "1.0.0"}


class Program:
    """Knows nothing but a token."""

    def __init__(self, user: Any) -> None:
        _token, secret = APIToken.create_token(user=user, name="uploader")
        self.client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})

    def begin(self, lesson: Lesson, size: int = len(FILM)) -> Any:
        return self.client.post(f"/api/v1/lessons/{lesson.pk}/uploads", {"name": "第一讲.mp4", "size": size}, content_type="application/json")

    def send(self, address: str, offset: int, part: bytes) -> Any:
        return self.client.patch(address, part, content_type="application/offset+octet-stream", headers={**TUS, "Upload-Offset": str(offset)})

    def state(self, lesson: Lesson) -> Any:
        return self.client.get(f"/api/v1/lessons/{lesson.pk}/recording")


@pytest.fixture
def lessons(db: Any) -> list[Lesson]:
    now = timezone.now()
    teacher = make.teacher(user=make.person("chenjing", Role.TEACHER))
    return make.lessons(make.offering(make.course(units=2), term=make.term(now), teacher=teacher), first=now - timedelta(days=2), number=2)


@pytest.fixture
def program(lessons: list[Lesson]) -> Program:
    return Program(lessons[0].offering.teacher.user)


def test_a_program_sends_a_recording_and_asks_how_it_is(program: Program, lessons: list[Lesson], settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5000  # a part is larger than any form
    assert program.state(lessons[0]).json()["code"] == "no_recording"
    begun = program.begin(lessons[0])
    assert (begun.status_code, begun.json()["part_bytes"]) == (201, 8 * 1024 * 1024)
    address = begun.json()["address"]
    assert program.send(address, 0, FILM[:6000])["Upload-Offset"] == "6000"
    assert program.client.head(address, headers=TUS)["Upload-Offset"] == "6000"
    last = program.send(address, 6000, FILM[6000:])
    made = Recording.objects.get()
    assert last["Upload-Recording"] == str(made.pk)
    answer = program.state(lessons[0]).json()
    assert answer == {
        "lesson": lessons[0].pk,
        "recording": made.pk,
        "name": "第一讲.mp4",
        "size": len(FILM),
        "sha256": made.sha256,
        "state": "uploaded",
        "step": "probe",
        "percent": 0,
        "reason": "",
        "words": "",
        "playable": False,
        "version": 0,
        "uncut": 0.0,
    }
    made.state, made.error_code = "failed", "incomplete"
    made.save()
    answer = program.state(lessons[0]).json()
    assert (answer["state"], answer["reason"], "文件不完整" in answer["words"]) == ("failed", "incomplete", True)


def test_a_known_file_is_used_when_the_program_says_so(program: Program, lessons: list[Lesson]) -> None:
    program.send(program.begin(lessons[0]).json()["address"], 0, FILM)
    address = program.begin(lessons[1]).json()["address"]
    assert program.send(address, 0, FILM)["Upload-Undecided"] == "yes"
    first, again = program.client.post(f"{address}/use"), program.client.post(f"{address}/use")
    assert (first.status_code, again.status_code, Recording.objects.count()) == (200, 200, 2)
    assert first.json()["lesson"] == lessons[1].pk


def test_what_is_not_whole_cannot_be_used(program: Program, lessons: list[Lesson]) -> None:
    address = program.begin(lessons[0]).json()["address"]
    assert program.client.post(f"{address}/use").json()["code"] == "wrong_offset"


@pytest.mark.parametrize(("size", "code"), [(0, "empty"), (2**60, "too_big"), (-1, "invalid"), (2**70, "invalid")])
def test_what_cannot_be_begun(program: Program, lessons: list[Lesson], size: int, code: str) -> None:
    assert program.begin(lessons[0], size).json()["code"] == code


def test_a_stranger_and_another_teacher_get_nowhere(program: Program, lessons: list[Lesson]) -> None:
    address = program.begin(lessons[0]).json()["address"]
    other = Program(make.person("lifang", Role.TEACHER))
    assert [other.begin(lessons[0]).status_code, other.send(address, 0, FILM).status_code, other.state(lessons[0]).status_code] == [404] * 3
    assert Client().patch(address, FILM, content_type="application/offset+octet-stream", headers={**TUS, "Upload-Offset": "0"}).status_code == 401
