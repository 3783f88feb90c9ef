"""Wishes that fall out of a list before it is closed: their class is cancelled, or whoever wished has left."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from college import notices
from college.models import User
from courses.selection.domain.locks import hold_round, lock_learners
from courses.selection.models import Ballot, Offering, Wish

OPEN_LISTS = {"ballot__round__draw__sealed_at": None}


def take_out_wishes(*, offering_id: int, now: datetime) -> int:
    """A class that is cancelled falls out of all lists that are still open; the wishes behind it move up, and whoever wished for it is told.

    Returns how many people wished for it. Called before the class itself is held.
    """
    wished = Wish.objects.filter(offering=offering_id, **OPEN_LISTS)
    with transaction.atomic():
        lock_learners(wished.values_list("ballot__learner", flat=True))
        for round_id in wished.order_by("ballot__round").values_list("ballot__round", flat=True).distinct():
            hold_round(round_id)
        found = list(wished.values_list("ballot", "ballot__learner", "ballot__round", "ballot__round__closes_at"))
        _without(offering_id, [ballot for ballot, *_rest in found])
        people: dict[tuple[int, bool], list[int]] = defaultdict(list)
        for _ballot, learner, round_id, closes_at in found:
            people[round_id, now < closes_at].append(learner)
        for (round_id, changeable), learners in people.items():
            _tell(offering_id, round_id, learners, now, changeable=changeable)
    return len(found)


def _without(offering_id: int, ballots: list[int]) -> None:
    """Ranks are never written anew, so the lists are written whole."""
    wishes = Wish.objects.filter(ballot__in=ballots).order_by("ballot", "rank").values_list("ballot", "offering")
    left: dict[int, list[int]] = {ballot: [] for ballot in ballots}
    for ballot, offering in wishes:
        left[ballot] += [offering] if offering != offering_id else []
    Wish.objects.filter(ballot__in=ballots).delete()
    Wish.objects.bulk_create(Wish(ballot_id=ballot, rank=rank, offering_id=one) for ballot, line in left.items() for rank, one in enumerate(line, start=1))
    Ballot.objects.filter(pk__in=[ballot for ballot, line in left.items() if not line]).delete()


def _tell(offering_id: int, round_id: int, learners: list[int], now: datetime, *, changeable: bool) -> None:
    course = Offering.objects.values_list("course__title", flat=True).get(pk=offering_id)

    def text() -> str:
        words = gettext("“%(course)s” has been cancelled and is out of your list of wishes; the wishes behind it have moved up.") % {"course": course}
        return f"{words} {gettext('You can still choose another class.')}" if changeable else words

    notices.tell(learners, kind="class_cancelled", text=text, link=reverse("selection:round", args=[round_id]), now=now)


def forget_wishes(*, learner: User, now: datetime) -> int:
    """Her lists that are not closed yet are taken out; those that are closed stay under the name that says nothing. How many were taken out."""
    with transaction.atomic():
        lock_learners([learner.pk])
        ballots = Ballot.objects.filter(learner=learner, round__draw__sealed_at=None)
        for round_id in ballots.order_by("round").values_list("round", flat=True):
            hold_round(round_id)
        gone = list(ballots.values_list("pk", flat=True))
        Ballot.objects.filter(pk__in=gone).delete()
    return len(gone)
