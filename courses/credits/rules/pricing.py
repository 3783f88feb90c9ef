"""What a completed course is worth, in hundredths of a credit."""

from __future__ import annotations

STEP = 25  # a quarter of a credit


def worth(minutes: int, *, minutes_per_credit: int, course_cap: int) -> int:
    """The credits of a course with so many minutes of lessons: rounded down to quarters, at least one quarter, at most the cap.

    A course without a minute of lessons is worth nothing: 0.
    """
    if minutes <= 0:
        return 0
    quarters = minutes * 100 // (minutes_per_credit * STEP)
    return min(max(quarters, 1) * STEP, course_cap // STEP * STEP)
