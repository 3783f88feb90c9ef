"""What a learner says of herself before she picks, by herself or through somebody who acts for her: the pledge and the reserve only at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from college import facts
from college.models import LearnerFacts, Neighbourhood
from courses.selection.domain.acting import Acting, NotHers, What, done_for
from courses.selection.domain.locks import lock_learner


def tell_facts(*, acting: Acting, birth_year: int | None, neighbourhood: Neighbourhood | None, now: datetime) -> LearnerFacts:
    """Year of birth and neighbourhood; a helper may know them, too. Raises NotHers and BadYear."""
    her = acting.learner
    return _held(acting, What.FACTS, lambda: facts.tell(of=her, birth_year=birth_year, neighbourhood=neighbourhood, by=her, now=now), now)


def give_pledge(*, acting: Acting, now: datetime) -> LearnerFacts:
    """She says it herself, or to the desk. Raises NotHers for a helper."""
    return _held(acting, What.PLEDGE, lambda: facts.pledge(of=acting.learner, by=acting.actor, now=now), now, desk_only=True)


def take_back_pledge(*, acting: Acting, now: datetime) -> LearnerFacts:
    """Classes that she has stay hers. Raises NotHers for a helper."""
    return _held(acting, What.PLEDGE, lambda: facts.take_back_pledge(of=acting.learner, by=acting.actor, now=now), now, desk_only=True)


def keep_seat(*, acting: Acting, until: date | None, now: datetime) -> LearnerFacts:
    """The desk has seen that a seat is kept for her until a day; None: no longer. Raises NotAllowed for herself, NotHers for a helper, and BadDay."""
    return _held(acting, What.RESERVE, lambda: facts.note_reserve(of=acting.learner, until=until, by=acting.actor, now=now), now, desk_only=True)


def _held(acting: Acting, what: What, verb: Callable[[], LearnerFacts], now: datetime, *, desk_only: bool = False) -> LearnerFacts:
    """While her account is held, so that no pick reads in between."""

    def work() -> LearnerFacts:
        lock_learner(acting.learner.pk)
        return verb()

    if desk_only and acting.helps:
        raise NotHers
    with transaction.atomic():
        return done_for(acting, what, work, now=now, desk_only=desk_only)
