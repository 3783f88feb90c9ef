"""How long a course is, by kind (理论、实操; 学、乐、为): every minute stands in one kind of each split, so that none counts twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Activity(StrEnum):
    """What a lesson is for: learning (学: a class), joy (乐: a salon, a show), service (为: something done for the neighbourhood)."""

    LEARN = "learn"
    ENJOY = "enjoy"
    SERVE = "serve"


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned lesson: minutes in all, those of them in which people do it themselves, and the one activity that it counts as."""

    minutes: int
    practice: int = 0
    activity: Activity = Activity.LEARN

    def __post_init__(self) -> None:
        if not 0 <= self.practice <= self.minutes:
            raise ValueError("Practice is a part of the lesson.")


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes of several lessons. `theory + practice` is the whole, and so is the sum over the activities."""

    theory: int
    practice: int
    by_activity: dict[Activity, int]

    @classmethod
    def of(cls, lessons: Iterable[Planned]) -> "Hours":
        theory = practice = 0
        by_activity = dict.fromkeys(Activity, 0)
        for lesson in lessons:
            theory += lesson.minutes - lesson.practice
            practice += lesson.practice
            by_activity[lesson.activity] += lesson.minutes
        return cls(theory, practice, by_activity)

    @property
    def total(self) -> int:
        return self.theory + self.practice
