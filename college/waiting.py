"""What waits for the office: each room names what it counts, and the first page of the admin shows what is not nothing.

A lower room knows none of the upper ones; they register themselves: `register(Waiting(label, count, address))`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from college.roles import KEEPERS, Role, has_role


@dataclass(frozen=True)
class Waiting:
    """One kind of work: its name (lazy), how many there are now, where it is done, and who does it.

    A `personal` one is counted for somebody: `count(user)`.
    """

    label: Any
    count: Callable[..., int]
    address: Callable[[], str]
    roles: tuple[Role, ...] = tuple(sorted(KEEPERS))
    order: int = 100
    personal: bool = False

    def number_for(self, user: Any) -> int:
        return self.count(user) if self.personal else self.count()


@dataclass(frozen=True)
class Line:
    label: str
    number: int
    address: str


_kinds: list[Waiting] = []


def register(*kinds: Waiting) -> None:
    """Add kinds of work. Called once, when the rooms are wired."""
    _kinds.extend(kinds)


def waiting_for(user: Any) -> list[Line]:
    """What this person can do now, in order; a count of zero is left out. One count for each kind."""
    mine = [kind for kind in sorted(_kinds, key=lambda kind: kind.order) if has_role(user, *kind.roles)]
    return [Line(str(kind.label), number, kind.address()) for kind in mine if (number := kind.number_for(user))]
