"""The deck of a recording is the PPT of the course whose lesson it is."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from college.models import User
from courses.selection.decks import deck_of
from media import decks
from tests.factories import media as make
from tests.factories import selection

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson() -> Any:
    recording = make.row(User.objects.create_user("wangfang"))
    (lesson,) = selection.lessons(selection.offering(selection.course()), number=1)
    lesson.recording = recording
    lesson.save()
    return lesson


def test_a_lesson_shows_the_ppt_of_its_course(lesson: Any) -> None:
    found = deck_of(lesson.recording)
    assert found is not None
    assert found.file == Path(lesson.offering.course.slides.file.path)
    assert len(found.texts) == 1
    assert decks.deck_of(lesson.recording) == found  # the room of recordings was told whom to ask


def test_without_a_lesson_or_a_ppt_that_can_be_read_there_is_none(lesson: Any) -> None:
    assert deck_of(make.row(lesson.recording.owner)) is None
    document = lesson.offering.course.slides
    document.file.storage.delete(document.file.name)
    assert deck_of(lesson.recording) is None
    document.file.save("broken.pptx", SimpleUploadedFile("broken.pptx", b"no archive"))
    assert deck_of(lesson.recording) is None
