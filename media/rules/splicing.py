"""Which frames of a rendition a cut copies and which it encodes anew. Pure: frame numbers in order of presentation, times in ticks of the track.

A keyframe closes what came before it (the caller has checked that), so a group of pictures is the same frames in both orders.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

SHORTEST, LONGEST = 3.0, 6.0  # seconds of a segment, wherever keyframes allow it


@dataclass(frozen=True, slots=True)
class Piece:
    """Frames `first` to `end` (without it) of kept part `part`, copied as they are or encoded anew. Each begins at a keyframe."""

    part: int
    first: int
    end: int
    copied: bool


def middles(times: Sequence[int], end: int, most: int) -> list[int]:
    """The middle of each frame's time on screen, but at most `most` ticks after it came: where it is says to which part a frame belongs."""
    return [time + min((after - time) // 2, most) for time, after in zip(times, [*times[1:], end], strict=True)]


def pieces(part: int, first: int, end: int, keys: Sequence[int], ranks: Sequence[int]) -> list[Piece]:
    """A part in pieces: up to the first keyframe anew, whole groups as they are, and of the last group what can stand without the rest.

    `keys` are the keyframes, `ranks[i]` the place in presentation of the frame that is decoded as the i-th.
    """
    begin = min(_at_or_after(keys, first, end), end)
    last = keys[bisect_right(keys, end) - 1]
    stop = max(begin, standing(ranks, last, end) if last >= begin else begin)
    found = [Piece(part, first, begin, False), Piece(part, begin, stop, True), Piece(part, stop, end, False)]
    return [piece for piece in found if piece.first < piece.end]


def _at_or_after(keys: Sequence[int], frame: int, otherwise: int) -> int:
    number = bisect_left(keys, frame)
    return keys[number] if number < len(keys) else otherwise


def standing(ranks: Sequence[int], key: int, end: int) -> int:
    """The largest number up to `end` before which all frames from `key` on need none that comes later."""
    stop, highest = key, key - 1
    for place in range(key, end):
        highest = max(highest, ranks[place])
        if highest == place:
            stop = place + 1
    return stop


def needed(ranks: Sequence[int], key: int, end: int, group_end: int) -> int:
    """What of a group must be decoded, counted in order of decoding, so that all its frames before `end` are there: up to this number."""
    return 1 + max(place for place in range(key, group_end) if ranks[place] < end)


def segments(begins: Sequence[float], length: float) -> list[int]:
    """Of the moments (seconds) at which a segment could begin those at which one shall; the numbers of the moments, the first always."""
    chosen = [0]
    for number in range(1, len(begins)):
        following = begins[number + 1] if number + 1 < len(begins) else length
        so_far = begins[number] - begins[chosen[-1]]
        if so_far >= SHORTEST or following - begins[chosen[-1]] > LONGEST:
            chosen.append(number)
    return chosen
