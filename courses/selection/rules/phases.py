"""Where a term's selection stands: which round runs, which comes next. Plain values, aware times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from courses.selection.rules.rounds import Kind, Window


class Phase(StrEnum):
    """What a learner is told first. `DRAWING`: wishes are closed and not drawn yet. `BETWEEN`: nothing runs, and more comes."""

    BEFORE = "before"
    WISHES = "wishes"
    DRAWING = "drawing"
    BETWEEN = "between"
    FIRST_COME = "first_come"
    ADD_DROP = "add_drop"
    OVER = "over"


@dataclass(frozen=True)
class Moment:
    """A point in a plan: its phase, the round that runs, the last one that has ended, and the next one that begins."""

    phase: Phase
    running: Window | None
    past: Window | None
    coming: Window | None


def moment_of(rounds: Iterable[Window], now: datetime, *, drawn: bool) -> Moment:
    """Where a plan stands; a round of which a late draw leaves nothing is none. `drawn`: whether the last round of wishes that has ended is drawn."""
    line = sorted(one for one in rounds if not one.is_empty)
    running = next((one for one in line if one.opens_at <= now < one.closes_at), None)
    past = next((one for one in reversed(line) if one.closes_at <= now), None)
    coming = next((one for one in line if one.opens_at > now), None)
    return Moment(_phase(running, past, coming, drawn), running, past, coming)


def _phase(running: Window | None, past: Window | None, coming: Window | None, drawn: bool) -> Phase:
    if running is not None:
        return Phase(running.kind.value)
    if past is None:
        return Phase.BEFORE
    if past.kind is Kind.WISHES and not drawn:
        return Phase.DRAWING
    return Phase.BETWEEN if coming is not None else Phase.OVER
