"""The order in which a recording is worked on, and how long it still takes."""

from math import ceil

STEPS = ("probe", "first", "ladder", "cut", "extras", "slides", "text")
QUICK = frozenset({"probe", "first"})  # seconds each, whatever the length; they have a worker of their own, so that a long lecture does not block short ones
LONG = frozenset(STEPS) - QUICK
OPTIONAL = frozenset({"extras", "slides", "text"})  # without them a replay is still a replay


def after(step: str) -> str:
    """The step that follows, "" after the last one."""
    return STEPS[STEPS.index(step) + 1] if step != STEPS[-1] else ""


def minutes_left(seconds: float, percent: int) -> int | None:
    """From the seconds that a step has taken and how much of it is done: whole minutes from 1, None while too little is done to tell."""
    if not 3 <= percent <= 100 or seconds < 0:
        return None
    return max(1, ceil(seconds * (100 - percent) / percent / 60))
