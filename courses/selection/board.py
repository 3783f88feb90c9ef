"""How many seats are taken, for pages that tens of thousands of people leave open: asked of the database once a second at most, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.cache import cache

from courses.selection.models import Offering

FRESH = 1  # second
KEPT = 60  # seconds: what is older says too little
Seats = tuple[int, int]


def seats(now: datetime) -> dict[int, Seats]:
    """(taken, all) of each class that can be picked now. Whoever comes while another asks the database gets what was known before: nobody waits."""
    known: dict[int, Seats] | None = cache.get("board")
    if not cache.add("board:asked", 1, timeout=FRESH):
        return known or {}
    board = {pk: (taken, capacity) for pk, taken, capacity in Offering.objects.open_at(now).order_by().values_list("pk", "seats_taken", "capacity")}
    cache.set("board", board, timeout=KEPT)
    return board


def of(wanted: Iterable[int], now: datetime) -> dict[int, Seats]:
    """The same for some classes."""
    board = seats(now)
    return {pk: board[pk] for pk in wanted if pk in board}
