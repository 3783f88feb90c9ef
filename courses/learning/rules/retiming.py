"""What was watched of one cut of a recording, in time of another cut of it.

Seconds are whole, and a cut is not: what was watched before it is remembered exactly, in milliseconds of the uncut replay, so that cuts one after
the other lose nothing, and removed parts come back as they were watched.
"""

from collections.abc import Iterable, Sequence

from courses.learning.rules.watching import Span, clip, difference, whole_seconds
from media.rules import cuts
from media.rules.cuts import EditList


def retimed(spans: Iterable[Sequence[int]], exact: Iterable[Sequence[int]], before: EditList, after: EditList) -> tuple[tuple[Span, ...], list[Span]]:
    """The seconds seen, and the same exactly. `exact` are those of the former cut; of `spans` only what came since then is new."""
    former = [(start, end) for start, end in exact]
    new = difference(spans, _seconds(former, before))
    seen = cuts.merged([*former, *before.intervals_to_original(_milliseconds(new, before))])
    return _seconds(seen, after), seen


def retimed_claim(claim: Iterable[Span], before: EditList, after: EditList) -> list[tuple[float, float]]:
    """What a player says that was opened on a former cut; seconds."""
    return [(start / 1000, end / 1000) for start, end in cuts.change(_milliseconds(claim, before), before, after)]


def retimed_position(position_ms: int, before: EditList, after: EditList) -> int:
    """The same moment, or where it was taken out."""
    return after.nearest(before.to_original(position_ms))


def _milliseconds(spans: Iterable[Sequence[int]], edits: EditList) -> list[Span]:
    """The last full second is followed by a broken one, which nobody can be asked to watch."""
    total = whole_seconds(edits.length)
    return [(start * 1000, edits.length if end >= total else end * 1000) for start, end in spans]


def _seconds(seen: Iterable[Span], edits: EditList) -> tuple[Span, ...]:
    """The nearest whole ones."""
    return clip(((round(start / 1000), round(end / 1000)) for start, end in edits.intervals_to_cut(seen)), whole_seconds(edits.length))
