"""What a teacher says of each learner: saved step by step, handed in once, read by that learner alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from college.models import User
from courses.evaluation.domain import refusals
from courses.evaluation.domain.rating import Phase, Standing, hold_window, phase_of
from courses.evaluation.models import RatingWindow, Receipt, Review
from courses.selection.domain.refusals import NotYourClass
from courses.selection.models import Enrolment, Offering

LEVELS = range(1, 5)


@dataclass(frozen=True, slots=True)
class ClassReviews:
    """A class on one screen: each learner with her review, if it is begun."""

    offering: Offering
    window: RatingWindow | None
    seats: tuple[Enrolment, ...]

    @property
    def missing(self) -> int:
        """How many learners have no review that is handed in."""
        return sum(1 for seat in self.seats if not is_handed_in(seat))

    @property
    def is_done(self) -> bool:
        return self.missing == 0


def is_handed_in(seat: Enrolment) -> bool:
    review = getattr(seat, "review", None)
    return review is not None and review.submitted_at is not None


def class_reviews(*, teacher: User, offering_id: int, now: datetime) -> ClassReviews:
    """The class of a teacher. Raises NotYourClass for everybody else, staff too: nobody else writes or reads these words. Three queries."""
    offering = own_class(teacher, offering_id)
    window = RatingWindow.objects.filter(offering=offering).first()
    return ClassReviews(offering, window, tuple(_seats(offering)))


def own_class(teacher: User, offering_id: int) -> Offering:
    wanted = Offering.objects.filter(pk=offering_id, teacher__user=teacher).exclude(state=Offering.State.CANCELLED)
    offering = wanted.select_related("course__school", "term", "teacher").first()
    if offering is None:
        raise NotYourClass
    return offering


def _seats(offering: Offering) -> QuerySet[Enrolment]:
    seats = Enrolment.objects.filter(offering=offering, state=Enrolment.State.ENROLLED)
    return seats.select_related("learner", "review").order_by("picked_at", "pk")


def save_review(*, teacher: User, enrolment_id: int, levels: Mapping[str, int | None], sentence: str, now: datetime) -> Review:
    """Keep a draft: any of the five things on a level from 1 to 4 or None, and a sentence. Raises NotYourClass, ReviewsNotYet, ReviewFinal, ReviewNotWhole."""
    return _write(teacher, enrolment_id, levels, sentence, now, hand_in=False)


def submit_review(*, teacher: User, enrolment_id: int, levels: Mapping[str, int | None], sentence: str, now: datetime) -> Review:
    """Hand a whole review in. It is final: whether the learner has read it must not be told by a refusal to change it."""
    return _write(teacher, enrolment_id, levels, sentence, now, hand_in=True)


def _write(teacher: User, enrolment_id: int, levels: Mapping[str, int | None], sentence: str, now: datetime, *, hand_in: bool) -> Review:
    values = {thing: levels.get(thing) for thing in Review.THINGS}
    if any(value is not None and value not in LEVELS for value in values.values()) or (hand_in and None in values.values()):
        raise refusals.ReviewNotWhole
    with transaction.atomic():
        seat = _seat(teacher, enrolment_id, now)
        review = Review.objects.filter(enrolment=seat).first() or Review(enrolment=seat)  # read now that the seat is held: another window may have written
        if review.submitted_at is not None:
            raise refusals.ReviewFinal
        for thing, value in values.items():
            setattr(review, thing, value)
        review.sentence, review.author, review.saved_at = sentence.strip()[:200], teacher, now
        review.submitted_at = now if hand_in else None
        review.save()
    return review


def _seat(teacher: User, enrolment_id: int, now: datetime) -> Enrolment:
    """The seat, held. Raises NotYourClass, and ReviewsNotYet before the last lesson has ended."""
    seats = Enrolment.objects.select_for_update(of=("self",), no_key=True).filter(pk=enrolment_id, state=Enrolment.State.ENROLLED)
    seat = seats.filter(offering__teacher__user=teacher).exclude(offering__state=Offering.State.CANCELLED).first()
    if seat is None:
        raise NotYourClass
    if phase_of(RatingWindow.objects.filter(offering=seat.offering_id).first(), now) is Phase.BEFORE:
        raise refusals.ReviewsNotYet
    return seat


def review_for(*, standing: Standing) -> Review | None:
    """The teacher's words of a learner once the window has closed, or once she has opened them (see read_words)."""
    review = Review.objects.filter(enrolment=standing.enrolment, submitted_at__isnull=False).select_related("enrolment").first()
    opened = standing.receipt is not None and standing.receipt.words_read
    return review if review is not None and (standing.phase is Phase.CLOSED or opened) else None


def may_read(*, standing: Standing) -> bool:
    """True when both have spoken and the learner has not opened the words yet: opening them settles her rating."""
    if standing.phase is not Phase.OPEN or standing.receipt is None or standing.receipt.words_read:
        return False
    return Review.objects.filter(enrolment=standing.enrolment, submitted_at__isnull=False).exists()


def read_words(*, standing: Standing, now: datetime) -> None:
    """Open the teacher's words before the close; from now on the learner's own rating stays as it is. Raises NothingToRead, TooLate."""
    if not may_read(standing=standing):
        raise refusals.NothingToRead
    with transaction.atomic():
        hold_window(standing.enrolment.offering_id, now)  # no change of the rating is under way
        Receipt.objects.filter(enrolment=standing.enrolment).update(words_read=True)
