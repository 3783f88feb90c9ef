"""Lessons with a replay, and people who watched it."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from college.models import User
from courses.learning import domain, rules
from courses.learning.models import WatchSummary
from courses.selection.models import Lesson, Offering
from media.models import Recording
from tests.factories import selection
from tests.factories.selection import NOW

_numbers = count(1)


def recording(owner: User, *, seconds: float = 600, **fields: Any) -> Recording:
    """The row of a published replay; there are no files behind it."""
    number = next(_numbers)
    values = {
        "state": Recording.State.READY,
        "folder": f"folder{number}",
        "progress": 100,
        "duration_ms": int(seconds * 1000),
        "has_video": True,
        "has_audio": True,
    }
    made = {"title": f"录像 {number}", "size": 1, "sha256": "0" * 64, "created_at": NOW}
    return Recording.objects.create(owner=owner, **{**made, **values, **fields})


def unfinished(owner: User, state: str = "uploaded") -> Recording:
    reason = {"error_code": "incomplete"} if state == "failed" else {}
    busy = {"claim": "x", "lease_until": NOW} if state in Recording.BUSY else {}
    return recording(owner, state=state, folder="", progress=0, duration_ms=0, **reason, **busy)


def running_offering(*, number: int = 3, now: datetime = NOW, **fields: Any) -> Offering:
    """An offering in the middle of its term: its first lessons are over."""
    term = selection.term(now, starts_on=(now - timedelta(days=30)).date(), ends_on=(now + timedelta(days=60)).date())
    user = fields.pop("user", None) or selection.person()
    made = selection.offering(teacher=selection.teacher(user=user), term=term, **fields)
    selection.lessons(made, first=now - timedelta(days=8), number=number)
    return made


def lesson_with_replay(of: Offering, number: int = 1, *, seconds: float = 600, **fields: Any) -> Lesson:
    lesson = of.lessons.get(number=number)
    lesson.recording = recording(of.teacher.user, seconds=seconds, **fields)
    lesson.save(update_fields=["recording"])
    return domain.find_lesson(lesson_id=lesson.pk)


def watched(learner: User, lesson: Lesson, *spans: rules.Span, position: int = 0, at: datetime = NOW) -> WatchSummary:
    """What a learner has seen, without the hours that it took."""
    tidy = rules.merge(spans)
    return WatchSummary.objects.create(
        learner=learner, recording=lesson.recording, spans=[list(span) for span in tidy], seconds=rules.length(tidy), position_ms=position * 1000, updated_at=at
    )
