"""Looks at keyframes of one recording and prints where its slides change, as JSON. A program of its own (`processes.run`), since the bytes are hostile.

Memory does not grow with the length: of each look only 144 bytes are kept. Times are milliseconds from the recording's start.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import av
import numpy as np

from media.rules import MAX_PIXELS
from media.rules import slides as rules

NEAR_MS = 700  # a change that is not there so shortly before a keyframe is taken to come with it: encoders put keyframes at changes
STEP_MS = 100
PACKED = rules.GRID[0] * rules.GRID[1] // 8  # bytes of one look's blocks


class Film:
    """One opened recording. `pictures` and `keyframes` give (time, grey picture) in order."""

    def __init__(self, path: str, index: int, formats: str) -> None:
        self.container = av.open("file:" + path, options={"protocol_whitelist": "file", "format_whitelist": formats}, metadata_errors="replace")
        self.stream: Any = self.container.streams[index]
        self.context: Any = self.stream.codec_context
        # The picture may be larger than its header says, so the decoder is told as well.
        self.context.options = {"threads": "1", "skip_loop_filter": "all", "flags2": "+fast", "max_pixels": str(MAX_PIXELS)}
        self.origin = (self.container.start_time or 0) / 1_000_000

    def time(self, thing: Any) -> int | None:
        stamp = thing.pts if thing.pts is not None else thing.dts
        return None if stamp is None else round((float(stamp * thing.time_base) - self.origin) * 1000)

    def seek(self, time: int) -> None:
        """To the keyframe at the time, which is one's own, or the one before it."""
        self.container.seek(round((time / 1000 + self.origin + 0.002) / self.stream.time_base), stream=self.stream)
        self.context.flush_buffers()

    def keyframes(self, apart: int, until: int) -> Iterator[tuple[int, rules.Picture]]:
        """Keyframes so far apart at least, each decoded alone."""
        due = None
        for packet in self.container.demux(self.stream):
            time = self.time(packet)
            if time is None or not packet.is_keyframe or (due is not None and time < due):
                continue
            if time > until:
                return
            for picture in self._alone(packet):
                due = time + apart
                yield time, picture

    def _alone(self, packet: Any) -> Iterator[rules.Picture]:
        """The picture of one keyframe: flushed out at once, since what follows it is not decoded. A broken one gives none."""
        try:
            frames = [*packet.decode(), *self.context.decode(None)][:1]
        except av.error.FFmpegError:
            frames = []
        self.context.flush_buffers()
        yield from map(grey, frames)

    def pictures(self, apart: int, until: int) -> Iterator[tuple[int, rules.Picture]]:
        """Pictures so far apart at least, decoded in a row without those that no other needs."""
        self.context.skip_frame, due = "BIDIR", None
        for frame in self._decoded():
            time = self.time(frame)
            if time is None or (due is not None and time < due):
                continue
            if time > until:
                break
            due = time + apart
            yield time, grey(frame)
        self.context.skip_frame = "DEFAULT"

    def _decoded(self) -> Iterator[Any]:
        for packet in self.container.demux(self.stream):
            try:
                yield from packet.decode()
            except av.error.FFmpegError:
                continue


def grey(frame: Any) -> rules.Picture:
    return frame.reformat(rules.WIDTH, rules.HEIGHT, "gray", interpolation="AREA").to_ndarray()


class Looks:
    """The looks taken so far: times, and packed bits of what was active between neighbours and next but one."""

    def __init__(self) -> None:
        self.times: list[int] = []
        self.pairs: list[bytes] = []
        self.leaps: list[bytes] = []
        self._last: list[rules.Picture] = []

    def take(self, time: int, picture: rules.Picture) -> None:
        self.times.append(time)
        for kept, before in zip((self.pairs, self.leaps), reversed(self._last), strict=False):
            kept.append(np.packbits(rules.active(before, picture)).tobytes())
        self._last = [*self._last[-1:], picture]

    def found(self, duration: int) -> rules.Found:
        return rules.find(self.times, unpacked(self.pairs), unpacked(self.leaps), duration)


def unpacked(rows: list[bytes]) -> rules.Blocks:
    bits = np.frombuffer(b"".join(rows), np.uint8).reshape(len(rows), PACKED)
    return np.unpackbits(bits, axis=1).astype(np.bool_).reshape(len(rows), *rules.GRID)


def moment(film: Film, change: rules.Change) -> int:
    """When the change came, within its window: first by the keyframes in it, then picture by picture behind the last one that is still the old slide."""
    after, by = bounds(film, change)
    if by - after <= NEAR_MS:
        return by
    film.seek(after)
    first = None
    for time, picture in film.pictures(STEP_MS, by - NEAR_MS):
        if first is None:
            first = picture
        elif rules.is_there(first, picture, change.blocks):
            return time
    return by


def bounds(film: Film, change: rules.Change) -> tuple[int, int]:
    film.seek(change.after)
    first, after = None, change.after
    for time, picture in film.keyframes(1, change.by):
        if first is None:
            first = picture
        elif rules.is_there(first, picture, change.blocks):
            return after, time
        after = time
    return after, change.by


def main(path: str, formats: str, index: int, duration: int, is_sparse: bool) -> dict[str, Any]:
    film, looks = Film(path, index, formats), Looks()
    look = film.pictures if is_sparse else film.keyframes
    for time, picture in look(rules.spacing(duration), duration):
        looks.take(time, picture)
    found = looks.found(duration)
    # Where every picture was decoded, the looks are as near as the search would come.
    moments = [(change.after + change.by) // 2 if is_sparse and change.by - change.after <= 2_000 else moment(film, change) for change in found.changes]
    return {"looks": looks.times, "changes": moments, "moving": np.packbits(found.moving).tobytes().hex()}


if __name__ == "__main__":
    av.logging.set_level(av.logging.PANIC)
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5] == "sparse")))
