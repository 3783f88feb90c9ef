"""What a draw would give: the same draw with several random orders, and the mean of what came out. Plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courses.selection.rules.draw import Ballot, Option, Seat, Terms, draw, seed_of

MOST, ENOUGH = 20, 20_000  # draws at most, and people in all of them together


@dataclass(frozen=True)
class Share:
    """How many people of a group wish for something where it counts, and how many of them get any seat and one that was kept for them (means)."""

    people: int
    seated: float
    kept: float


@dataclass(frozen=True)
class Tally:
    """Means over `draws` draws. `ranks`: seats by rank of wish. `given`: seats by class."""

    draws: int
    people: int
    ranks: tuple[float, ...]
    nothing: float
    groups: Mapping[str, Share]
    given: Mapping[int, float]


def draws_for(people: int) -> int:
    """How many draws are worth their time: a small college sees less of chance, a large one waits no longer."""
    return max(1, min(MOST, ENOUGH // max(1, people)))


def tally(options: Sequence[Option], ballots: Sequence[Ballot], terms: Terms) -> Tally:
    """The mean of some draws. The same input gives the same numbers."""
    number = draws_for(len(ballots))
    drawn = [draw(options, ballots, terms, seed_of("trial", str(one), "")) for one in range(number)]
    ranks = Counter(seat.rank for seats in drawn for seat in seats)
    return Tally(
        draws=number,
        people=len(ballots),
        ranks=tuple(ranks[rank] / number for rank in range(1, max((len(ballot.wishes) for ballot in ballots), default=0) + 1)),
        nothing=sum(len(ballots) - len({seat.person for seat in seats}) for seats in drawn) / number,
        groups={group: _share(group, ballots, drawn) for group in terms.groups},
        given={option: seats / number for option, seats in Counter(seat.option for seats in drawn for seat in seats).items()},
    )


def _share(group: str, ballots: Iterable[Ballot], drawn: Sequence[Sequence[Seat]]) -> Share:
    members = {ballot.person for ballot in ballots if any(group in wish.groups for wish in ballot.wishes)}
    seated = sum(len(members & {seat.person for seat in seats}) for seats in drawn)
    kept = sum(seat.group == group for seats in drawn for seat in seats)
    return Share(len(members), seated / len(drawn), kept / len(drawn))
