"""For whom of the learners a seat of a class is kept: people of the reserve, neighbours of the venue, newcomers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from itertools import batched

from college.facts import NOTHING, Known, known_of
from college.models import Neighbourhood, Venue
from college.walking import CIRCLE, within
from courses.selection.domain.eligibility import LOT, Pair
from courses.selection.models import Enrolment, Offering
from courses.selection.rules import Group, in_reserve

Kept = dict[tuple[int, int], frozenset[Group]]


def groups_of(pairs: Iterable[Pair]) -> Kept:
    """By (class, learner) the groups for which the class keeps seats and to which she belongs; where there is none, the pair is not in it.

    The classes come with their term. Three queries, and one more for each 10,000 learners and each term that keeps seats for newcomers.
    """
    by_learner: dict[int, list[Offering]] = defaultdict(list)
    for offering, learner in pairs:
        if keeps_seats(offering):
            by_learner[learner].append(offering)
    near = _near({offering.venue_id for mine in by_learner.values() for offering in mine if offering.kept_neighbour and offering.venue_id})
    found: Kept = {}
    for lot in batched(by_learner, LOT):
        found |= _groups_in({learner: by_learner[learner] for learner in lot}, near)
    return found


def keeps_seats(offering: Offering) -> bool:
    return bool(offering.kept_reserve or offering.kept_neighbour or offering.kept_newcomer)


def kept_of(offering: Offering) -> dict[Group, int]:
    """How many seats are kept for each group, in the order in which they are given; without those that keep none."""
    kept = {Group.RESERVE: offering.kept_reserve, Group.NEIGHBOUR: offering.kept_neighbour, Group.NEWCOMER: offering.kept_newcomer}
    return {group: seats for group, seats in kept.items() if seats}


def _groups_in(wanted: dict[int, list[Offering]], near: dict[int, frozenset[int]]) -> Kept:
    known = known_of(wanted)
    firsts = {offering.term_id: offering.term.starts_on for mine in wanted.values() for offering in mine if offering.kept_newcomer}
    new = {term: newcomers(wanted, first_day) for term, first_day in firsts.items()}
    found = {}
    for learner, mine in wanted.items():
        for offering in mine:
            groups = _groups(offering, known.get(learner, NOTHING), near, is_new=learner in new.get(offering.term_id, ()))
            if groups:
                found[offering.pk, learner] = groups
    return found


def _groups(offering: Offering, known: Known, near: dict[int, frozenset[int]], *, is_new: bool) -> frozenset[Group]:
    holds = {
        Group.RESERVE: in_reserve(known.birth_year, known.reserve_until, offering.term.starts_on),
        Group.NEIGHBOUR: known.neighbourhood_id is not None and known.neighbourhood_id in near.get(offering.venue_id or 0, ()),
        Group.NEWCOMER: is_new,
    }
    return frozenset(group for group in kept_of(offering) if holds[group])


def newcomers(learners: Collection[int], first_day: date) -> set[int]:
    """Those who never held a seat in a term that began earlier; a seat that was given back, or of a class that was cancelled, is none. One query."""
    seats = Enrolment.objects.filter(learner__in=learners, state=Enrolment.State.ENROLLED, offering__term__starts_on__lt=first_day)
    return set(learners) - set(seats.exclude(offering__state=Offering.State.CANCELLED).values_list("learner", flat=True).distinct())


def _near(venues: Collection[int]) -> dict[int, frozenset[int]]:
    """By venue the neighbourhoods from which it is reached on foot within 15 minutes. Two queries, none for no venue."""
    if not venues:
        return {}
    places = [(one.pk, one.point) for one in Neighbourhood.objects.filter(latitude__isnull=False)]
    return {one.pk: frozenset(within(one.point, places, CIRCLE)) for one in Venue.objects.filter(pk__in=venues) if one.point is not None}
