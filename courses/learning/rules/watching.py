"""Arithmetic of watching on plain values: which seconds were seen, and how many of the claimed ones can be true.

A span is `(start, end)`: whole seconds of the original recording, end excluded. A list of spans is *tidy* when it is sorted, disjoint and
not touching. A claim is what a player says: pairs of numbers of whatever kind. No Django, no clock: times are seconds or aware datetimes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from math import ceil, floor, isfinite

Span = tuple[int, int]

MAX_RATE = 2.0  # faster than this nobody follows a lecture
SLACK = timedelta(seconds=2)  # beats arrive late or early; given once, never again at the next beat
LONGEST_GAP = timedelta(hours=1)  # what a player without network may bring at once
NEARLY = 0.25  # of a second: players stop a little before or after the full one
COVERED = 0.8  # of the recording: a lesson counts as watched, the check opens
AT_THE_END_MS = 5_000
WORTH_NAMING = 5  # seconds: shorter gaps are left out of the list of what was not seen


class Access(Enum):
    """What somebody may do with a lesson's replay."""

    NONE = "none"
    GUEST = "guest"  # teachers of the lesson and staff: they watch, nothing is counted
    LEARNER = "learner"


@dataclass(frozen=True, slots=True)
class Credit:
    """What a beat brought: the new union, the seconds that are new in it, and up to when real time is used up."""

    spans: tuple[Span, ...]
    gained: int
    credited_until: datetime


# ---- sets of seconds


def merge(*lists: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    """The union of all spans, tidy. Empty and reversed spans add nothing."""
    merged: list[Span] = []
    for start, end in sorted((span[0], span[1]) for spans in lists for span in spans):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def clip(spans: Iterable[Sequence[int]], total: int) -> tuple[Span, ...]:
    """What of the spans lies within the first `total` seconds, tidy."""
    return merge((max(0, span[0]), min(total, span[1])) for span in spans)


def difference(spans: Iterable[Sequence[int]], taken: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    """The seconds of `spans` that are not in `taken`, tidy."""
    left: list[Span] = list(merge(spans))
    for start, end in merge(taken):
        left = [part for a, b in left for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
    return tuple(left)


def length(spans: Iterable[Sequence[int]]) -> int:
    """How many seconds a tidy list holds."""
    return sum(span[1] - span[0] for span in spans)


def missing(spans: Iterable[Sequence[int]], total: int) -> tuple[Span, ...]:
    """The seconds of the recording that were not seen yet, tidy."""
    return difference([(0, total)], spans)


def prefix(spans: Iterable[Sequence[int]], seconds: int) -> tuple[Span, ...]:
    """The first `seconds` seconds of a tidy list."""
    kept: list[Span] = []
    for start, end in spans:
        if seconds <= 0:
            break
        kept.append((start, min(end, start + seconds)))
        seconds -= end - start
    return tuple(kept)


# ---- what a player claims


def whole_seconds(duration_ms: int) -> int:
    """How many seconds of a recording can be watched: the last, broken one is left out, a blink counts as one."""
    return max(1, duration_ms // 1000) if duration_ms > 0 else 0


def sound_claim(claim: Iterable[Sequence[float]], total: int) -> tuple[Span, ...]:
    """The whole seconds of a claim that lie in the recording, tidy. Whatever is not a forward stretch of time is dropped."""
    return clip((_whole(pair[0], pair[1], total) for pair in claim if _is_stretch(pair)), total)


def _is_stretch(pair: Sequence[float]) -> bool:
    if len(pair) != 2 or not all(isinstance(value, int | float) and isfinite(value) for value in pair):
        return False
    return 0 <= pair[0] < pair[1]


def _whole(start: float, end: float, total: int) -> Span:
    return ceil(min(start, total) - NEARLY), floor(min(end, total) + NEARLY)


def sound_rate(rate: float) -> float:
    """The speed that time is credited at: from normal to double, whatever was claimed. NaN is normal."""
    return min(MAX_RATE, max(1.0, rate)) if isfinite(rate) else 1.0


def sound_position_ms(position: float, duration_ms: int) -> int:
    """A position in seconds as milliseconds within the recording."""
    return min(duration_ms, max(0, round(min(position, duration_ms) * 1000))) if isfinite(position) else 0


def credit(*, seen: Iterable[Sequence[int]], claim: Iterable[Sequence[float]], total: int, rate: float, credited_until: datetime, now: datetime) -> Credit:
    """Turn a claim into watched seconds, as far as real time allows.

    The learner's clock stands at `credited_until`, one for all her players. New seconds cost real time (divided by the speed); what is left
    of the time since then is gone after the claim, so it can be spent once only. The slack is an advance on the next beat, not a gift.
    """
    seen, wanted = merge(seen), sound_claim(claim, total)
    if not wanted:
        return Credit(seen, 0, credited_until)
    speed = sound_rate(rate)
    begin = max(credited_until, now - LONGEST_GAP)
    allowed = floor(max(0.0, (now + SLACK - begin).total_seconds()) * speed)
    new = prefix(difference(wanted, seen), allowed)
    spent_until = begin + timedelta(seconds=length(new) / speed)
    return Credit(merge(seen, new), length(new), max(credited_until, now, spent_until))


# ---- what is shown


def gaps_to_name(spans: Iterable[Sequence[int]], total: int) -> tuple[Span, ...]:
    """What was not seen yet, without the crumbs between two clicks (all of a short recording)."""
    return tuple(gap for gap in missing(spans, total) if gap[1] - gap[0] >= min(WORTH_NAMING, total))


def start_second(asked: str, resume: int, total: int) -> int:
    """Where a page begins to play: at the second that its address names, else where the learner stopped."""
    if asked.isascii() and asked.isdigit() and len(asked) < 9 and int(asked) < total:
        return int(asked)
    return resume


def is_covered(seconds: int, total: int) -> bool:
    """True when enough of a recording was seen."""
    return total > 0 and seconds >= total * COVERED


def percent(part: int, whole: int) -> int:
    """A share in whole percent; 100 only when nothing is missing."""
    return part * 100 // whole if whole > 0 else 0


def resume_ms(position_ms: int, duration_ms: int) -> int:
    """Where to go on: at the same place, but from the beginning when that was the end."""
    margin = min(AT_THE_END_MS, duration_ms // 20)
    return 0 if position_ms >= duration_ms - margin else max(0, position_ms)
