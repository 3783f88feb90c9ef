"""The doors of cutting, without scripts: the list of fields, refusals in words, and what two windows see."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from college.models import User
from media.models import Recording
from tests.factories import media as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(client: Client, owner: User) -> Client:
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def recording(owner: User) -> Recording:
    """A row alone: the page needs no more."""
    there = {"state": "ready", "step": "", "progress": 100, "folder": "a" * 32, "whole": "a" * 32, "has_video": True, "has_audio": True}
    return make.row(owner, duration_ms=60_021, whole_ms=60_021, **there)


def address(recording: Recording) -> str:
    return reverse("media:cut", args=[recording.pk])


def sent(recording: Recording, *parts: tuple[str, str], **fields: Any) -> dict[str, Any]:
    return {"start": [start for start, _ in parts], "end": [end for _, end in parts], "version": recording.edits_version, **fields}


def test_the_fields_hold_what_is_kept(teacher: Client, recording: Recording) -> None:
    assert teacher.get(address(recording)).context["rows"] == [("0:00:00.0", "0:01:00.021")]
    answer = teacher.post(address(recording), sent(recording, ("0:00:10", "0：00：20.5"), ("00:00:30,25", "1:00"), ("", "")), follow=True)
    assert "新的回放正在制作" in answer.content.decode()
    recording.refresh_from_db()
    assert (recording.edits_wanted, recording.step, recording.edits_version) == ([[10_000, 20_500], [30_250, 60_000]], "cut", 1)
    assert answer.context["rows"] == [("0:00:10.0", "0:00:20.5"), ("0:00:30.25", "0:01:00.0")]


def test_as_it_stands_all_of_it_is_kept(teacher: Client, recording: Recording) -> None:
    teacher.post(address(recording), sent(recording, *teacher.get(address(recording)).context["rows"]))
    recording.refresh_from_db()
    assert recording.edits_wanted == []


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([("x", "0:00:05")], "时间读不懂"),
        ([("0:00:05", "")], "时间读不懂"),
        ([("0:00:09", "0:00:05")], "每一段的结束要晚于开始"),
        ([("0:00:01", "0:02:00")], "有一段超出了录像的结尾"),
        ([("0:00:01", "0:00:01.2")], "什么都不剩"),
    ],
)
def test_faulty_parts_come_back_as_they_were_typed(teacher: Client, recording: Recording, parts: list[tuple[str, str]], said: str) -> None:
    answer = teacher.post(address(recording), sent(recording, *parts))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert answer.context["rows"] == parts
    recording.refresh_from_db()
    assert recording.edits_version == 0


def test_of_two_windows_the_second_is_asked(teacher: Client, recording: Recording) -> None:
    mine = sent(recording, ("0:00:10", "0:00:20"))
    teacher.post(address(recording), sent(recording, ("0:00:00", "0:00:30")))
    answer = teacher.post(address(recording), mine)
    assert (answer.status_code, answer.context["newer"]) == (409, 1)
    assert "这期间有人改过这次剪辑" in answer.content.decode()
    assert teacher.post(address(recording), {**mine, "instead-of": "1"}).status_code == 302
    recording.refresh_from_db()
    assert recording.edits_wanted == [[10_000, 20_000]]


def test_all_of_it_comes_back_whatever_the_fields_say(teacher: Client, recording: Recording) -> None:
    Recording.objects.filter(pk=recording.pk).update(edits=[[0, 5_000]], edits_wanted=[[0, 5_000]])
    page = teacher.get(address(recording)).content.decode()
    assert "恢复完整的录像" in page
    teacher.post(address(recording), sent(recording, ("0:00:00", "0:00:05"), do="whole"))
    recording.refresh_from_db()
    assert recording.edits_wanted == []


def test_it_waits_for_the_recording(teacher: Client, owner: User) -> None:
    recording = make.row(owner)
    page = teacher.get(address(recording))
    assert "录像还在准备" in page.content.decode()
    assert teacher.post(address(recording), {"version": 0}).status_code == 409


def test_a_place_to_split_is_asked_for(teacher: Client, recording: Recording) -> None:
    answer = teacher.post(address(recording), sent(recording, ("0:00:00", "0:00:30"), do="split", at=""))
    assert answer.status_code == 422
    assert Recording.objects.count() == 1


def test_nobody_else_finds_it(client: Client, recording: Recording) -> None:
    client.force_login(User.objects.create_user("li"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address(recording)).status_code == 404
    assert client.post(address(recording), {"version": 0}).status_code == 404
