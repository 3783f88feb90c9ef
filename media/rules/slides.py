"""Where a filmed lecture shows another slide. Pure: grey pictures and times in, plain values out.

A picture is an array of 180 rows of 320 grey bytes, looked at in blocks of 10 by 10 pixels; "blocks" are arrays of 18 rows of 32 truths.
Times are milliseconds. Not part of `media.rules` itself, so that the web server does not load numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Picture = NDArray[np.uint8]
type Blocks = NDArray[np.bool_]

WIDTH, HEIGHT, BLOCK = 320, 180, 10
GRID = (HEIGHT // BLOCK, WIDTH // BLOCK)
LEVELS = 12  # a pixel changed when its grey did by more than what compression does
PIXELS = 5  # a block is active when so many of its 100 pixels changed
BUSY_SHARE = 0.25  # a block active so often shows a camera or a pointer, no slide
RESTLESS_SHARE = 0.05  # ... and one that is active twice in a row so often
RESTLESS_TIMES = 3
AROUND = 75  # looks before and after within which a block is judged: the camera's window moves during a day
CHANGED_BLOCKS = 8  # fewer are a mouse or a stroke of a pen; a line of text has a dozen
FILM_SHARE = 0.6  # of the picture in motion
FASTEST_MS = 6_000  # a slide on average; what changes faster is a film or a demonstration
SPACING_MS = (1_000, 4_000)
LOOKS = 30  # wanted at least of a short recording
SPARSE_MS = 12_000


@dataclass(frozen=True, slots=True)
class Change:
    """Another slide came after the look at `after` and was there at the look at `by`; `blocks` are those that it changed."""

    after: int
    by: int
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Found:
    """What the looks say. `moving` are the blocks that mostly belong to a camera or a pointer; no changes when these are no slides."""

    changes: tuple[Change, ...]
    moving: Blocks


def spacing(duration: int) -> int:
    """How far apart looks are: short recordings deserve more, long ones need no more than one in four seconds."""
    least, most = SPACING_MS
    return max(least, min(most, duration // LOOKS))


def is_sparse(keyframes: Sequence[int], duration: int) -> bool:
    """True when keyframes alone would not do: a recorder that writes one a minute, or a crumb of a film."""
    gaps = [later - earlier for earlier, later in zip([0, *keyframes], [*keyframes, duration], strict=True)]
    return len(keyframes) < 6 or max(gaps) > SPARSE_MS


def active(before: Picture, after: Picture) -> Blocks:
    """Which blocks differ between two pictures."""
    changed = np.abs(before.astype(np.int16) - after) > LEVELS
    counts = changed.reshape(GRID[0], BLOCK, GRID[1], BLOCK).sum(axis=(1, 3))
    return counts >= PIXELS


def is_there(first: Picture, now: Picture, change: Blocks) -> bool:
    """Whether the change has come, seen from the picture before it: half of its blocks differ (a fade counts from its middle)."""
    return bool((active(first, now) & change).sum() * 2 >= change.sum())


def find(times: Sequence[int], pairs: Blocks, leaps: Blocks, duration: int) -> Found:
    """The changes among looks at `times`. `pairs[i]` are the blocks active between looks i and i+1, `leaps[i]` between i and i+2."""
    if len(times) < 2:
        return Found((), np.zeros(GRID, np.bool_))
    moving = _moving(pairs)
    came = pairs & ~moving
    lasting = came & _stays(pairs, leaps)
    where = np.flatnonzero(_is_change(came.sum(axis=(1, 2)), lasting.sum(axis=(1, 2))))
    mostly = moving.mean(axis=0) >= 0.5
    if _is_film(moving, len(where), duration):
        return Found((), mostly)
    return Found(tuple(Change(times[i], times[i + 1], lasting[i]) for i in where.tolist()), mostly)


def _is_change(came: NDArray[np.int_], lasting: NDArray[np.int_]) -> Blocks:
    """Enough blocks that last, and most of those that came: of a slide that is leafed over some may look like the next one's."""
    return (lasting >= CHANGED_BLOCKS) & (lasting * 2 > came)


def _is_film(moving: Blocks, changes: int, duration: int) -> bool:
    return bool(moving.mean() > FILM_SHARE or changes * FASTEST_MS > duration)


def _stays(pairs: Blocks, leaps: Blocks) -> Blocks:
    """What came and is still the same at the look after: not a pointer that moves on. After the last look nobody can say."""
    stays = np.ones_like(pairs)
    stays[: len(leaps)] = leaps & ~pairs[1:]
    return stays


def _moving(pairs: Blocks) -> Blocks:
    """For each look the blocks that move all the time around it."""
    twice = np.zeros_like(pairs)
    twice[1:] = pairs[1:] & pairs[:-1]
    often, restless, seen = _sums(pairs), _sums(twice), _sums(np.ones((len(pairs), 1, 1), np.bool_))
    unrest = (restless >= RESTLESS_TIMES) & (restless > RESTLESS_SHARE * seen)
    return unrest | ((often > BUSY_SHARE * seen) & (restless * 3 >= often))


def _sums(pairs: Blocks) -> NDArray[np.int32]:
    """Of each block the number of times around each look."""
    totals = np.concatenate([np.zeros((1, *pairs.shape[1:]), np.int32), np.cumsum(pairs, axis=0, dtype=np.int32)])
    at = np.arange(len(pairs))
    return totals[np.minimum(at + AROUND + 1, len(pairs))] - totals[np.maximum(at - AROUND, 0)]
