"""How a class stands in a round of wishes that runs, for one viewer; and which of her wishes get in each other's way. No query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING

from college.models import Term
from courses.selection.chances import Chance, chance_of, counts_of
from courses.selection.models import MOST_WISHES, Offering, Round, Wish
from courses.selection.rules import Facts, Reason, first_clash
from courses.selection.rules.wishes import reasons_against_wish

if TYPE_CHECKING:
    from courses.selection.listing import Shown


@dataclass(frozen=True)
class Listed:
    """What somebody wishes for in one round, as far as it is asked for: how many wishes, and the place of each class from 1."""

    used: int = 0
    ranks: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Wishing:
    """A class in a round that runs. `rank`: its place in the viewer's list, `left`: how many more she may wish for, `against`: why it cannot be."""

    round: Round
    rank: int | None
    left: int
    against: tuple[Reason, ...]
    offering: Offering

    @property
    def chance(self) -> Chance:
        """So far; her own wish is in it at once."""
        found = chance_of(self.offering, counts_of(self.round.pk))
        return Chance(1, int(self.rank == 1), found.seats) if self.rank and not found.applicants else found


def rounds_of(term: Term) -> list[Round]:
    """The rounds of a term in order of time, where they are loaded (`listing.with_everything`); else none."""
    plan = term._state.fields_cache.get("selection_plan")
    return sorted(plan.rounds.all(), key=lambda one: one.opens_at) if plan and "rounds" in getattr(plan, "_prefetched_objects_cache", ()) else []


def is_drawn(term: Term, now: datetime) -> bool:
    """As `domain.plans.is_drawn`, from what is loaded."""
    wishes = [one for one in rounds_of(term) if one.kind == Round.Kind.WISHES]
    return any(hasattr(one, "draw") and one.draw.drawn_at for one in wishes) and all(one.closes_at <= now for one in wishes)


def wishing_of(offering: Offering, wishes: Mapping[int, Listed], facts: Facts, now: datetime) -> Wishing | None:
    """None where no round of wishes runs in the class's term."""
    running = next((one for one in rounds_of(offering.term) if one.kind == Round.Kind.WISHES and one.runs_at(now)), None)
    if running is None:
        return None
    mine = wishes.get(running.pk, Listed())
    return Wishing(running, mine.ranks.get(offering.pk), max(0, MOST_WISHES - mine.used), tuple(reasons_against_wish(facts, now)), offering)


def wishes_of(user_id: int, now: datetime) -> dict[int, Listed]:
    """A person's wishes in the rounds that run. One query."""
    running = Wish.objects.filter(ballot__learner=user_id, ballot__round__opens_at__lte=now, ballot__round__closes_at__gt=now)
    return listed(running.order_by("ballot__round", "rank").values_list("ballot__round", "offering", "rank"))


def listed(rows: object) -> dict[int, Listed]:
    """From rows of (round, class, place)."""
    found: dict[int, dict[int, int]] = {}
    for round_id, offering, rank in rows:  # type: ignore[attr-defined]
        found.setdefault(round_id, {})[offering] = rank
    return {round_id: Listed(len(ranks), ranks) for round_id, ranks in found.items()}


@dataclass(frozen=True)
class Rival:
    """Another wish, higher in the list, of which she gets at most one: of the same course, or at the same time."""

    rank: int
    shown: Shown
    same_course: bool


def rivals(wishes: list[Shown], now: datetime) -> dict[int, Rival]:
    """The first wish before it that each wish (key of its class) cannot stand beside."""
    found: dict[int, Rival] = {}
    for (rank, one), (_later, other) in combinations(enumerate(wishes, start=1), 2):
        same = one.offering.course_id == other.offering.course_id
        if other.offering.pk not in found and (same or meet(one, other, now)):
            found[other.offering.pk] = Rival(rank, one, same)
    return found


def meet(one: Shown, other: Shown, now: datetime) -> bool:
    coming = [[slot for slot in shown.slots if slot.ends_at > now] for shown in (one, other)]
    return first_clash(*coming) is not None
