"""From the seats of a draw to seats in classes: what was sealed is drawn, but a class may have been cancelled since, or somebody's day have changed.

What the file says is never touched. A seat that cannot be given as drawn is said to be so, with the reason, and whoever it was for gets her next wish
that has room, in the order in which the seats were drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from courses.selection.rules.draw import Option, Seat, is_over, is_same_course, meet


class Lost(StrEnum):
    """Why a seat of the draw cannot be given. The values are outcomes of a wish."""

    CANCELLED = "offering_cancelled"
    GONE = "not_for_you"
    SAME_COURSE = "same_course"
    CLASH = "time_clash"
    LIMIT = "limit_reached"
    FULL = "offering_full"


@dataclass(frozen=True)
class Today:
    """How things are when the draw is held: classes by number with their free seats (what is cancelled is not among them), what people have, who left.

    `beyond`: classes that people may have beyond the limit. As the limit itself they stand in the list.
    """

    options: Mapping[int, Option]
    holds: Mapping[str, Collection[int]]
    gone: Collection[str] = ()
    beyond: Mapping[str, Collection[int]] = field(default_factory=dict)


@dataclass
class Settled:
    """`given`: seats as they were drawn. `there`: of people who had the class by now. `instead`: next wishes. `lost`: why a seat could not be given."""

    given: list[Seat] = field(default_factory=list)
    there: list[Seat] = field(default_factory=list)
    instead: list[Seat] = field(default_factory=list)
    lost: dict[Seat, Lost] = field(default_factory=dict)


def settle(seats: Iterable[Seat], wishes: Mapping[str, Sequence[int]], today: Today, limit: int) -> Settled:
    """What becomes of drawn seats today. `wishes`: everybody's classes, the dearest first."""
    room = {pk: option.seats for pk, option in today.options.items()}
    mine = {person: [today.options[pk] for pk in held if pk in today.options] for person, held in today.holds.items()}
    done, against = Settled(), _question(room, mine, today, limit)
    for seat in seats:
        reason = against(seat.person, seat.option)
        if reason is None:
            _take(room, mine, today, seat)
            done.given.append(seat)
        elif reason is Lost.FULL and seat.option in today.holds.get(seat.person, ()):
            done.there.append(seat)
        else:
            done.lost[seat] = reason
    for seat, reason in done.lost.items():
        if reason is not Lost.GONE and (other := _next(seat.person, wishes[seat.person], against)):
            _take(room, mine, today, other)
            done.instead.append(other)
    return done


def _take(room: dict[int, int], mine: dict[str, list[Option]], today: Today, seat: Seat) -> None:
    room[seat.option] -= 1
    mine.setdefault(seat.person, []).append(today.options[seat.option])


def _next(person: str, wishes: Sequence[int], against: Callable[[str, int], Lost | None]) -> Seat | None:
    """Her dearest wish that she can have today."""
    return next((Seat(person, option, rank) for rank, option in enumerate(wishes, start=1) if against(person, option) is None), None)


def _question(room: Mapping[int, int], mine: Mapping[str, list[Option]], today: Today, limit: int) -> Callable[[str, int], Lost | None]:
    def against(person: str, wanted: int) -> Lost | None:
        option, hers = today.options.get(wanted), mine.get(person, ())
        if person in today.gone:
            return Lost.GONE
        if option is None:
            return Lost.CANCELLED
        if any(one.id == option.id for one in hers):
            return Lost.FULL
        if any(is_same_course(option, one) for one in hers):
            return Lost.SAME_COURSE
        if any(meet(option.times, one.times) for one in hers):
            return Lost.CLASH
        if is_over(option, hers, limit, today.beyond.get(person, ())):
            return Lost.LIMIT
        return Lost.FULL if room[wanted] < 1 else None

    return against
