"""Decisions about freed seats on plain values: how long an offer is held, when it is said again, when a seat that nobody wants comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from courses.selection.rules.picking import Facts, Reason, reasons_against

HOLD, HOLD_BY_PHONE = timedelta(hours=24), timedelta(hours=48)
REMINDERS = (timedelta(hours=12), timedelta(hours=6))  # before it lapses
SOONEST, LATEST = timedelta(hours=3), timedelta(hours=23)
NEVER_AGAINST_AN_OFFER = frozenset({Reason.CLOSED, Reason.NOT_OPEN_YET, Reason.FULL})  # a seat that is held for her waits for no window


def held_until(now: datetime, by_phone: bool) -> datetime:
    return now + (HOLD_BY_PHONE if by_phone else HOLD)


def reminders_due(lapses_at: datetime, now: datetime) -> int:
    """How many reminders should have been sent by now: 0, 1 or 2."""
    return sum(lapses_at - before <= now for before in REMINDERS)


def hour_of_return(now: datetime, below: Callable[[int], int]) -> datetime:
    """A minute between 3 and 23 hours from now. `below(n)` gives a number from 0 to n - 1 by chance (`secrets.randbelow`)."""
    minutes = int((LATEST - SOONEST).total_seconds()) // 60
    return now + SOONEST + timedelta(minutes=below(minutes + 1))


def against_accepting(facts: Facts, now: datetime) -> list[Reason]:
    """Why a seat that is held for somebody cannot be taken: what would stand against a pick, but for the window, the office's closing and the seats."""
    if facts.over:
        return [Reason.CLOSED]
    return [reason for reason in reasons_against(facts, now) if reason not in NEVER_AGAINST_AN_OFFER]


def hands_on(facts: Facts) -> bool:
    """Whether seats of the class go to its queue at all."""
    return not (facts.cancelled or facts.closed or facts.over)


def drops_without_mark_until(starts: Sequence[datetime]) -> datetime | None:
    """The beginning of the second lesson; None where there are fewer than two lessons, and every drop is without a mark."""
    return sorted(starts)[1] if len(starts) > 1 else None
