"""Where a learner's classes and a teacher's class are, in one line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from college.roles import is_keeper
from courses.evaluation.domain.eligibility import eligible_of
from courses.evaluation.domain.rating import Phase, phase_of
from courses.evaluation.models import RatingWindow, Review
from courses.selection.models import Enrolment, Offering

REMEMBERED = timedelta(days=60)  # how long after the close the teacher's words are named on the first page


@dataclass(frozen=True, slots=True)
class Turn:
    """A class that a learner can rate, has rated, or whose teacher's words she can read."""

    offering: Offering
    window: RatingWindow
    phase: Phase
    has_rated: bool
    has_words: bool


def turns_of(*, learner: Any, now: datetime) -> list[Turn]:
    """The learner's classes that are being rated, those that close first in front, then those whose teacher's words can be read."""
    seats = (
        Enrolment.objects.filter(learner=learner, state=Enrolment.State.ENROLLED, offering__rating_window__closes_at__gt=now - REMEMBERED)
        .exclude(offering__state=Offering.State.CANCELLED)
        .select_related("offering__course__school", "offering__teacher", "offering__rating_window", "rating_receipt", "review")
        .order_by("offering__rating_window__closes_at", "pk")
    )
    found = list(seats)
    unrated = [seat for seat in found if _is_open(seat, now) and not hasattr(seat, "rating_receipt")]
    may = set() if is_keeper(learner) else eligible_of(unrated)
    turns = [turn for seat in found if (turn := _turn(seat, now, seat.pk in may)) is not None]
    return sorted(turns, key=lambda turn: turn.phase is not Phase.OPEN)


def _is_open(seat: Enrolment, now: datetime) -> bool:
    return phase_of(seat.offering.rating_window, now) is Phase.OPEN


def _turn(seat: Enrolment, now: datetime, may_rate: bool) -> Turn | None:
    window = seat.offering.rating_window
    phase = phase_of(window, now)
    receipt = getattr(seat, "rating_receipt", None)
    has_words = _handed_in(getattr(seat, "review", None)) and (phase is Phase.CLOSED or receipt is not None)
    if phase is Phase.CLOSED:
        return Turn(seat.offering, window, phase, False, True) if has_words else None
    if phase is Phase.OPEN and (receipt is not None or may_rate):
        return Turn(seat.offering, window, phase, receipt is not None, has_words)
    return None


def _handed_in(review: Review | None) -> bool:
    return review is not None and review.submitted_at is not None


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A teacher's class: its window, and how many reviews she has handed in."""

    window: RatingWindow
    phase: Phase
    reviewed: int
    learners: int

    @property
    def is_done(self) -> bool:
        return self.reviewed >= self.learners


def class_line(*, offering: Offering, now: datetime) -> ClassLine | None:
    """What a teacher has to do for a class; None before its last lesson has ended. Two queries."""
    window = RatingWindow.objects.filter(offering=offering).first()
    if window is None or phase_of(window, now) is Phase.BEFORE:
        return None
    handed_in: Iterable[Any] = Enrolment.objects.filter(offering=offering, state=Enrolment.State.ENROLLED).values_list("review__submitted_at", flat=True)
    dates = list(handed_in)
    return ClassLine(window, phase_of(window, now), sum(1 for date in dates if date is not None), len(dates))
