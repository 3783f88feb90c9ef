"""How many people wish for a class so far, for everybody who looks: counted at most once a minute, however many look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from time import time

from django.core.cache import cache
from django.db.models import Count, Q

from courses.selection.models import Offering, Wish
from courses.selection.rules import wishes as rules

FRESH = 60  # seconds for which a count is told before it is taken again
KEPT = 600  # seconds for which an old one is told while somebody takes the new one
COUNTING = 15  # seconds after which somebody else counts, when the one who does has not come back


@dataclass(frozen=True)
class Chance:
    """How a class stands in a round: who wishes for it, as the first wish, how many seats are to be drawn, and what that makes in small numbers."""

    applicants: int
    first: int
    seats: int

    @property
    def odds(self) -> tuple[int, int] | None:
        """So many of so many people get a seat; None where there is one for everybody."""
        return rules.chance(self.applicants, self.seats)


Counts = dict[int, tuple[int, int]]


def counts_of(round_id: int) -> Counts:
    """People by class: (all who wish for it, those who wish for it most). One query a minute, whoever asks."""
    key = f"wishes:{round_id}"
    kept: tuple[float, Counts] | None = cache.get(key)
    if kept is not None and (kept[0] > time() - FRESH or not cache.add(f"{key}:counting", 1, timeout=COUNTING)):
        return kept[1]
    counts = _count(round_id)
    cache.set(key, (time(), counts), timeout=KEPT)
    return counts


def _count(round_id: int) -> Counts:
    wished = Wish.objects.filter(ballot__round=round_id).order_by().values("offering")
    counted = wished.annotate(people=Count("pk"), firsts=Count("pk", filter=Q(rank=1)))
    return {pk: (people, firsts) for pk, people, firsts in counted.values_list("offering", "people", "firsts")}


def chance_of(offering: Offering, counts: Counts) -> Chance:
    applicants, first = counts.get(offering.pk, (0, 0))
    return Chance(applicants, first, offering.seats_free)


def forget(round_ids: Iterable[int]) -> None:
    """Count anew at the next question."""
    cache.delete_many([f"wishes:{pk}" for pk in round_ids])
