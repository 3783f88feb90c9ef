"""Uploads of files that the college knows: the same lesson's, another lesson's, and one that lies about without a lesson."""

import hashlib
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from college.roles import Role
from courses.selection.domain import take_recording
from courses.selection.models import Lesson
from media import domain, rules
from media.models import Recording, Upload
from tests.factories import selection as make
from tests.media.uploads import BYTES, Sender, a_lesson, files
from tests.races import all_at_once


@pytest.fixture
def lesson(db: Any) -> Lesson:
    return a_lesson()


@pytest.fixture
def sender(lesson: Lesson) -> Sender:
    return Sender(lesson, lesson.offering.teacher.user)


def test_the_same_file_again_is_said_and_encoded_once(sender: Sender, lesson: Lesson) -> None:
    sender.patch(sender.address(), 0, BYTES)
    answer = sender.patch(sender.address(), 0, BYTES)
    assert (answer.status_code, answer["Upload-Refusal"]) == (409, "same_file")
    assert (Recording.objects.count(), len(files())) == (1, 1)


def another_lesson(lesson: Lesson, teacher: Any = None) -> Lesson:
    other = make.offering(lesson.offering.course, term=lesson.offering.term, teacher=teacher or lesson.offering.teacher)
    return make.lessons(other, first=timezone.now() - timedelta(days=1), number=1)[0]


def test_a_file_of_another_lesson_waits_for_a_word(sender: Sender, lesson: Lesson) -> None:
    sender.patch(sender.address(), 0, BYTES)
    other = another_lesson(lesson)
    second = Sender(other, other.offering.teacher.user)
    address = second.address()
    answer = second.patch(address, 0, BYTES)
    assert (answer.status_code, answer["Upload-Offset"], answer["Upload-Undecided"]) == (204, str(len(BYTES)), "yes")
    assert second.head(address)["Upload-Undecided"] == "yes"
    page = second.client.get(f"/teach/lessons/{other.pk}/recording/").content.decode()
    assert f"“{lesson.shown_title}”" in page
    assert Recording.objects.count() == 1

    assert second.client.post(address, {"use": "yes"}).status_code == 302
    assert second.client.post(address, {"use": "yes"}).status_code == 302  # pressed twice
    other.refresh_from_db()
    assert other.recording.sha256 == hashlib.sha256(BYTES).hexdigest()
    assert (Recording.objects.count(), len(files())) == (2, 2)


def test_a_wrong_file_is_forgotten_by_a_press(sender: Sender, lesson: Lesson) -> None:
    sender.patch(sender.address(), 0, BYTES)
    other = another_lesson(lesson)
    second = Sender(other, other.offering.teacher.user)
    address = second.address()
    second.patch(address, 0, BYTES)
    assert second.client.post(address, {"use": "no"}).status_code == 302
    assert second.head(address).status_code == 404
    assert (Recording.objects.count(), len(files())) == (1, 1)


def test_nobody_learns_what_other_teachers_have(sender: Sender, lesson: Lesson) -> None:
    sender.patch(sender.address(), 0, BYTES)
    other = another_lesson(lesson, make.teacher(user=make.person("lifang", Role.TEACHER)))
    second = Sender(other, other.offering.teacher.user)
    assert "Upload-Undecided" not in second.patch(second.address(), 0, BYTES)
    assert Recording.objects.count() == 2


def test_what_was_decided_for_nobody_is_swept(sender: Sender, lesson: Lesson) -> None:
    sender.patch(sender.address(), 0, BYTES)
    other = another_lesson(lesson)
    second = Sender(other, other.offering.teacher.user)
    second.patch(second.address(), 0, BYTES)
    domain.sweep(now=timezone.now() + timedelta(days=rules.UPLOAD_DAYS + 1))
    assert (Upload.objects.count(), len(files())) == (0, 1)


def test_a_recording_without_a_lesson_is_used_instead_of_a_second_one(sender: Sender, lesson: Lesson) -> None:
    known = domain.receive(upload=ContentFile(BYTES, "old.mp4"), owner=lesson.offering.teacher.user, title="", now=timezone.now())
    answer = sender.patch(sender.address(), 0, BYTES)
    assert (answer.status_code, answer["Upload-Recording"]) == (204, str(known.pk))
    lesson.refresh_from_db()
    assert lesson.recording == known
    assert (Recording.objects.count(), len(files())) == (1, 1)


def test_the_plain_form_asks_too(sender: Sender, lesson: Lesson) -> None:
    sender.patch(sender.address(), 0, BYTES)
    other = another_lesson(lesson)
    path = f"/teach/lessons/{other.pk}/recording/"
    asked = sender.client.post(path, {"recording": ContentFile(BYTES, "第一讲.mp4")})
    assert (asked.status_code, 'name="sure"' in asked.content.decode()) == (422, True)
    assert sender.client.post(path, {"recording": ContentFile(BYTES, "第一讲.mp4"), "sure": "on"}).status_code == 302
    other.refresh_from_db()
    assert other.recording is not None


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_one_spare_recording_goes_to_one_of_two_lessons(sender: Sender, lesson: Lesson) -> None:
    by = lesson.offering.teacher.user
    known = domain.receive(upload=ContentFile(BYTES, "old.mp4"), owner=by, title="", now=timezone.now())

    def take(one: Lesson) -> None:
        whole = domain.Arrived(f"{one.pk:032}", "old.mp4", len(BYTES), known.sha256)
        take_recording(lesson=Lesson.objects.get(pk=one.pk), file=whole, sha256=known.sha256, by=by, sure=True, now=timezone.now())

    both = (lesson, another_lesson(lesson))
    assert all_at_once(*(partial(take, one) for one in both))["done"] == 2
    taken = [Lesson.objects.get(pk=one.pk).recording for one in both]
    assert (known in taken, taken[0] != taken[1], Recording.objects.count()) == (True, True, 2)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_two_uploads_of_one_recording_at_once_one_is_kept(sender: Sender, lesson: Lesson) -> None:
    """Two windows send the same file for one lesson, and their last parts come in the same moment."""
    by = lesson.offering.teacher.user
    for _ in range(2):
        sender.patch(sender.address(), 0, BYTES[:4000])

    def finish(upload: Upload) -> None:
        def take(whole: domain.Arrived) -> Recording:
            mine = Lesson.objects.select_related("offering__teacher__user", "offering__course", "unit", "recording").get(pk=lesson.pk)
            return take_recording(lesson=mine, file=whole, sha256=whole.sha256, by=by, sure=False, now=timezone.now())

        domain.append(upload=upload, offset=4000, blocks=[BYTES[4000:]], checksum=None, take=take, now=timezone.now())

    results = all_at_once(*(partial(finish, upload) for upload in Upload.objects.all()))
    assert results["done"] + results["same_file"] + results["another_upload"] == 2, results
    assert (results["done"] >= 1, Recording.objects.count(), len(files())) == (True, 1, 1)
    lesson.refresh_from_db()
    assert lesson.recording == Recording.objects.get()
