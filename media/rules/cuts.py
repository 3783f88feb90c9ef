"""A cut: which parts of the untouched original are kept, and what that does to every time that was noted about it.

Times are whole milliseconds. A part, like every interval here, is (start, end) without its end. Nothing is lost by a cut: it is only a list.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

type Interval = tuple[int, int]

MAX_PARTS = 200
LEAST_LEFT_MS = 1_000
MAX_TEXT = 20_000  # characters of a list as it is sent
QUIET_MS = 3_000  # a silence so long is worth a suggestion
EDGE_MS = 2_000  # a beginning or an end without a voice so long is dead
BREATH_MS = 500  # of what is silent this much stays at each side, else speech sounds chopped


class EditFault(ValueError):
    """A list that cannot be used. `code`: bad_json, bad_parts, too_many, not_ordered, outside or too_short."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class EditList:
    """The kept parts of an original of `duration`: ordered, none touches the next, at least a second is left. Raises EditFault."""

    duration: int
    kept: tuple[Interval, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _begins: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kept = _checked(self.kept, self.duration)
        object.__setattr__(self, "kept", kept)
        object.__setattr__(self, "_starts", tuple(start for start, _ in kept))
        object.__setattr__(self, "_begins", tuple(accumulate((end - start for start, end in kept), initial=0)))

    @property
    def length(self) -> int:
        """How long the cut is."""
        return self._begins[-1]

    @property
    def begins(self) -> tuple[int, ...]:
        """When each part begins in time of the cut."""
        return self._begins[:-1]

    @property
    def is_whole(self) -> bool:
        return self.kept == ((0, self.duration),)

    @property
    def removed(self) -> tuple[Interval, ...]:
        """What is left out of the original."""
        edges = [0, *(edge for part in self.kept for edge in part), self.duration]
        return tuple((start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)

    def to_cut(self, time: int) -> int | None:
        """A moment of the original in time of the cut; None when it was removed. The original's end is the cut's when that is kept."""
        number = bisect_right(self._starts, time) - 1
        if number < 0:
            return None
        start, end = self.kept[number]
        is_there = time < end or (time == end == self.duration)
        return self._begins[number] + time - start if is_there else None

    def nearest(self, time: int) -> int:
        """A moment of the original in time of the cut; when it was removed, that of the seam which took its place."""
        number = bisect_right(self._starts, time) - 1
        if number < 0:
            return 0
        start, end = self.kept[number]
        return self._begins[number] + min(time, end) - start

    def to_original(self, time: int) -> int:
        """A moment of the cut in time of the original. A seam is the beginning of the part after it."""
        number = min(bisect_right(self._begins, max(0, time)), len(self.kept)) - 1
        start, end = self.kept[number]
        return min(end, start + max(0, time) - self._begins[number])

    def intervals_to_cut(self, intervals: Iterable[Interval]) -> list[Interval]:
        """Intervals of the original, such as watched seconds, in time of the cut: removed ones vanish, those that now touch are one."""
        return merged((self.nearest(start), self.nearest(end)) for start, end in intervals)

    def intervals_to_original(self, intervals: Iterable[Interval]) -> list[Interval]:
        """Intervals of the cut in time of the original, divided at the seams."""
        return merged(piece for interval in merged(intervals) for piece in self._pieces(interval))

    def _pieces(self, interval: Interval) -> Iterable[Interval]:
        for (start, end), begin in zip(self.kept, self._begins, strict=False):
            yield max(start, start + interval[0] - begin), min(end, start + interval[1] - begin)

    def as_json(self) -> str:
        return json.dumps(self.kept, separators=(",", ":"))


def whole(duration: int) -> EditList:
    """Nothing is cut."""
    return EditList(duration, ((0, duration),))


def parse(text: str, duration: int) -> EditList:
    """A list as it is sent and stored: JSON of kept parts, [[start, end], ...]. Raises EditFault."""
    if len(text) > MAX_TEXT:
        raise EditFault("too_many")
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EditFault("bad_json") from error
    if not isinstance(parts, list) or not all(_is_part(part) for part in parts):
        raise EditFault("bad_parts")
    return EditList(duration, tuple((start, end) for start, end in parts))


def without(duration: int, removed: Iterable[Interval]) -> EditList:
    """The list that keeps everything but these. Raises EditFault."""
    edges = [0, *(edge for part in merged(removed) for edge in part), duration]
    return EditList(duration, tuple((start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end))


def change(intervals: Iterable[Interval], before: EditList, after: EditList) -> list[Interval]:
    """Intervals in time of one cut of an original, such as watched seconds, in time of another cut of it."""
    return after.intervals_to_cut(before.intervals_to_original(intervals))


def split(edits: EditList, at: int) -> tuple[EditList, EditList]:
    """Two lists over the same original: before and after a moment of the cut. Raises EditFault when one would be too short."""
    first, second = edits.intervals_to_original([(0, at)]), edits.intervals_to_original([(at, edits.length)])
    return EditList(edits.duration, tuple(first)), EditList(edits.duration, tuple(second))


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """In order, empty ones left out, those that overlap or touch as one."""
    result: list[Interval] = []
    for start, end in sorted(interval for interval in intervals if interval[0] < interval[1]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def suggestions(silences: Iterable[Interval], duration: int) -> list[Interval]:
    """What may be removed because nobody speaks: dead beginnings and ends, and long silences, each with a breath left beside the speech."""
    return [part for silence in merged(silences) if (part := _suggestion(silence, duration))]


def _suggestion(silence: Interval, duration: int) -> Interval | None:
    start, end = max(0, silence[0]), min(duration, silence[1])
    at_edge = start < BREATH_MS or end > duration - BREATH_MS
    if end - start < (EDGE_MS if at_edge else QUIET_MS):
        return None
    left = 0 if start < BREATH_MS else start + BREATH_MS
    right = duration if end > duration - BREATH_MS else end - BREATH_MS
    return (left, right) if (left, right) != (0, duration) else None  # a recording without any sound is no mistake


def _is_part(part: object) -> bool:
    return isinstance(part, list) and len(part) == 2 and all(type(edge) is int for edge in part)


def _checked(parts: Sequence[Interval], duration: int) -> tuple[Interval, ...]:
    if len(parts) > MAX_PARTS:
        raise EditFault("too_many")
    edges = [edge for part in parts for edge in part]
    if edges != sorted(edges) or any(start >= end for start, end in parts):
        raise EditFault("not_ordered")
    if edges and not 0 <= edges[0] <= edges[-1] <= duration:
        raise EditFault("outside")
    if sum(end - start for start, end in parts) < min(LEAST_LEFT_MS, max(duration, 1)):
        raise EditFault("too_short")
    return tuple(merged(parts))
