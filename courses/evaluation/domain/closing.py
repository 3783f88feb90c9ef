"""The close: ratings are opened, shuffled and written without a person, then the key, the sealed rows and the receipts are destroyed."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from random import SystemRandom
from uuid import uuid4

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from college import scrubbing
from college.models import Teacher
from courses.evaluation import rules
from courses.evaluation.domain.eligibility import eligible_seats, policy_at
from courses.evaluation.domain.scores import counts_of, publish
from courses.evaluation.domain.sealing import CannotOpen, unseal
from courses.evaluation.models import Comment, Rating, RatingWindow, Receipt, ScoreBatch, SealedRating
from courses.selection.models import Enrolment

log = logging.getLogger(__name__)


def close_due(*, now: datetime) -> int:
    """Close every window whose time is over, each in one transaction of its own. How many were closed here."""
    due = list(RatingWindow.objects.filter(closed_at__isnull=True, closes_at__lte=now).order_by("closes_at", "pk").values_list("pk", flat=True))
    closed = sum(_closed(pk, now) for pk in due)
    if closed or scrubbing.left_over(_tables()):
        scrub()
    return closed


def _closed(window_id: int, now: datetime) -> bool:
    """One window that cannot be opened must not hold up the others; it stays due."""
    try:
        return close_window(window_id=window_id, now=now)
    except CannotOpen:
        log.error("The ratings of window %s were sealed under another SECRET_KEY. Add it to SECRET_KEY_FALLBACKS.", window_id)
        return False


@sensitive_variables("ballots", "window")
@transaction.atomic
def close_window(*, window_id: int, now: datetime) -> bool:
    """Close one window; closed before, or not due, changes nothing (False). Raises CannotOpen."""
    window = RatingWindow.objects.select_for_update(of=("self",)).filter(pk=window_id, closed_at__isnull=True, closes_at__lte=now).first()
    if window is None:
        return False
    policy = policy_at(window.opens_at)
    seats = eligible_seats(window)
    ballots = [unseal(window, sealed) for sealed in SealedRating.objects.filter(window=window)]
    _write(window, ballots)
    _destroy(window, now, answers=len(ballots), eligible=len(seats))
    _batch(window, now, policy.minimum_answers if policy else rules.FEWEST)
    return True


@sensitive_variables("ballots")
def _write(window: RatingWindow, ballots: list[rules.Ballot]) -> None:
    """Numbers and words each in an order of their own, under keys made here: rows beside each other have nothing in common."""
    source = SystemRandom()
    names = _names(window)
    ratings = [
        Rating(key=uuid4(), offering_id=window.offering_id, form_version=ballot.form, **dict(zip(rules.ITEMS, ballot.answers, strict=True)))
        for ballot in rules.shuffled(ballots, source)
    ]
    comments = [
        Comment(key=uuid4(), offering_id=window.offering_id, text=ballot.text, state=_state(ballot.text, names))
        for ballot in rules.shuffled(ballots, source)
        if ballot.text
    ]
    Rating.objects.bulk_create(ratings)
    Comment.objects.bulk_create(comments)


def _state(text: str, names: Iterable[str]) -> Comment.State:
    return Comment.State.HELD if rules.names_somebody(text, names) else Comment.State.SHOWN


def _names(window: RatingWindow) -> list[str]:
    """What the learners of the class are called, those who left it too."""
    seats = Enrolment.objects.filter(offering=window.offering_id).values_list("learner__display_name", "learner__username")
    return [name for names in seats for name in names if name]


def _destroy(window: RatingWindow, now: datetime, *, answers: int, eligible: int) -> None:
    SealedRating.objects.filter(window=window).delete()
    Receipt.objects.filter(enrolment__offering=window.offering_id).delete()
    window.key, window.closed_at, window.answers, window.eligible = None, now, answers, eligible
    window.save(update_fields=["key", "closed_at", "answers", "eligible"])


def _batch(window: RatingWindow, now: datetime, least: int) -> None:
    """Show the class, or let it wait together with other small ones of its course and teacher."""
    offering = window.offering
    Teacher.objects.select_for_update(of=("self",), no_key=True).get(pk=offering.teacher_id)  # two small classes closing at once must see each other
    held = RatingWindow.objects.filter(offering__course=offering.course_id, offering__teacher=offering.teacher_id, closed_at__isnull=False, batch__isnull=True)
    waiting = [rules.Closed(pk, answers) for pk, answers in held.exclude(pk=window.pk).order_by("closed_at", "pk").values_list("pk", "answers")]
    together = RatingWindow.objects.filter(pk__in=rules.join(rules.Closed(window.pk, window.answers), waiting, least))
    if not together:
        return
    facts = list(together.values_list("offering_id", "answers", "eligible"))
    batch = ScoreBatch.objects.create(
        course_id=offering.course_id,
        teacher_id=offering.teacher_id,
        answers=sum(answers for _pk, answers, _eligible in facts),
        eligible=sum(eligible for _pk, _answers, eligible in facts),
        counts=counts_of(pk for pk, _answers, _eligible in facts),
        formed_at=now,
    )
    together.update(batch=batch)
    publish(batch, now)


def scrub() -> None:
    """Overwrite what the close has deleted as far as the database can."""
    scrubbing.scrub(_tables())


def _tables() -> list[str]:
    return [model._meta.db_table for model in (RatingWindow, SealedRating, Receipt)]
