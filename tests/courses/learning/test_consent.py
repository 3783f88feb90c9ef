"""Who can be seen: until it is answered only the teacher and the office watch."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from college.models import User
from college.roles import Role
from courses.learning import domain
from courses.learning.domain import RecordingNotReady, latest_replay
from courses.selection.models import Lesson
from courses.selection.replays import course_lessons
from courses.selection.situation import to_course
from media.domain import answer
from media.models import Recording
from tests.factories import learning, selection
from tests.factories.selection import NOW

pytestmark = pytest.mark.django_db
UNSAID = {"consent": "unsaid", "consent_to": []}
Consent = Recording.Consent


@pytest.fixture
def lesson() -> Lesson:
    return learning.lesson_with_replay(learning.running_offering(user=selection.person("chenjing", Role.TEACHER)), **UNSAID)


@pytest.fixture
def learner(lesson: Lesson) -> User:
    return selection.enrolled(lesson.offering, *selection.people(1), now=NOW)[0].learner


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def replay(user: User, lesson: Lesson) -> str:
    return as_(user).get(f"/replay/{lesson.pk}/").content.decode()


def answered(lesson: Lesson, consent: Consent = Consent.AGREED, may_download: bool = False) -> None:
    answer(recording=lesson.recording, consent=consent, may_download=may_download, by=lesson.offering.teacher.user)


def test_learners_watch_once_it_is_answered(lesson: Lesson, learner: User) -> None:
    assert "<video" not in replay(learner, lesson)
    assert "老师还要先确认" in replay(learner, lesson)
    with pytest.raises(RecordingNotReady):
        domain.open_session(learner=learner, lesson=lesson, now=NOW)
    answered(lesson)
    assert "<video" in replay(learner, lesson)
    assert domain.open_session(learner=learner, lesson=lesson, now=NOW).session
    answered(lesson, Consent.UNSAID)
    assert "<video" not in replay(learner, lesson)


def test_sample_visitors_wait_too(lesson: Lesson) -> None:
    lesson.is_sample = True
    lesson.save()
    visitor = selection.person("visitor")
    assert "<video" not in replay(visitor, lesson)
    answered(lesson, Consent.ALONE)
    assert "<video" in replay(visitor, lesson)


@pytest.mark.parametrize("with_seat", [False, True])
def test_the_teacher_and_staff_see_it_before(lesson: Lesson, with_seat: bool) -> None:
    for person in (lesson.offering.teacher.user, selection.person("jiaowu", Role.STAFF)):
        if with_seat:
            selection.enrolled(lesson.offering, person, now=NOW)
        assert "<video" in replay(person, lesson)


def test_lists_name_no_replay_that_cannot_be_watched_yet(lesson: Lesson, learner: User) -> None:
    page, teacher = lesson.offering.course, lesson.offering.teacher.user
    learning.watched(learner, lesson, (0, 9))
    assert not any(row.best for row in course_lessons(page, to_course(learner, page.pk, NOW), NOW).units)
    assert any(row.best for row in course_lessons(page, to_course(teacher, page.pk, NOW), NOW).units)
    assert latest_replay(learner=learner) is None
    assert not any(one.is_ready for one in domain.replays_of(learner=learner, offering=lesson.offering))
    assert any(one.is_ready for one in domain.replays_of(learner=teacher, offering=lesson.offering, teaches=True))
    answered(lesson)
    assert any(row.best for row in course_lessons(page, to_course(learner, page.pk, NOW), NOW).units)
    assert latest_replay(learner=learner) is not None


def test_the_teacher_answers_on_the_page_of_the_lesson(lesson: Lesson) -> None:
    client, address = as_(lesson.offering.teacher.user), f"/teach/lessons/{lesson.pk}/recording/"
    assert "学员还不能看" in client.get(address).content.decode()
    assert "等您回答" in client.get("/teach/").content.decode()
    wrong = client.post(address, {"consent-form": "1", "consent-consent": "maybe"})
    assert wrong.status_code == 422
    assert client.post(address, {"consent-form": "1", "consent-consent": "alone", "consent-may_download": "on"}).status_code == 302
    lesson.recording.refresh_from_db()
    assert (lesson.recording.consent, lesson.recording.may_download, lesson.recording.is_shown) == ("alone", True, True)
    assert "学员还不能看" not in client.get(address).content.decode()
    assert "等您回答" not in client.get("/teach/").content.decode()


def test_somebody_elses_lesson_is_not_answered_for(lesson: Lesson, learner: User) -> None:
    for person in (learner, selection.person("colleague", Role.TEACHER)):
        assert as_(person).post(f"/teach/lessons/{lesson.pk}/recording/", {"consent-form": "1", "consent-consent": "alone"}).status_code == 404
    lesson.recording.refresh_from_db()
    assert lesson.recording.consent == "unsaid"


def test_an_answer_is_for_its_file(lesson: Lesson) -> None:
    """A new file waits for its own answer; what was answered for the old one holds while that plays."""
    recording = lesson.recording
    answered(lesson)
    Recording.objects.filter(pk=recording.pk).update(made_from=recording.sha256, sha256="1" * 64, consent=Consent.UNSAID)
    recording.refresh_from_db()
    assert recording.is_shown
    answered(lesson)
    assert recording.is_shown
    Recording.objects.filter(pk=recording.pk).update(made_from="1" * 64)
    recording.refresh_from_db()
    assert recording.is_shown


def test_a_page_that_is_kept_for_strangers_follows_the_answer(lesson: Lesson, django_capture_on_commit_callbacks: Any) -> None:
    from media.signals import recording_changed

    heard: list[int] = []
    recording_changed.connect(lambda sender, recording_id, **kwargs: heard.append(recording_id), weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            answered(lesson)
    finally:
        recording_changed.disconnect(dispatch_uid="test")
    assert heard == [lesson.recording_id]


def test_the_player_that_is_open_ends_with_its_addresses(lesson: Lesson, learner: User) -> None:
    answered(lesson)
    session = domain.open_session(learner=learner, lesson=lesson, now=NOW).session
    answered(lesson, Consent.UNSAID)
    lesson.refresh_from_db()
    with pytest.raises(RecordingNotReady):
        domain.reopen_session(session_key=session.key, learner=learner, lesson=lesson, now=NOW + timedelta(minutes=1))
