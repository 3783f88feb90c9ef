"""Who is asked first where seats that a draw kept for a group have been given up, on plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from courses.selection.rules.eligibility import GROUPS, Group


@dataclass
class Vacant:
    """Of the seats that a draw kept, how many nobody of their group has any more; and the groups of people by their keys."""

    left: dict[Group, int] = field(default_factory=dict)
    groups: Mapping[int, frozenset[Group]] = field(default_factory=dict)

    def first(self, waiting: Iterable[int], may: Callable[[int], bool]) -> int | None:
        """The first of those who wait, in their order, who may have a seat: people of a group with vacant seats before all others."""
        line = list(waiting)
        for group in self._vacant():
            one = next((one for one in line if group in self.groups.get(one, ()) and may(one)), None)
            if one is not None:
                return one
        return next((one for one in line if may(one)), None)

    def take(self, person: int) -> None:
        """She gets a seat: for the first of her groups in which one is vacant."""
        group = next((group for group in self._vacant() if group in self.groups.get(person, ())), None)
        if group is not None:
            self.left[group] -= 1

    def _vacant(self) -> list[Group]:
        return [group for group in GROUPS if self.left.get(group, 0) > 0]
