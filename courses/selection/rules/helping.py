"""How many people one may help, and be helped by. Plain values."""

from __future__ import annotations

from collections.abc import Iterable

MOST_ELDERS = 5
MOST_HELPERS = 2


def free_number(taken: Iterable[int], most: int) -> int | None:
    """The lowest number from 1 to `most` that nobody has, or None."""
    held = set(taken)
    return next((number for number in range(1, most + 1) if number not in held), None)
