"""What a learner wishes for in a round of wishes (预选): written whole each time, free to change until the round ends."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, NotFound
from college.models import User
from courses.selection.domain.locks import lock_learner
from courses.selection.models import MOST_WISHES, Ballot, Enrolment, Offering, Round, Wish


class NoSuchRound(NotFound):
    """There is no such round of wishes."""


class WishesClosed(DomainError):
    code = "wishes_closed"
    message = _("Wishes cannot be changed any more, or not yet. Please look at the times of this round.")


class BadWishes(DomainError):
    code = "bad_wishes"
    message = _("Please choose up to five different classes.")


class ClassNotOffered(DomainError):
    code = "class_not_offered"
    message = _("One of these classes cannot be wished for any more. Please take it out of your list.")


def save_wishes(*, round_id: int, learner: User, offerings: Sequence[int], now: datetime) -> Ballot | None:
    """Replace a learner's wishes by these offerings, the dearest first. None wished: her list is taken out, and None comes back.

    Raises NoSuchRound, WishesClosed outside the round, BadWishes for doubles or more than MOST_WISHES, ClassNotOffered for a class that is
    not open in this term, is over, or is hers already.
    """
    if len(offerings) > MOST_WISHES or len(set(offerings)) < len(offerings):
        raise BadWishes
    with transaction.atomic():
        lock_learner(learner.pk)
        found = _open_round(round_id, now)
        _must_be_offered(found, learner, offerings, now)
        Wish.objects.filter(ballot__round=found, ballot__learner=learner).delete()
        if not offerings:
            Ballot.objects.filter(round=found, learner=learner).delete()
            return None
        ballot, _made = Ballot.objects.get_or_create(round=found, learner=learner, defaults={"code": new_code()})
        Wish.objects.bulk_create(Wish(ballot=ballot, rank=rank, offering_id=offering) for rank, offering in enumerate(offerings, start=1))
    return ballot


def new_code() -> str:
    """A name for the public list: 64 random bits, so that two of them never meet."""
    return secrets.token_hex(8)


def _open_round(round_id: int, now: datetime) -> Round:
    """The round, held against its sealing but not against other learners."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM courses_round WHERE id = %s FOR KEY SHARE", [round_id])
    found = Round.objects.filter(pk=round_id, kind=Round.Kind.WISHES).select_related("draw", "plan").first()
    if found is None:
        raise NoSuchRound
    if not found.runs_at(now) or found.draw.sealed_at is not None:
        raise WishesClosed
    return found


def _must_be_offered(found: Round, learner: User, offerings: Sequence[int], now: datetime) -> None:
    offered = Offering.objects.announced().filter(pk__in=offerings, term=found.plan.term_id, state=Offering.State.OPEN)
    mine = Enrolment.objects.filter(learner=learner, state=Enrolment.State.ENROLLED).values("offering")
    if offered.exclude(pk__in=mine).count() < len(offerings):
        raise ClassNotOffered
