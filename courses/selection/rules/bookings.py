"""Decisions about bookings on plain values: which lessons want one room or one teacher at one time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, order=True)
class Held:
    """One lesson's time (aware), and the keys of its room and its teacher, if it has any. Its end is free for the next one."""

    starts_at: datetime
    ends_at: datetime
    lesson: int
    room: int | None = None
    teacher: int | None = None

    def keeps_busy(self) -> list[tuple[str, int]]:
        return [(kind, key) for kind, key in (("room", self.room), ("teacher", self.teacher)) if key is not None]

    def meets(self, other: Held) -> bool:
        """Whether the two want one room or one teacher at one time."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at and bool(set(self.keeps_busy()) & set(other.keeps_busy()))


def overlaps(held: Iterable[Held]) -> list[tuple[Held, Held]]:
    """Every pair that meets, the one that begins first in front; each pair once, in the order of the later one."""
    by_resource: dict[tuple[str, int], list[Held]] = defaultdict(list)
    for one in sorted(set(held)):
        for resource in one.keeps_busy():
            by_resource[resource].append(one)
    pairs = {pair for line in by_resource.values() for pair in _meeting(line)}
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


def _meeting(line: list[Held]) -> Iterable[tuple[Held, Held]]:
    """Of one room or one teacher, in order: those still running are kept while the next ones begin."""
    running = list[Held]()
    for one in line:
        running = [other for other in running if other.ends_at > one.starts_at]
        yield from ((other, one) for other in running)
        running.append(one)


def to_mark(there: Iterable[Held], fresh: Iterable[Held]) -> set[int]:
    """The lessons of `fresh` to mark as known to overlap, so that the others overlap neither each other nor what is `there`. As few as come up in order."""
    known, new = {one.lesson for one in there}, list(fresh)
    marked = set[int]()
    for earlier, later in overlaps([*there, *new]):
        if not {earlier.lesson, later.lesson} <= known and not {earlier.lesson, later.lesson} & marked:
            marked.add(later.lesson if earlier.lesson in known or later.lesson not in known else earlier.lesson)
    return marked
