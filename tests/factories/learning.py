"""Lessons with a replay, and people who watched it."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from college.models import User
from courses.learning import domain, rules
from courses.learning.models import Check, CheckAttempt, WatchSummary
from courses.selection.models import Enrolment, Lesson, Offering
from media.models import Recording
from tests.factories import selection
from tests.factories.selection import NOW

_numbers = count(1)


def recording(owner: User, *, seconds: float = 600, **fields: Any) -> Recording:
    """The row of a published replay; there are no files behind it."""
    number = next(_numbers)
    values = {
        "state": Recording.State.READY,
        "step": "",
        "folder": f"folder{number}",
        "progress": 100,
        "duration_ms": int(seconds * 1000),
        "has_video": True,
        "has_audio": True,
        "consent": "agreed",
        "consent_to": [fields.get("sha256", "0" * 64)],
    }
    made = {"title": f"录像 {number}", "size": 1, "sha256": "0" * 64, "created_at": NOW}
    return Recording.objects.create(owner=owner, **{**made, **values, **fields})


def unfinished(owner: User, state: str = "uploaded") -> Recording:
    reason = {"error_code": "incomplete"} if state == "failed" else {}
    busy = {"claim": "x", "lease_until": NOW} if state in Recording.BUSY else {}
    return recording(owner, state=state, step="ladder", folder="", progress=0, duration_ms=0, **reason, **busy)


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


# ---- attendance and checks

ONE_RIGHT = domain.Draft("验证码能告诉别人吗？", (("能", False), ("不能", True), ("看情况", False)), explanation="谁要都不给。")
SEVERAL_RIGHT = domain.Draft("骗子的话里常有什么？", (("怕", True), ("催", True), ("请您慢慢想", False)), several=True, explanation="占一个就挂。")


def held_class(*, number: int = 5, learners: int = 1, now: datetime = NOW, **fields: Any) -> tuple[Offering, list[Enrolment]]:
    """A class whose lessons are all over, with people in it."""
    made = running_offering(number=number, now=now, **fields)
    for lesson in made.lessons.all():
        lesson.starts_at, lesson.ends_at = lesson.starts_at - timedelta(weeks=number), lesson.ends_at - timedelta(weeks=number)
        lesson.save(update_fields=["starts_at", "ends_at"])
    return made, selection.enrolled(made, *selection.people(learners), now=now - timedelta(days=90))


def confirmed(of: Offering, states: dict[int, str], *numbers: int, now: datetime = NOW) -> None:
    """The lists of these lessons, as their teacher confirms them."""
    for lesson in of.lessons.filter(number__in=numbers).select_related("offering__teacher"):
        domain.confirm_roll_call(by=of.teacher.user, lesson=lesson, states=states, now=now)


def attended(seat: Enrolment, *numbers: int, now: datetime = NOW) -> None:
    confirmed(seat.offering, {seat.pk: "present"}, *numbers, now=now)


def published_check(of: Offering, *questions: domain.Draft, now: datetime = NOW) -> Check:
    domain.write_check(by=of.teacher.user, offering=of, questions=questions or (ONE_RIGHT, SEVERAL_RIGHT), introduction="慢慢看。", now=now)
    return domain.publish_check(by=of.teacher.user, offering=of, now=now)


def attempt(seat: Enrolment, *, now: datetime = NOW) -> CheckAttempt:
    """A try under way, however little was attended."""
    paper = domain.paper_of(published_check(seat.offering, now=now))
    return CheckAttempt.objects.create(enrolment=seat, number=1, paper=paper, total=len(paper), opened_at=now)


def right_answers(attempt: CheckAttempt) -> dict[str, list[int]]:
    return {str(question["id"]): question["right"] for question in attempt.paper}


def wrong_answers(attempt: CheckAttempt) -> dict[str, list[int]]:
    return {question.key: [min(question.choices - question.right)] for question in domain.sheet_of(attempt)}
