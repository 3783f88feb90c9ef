"""Seats that a draw kept for a group and gave to it, and that were given up since: as long as the rounds of the term go on they go to that group first.

A pick knows no kept seats: what a draw could not give to a group is open. So only as many are looked after as were given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from courses.selection.domain.groups import groups_of, keeps_seats, kept_of
from courses.selection.models import Enrolment, Offering, Round, SeatOffer, Wish
from courses.selection.rules import Group
from courses.selection.rules.kept import Vacant


def vacant_in(offering: Offering, waiting: Collection[int], now: datetime) -> Vacant:
    """The class comes with its term. No query where it keeps no seats; up to eight where kept seats were given up."""
    if not waiting or not keeps_seats(offering) or not Round.objects.filter(plan__term=offering.term_id, closes_at__gt=now).exists():
        return Vacant()
    given = _given(offering)
    seated = set(Enrolment.objects.filter(offering=offering, state=Enrolment.State.ENROLLED).values_list("learner", flat=True))
    left = _left(kept_of(offering), given, seated)
    if not any(left.values()):
        return Vacant()
    since = [one for one in _by_offer(offering, seated) if one not in given]
    groups = groups_of([(offering, one) for one in {*waiting, *since}])
    vacant = Vacant(left, {learner: hers for (_offering, learner), hers in groups.items()})
    for one in since:
        vacant.take(one)
    return vacant


def _given(offering: Offering) -> dict[int, Group]:
    """To whom the draws of the term gave kept seats of the class, and as whom."""
    rows = Wish.objects.filter(offering=offering, outcome=Wish.Outcome.SEAT).exclude(group="")
    return {learner: Group(group) for learner, group in rows.order_by("ballot__round").values_list("ballot__learner", "group")}


def _left(kept: dict[Group, int], given: dict[int, Group], seated: Collection[int]) -> dict[Group, int]:
    """A second draw gives anew what was given up after the first: never more than the class keeps."""
    were, are = Counter(given.values()), Counter(group for learner, group in given.items() if learner in seated)
    return {group: max(0, min(were[group], seats) - are[group]) for group, seats in kept.items()}


def _by_offer(offering: Offering, seated: Collection[int]) -> list[int]:
    """Who has an offer, or a seat by one, in the order of the offers."""
    has = Q(state=SeatOffer.State.OPEN) | Q(state=SeatOffer.State.ACCEPTED, learner__in=seated)
    return list(dict.fromkeys(SeatOffer.objects.filter(has, offering=offering).order_by("offered_at", "pk").values_list("learner", flat=True)))
