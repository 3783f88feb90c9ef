"""Who in a class has another class at the time of its lessons: the office has moved one. The seat is kept, and it is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from courses.selection.domain.standing import clash_with, held_slots
from courses.selection.rules import Clash, Slot


def clashes_of(offering_id: int, learners: Collection[int], wanted: Iterable[Slot], now: datetime) -> dict[int, tuple[Clash, str]]:
    """By learner the first of these lessons of the class that runs into another class of hers, and that course's title. One query."""
    slots = [slot for slot in wanted if slot.ends_at > now]
    held = held_slots(learners, now) if learners else {}
    found = {learner: clash_with(slots, hers, offering_id) for learner, hers in held.items()}
    return {learner: (clash, title) for learner, (clash, title) in found.items() if clash is not None}
