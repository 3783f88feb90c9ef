"""Decisions of selection on plain values: may somebody pick, and who gets a seat when a draw decides."""

from courses.selection.rules.picking import (
    Clash,
    DayPart,
    Facts,
    Reason,
    Rhythm,
    Slot,
    day_part,
    first_clash,
    may_wait,
    next_in_line,
    position,
    reasons_against,
    rhythm,
    seats_to_hand_on,
    weekly_slots,
)

__all__ = [
    "Clash",
    "DayPart",
    "Facts",
    "Reason",
    "Rhythm",
    "Slot",
    "day_part",
    "first_clash",
    "may_wait",
    "next_in_line",
    "position",
    "reasons_against",
    "rhythm",
    "seats_to_hand_on",
    "weekly_slots",
]
