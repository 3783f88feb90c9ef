"""What an award must be by its own evidence and by the rules it cites. No Django."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from courses.credits.rules.pricing import worth

REQUIRED, ELECTIVE = "required", "elective"


class Terms(NamedTuple):
    """What rules say: minutes for a credit, the cap of a course in hundredths, the numbers of required courses, first and last day.

    `sha256` seals all their words and figures but the last day.
    """

    version: str
    minutes_per_credit: int
    course_cap: int
    required: frozenset[int]
    valid_from: date
    valid_until: date | None
    sha256: str

    def worth(self, minutes: int) -> int:
        """Hundredths for so many minutes of lessons."""
        return worth(minutes, minutes_per_credit=self.minutes_per_credit, course_cap=self.course_cap)

    def category(self, course: int) -> str:
        """The kind in which a course counts, by its number."""
        return REQUIRED if course in self.required else ELECTIVE

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def cited(self) -> dict[str, Any]:
        """As evidence writes them down. The seal stands under the evidence's hash, so the rules cannot be rewritten without it."""
        return {"version": self.version, "minutes_per_credit": self.minutes_per_credit, "course_cap": self.course_cap, "sha256": self.sha256}


def fault_of_award(terms: Terms, snapshot: Any, *, amount: int, category: str, day: date) -> str:
    """What of an award does not follow from its evidence and rules; "" when all of it does."""
    evidence = snapshot if isinstance(snapshot, dict) else {}
    said, minutes = evidence.get("rules"), evidence.get("minutes")
    if not isinstance(said, dict) or not isinstance(minutes, int):
        return "its evidence does not say what it is worth"
    # Evidence from before the seal was written down names the version and the figures alone.
    if {"sha256": terms.sha256, **said} != terms.cited():
        return "its rules were changed"
    if not terms.holds_on(day):
        return "its rules did not hold on its day"
    if terms.category(_course(evidence)) != category:
        return "its course counts in another category"
    return "" if terms.worth(minutes) == amount else "its evidence is worth another amount"


def _course(evidence: dict[str, Any]) -> int:
    course = evidence.get("course")
    number = course.get("id") if isinstance(course, dict) else None
    return number if isinstance(number, int) else 0
