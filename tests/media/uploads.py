"""One teacher and one lesson, seen by a program that speaks tus: what the tests of uploads share."""

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings as site
from django.test import Client
from django.utils import timezone

from college.roles import Role
from courses.selection.models import Lesson
from tests.factories import selection as make

TUS = {"Tus-Resumable": "1.0.0"}
PART = "application/offset+octet-stream"
BYTES = b"\x00\x00\x00\x20ftypisom" + bytes(range(256)) * 40


def b64(value: bytes) -> str:
    return base64.b64encode(value).decode()


class Sender:
    """One teacher and one lesson, seen by a program that speaks tus."""

    def __init__(self, lesson: Lesson, user: Any) -> None:
        self.client, self.door = Client(), f"/teach/lessons/{lesson.pk}/uploads/"
        self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def create(self, length: int = len(BYTES), **headers: str) -> Any:
        metadata = f"filename {b64('第一讲.mp4'.encode())},filetype"
        return self.client.post(self.door, headers={**TUS, "Upload-Length": str(length), "Upload-Metadata": metadata, **headers})

    def address(self) -> str:
        return self.create()["Location"]

    def patch(self, address: str, offset: int, body: bytes, kind: str = PART, **headers: str) -> Any:
        return self.client.patch(address, body, content_type=kind, headers={**TUS, "Upload-Offset": str(offset), **headers})

    def head(self, address: str) -> Any:
        return self.client.head(address, headers=TUS)


def a_lesson() -> Lesson:
    """A lesson that was held, of a teacher who may sign in."""
    now = timezone.now()
    teacher = make.teacher(user=make.person("chenjing", Role.TEACHER))
    return make.lessons(make.offering(make.course(units=1), term=make.term(now), teacher=teacher), first=now - timedelta(days=2), number=1)[0]


def files() -> list[Path]:
    return [path for path in Path(site.PRIVATE_ROOT).glob("*") if len(path.name) == 32]
