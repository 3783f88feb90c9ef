"""How far a piece of work is, told by those who do it: each kind of work weighs what it takes, so that the per cents go evenly."""

from collections.abc import Callable

BYTE, PIXEL = 10, 8  # about so many nanoseconds: to copy and check a byte, to decode and encode a pixel
MOST = 97  # per cent; the plain file and the poster come after it


class Meter:
    """`tell` hears whole per cents as they rise. Work that turns out to be more than was expected only makes them rise more slowly."""

    def __init__(self, tell: Callable[[int], None], expected: float) -> None:
        self.tell, self.expected, self.done, self.told = tell, expected, 0.0, 0

    def add(self, work: float) -> None:
        """So much is done, in nanoseconds as above. May be called from any thread."""
        self.done += work
        percent = min(MOST, int(self.done * MOST / max(self.expected, self.done, 1)))
        if percent > self.told:
            self.told = percent
            self.tell(percent)


def frames(add: Callable[[float], None], work: float) -> Callable[[str], None]:
    """A reader of ffmpeg's `-progress`: each frame that it reports is so much work."""
    seen = 0

    def read(line: str) -> None:
        nonlocal seen
        key, _, value = line.partition("=")
        if key == "frame" and value.strip().isdigit():
            add((int(value) - seen) * work)
            seen = int(value)

    return read
