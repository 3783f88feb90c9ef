"""Who learns with whom (分班): a proposal of groups from levels, wishes and clashes. The same input gives the same proposal, whoever answered first.

People are placed one after the other in the order of their keys, and whoever sits already gives way where that makes the whole better, so the
proposal is the best there is by this order of what counts: everybody has a place; at a time that suits her; at her level; groups of one level
equally full; and nobody changes without need. It is the assignment problem with a price that grows with each seat, solved by cheapest chains
(Edmonds and Karp, JACM 19(2), 1972).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

NOWHERE, UNSUITED, LEVEL, EVEN, CHANGE = 10**18, 10**13, 10**9, 10**4, 1  # prices, each above all that the next can come to among some hundred people
NO_GROUP = 0  # where those sit for whom there is no seat; the numbers of groups are above


@dataclass(frozen=True)
class Group:
    """A group with its seats, for people from `lowest` to `highest` level, both included."""

    id: int
    seats: int
    lowest: int
    highest: int

    def distance(self, level: int | None) -> int:
        """How many levels away somebody is; who has not answered fits everywhere."""
        return 0 if level is None else max(self.lowest - level, level - self.highest, 0)


@dataclass(frozen=True)
class Person:
    """Somebody to be placed. `suits`: groups whose time and place she named, all when empty; `barred`: those she cannot be in; `at`: those of her class now.

    `fixed` is a group that somebody of the office put her into by hand.
    """

    key: str
    level: int | None = None
    suits: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()
    at: frozenset[int] = frozenset()
    fixed: int | None = None


class Why(StrEnum):
    """Why somebody is where she is; several may hold. The values are kept and shown in words."""

    BY_HAND = "by_hand"
    LEVEL = "level"
    NEAREST_LEVEL = "nearest_level"
    SUITS = "suits"
    NO_OTHER_TIME = "no_other_time"
    STAYS = "stays"
    EVEN = "even"
    NO_ROOM = "no_room"
    CLASH = "clash"


@dataclass(frozen=True)
class Place:
    """A group (None: none could be found) and the reasons."""

    group: int | None
    why: tuple[Why, ...]


def price(person: Person, group: Group) -> int | None:
    """What it costs that she sits there, the seat aside; None when she cannot."""
    if group.id == NO_GROUP:
        return NOWHERE
    if person.fixed is not None:
        return 0 if person.fixed == group.id else None
    if group.id in person.barred:
        return None
    unsuited = bool(person.suits) and group.id not in person.suits
    changes = bool(person.at) and group.id not in person.at
    return UNSUITED * unsuited + LEVEL * group.distance(person.level) + CHANGE * changes


def propose(people: Iterable[Person], groups: Iterable[Group]) -> dict[str, Place]:
    """A place for everybody, by key. Those put somewhere by hand come first, so that they never lose their seat."""
    room = _Room(sorted(groups, key=lambda group: group.id))
    line = sorted(people, key=lambda person: (person.fixed is None, person.key))
    for person in line:
        room.seat(person)
    return {person.key: Place(room.where[person.key] or None, _why(person, room)) for person in line}


Chain = tuple[tuple[Person, int], ...]


class _Room:
    """Who sits where until now."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups: Mapping[int, Group] = {group.id: group for group in (Group(NO_GROUP, 0, 0, 0), *groups)}
        self.members: dict[int, list[Person]] = {group: [] for group in self.groups}
        self.where: dict[str, int] = {}

    def seat(self, person: Person) -> None:
        """Seat somebody, with the cheapest chain of others who move for her."""
        for mover, group in reversed(self._cheapest_chain(person)):
            if mover.key in self.where:
                self.members[self.where[mover.key]].remove(mover)
            self.members[group].append(mover)
            self.where[mover.key] = group

    def _cheapest_chain(self, person: Person) -> Chain:
        """(Who moves, to which group), from the newcomer to the one who takes the seat that was free."""
        best: dict[int, tuple[int, Chain]] = {
            group.id: (cost, ((person, group.id),)) for group in self.groups.values() if (cost := price(person, group)) is not None
        }
        moves = self._moves()
        for _turn in self.groups:
            better = False
            for source, target, cost, mover in moves:
                if source in best and (target not in best or best[source][0] + cost < best[target][0]):
                    best[target], better = (best[source][0] + cost, (*best[source][1], (mover, target))), True
            if not better:
                break
        ends = [(total + seat, group) for group, (total, _chain) in best.items() if (seat := self._seat_price(group)) is not None]
        return best[min(ends)[1]][1]

    def _moves(self) -> list[tuple[int, int, int, Person]]:
        """For each two groups the cheapest move between them: (from, to, what it adds, who)."""
        moves = []
        for source, target in ((one, other) for one in self.groups for other in self.groups if one != other):
            offers = [
                (after - (price(mover, self.groups[source]) or 0), mover.key, mover)
                for mover in self.members[source]
                if (after := price(mover, self.groups[target])) is not None
            ]
            if offers:
                cost, _key, mover = min(offers, key=lambda offer: offer[:2])
                moves.append((source, target, cost, mover))
        return moves

    def _seat_price(self, group: int) -> int | None:
        """Each seat of a group is dearer than the one before, so that groups fill evenly; None when all are taken."""
        if group == NO_GROUP:
            return 0
        taken, seats = len(self.members[group]), self.groups[group].seats
        return EVEN * (2 * taken + 1) // seats if taken < seats else None


def _why(person: Person, room: _Room) -> tuple[Why, ...]:
    open_to_her = [group for group in room.groups.values() if group.id != NO_GROUP and group.id not in person.barred]
    if (at := room.where[person.key]) == NO_GROUP:
        return (Why.NO_ROOM,) if open_to_her else (Why.CLASH,)
    if person.fixed is not None:
        return (Why.BY_HAND,)
    group = room.groups[at]
    found = {
        Why.LEVEL: person.level is not None and group.distance(person.level) == 0,
        Why.NEAREST_LEVEL: group.distance(person.level) > 0,
        Why.SUITS: at in person.suits,
        Why.NO_OTHER_TIME: len(open_to_her) == 1 or (bool(person.suits) and at not in person.suits),
        Why.STAYS: at in person.at,
        Why.EVEN: sum(price(person, one) == price(person, group) for one in open_to_her) > 1,
    }
    return tuple(why for why in Why if found.get(why, False)) or (Why.EVEN,)  # she said nothing, and moves for the balance
