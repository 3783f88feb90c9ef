"""Files at the door of a lesson: several at once, names that nobody would type, and what is left behind (nothing)."""

import threading
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from courses.selection import domain
from courses.selection.domain import recordings
from courses.selection.models import Lesson
from media.domain import receive
from media.models import Recording
from tests.factories import selection as make
from tests.factories.selection import NOW

FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 2000


@pytest.fixture
def lesson(db: Any) -> Lesson:
    offering = make.offering(teacher=make.teacher(user=make.person()))
    return make.lessons(offering, first=timezone.now() - timedelta(days=1), number=1)[0]


def received(lesson: Lesson) -> Recording:
    return receive(upload=ContentFile(FILM, name="一.mp4"), owner=lesson.offering.teacher.user, title="第一讲", now=NOW)


def as_(user: Any, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(lesson: Lesson) -> str:
    return f"/teach/lessons/{lesson.pk}/recording/"


def originals(settings: Any) -> list[str]:
    return [path.name for path in Path(settings.PRIVATE_ROOT).glob("*")]


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_uploads_at_the_same_time_one_is_kept_and_nothing_is_left_of_the_others(lesson: Lesson, settings: Any) -> None:
    line, answers = threading.Barrier(4), list[int]()
    clients = [as_(lesson.offering.teacher.user) for _ in range(4)]

    def upload(client: Client) -> None:
        try:
            line.wait(timeout=60)
            answers.append(client.post(address(lesson), {"recording": SimpleUploadedFile("一.mp4", FILM)}).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=upload, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert set(answers) <= {302, 422}  # whoever comes late enough to see the first one replaces it
    assert len(answers) == 4
    lesson.refresh_from_db()
    (kept,) = Recording.objects.all()
    assert lesson.recording == kept
    assert originals(settings) == [kept.original.name]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_takes_a_spare_one_and_who_brings_a_new_one_do_not_wait_for_each_other(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    """One upload has found a spare recording and is about to attach it, when another attaches that very row: each holds what the other needs next."""
    user, made = lesson.offering.teacher.user, received(lesson)
    found, attached, faults = threading.Event(), threading.Event(), list[BaseException]()
    attach = recordings.attach_recording

    def attach_late(**given: Any) -> Lesson:
        found.set()
        attached.wait(timeout=2)  # in vain, when whoever comes second must wait for the lesson
        return attach(**given)

    def in_a_thread(work: Callable[[], Any]) -> threading.Thread:
        def run() -> None:
            try:
                work()
            except BaseException as fault:
                faults.append(fault)
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def bring() -> None:
        found.wait(timeout=60)
        with transaction.atomic():
            attach(lesson=Lesson.objects.get(pk=lesson.pk), recording=made, by=user, now=NOW)
            attached.set()

    monkeypatch.setattr(recordings, "attach_recording", attach_late)
    threads = [in_a_thread(lambda: recordings._spare(lesson, user, made.sha256, user, NOW)), in_a_thread(bring)]
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
    lesson.refresh_from_db()
    assert lesson.recording == made


def test_a_lesson_that_has_a_recording_meanwhile_takes_no_second_one(lesson: Lesson) -> None:
    first, second = received(lesson), received(lesson)
    stale = domain.lesson_to_teach(lesson_id=lesson.pk, by=lesson.offering.teacher.user)
    by = lesson.offering.teacher.user
    domain.attach_recording(lesson=lesson, recording=first, by=by, now=NOW)
    domain.attach_recording(lesson=lesson, recording=first, by=by, now=NOW)  # again: nothing changes
    with pytest.raises(domain.AnotherUpload):
        domain.attach_recording(lesson=stale, recording=second, by=by, now=NOW)
    lesson.refresh_from_db()
    assert lesson.recording == first


def test_who_comes_second_is_told_so_and_sees_the_first(
    lesson: Lesson, settings: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    """The other upload arrives while this one is on its way."""
    first = received(lesson)

    def while_another_arrives(**fields: Any) -> Recording:
        Lesson.objects.filter(pk=lesson.pk).update(recording=first)
        return receive(**fields)

    monkeypatch.setattr("courses.selection.domain.recordings.receive", while_another_arrives)
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_(lesson.offering.teacher.user).post(address(lesson), {"recording": SimpleUploadedFile("二.mp4", FILM + b"2")})
    assert answer.status_code == 422
    assert "刚刚有人" in answer.content.decode()
    assert f"/recordings/{first.pk}/state/" in answer.content.decode()
    assert list(Recording.objects.all()) == [first]
    assert originals(settings) == [first.original.name]


def test_a_lesson_that_was_deleted_meanwhile_leaves_no_recording(
    lesson: Lesson, settings: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def while_the_office_deletes(**fields: Any) -> Recording:
        Lesson.objects.filter(pk=lesson.pk).delete()
        return receive(**fields)

    monkeypatch.setattr("courses.selection.domain.recordings.receive", while_the_office_deletes)
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_(lesson.offering.teacher.user).post(address(lesson), {"recording": SimpleUploadedFile("二.mp4", FILM)})
    assert answer.status_code == 404
    assert not Recording.objects.exists()
    assert originals(settings) == []


@pytest.mark.parametrize("checks", [False, True])
def test_a_file_name_without_end_is_refused_beside_the_field(lesson: Lesson, checks: bool) -> None:
    client = as_(lesson.offering.teacher.user, enforce_csrf_checks=checks)
    client.get(address(lesson))  # the cookie of the form
    file = BytesIO(FILM)
    file.name = "长" * 5000 + ".mp4"  # type: ignore[attr-defined]  # sent as it is; Django's own file classes cut it
    answer = client.post(address(lesson), {"recording": file})
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert "文件名" in answer.content.decode()
    assert not Recording.objects.exists()


def test_the_longest_name_that_a_disk_takes_is_taken(lesson: Lesson) -> None:
    answer = as_(lesson.offering.teacher.user).post(address(lesson), {"recording": SimpleUploadedFile("长" * 251 + ".mp4", FILM)})
    assert answer.status_code == 302
    assert Recording.objects.get().original_name == "长" * 251 + ".mp4"
