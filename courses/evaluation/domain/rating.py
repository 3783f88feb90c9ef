"""What a learner says: handed in sealed, changed until the close, read back by herself alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from college.errors import DomainError, NotFound
from college.models import User
from college.roles import is_keeper
from courses.evaluation import rules
from courses.evaluation.domain import refusals
from courses.evaluation.domain.eligibility import eligible_of
from courses.evaluation.domain.sealing import numbers, seal, unseal
from courses.evaluation.models import RatingWindow, Receipt, SealedRating
from courses.selection.models import Enrolment, Offering


class Phase(Enum):
    """Where a class is: before the end of its last lesson, being rated, or past the close."""

    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a learner stands to the rating of a class she holds a seat in. `refusal` is why she cannot rate now."""

    enrolment: Enrolment
    window: RatingWindow | None
    phase: Phase
    receipt: Receipt | None
    refusal: DomainError | None

    @property
    def offering(self) -> Offering:
        return self.enrolment.offering


def phase_of(window: RatingWindow | None, now: datetime) -> Phase:
    if window is None or now < window.opens_at:
        return Phase.BEFORE
    return Phase.OPEN if window.closed_at is None and now < window.closes_at else Phase.CLOSED


def rating_standing(*, learner: User, offering_id: int, now: datetime) -> Standing:
    """Read how a learner stands to a class. Raises NotFound unless she holds a seat in it (a teacher or staff: OwnClass)."""
    seats = Enrolment.objects.filter(offering=offering_id, learner=learner, state=Enrolment.State.ENROLLED).exclude(offering__state=Offering.State.CANCELLED)
    enrolment = seats.select_related("offering__course__school", "offering__teacher", "offering__term", "offering__rating_window", "rating_receipt").first()
    if enrolment is None:
        raise _not_hers(learner, offering_id)
    window = getattr(enrolment.offering, "rating_window", None)
    phase = phase_of(window, now)
    receipt = getattr(enrolment, "rating_receipt", None)
    return Standing(enrolment, window, phase, receipt, _refusal(learner, enrolment, window, phase, receipt))


def _not_hers(learner: User, offering_id: int) -> DomainError:
    teaches = Offering.objects.filter(pk=offering_id, teacher__user=learner).exists()
    return refusals.OwnClass() if teaches else NotFound()


def _refusal(learner: User, enrolment: Enrolment, window: RatingWindow | None, phase: Phase, receipt: Receipt | None) -> DomainError | None:
    if is_keeper(learner) or enrolment.offering.teacher.user_id == learner.pk:
        return refusals.OwnClass()
    if window is None or phase is Phase.BEFORE:
        return refusals.NotYet()
    if phase is Phase.CLOSED:
        return refusals.TooLate()
    if not eligible_of([enrolment]):
        return refusals.MissedTooMuch()
    return refusals.WordsRead() if receipt is not None and receipt.words_read else None


@sensitive_variables("answers", "text", "ballot")
def submit_rating(*, learner: User, offering_id: int, answers: Mapping[str, object], text: str = "", form: int = rules.FORM, now: datetime) -> Standing:
    """Seal what a learner says of a class she attended or watched; handed in again it takes the place of the first.

    `answers` maps each of rules.ITEMS to 1-5. Raises NotFound, OwnClass, NotYet, TooLate, MissedTooMuch, WordsRead, QuestionsChanged,
    NotAnswered, TextTooLong, TextWithoutWords. Nothing of it is logged, and no row keeps when it was written.
    """
    standing = rating_standing(learner=learner, offering_id=offering_id, now=now)
    if standing.refusal is not None:
        raise standing.refusal
    ballot = sound_ballot(answers, text, form)
    with transaction.atomic():
        window = hold_window(offering_id, now)
        _hold_seat(standing.enrolment)
        receipt, _created = Receipt.objects.get_or_create(enrolment=standing.enrolment)
        if receipt.words_read:
            raise refusals.WordsRead
        sealed = seal(window, standing.enrolment.pk, ballot)
        SealedRating.objects.filter(ballot__in=numbers(window, standing.enrolment.pk)).delete()
        sealed.save(force_insert=True)
    return Standing(standing.enrolment, window, Phase.OPEN, receipt, None)


def _hold_seat(seat: Enrolment) -> None:
    """Raises NotFound when the seat has been given back, or the class cancelled, since somebody looked."""
    seats = Enrolment.objects.select_for_update(of=("self",), no_key=True).filter(pk=seat.pk, state=Enrolment.State.ENROLLED)
    if not seats.exclude(offering__state=Offering.State.CANCELLED).exists():
        raise NotFound


@sensitive_variables("answers", "text")
def sound_ballot(answers: Mapping[str, object], text: str, form: int) -> rules.Ballot:
    """What was said, as it is sealed. Raises QuestionsChanged, NotAnswered, TextTooLong, TextWithoutWords."""
    if form != rules.FORM:
        raise refusals.QuestionsChanged
    try:
        sound = rules.sound_answers(answers)
    except rules.BadAnswers as error:
        raise refusals.NotAnswered(error.items) from error
    words = rules.tidy(text)
    if len(words) > rules.LONGEST_TEXT:
        raise refusals.TextTooLong
    if words and not rules.says_something(words):
        raise refusals.TextWithoutWords
    return rules.Ballot(sound, words)


def hold_window(offering_id: int, now: datetime) -> RatingWindow:
    """The window, held until the end of the transaction: a close waits for it, or it finds the window closed. Raises TooLate."""
    window = RatingWindow.objects.select_for_update(of=("self",), no_key=True).filter(offering=offering_id).first()
    if window is None or phase_of(window, now) is not Phase.OPEN:
        raise refusals.TooLate
    return window


def my_rating(*, standing: Standing) -> rules.Ballot | None:
    """What the learner herself has said, while the window is open; afterwards nobody can tell."""
    if standing.window is None or standing.phase is not Phase.OPEN or standing.receipt is None:
        return None
    sealed = SealedRating.objects.filter(ballot__in=numbers(standing.window, standing.enrolment.pk)).first()
    return unseal(standing.window, sealed) if sealed else None
