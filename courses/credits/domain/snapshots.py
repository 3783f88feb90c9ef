"""Evidence as it is written down: what a learner did, readable when the class and the course are long gone. No learner's name is in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from courses.credits.rules.terms import Terms
from courses.learning.models import Completion
from courses.selection.models import Lesson

Snapshot = dict[str, Any]


def minutes_of(lessons: Iterable[Lesson]) -> int:
    """The whole minutes of lessons together."""
    return sum(int((lesson.ends_at - lesson.starts_at).total_seconds()) // 60 for lesson in lessons)


def of_completion(completion: Completion, lessons: Iterable[Lesson], terms: Terms) -> Snapshot:
    """The evidence of an award. `lessons` are those of the class, in their order; the completion comes with its class, course, school, term and teacher."""
    offering = completion.enrolment.offering
    held = list(lessons)
    days = sorted(timezone.localdate(lesson.starts_at) for lesson in held)
    return {
        "course": {"id": offering.course_id, "title": offering.course.title, "school": offering.course.school.name if offering.course.school else ""},
        "class": {"id": offering.pk, "label": offering.label, "term": offering.term.name, "teacher": offering.teacher.name},
        "first_day": days[0].isoformat() if days else None,
        "last_day": days[-1].isoformat() if days else None,
        "lessons": len(held),
        "minutes": minutes_of(held),
        "basis": completion.basis,
        "facts": completion.facts,
        "completed_on": timezone.localdate(completion.completed_at).isoformat(),
        "rules": terms.cited(),
    }


def of_correction(original: Snapshot, *, number: int, reason: str, words: str, asked_on: str, decided_on: str) -> Snapshot:
    """The evidence of a reversal, and of what is booked in its place: why, and what was taken back."""
    return {
        "course": original.get("course", {}),
        "class": original.get("class", {}),
        "takes_back": number,
        "reason": reason,
        "words": words,
        "asked_on": asked_on,
        "decided_on": decided_on,
    }
