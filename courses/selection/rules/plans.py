"""What a plan of rounds must be, and what of it may still change: everything at once, so that the office mends it in one go. Plain values, aware times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from courses.selection.rules.rounds import Kind

LONGEST_SPREAD = 600  # seconds
PLAN = -1  # the row of a fault that is nobody's alone


@dataclass(frozen=True)
class Planned:
    """A round as it is planned. `id`: of one that is there already. `beacon`: the public value of its draw, and when that becomes known."""

    kind: Kind
    opens_at: datetime
    closes_at: datetime
    spread: int = 0
    beacon: str = ""
    beacon_at: datetime | None = None
    id: int | None = None

    @property
    def is_wishes(self) -> bool:
        return self.kind is Kind.WISHES


class Fault(StrEnum):
    """What is wrong with a plan."""

    ENDS_BEFORE = "ends_before"
    OVERLAPS = "overlaps"
    OVER_ALREADY = "over_already"
    AFTER_TERM = "after_term"
    SPREAD = "spread"
    NO_BEACON = "no_beacon"
    NO_BEACON_TIME = "no_beacon_time"
    BEACON_EARLY = "beacon_early"
    BEACON_KNOWN = "beacon_known"
    BEFORE_DRAW = "before_draw"
    HAS_BEGUN = "has_begun"
    ENDS_EARLIER = "ends_earlier"
    IS_OVER = "is_over"
    BEACON_SOONER = "beacon_sooner"
    IS_SEALED = "is_sealed"
    REMOVED = "removed"
    NOTHING_AFTER = "nothing_after"


@dataclass(frozen=True)
class Found:
    """A fault: in which row of the plan (from 0, or PLAN), at which field."""

    row: int
    field: str
    fault: Fault


@dataclass(frozen=True)
class Plan:
    """The rounds that are wanted and those that are there by their number, of which `sealed` have a closed list; the term's last moment."""

    wanted: Sequence[Planned]
    there: Mapping[int, Planned]
    sealed: frozenset[int]
    term_ends: datetime


def faults(plan: Plan, now: datetime) -> list[Found]:
    """Everything that is wrong, row by row; empty when the plan can be kept."""
    found = [one for row, planned in enumerate(plan.wanted) for one in _of_one(plan, row, planned, now)]
    kept = {one.id for one in plan.wanted}
    if any(one.opens_at <= now and number not in kept for number, one in plan.there.items()):
        found.append(Found(PLAN, "", Fault.REMOVED))
    return [*found, *_together(plan)]


def _of_one(plan: Plan, row: int, one: Planned, now: datetime) -> Iterator[Found]:
    before = plan.there.get(one.id) if one.id is not None else None
    begun = before is not None and before.opens_at <= now
    if one.closes_at <= one.opens_at:
        yield Found(row, "closes_at", Fault.ENDS_BEFORE)
    elif one.closes_at > plan.term_ends and (before is None or before.closes_at != one.closes_at):
        yield Found(row, "closes_at", Fault.AFTER_TERM)
    elif not begun and one.closes_at <= now:
        yield Found(row, "closes_at", Fault.OVER_ALREADY)
    if not 0 <= one.spread <= LONGEST_SPREAD:
        yield Found(row, "spread", Fault.SPREAD)
    if one.is_wishes:
        yield from _beacon(plan, row, one, before, now)
    if before is not None and begun:
        yield from _begun(row, one, before, now)


def _beacon(plan: Plan, row: int, one: Planned, before: Planned | None, now: datetime) -> Iterator[Found]:
    """The public value is named beforehand. One that is known already decides nothing any more, and once a round runs only a later one may come."""
    if not one.beacon.strip():
        yield Found(row, "beacon", Fault.NO_BEACON)
    if one.beacon_at is None:
        yield Found(row, "beacon_at", Fault.NO_BEACON_TIME)
        return
    if one.beacon_at <= one.closes_at:
        yield Found(row, "beacon_at", Fault.BEACON_EARLY)
    if before is None or (one.beacon, one.beacon_at) == (before.beacon, before.beacon_at):
        if before is None and one.beacon_at <= now:
            yield Found(row, "beacon_at", Fault.BEACON_KNOWN)
        return
    if one.id in plan.sealed:
        yield Found(row, "beacon", Fault.IS_SEALED)
    elif one.beacon_at <= now:
        yield Found(row, "beacon_at", Fault.BEACON_KNOWN)
    elif before.opens_at <= now and before.is_wishes and before.beacon_at is not None and one.beacon_at <= before.beacon_at:
        yield Found(row, "beacon_at", Fault.BEACON_SOONER)


def _begun(row: int, one: Planned, before: Planned, now: datetime) -> Iterator[Found]:
    """Of a round that has begun only the end may move, and only to a later time."""
    for field in ("kind", "opens_at", "spread"):
        if getattr(one, field) != getattr(before, field):
            yield Found(row, field, Fault.HAS_BEGUN)
    if one.closes_at != before.closes_at:
        if before.closes_at <= now:
            yield Found(row, "closes_at", Fault.IS_OVER)
        elif one.closes_at < before.closes_at:
            yield Found(row, "closes_at", Fault.ENDS_EARLIER)


def _together(plan: Plan) -> Iterator[Found]:
    """What the rounds are to each other: one at a time, no seat is taken before a draw could be held, and what is left is taken afterwards."""
    line = sorted(enumerate(plan.wanted), key=lambda each: each[1].opens_at)
    for place, (_row, one) in enumerate(line):
        for row, later in line[place + 1 :]:
            if later.opens_at < one.closes_at:
                yield Found(row, "opens_at", Fault.OVERLAPS)
            elif _before_draw(one, later) and not _before_draw(plan.there.get(one.id or 0), plan.there.get(later.id or 0)):
                yield Found(row, "opens_at", Fault.BEFORE_DRAW)
    if line and line[-1][1].is_wishes:
        yield Found(PLAN, "", Fault.NOTHING_AFTER)


def _before_draw(one: Planned | None, later: Planned | None) -> bool:
    """Whether a round in which seats are taken begins before the draw of another can be held. Where that is so already, since a list was closed late and
    its public value is named anew, the round waits for the draw (`rounds.after_draws`), and the rest of the plan can still be changed."""
    if one is None or later is None or not one.is_wishes or later.is_wishes:
        return False
    return one.beacon_at is not None and later.opens_at <= one.beacon_at
