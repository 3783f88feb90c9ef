"""The list of a draw, put together from what is there now: the classes with their free seats, and everybody's wishes under names that say nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import Q

from courses.selection.domain.draw_groups import barred_of, beyond_of, groups_of_wishes, kept_by_group
from courses.selection.models import Enrolment, Lesson, Offering, Round, Wish
from courses.selection.models import Wish as WishRow
from courses.selection.rules import draw as rules
from courses.selection.rules.draw import Ballot, Option

MINUTE = timedelta(minutes=1)
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
Holds = Mapping[int, Collection[int]]


@dataclass(frozen=True)
class Listed:
    """What is published: the classes with their titles, and the wishes. The order says nothing of who came first."""

    options: list[Option]
    titles: dict[int, str]
    ballots: list[Ballot]


def listed(found: Round, now: datetime) -> Listed:
    """The list of a round as things are. About fifteen queries, whatever the numbers."""
    wishes = _wishes(found)
    holds = holds_of(found, now)
    offerings = _offerings(found.plan.term_id, chain({offering for _code, _learner, offering in wishes}, *holds.values()))
    ballots = _ballots(found, wishes, holds, offerings, now)
    options = options_of(offerings.values(), found.plan.term_id)
    return Listed(options, {pk: str(one) for pk, one in offerings.items()}, ballots)


def _wishes(found: Round) -> list[tuple[str, int, int]]:
    """(name in the list, learner, class), the dearest first; of people whose account is there."""
    rows = Wish.objects.filter(ballot__round=found, ballot__learner__is_active=True).order_by("ballot__code", "rank")
    return list(rows.values_list("ballot__code", "ballot__learner", "offering"))


def holds_of(found: Round, now: datetime) -> dict[int, set[int]]:
    """By learner with wishes in the round the classes she has: those of the term, and others with lessons to come."""
    seats = Enrolment.objects.filter(learner__ballots__round=found, state=Enrolment.State.ENROLLED).exclude(offering__state=Offering.State.CANCELLED)
    running = Q(offering__in=Lesson.objects.filter(ends_at__gt=now).values("offering"))
    held: dict[int, set[int]] = defaultdict(set)
    for learner, offering in seats.filter(Q(offering__term=found.plan.term_id) | running).order_by().values_list("learner", "offering"):
        held[learner].add(offering)
    return held


def _offerings(term: int, named: Iterable[int]) -> dict[int, Offering]:
    """The classes of the list: all that are offered in the term, and those that somebody names."""
    offered = set(Offering.objects.announced().filter(term=term, state=Offering.State.OPEN).order_by().values_list("pk", flat=True))
    return offerings_by(offered.union(named))


def offerings_by(numbers: Collection[int]) -> dict[int, Offering]:
    """These classes by number, with what the rules ask about them; not those that are cancelled. No more values go into one query than SQLite takes."""
    found: dict[int, Offering] = {}
    line = sorted(numbers)
    for start in range(0, len(line), 5_000):
        some = Offering.objects.filter(pk__in=line[start : start + 5_000]).exclude(state=Offering.State.CANCELLED)
        found |= some.select_related("term__selection_plan", "course", "venue").defer("course__outline", "course__lesson_plan", "course__handout").in_bulk()
    return found


def options_of(offerings: Iterable[Offering], term: int) -> list[Option]:
    """The classes as a draw sees them now. A closed one gives no seats, one of another term neither, and that one counts towards no limit."""
    line = sorted(offerings, key=lambda one: one.pk)
    times, given = times_of(one.pk for one in line), _given_before(term)
    return [_option(one, times.get(one.pk, ()), given, ours=one.term_id == term) for one in line]


def _option(one: Offering, times: rules.Times, given: Counter[tuple[int, str]], *, ours: bool) -> Option:
    seats = one.seats_free if ours and one.state == Offering.State.OPEN else 0
    kept = {group: max(0, number - given[one.pk, group]) for group, number in kept_by_group(one).items()} if seats else {}
    counts = ours and one.mode != Offering.Mode.ONLINE
    return Option(one.pk, seats, kept, times, counts, one.course_id if ours else 0)


def times_of(offerings: Iterable[int]) -> dict[int, rules.Times]:
    """By class its lessons in whole minutes since 1970, in order; lessons that meet are one stretch."""
    slots: dict[int, list[tuple[int, int]]] = defaultdict(list)
    line = list(offerings)
    for start in range(0, len(line), 5_000):
        rows = Lesson.objects.filter(offering__in=line[start : start + 5_000]).order_by("starts_at").values_list("offering", "starts_at", "ends_at")
        for offering, begins, ends in rows:
            slots[offering].append(((begins - EPOCH) // MINUTE, -((EPOCH - ends) // MINUTE)))
    return {offering: rules.joined(line) for offering, line in slots.items()}


def _given_before(term: int) -> Counter[tuple[int, str]]:
    """Kept seats that earlier draws of the term have given and that are still held."""
    seats = WishRow.objects.filter(ballot__round__plan__term=term, outcome=WishRow.Outcome.SEAT).exclude(group="")
    held = set(
        Enrolment.objects.filter(offering__term=term, state=Enrolment.State.ENROLLED, learner__ballots__wishes__in=seats)
        .order_by()
        .values_list("offering", "learner")
    )
    rows = seats.order_by().values_list("offering", "group", "ballot__learner")
    return Counter((offering, group) for offering, group, learner in rows if (offering, learner) in held)


def _ballots(found: Round, wishes: list[tuple[str, int, int]], holds: Holds, offerings: dict[int, Offering], now: datetime) -> list[Ballot]:
    """Without wishes for what is cancelled, what somebody has by now, and what is not for her; who has none left stands in the list all the same."""
    wanted = [(code, learner, offerings[pk]) for code, learner, pk in wishes if pk in offerings and pk not in holds.get(learner, ())]
    pairs = [(offering, learner) for _code, learner, offering in wanted]
    barred, groups = barred_of(pairs, now), groups_of_wishes(pairs)
    hers: dict[str, list[rules.Wish]] = {code: [] for code, _learner, _offering in wishes}
    for code, learner, offering in wanted:
        if (offering.pk, learner) not in barred:
            hers[code].append(rules.Wish(offering.pk, groups.get((offering.pk, learner), frozenset())))
    learners, beyond = {code: learner for code, learner, _offering in wishes}, beyond_of(found.pk)
    return [_ballot(code, learners[code], line, holds.get(learners[code], ()), offerings.keys(), beyond) for code, line in hers.items()]


def _ballot(code: str, learner: int, line: list[rules.Wish], held: Collection[int], known: Set[int], beyond: set[tuple[int, int]]) -> Ballot:
    may = frozenset(wish.option for wish in line if (wish.option, learner) in beyond)
    return Ballot(code, tuple(line), tuple(sorted(known & set(held))), may)
