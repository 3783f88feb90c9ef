"""Decisions about a list of wishes, on plain values: what speaks against a wish, how a list is changed, and when two lists are the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from courses.selection.rules.picking import Facts, Reason, reasons_against

MAY_CHANGE = frozenset(
    {Reason.NOT_OPEN_YET, Reason.SAME_COURSE, Reason.CLASH, Reason.LIMIT, Reason.FULL}
)  # what does not keep anybody from wishing: it may be different at the draw
NONE = "none"  # the version of an empty list
ROUND = (2, 3, 4, 5, 10)  # among how many people a chance is told


def reasons_against_wish(facts: Facts, now: datetime) -> list[Reason]:
    """Every reason why a class cannot be wished for, the strongest first. The window of picking does not matter, nor seats or clashes."""
    closed = facts.closed or facts.over
    return [reason for reason in reasons_against(facts, now) if reason not in MAY_CHANGE and (reason is not Reason.CLOSED or closed)]


def moved(wishes: Sequence[int], which: int, by: int) -> list[int]:
    """The list with one wish moved up (negative) or down by so many places, at most to an end of the list; the same list when it is not in it."""
    if which not in wishes:
        return list(wishes)
    rest = [one for one in wishes if one != which]
    place = min(max(wishes.index(which) + by, 0), len(rest))
    return [*rest[:place], which, *rest[place:]]


def version_of(wishes: Sequence[int]) -> str:
    """A list's version is the list itself: whoever knows it knows what she changes."""
    return "-".join(map(str, wishes)) or NONE


def wishes_of(version: str) -> list[int] | None:
    """The list that a version stands for; None for what is no version."""
    if version == NONE:
        return []
    parts = version.split("-")
    return [int(part) for part in parts] if all(part.isascii() and part.isdecimal() and len(part) < 19 for part in parts) else None


def chance(applicants: int, seats: int) -> tuple[int, int] | None:
    """How many of how few people get a seat, as near as round numbers come: 36 seats for 91 people are (2, 5). None where there is a seat for everybody.

    Less than one of ten is told as one of so many, rounded against the hope.
    """
    if applicants <= seats:
        return None
    share = Fraction(max(seats, 0), applicants)
    if share < Fraction(1, 10):
        return (1, -(-applicants // seats)) if seats > 0 else (0, applicants)
    told = [Fraction(among - place, among) for among in ROUND for place in range(1, among)]
    best = min(told, key=lambda one: (abs(one - share), one.denominator))
    return best.numerator, best.denominator
