"""The draw (摇号): who gets the seats of a round of wishes. The same input gives the same seats on every machine.

Everybody gets one place in a random order (`places`). Seats go round by round, everybody's first wish before anybody's second, and so on; every
second round goes through the order from its end, so that a late place in one round is an early one in the next. In each round the seats that are
kept for a group go first, group by group, then the open ones. What is kept at the end, because too few of its group came, is opened, and the
rounds run once more. Somebody who would have two classes at one time, two of one course, or more classes than the limit (without an exception of the
office), is passed over.

The manner is the snake draft of Budish and Cantillon (AER 102(5), 2012) with seats kept for groups, which are given "over and above": a member
who gets none of them stands with all others for the open ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from hashlib import sha256

OPEN = ""  # the group of a seat that is kept for nobody
Times = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A class that is drawn.

    `kept`: seats for each group. `times`: begin and end of each lesson in minutes since 1970 (UTC), in order; an end is not part of its lesson.
    `counts`: whether it counts towards the limit. `course`: classes with one number are of one course, of which nobody gets two; 0: of none.
    """

    id: int
    seats: int
    kept: Mapping[str, int] = field(default_factory=dict)
    times: Times = ()
    counts: bool = True
    course: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """A class somebody wants, and the groups she belongs to there."""

    option: int
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's wishes, the dearest first, and the classes that she has already.

    `beyond`: those of her wishes that she may have beyond the limit, since the office has made an exception.
    """

    person: str
    wishes: tuple[Wish, ...]
    holds: tuple[int, ...] = ()
    beyond: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all: how many classes somebody may have, and the groups in the order in which their seats are given (and given up last)."""

    limit: int
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """A seat that somebody got: with which wish (from 1), and whether it was kept for a group."""

    person: str
    option: int
    rank: int
    group: str = OPEN


class Fate(StrEnum):
    """What became of a wish that got no seat. The values are the codes that programs see."""

    SAME_COURSE = "same_course"
    CLASH = "time_clash"
    LIMIT = "limit_reached"
    FULL = "offering_full"


def seed_of(list_sha256: str, secret: str, beacon: str) -> str:
    """The number that everything random is made from: 64 hexadecimal digits. Nobody knows it before the list is closed and the beacon is public."""
    return sha256("\n".join((list_sha256, secret, beacon)).encode()).hexdigest()


def places(people: Iterable[str], seed: str) -> list[str]:
    """All people in their random order: by the SHA-256 of the seed and their name in the list."""
    return sorted(people, key=lambda person: (sha256(f"{seed}:{person}".encode()).digest(), person))


def fitted(option: Option, groups: Sequence[str]) -> dict[str, int]:
    """The seats kept for each group when they cannot all be: groups named first get theirs first, and what is named last is given up first."""
    left, kept = option.seats, dict[str, int]()
    for group in groups:
        kept[group] = min(left, option.kept.get(group, 0))
        left -= kept[group]
    return kept


def draw(options: Iterable[Option], ballots: Iterable[Ballot], terms: Terms, seed: str) -> list[Seat]:
    """The seats in the order in which they are given. Names of options and people are each unique, and every wish names one of the options."""
    by_name = {ballot.person: ballot for ballot in ballots}
    line = [by_name[person] for person in places(by_name, seed)]
    table = _Table({option.id: option for option in options}, line, terms)
    longest = max((len(ballot.wishes) for ballot in line), default=0)
    for rank in range(1, longest + 1):
        _round(table, line, rank, terms.groups)
    table.open_what_is_kept()
    for rank in range(1, longest + 1):
        _round(table, line, rank, ())
    return table.given


def fates(options: Iterable[Option], ballot: Ballot, got: Iterable[int], limit: int) -> dict[int, Fate]:
    """Why each wish of a ballot without a seat has none, seen from the end of the draw: what she has then, her limit, or a full class."""
    by_id, got = {option.id: option for option in options}, set(got)
    mine = [by_id[one] for one in {*ballot.holds, *got}]
    return {wish.option: _fate(by_id[wish.option], mine, limit, ballot.beyond) for wish in ballot.wishes if wish.option not in got}


