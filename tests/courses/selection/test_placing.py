"""A recording without a lesson is given one: by its teacher, in the same course, and never over another one without a word."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from college.models import User
from college.roles import Role
from courses.selection import domain
from courses.selection.domain import recordings
from courses.selection.domain.refusals import NotYourClass
from courses.selection.models import Lesson
from media.models import Recording
from tests.factories import media, selection
from tests.factories.selection import NOW

SHA = "5" * 64


@pytest.fixture
def lessons(db: Any) -> list[Lesson]:
    """Three of one class; the first has the first half, the second another recording."""
    teacher = selection.teacher(user=selection.person("chenjing", Role.TEACHER))
    made = selection.lessons(selection.offering(selection.course(units=3), teacher=teacher), first=timezone.now() - timedelta(days=20), number=3)
    for lesson, sha in zip(made, (SHA, "6" * 64), strict=False):
        lesson.recording = media.row(teacher.user, sha256=sha, **there())
        lesson.save()
    return made


def there() -> dict[str, Any]:
    return {"state": "ready", "step": "", "progress": 100, "folder": "a" * 32, "whole": "a" * 32, "whole_ms": 60_000, "duration_ms": 60_000}


@pytest.fixture
def half(lessons: list[Lesson]) -> Recording:
    return media.row(lessons[0].offering.teacher.user, sha256=SHA, edits_wanted=[[30_000, 60_000]], **there())


def owner(lessons: list[Lesson]) -> User:
    user = lessons[0].offering.teacher.user
    assert user
    return user


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(recording: Recording) -> str:
    return f"/teach/recordings/{recording.pk}/lesson/"


def test_lessons_without_one_come_first_and_other_courses_not_at_all(lessons: list[Lesson], half: Recording) -> None:
    other = selection.lessons(selection.offering(teacher=lessons[0].offering.teacher), number=1)[0]
    found = domain.lessons_for(recording=half, by=owner(lessons))
    assert found == [lessons[2], lessons[0], lessons[1]]
    with pytest.raises(NotYourClass):
        domain.place(lesson=other, recording=half, by=owner(lessons), instead_of=None, now=NOW)


def test_a_recording_of_no_known_course_may_go_to_all_classes_of_its_owner(lessons: list[Lesson]) -> None:
    other = selection.lessons(selection.offering(teacher=lessons[0].offering.teacher), number=1)[0]
    selection.lessons(selection.offering(), number=1)
    strange = media.row(owner(lessons), sha256="7" * 64, **there())
    assert set(domain.lessons_for(recording=strange, by=owner(lessons))) == {*lessons, other}


def test_it_gets_its_lesson_in_one_tap(lessons: list[Lesson], half: Recording, django_capture_on_commit_callbacks: Any) -> None:
    client = as_(owner(lessons))
    page = client.get(address(half)).content.decode()
    assert page.index("还没有录播的课") < page.index("已经有录播的课")
    assert "30秒" in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address(half), {"lesson": lessons[2].pk})
    assert answer["Location"] == f"/teach/lessons/{lessons[2].pk}/recording/"
    lessons[2].refresh_from_db()
    half.refresh_from_db()
    assert lessons[2].recording == half
    assert lessons[2].shown_title in half.title
    assert client.get(address(half))["Location"] == answer["Location"]  # it has one now


def test_a_lesson_that_has_one_asks_first(lessons: list[Lesson], half: Recording) -> None:
    client, former = as_(owner(lessons)), lessons[1].recording
    assert former
    answer = client.post(address(half), {"lesson": lessons[1].pk})
    assert answer.status_code == 409
    assert "用这一段替换" in answer.content.decode()
    assert client.post(address(half), {"lesson": lessons[1].pk, "instead-of": former.pk + 77}).status_code == 409  # it has another one than she saw
    lessons[1].refresh_from_db()
    assert lessons[1].recording == former
    assert client.post(address(half), {"lesson": lessons[1].pk, "instead-of": former.pk}).status_code == 302
    lessons[1].refresh_from_db()
    assert lessons[1].recording == half
    assert list(domain.spare_recordings(owner=owner(lessons))) == [former]


def test_what_has_a_lesson_does_not_get_a_second_one(lessons: list[Lesson], half: Recording) -> None:
    domain.place(lesson=lessons[2], recording=half, by=owner(lessons), instead_of=None, now=NOW)
    domain.place(lesson=lessons[2], recording=half, by=owner(lessons), instead_of=None, now=NOW)  # again: nothing changes
    with pytest.raises(domain.HasLesson):
        domain.place(lesson=lessons[1], recording=half, by=owner(lessons), instead_of=lessons[1].recording_id, now=NOW)


@pytest.mark.parametrize(("role", "status"), [(Role.LEARNER, 404), (Role.TEACHER, 404), (Role.STAFF, 200)])
def test_only_who_answers_for_it_may(lessons: list[Lesson], half: Recording, role: Role, status: int) -> None:
    other = selection.person("li", role)
    assert as_(other).get(address(half)).status_code == status
    assert as_(other).post(address(half), {"lesson": lessons[2].pk}).status_code == (302 if status == 200 else 404)
    lessons[2].refresh_from_db()
    assert bool(lessons[2].recording) is (status == 200)


@pytest.mark.parametrize("lesson", ["", "x", "999999", "-1", "9" * 30])
def test_a_lesson_that_is_none_is_not_found(lessons: list[Lesson], half: Recording, lesson: str) -> None:
    assert as_(owner(lessons)).post(address(half), {"lesson": lesson}).status_code == 404


def test_the_page_of_a_lesson_offers_what_lies_spare(lessons: list[Lesson], half: Recording) -> None:
    client = as_(owner(lessons))
    assert f'action="{address(half)}"' in client.get(f"/teach/lessons/{lessons[2].pk}/recording/").content.decode()
    assert address(half) not in client.get(f"/teach/lessons/{lessons[1].pk}/recording/").content.decode()


def test_half_a_recording_is_not_taken_for_the_file(lessons: list[Lesson], half: Recording) -> None:
    assert recordings._spare(lessons[2], owner(lessons), SHA, owner(lessons), NOW) is None
    Recording.objects.filter(pk=half.pk).update(edits_wanted=[])
    assert recordings._spare(lessons[2], owner(lessons), SHA, owner(lessons), NOW) == half


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_two_lessons_at_once_one_gets_it(lessons: list[Lesson], half: Recording) -> None:
    Lesson.objects.filter(pk=lessons[1].pk).update(recording=None)
    user, line, faults = owner(lessons), threading.Barrier(2), list[BaseException]()

    def put(lesson: Lesson) -> None:
        try:
            line.wait(timeout=60)
            domain.place(lesson=Lesson.objects.get(pk=lesson.pk), recording=half, by=user, instead_of=None, now=NOW)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=put, args=[lesson]) for lesson in lessons[1:]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert [type(fault) for fault in faults] == [domain.HasLesson]
    assert Lesson.objects.filter(recording=half).count() == 1
