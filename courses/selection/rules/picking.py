"""Decisions of selection on plain values: do two timetables clash, why may somebody not pick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum


@dataclass(frozen=True, order=True)
class Slot:
    """One lesson's time (aware) and the offering it belongs to. A slot holds its start and not its end."""

    starts_at: datetime
    ends_at: datetime
    offering: int = 0

    def meets(self, other: Slot) -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Clash:
    """A wanted slot and the slot already held that it runs into."""

    wanted: Slot
    held: Slot


def first_clash(wanted: Iterable[Slot], held: Iterable[Slot]) -> Clash | None:
    """The earliest pair of slots that meet, or None. Linear after sorting: held slots may overlap each other, so the open ones are kept."""
    rest, running = sorted(held), list[Slot]()
    for slot in sorted(wanted):
        while rest and rest[0].starts_at < slot.ends_at:
            running.append(rest.pop(0))
        running = [one for one in running if one.ends_at > slot.starts_at]
        met = [one for one in running if one.meets(slot)]
        if met:
            return Clash(slot, min(met))
    return None


class Reason(StrEnum):
    """Why an offering cannot be picked, the strongest first. The values are the codes that programs see."""

    CANCELLED = "offering_cancelled"
    CLOSED = "offering_closed"
    NOT_OPEN_YET = "not_open_yet"
    ALREADY_IN = "already_enrolled"
    SAME_COURSE = "same_course"
    NOT_FOR_HER = "not_for_you"
    AGE_UNKNOWN = "age_unknown"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    COURSE_MISSING = "course_missing"
    PLEDGE_MISSING = "pledge_missing"
    CLASH = "time_clash"
    LIMIT = "limit_reached"
    FULL = "offering_full"


@dataclass(frozen=True)
class Facts:
    """What decides about one pick: the offering's state and window (aware times), its seats, and what holds for the learner.

    `unmet`: what of the class's rules she does not meet, and the limit of the term's plan, without what the office has waived.
    """

    cancelled: bool
    closed: bool
    over: bool
    opens_at: datetime
    closes_at: datetime
    seats_free: int
    enrolled: bool
    clashes: bool
    unmet: frozenset[Reason] = frozenset()
    own_start: bool = False  # whether `opens_at` is hers alone, see `waiting_room`
    same_course: bool = False  # whether she has another class of the course in the same term


def reasons_against(facts: Facts, now: datetime) -> list[Reason]:
    """Every reason that holds, in the order of `Reason`; empty when the seat may be taken."""
    holds = {
        Reason.CANCELLED: facts.cancelled,
        Reason.CLOSED: facts.closed or facts.over or now >= facts.closes_at,
        Reason.NOT_OPEN_YET: now < facts.opens_at,
        Reason.ALREADY_IN: facts.enrolled,
        Reason.SAME_COURSE: facts.same_course,
        Reason.CLASH: facts.clashes,
        Reason.FULL: facts.seats_free < 1,
    }
    return [reason for reason in Reason if holds.get(reason) or reason in facts.unmet]


def may_wait(facts: Facts, now: datetime, *, drawn: bool = False) -> bool:
    """A place in the queue is offered wherever a full, closed or clashing class may still become hers, or somebody has as many classes as she may;
    not where there is nothing to wait for (she has it, or another class of the course), and not where she does not meet its rules. `drawn`: the seats were
    given by a draw and the next round has not begun; a class that is full by then is waited for at once.
    """
    against = set(reasons_against(facts, now))
    waits_for_a_round = Reason.NOT_OPEN_YET in against and not (drawn and Reason.FULL in against)
    if facts.over or against & _in_no_queue(facts) or waits_for_a_round:
        return False
    return bool(against)


def against_waiting(facts: Facts, now: datetime) -> Reason | None:
    """Why no place in the queue is given where `may_wait` says no: what bars the queue itself, else the strongest reason; None where a seat can be had."""
    against = reasons_against(facts, now)
    barred = [] if facts.over else [reason for reason in against if reason in _in_no_queue(facts)]
    return next(iter(barred or against), None)


def _in_no_queue(facts: Facts) -> frozenset[Reason]:
    return frozenset({Reason.CANCELLED, Reason.ALREADY_IN, Reason.SAME_COURSE}) | facts.unmet - {Reason.LIMIT}


def position(queue: Sequence[int], learner: int) -> int | None:
    """The place of a learner in a queue, from 1; None when she does not wait."""
    return queue.index(learner) + 1 if learner in queue else None


@dataclass(frozen=True)
class Rhythm:
    """The weekly time of an offering: weekday (Monday is 0), local times, the first date's moment, and how many lessons."""

    weekday: int
    begins: time
    ends: time
    first: datetime
    lessons: int


def rhythm(slots: Sequence[Slot], zone: tzinfo) -> Rhythm | None:
    """The weekly time that all slots share, or None when they differ (or there are none)."""
    local = [(slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)) for slot in sorted(slots)]
    shapes = {(start.weekday(), start.time(), end.time()) for start, end in local}
    if len(shapes) != 1:
        return None
    weekday, begins, ends = shapes.pop()
    return Rhythm(weekday, begins, ends, local[0][0], len(local))


class DayPart(StrEnum):
    """The three rows of the week table."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


def day_part(moment: time) -> DayPart:
    if moment < time(12):
        return DayPart.MORNING
    return DayPart.AFTERNOON if moment < time(18) else DayPart.EVENING


def weekly_slots(first: datetime, minutes: Sequence[int], skip: Iterable[int] = ()) -> list[Slot]:
    """One slot a week from `first` (naive local or aware), as long as `minutes` says, leaving out the weeks in `skip` (counted from 0)."""
    left_out, week, slots = set(skip), 0, list[Slot]()
    for length in minutes:
        while week in left_out:
            week += 1
        start = first + timedelta(weeks=week)
        slots.append(Slot(start, start + timedelta(minutes=length)))
        week += 1
    return slots
