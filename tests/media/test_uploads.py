"""Uploads by parts: what the protocol promises, held against the lesson's door."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from django.utils import timezone

from college.roles import Role
from courses.selection.models import Lesson
from media import domain, rules
from media.domain import digests
from media.models import Recording, Upload
from tests.factories import selection as make
from tests.media.uploads import BYTES, PART, TUS, Sender, a_lesson, b64, files
from tests.races import all_at_once


@pytest.fixture
def lesson(db: Any) -> Lesson:
    return a_lesson()


@pytest.fixture
def sender(lesson: Lesson) -> Sender:
    return Sender(lesson, lesson.offering.teacher.user)


def test_the_door_says_what_it_can(sender: Sender) -> None:
    answer = sender.client.options(sender.door)
    assert (answer.status_code, answer["Tus-Version"], answer["Tus-Max-Size"]) == (204, "1.0.0", str(site.UPLOAD_MAX_BYTES))
    assert answer["Tus-Extension"] == "creation,termination,expiration,checksum"


def test_two_parts_become_the_recording_of_the_lesson(sender: Sender, lesson: Lesson) -> None:
    answer = sender.create()
    assert (answer.status_code, "Upload-Expires" in answer) == (201, True)
    address = answer["Location"]
    assert sender.patch(address, 0, BYTES[:4000])["Upload-Offset"] == "4000"
    head = sender.head(address)
    assert (head["Upload-Offset"], head["Upload-Length"], head["Cache-Control"]) == ("4000", str(len(BYTES)), "no-store")
    assert sender.patch(address, 4000, BYTES[4000:]).status_code == 204
    lesson.refresh_from_db()
    made = lesson.recording
    assert (made.original_name, made.size, made.sha256) == ("第一讲.mp4", len(BYTES), hashlib.sha256(BYTES).hexdigest())
    assert Path(made.original.path).read_bytes() == BYTES
    assert sender.head(address)["Upload-Offset"] == str(len(BYTES))  # for whom the last answer was lost
    assert len(files()) == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": ""}, 412),
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": ""}, 400),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "0"}, 422),
        ({"Upload-Length": str(2**50)}, 413),
        ({"Upload-Metadata": "filename ***"}, 400),
        ({"Upload-Metadata": "filename YQ== YQ=="}, 400),
        ({"Upload-Metadata": "filename " + b64(b"\xff\xfe")}, 400),
    ],
)
def test_what_cannot_be_opened(sender: Sender, headers: dict[str, str], status: int) -> None:
    assert sender.create(**headers).status_code == status
    assert (Upload.objects.count(), files()) == (0, [])


@pytest.mark.parametrize(
    ("offset", "body", "kind", "headers", "status"),
    [
        (100, b"x", PART, {}, 409),
        (0, BYTES, PART, {"Tus-Resumable": ""}, 412),
        (0, BYTES, "video/mp4", {}, 415),
        (0, BYTES, PART, {"Upload-Offset": ""}, 400),
        (0, BYTES, PART, {"Upload-Offset": "1e3"}, 400),
        (0, BYTES + b"x", PART, {}, 413),
        (0, BYTES, PART, {"Upload-Checksum": "crc32 AAAA"}, 400),
        (0, BYTES, PART, {"Upload-Checksum": "sha1 " + b64(hashlib.sha1(b"other").digest())}, 460),
    ],
)
def test_a_part_that_does_not_fit_changes_nothing(sender: Sender, offset: int, body: bytes, kind: str, headers: dict[str, str], status: int) -> None:
    address = sender.address()
    assert sender.patch(address, offset, body, kind, **headers).status_code == status
    assert sender.head(address)["Upload-Offset"] == "0"
    assert sender.patch(address, 0, BYTES, **{"Upload-Checksum": "sha256 " + b64(hashlib.sha256(BYTES).digest())}).status_code == 204


def test_what_a_killed_server_wrote_beyond_its_row_is_cut_off(sender: Sender, lesson: Lesson) -> None:
    address = sender.address()
    sender.patch(address, 0, BYTES[:3000])
    with files()[0].open("ab") as file:
        file.write(b"half of a part")
    assert sender.patch(address, 3000, BYTES[3000:]).status_code == 204
    lesson.refresh_from_db()
    assert Path(lesson.recording.original.path).read_bytes() == BYTES


def test_the_hash_is_computed_while_the_parts_arrive(sender: Sender, lesson: Lesson) -> None:
    address = sender.address()
    sender.patch(address, 0, BYTES[:3000])
    with files()[0].open("r+b") as file:
        file.write(b"not read again")
    sender.patch(address, 3000, BYTES[3000:])
    lesson.refresh_from_db()
    assert lesson.recording.sha256 == hashlib.sha256(BYTES).hexdigest()


@pytest.mark.parametrize("caught_up", [0, 500, 10**9])
def test_the_hash_is_right_whatever_the_process_has_forgotten(sender: Sender, lesson: Lesson, monkeypatch: pytest.MonkeyPatch, caught_up: int) -> None:
    monkeypatch.setattr(digests, "CAUGHT_UP", caught_up)
    address = sender.address()
    for offset in range(0, len(BYTES), 2000):
        sender.patch(address, offset, BYTES[:12], **{"Upload-Checksum": "sha1 " + b64(b"wrong")})  # leaves nothing of itself in the hash
        sender.patch(address, offset, BYTES[offset : offset + 2000])
        if offset in (2000, 6000):
            digests.forget(files()[0].name)  # as by a server that was started again
    lesson.refresh_from_db()
    assert lesson.recording.sha256 == hashlib.sha256(BYTES).hexdigest()


def test_a_document_is_refused_at_its_first_part(sender: Sender, lesson: Lesson) -> None:
    address = sender.address()
    answer = sender.patch(address, 0, b"%PDF-1.7\n" + b"x" * 2000)
    assert (answer.status_code, answer["Upload-Refusal"]) == (422, "not_media")
    assert sender.head(address).status_code == 404
    assert files() == []


def test_somebody_elses_upload_does_not_exist(sender: Sender, lesson: Lesson) -> None:
    address = sender.address()
    keeper = Sender(lesson, make.person("office", Role.STAFF))  # may upload for this lesson, yet not go on with hers
    assert [keeper.head(address).status_code, keeper.patch(address, 0, BYTES).status_code] == [404, 404]
    assert keeper.client.delete(address, headers=TUS).status_code == 404
    assert Upload.objects.get().offset == 0


def test_an_upload_is_cancelled(sender: Sender) -> None:
    address = sender.address()
    assert sender.client.delete(address, headers=TUS).status_code == 204
    assert (sender.head(address).status_code, files()) == (404, [])


def test_an_old_upload_is_over_and_swept_with_its_file(sender: Sender) -> None:
    address = sender.address()
    now = timezone.now()
    Upload.objects.update(expires_at=now)
    assert sender.patch(address, 0, BYTES).status_code == 410
    domain.sweep(now=now)
    assert (Upload.objects.count(), files()) == (0, [])


def test_a_sweep_leaves_what_is_on_its_way_or_has_become_a_recording(sender: Sender, lesson: Lesson) -> None:
    done, _open = sender.address(), sender.address()
    sender.patch(done, 0, BYTES)
    domain.sweep(now=timezone.now() + timedelta(days=rules.UPLOAD_DAYS - 1))  # the files are older than a nameless one may be
    assert (Upload.objects.count(), len(files())) == (2, 2)
    domain.sweep(now=timezone.now() + timedelta(days=rules.UPLOAD_DAYS + 1))
    assert Upload.objects.count() == 0
    assert [str(path.name) for path in files()] == [Recording.objects.get().original.name]


def test_unfinished_uploads_are_counted(sender: Sender) -> None:
    assert {sender.create().status_code for _ in range(rules.OPEN_UPLOADS)} == {201}
    assert sender.create().status_code == 429


def test_a_file_larger_than_the_disk_is_refused_before_it_is_sent(sender: Sender, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 10**17
    answer = sender.create(length=10**17)
    assert (answer.status_code, answer["Upload-Refusal"], files()) == (507, "no_room", [])


def test_another_file_takes_its_place(sender: Sender, lesson: Lesson, django_capture_on_commit_callbacks: Any) -> None:
    sender.patch(sender.address(), 0, BYTES)
    other = BYTES[:-1] + b"!"
    with django_capture_on_commit_callbacks(execute=True):
        sender.patch(sender.address(), 0, other)
    lesson.refresh_from_db()
    assert [path.read_bytes() for path in files()] == [other]
    assert Recording.objects.get().sha256 == lesson.recording.sha256 == hashlib.sha256(other).hexdigest()


def test_a_script_is_told_that_nobody_is_signed_in(sender: Sender) -> None:
    address = sender.address()
    sender.client.logout()
    answer = sender.patch(address, 0, BYTES)
    assert (answer.status_code, answer["Upload-Refusal"]) == (401, "sign_in")


def test_a_script_of_another_site_cannot_upload(lesson: Lesson) -> None:
    sender = Sender(lesson, lesson.offering.teacher.user)
    sender.client = Client(enforce_csrf_checks=True)
    sender.client.force_login(lesson.offering.teacher.user, backend="django.contrib.auth.backends.ModelBackend")
    assert sender.create().status_code == 403


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_two_parts_at_once_one_is_written(sender: Sender, lesson: Lesson) -> None:
    sender.address()
    upload = Upload.objects.get()

    def send() -> None:
        mine = Upload.objects.get(pk=upload.pk)
        domain.append(upload=mine, offset=0, blocks=[BYTES[:2000], BYTES[2000:5000]], checksum=None, take=pytest.fail, now=timezone.now())

    results = all_at_once(send, send, send)
    assert results["done"] == 1
    assert results["upload_busy"] + results["wrong_offset"] == 2
    upload.refresh_from_db()
    assert (upload.offset, files()[0].stat().st_size) == (5000, 5000)