def _fate(option: Option, mine: Sequence[Option], limit: int, beyond: Collection[int]) -> Fate:
    if any(is_same_course(option, other) for other in mine):
        return Fate.SAME_COURSE
    if any(meet(option.times, other.times) for other in mine):
        return Fate.CLASH
    return Fate.LIMIT if is_over(option, mine, limit, beyond) else Fate.FULL


def meet(one: Times, other: Times) -> bool:
    """Whether two timetables, each in order, have a minute in common."""
    at = beside = 0
    while at < len(one) and beside < len(other):
        if one[at][0] < other[beside][1] and other[beside][0] < one[at][1]:
            return True
        if one[at][1] <= other[beside][1]:
            at += 1
        else:
            beside += 1
    return False


def joined(times: Iterable[tuple[int, int]]) -> Times:
    """A timetable in order: stretches that meet are one."""
    line: list[tuple[int, int]] = []
    for begin, end in sorted(times):
        if line and begin <= line[-1][1]:
            line[-1] = (line[-1][0], max(end, line[-1][1]))
        else:
            line.append((begin, end))
    return tuple(line)


def is_same_course(one: Option, other: Option) -> bool:
    return one.course != 0 and one.course == other.course


def is_over(option: Option, mine: Iterable[Option], limit: int, beyond: Collection[int] = ()) -> bool:
    """Whether one class more would be more than the limit, and is not among those that she may have beyond it."""
    return option.counts and sum(other.counts for other in mine) >= limit and option.id not in beyond


class _Table:
    """The seats that are left and those that are given."""

    def __init__(self, options: Mapping[int, Option], line: Sequence[Ballot], terms: Terms) -> None:
        self.options, self.limit = options, terms.limit
        wanted = _wanted(line)
        self.left = {(one.id, group): seats for one in options.values() for group, seats in _kept(one, wanted, terms.groups).items()}
        self.mine = {ballot.person: [options[one] for one in ballot.holds] for ballot in line}
        self.given: list[Seat] = []
        self.bars = cache(lambda one, other: is_same_course(options[one], options[other]) or meet(options[one].times, options[other].times))

    def give(self, ballot: Ballot, wish: Wish, rank: int, group: str) -> None:
        """One seat, when there is one for this group and the person can sit in it."""
        at, mine = (wish.option, group), self.mine[ballot.person]
        option = self.options[wish.option]
        if self.left.get(at, 0) < 1 or is_over(option, mine, self.limit, ballot.beyond):
            return
        if any(one.id == option.id or self.bars(option.id, one.id) for one in mine):
            return
        self.left[at] -= 1
        mine.append(option)
        self.given.append(Seat(ballot.person, option.id, rank, group))

    def open_what_is_kept(self) -> None:
        for (option, group), seats in list(self.left.items()):
            if group != OPEN:
                self.left[option, OPEN] += seats
                self.left[option, group] = 0


def _wanted(line: Sequence[Ballot]) -> Counter[tuple[int, str]]:
    """How many people of each group wish for each class."""
    return Counter((wish.option, group) for ballot in line for wish in ballot.wishes for group in wish.groups)


def _kept(option: Option, wanted: Counter[tuple[int, str]], groups: Sequence[str]) -> dict[str, int]:
    """The seats of a class by group; nothing is kept for people who do not come."""
    kept = {group: min(seats, wanted[option.id, group]) for group, seats in fitted(option, groups).items()}
    return {**kept, OPEN: option.seats - sum(kept.values())}


def _round(table: _Table, line: Sequence[Ballot], rank: int, groups: Sequence[str]) -> None:
    """Everybody's wish of one rank: the kept seats group by group, then the open ones. Even rounds go from the end of the order."""
    turn = line if rank % 2 else line[::-1]
    wishing = [(ballot, ballot.wishes[rank - 1]) for ballot in turn if len(ballot.wishes) >= rank]
    for group in groups:
        for ballot, wish in wishing:
            if group in wish.groups:
                table.give(ballot, wish, rank, group)
    for ballot, wish in wishing:
        table.give(ballot, wish, rank, OPEN)
