"""Decisions about asking for a course on plain values: how many names are missing, and whether names are still collected."""

from __future__ import annotations

from datetime import date

FEWEST, MOST = 3, 300  # names that a request may need
SHORTEST_DAYS, LONGEST_DAYS = 3, 180  # how long names are collected
LIVE_OF_ONE = 3  # requests that one person may have open at a time


def missing(needed: int, names: int) -> int:
    """How many names are still missing; never below nought."""
    return max(0, needed - names)


def has_enough(needed: int, names: int) -> bool:
    return names >= needed


def is_collecting(until: date, today: date) -> bool:
    """Names are collected through the last day."""
    return today <= until


def may_last(until: date, today: date) -> bool:
    """Whether names may be collected until this day, counted from today."""
    return SHORTEST_DAYS <= (until - today).days <= LONGEST_DAYS
