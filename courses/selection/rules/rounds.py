"""When a term is picked, from the rounds of its plan; and what a list of wishes must be. Plain values, aware times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise


class Kind(StrEnum):
    """预选, 正选 and 补退选."""

    WISHES = "wishes"
    FIRST_COME = "first_come"
    ADD_DROP = "add_drop"


@dataclass(frozen=True, order=True)
class Window:
    """A round: from `opens_at` until just before `closes_at`. `spread` are the seconds over which everybody's own start is spread."""

    opens_at: datetime
    closes_at: datetime
    kind: Kind
    spread: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left of it, since a draw before it is late."""
        return self.opens_at >= self.closes_at


def overlap(rounds: Iterable[Window]) -> tuple[Window, Window] | None:
    """The first two rounds that run at one time, or None."""
    line = sorted(rounds)
    return next(((one, other) for one, other in pairwise(line) if other.opens_at < one.closes_at), None)


def picking_window(rounds: Iterable[Window], now: datetime) -> Window | None:
    """The stretch in which seats are taken at once, which runs now or comes next; else the last one; None where no round takes seats.

    Rounds that follow each other without a gap are one stretch, so that nobody is turned away in the second between them.
    """
    stretches = _stretches(sorted(one for one in rounds if one.kind is not Kind.WISHES and not one.is_empty))
    running = [one for one in stretches if one.closes_at > now]
    return running[0] if running else stretches[-1] if stretches else None


def closed_window(before: Window, now: datetime) -> Window:
    """What is left of a window once no round takes seats: it ends now, at the latest."""
    if before.closes_at <= now:
        return before
    return replace(before, opens_at=min(before.opens_at, now - A_SECOND), closes_at=now)


NOTICE = timedelta(minutes=10)  # how long before its start people hear at least that a round is put off
HALF_HOUR, A_SECOND = timedelta(minutes=30), timedelta(seconds=1)


def after_draws(rounds: Iterable[Window], draws: Iterable[tuple[datetime, datetime | None]], now: datetime) -> list[Window]:
    """The rounds as they really begin: none in which seats are taken begins while the draw of a round of wishes before it is still to be held.

    `draws`: when each round of wishes ended, and when its draw was held. One that is late puts the next round off to a full half hour, and may
    leave nothing of it (`is_empty`).
    """
    known = list(draws)
    return [one if one.kind is Kind.WISHES else _put_off(one, known, now) for one in rounds]


def held_or_expected(drawn: datetime | None, known: datetime, now: datetime) -> datetime | None:
    """For `after_draws`: when a draw was held, or cannot be held before; None where it may be held at any moment. `known`: when its public value is."""
    return drawn or (known if known > now + NOTICE else None)


def _put_off(one: Window, draws: list[tuple[datetime, datetime | None]], now: datetime) -> Window:
    late = [drawn or now for ended, drawn in draws if ended <= one.opens_at and (drawn or now + NOTICE) > one.opens_at]
    return replace(one, opens_at=min(max([one.opens_at, *map(_next_start, late)]), one.closes_at))


def _next_start(moment: datetime) -> datetime:
    """The first full half hour that leaves people time to hear of it."""
    begun = (moment + NOTICE).replace(second=0, microsecond=0)
    return begun + (HALF_HOUR - timedelta(minutes=begun.minute) % HALF_HOUR)


def _stretches(line: list[Window]) -> list[Window]:
    joined: list[Window] = []
    for one in line:
        if joined and joined[-1].closes_at == one.opens_at:
            first = joined.pop()
            one = Window(first.opens_at, one.closes_at, first.kind, first.spread)
        joined.append(one)
    return joined
