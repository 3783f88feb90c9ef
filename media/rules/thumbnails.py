"""The small pictures over the time line: how far apart, on which sheet, at which place. Times are milliseconds, sizes are pixels."""

from dataclasses import dataclass

from media.rules.chapters import stamp

ACROSS = DOWN = 10  # on a sheet
SIDE = 160  # the longer one
LONG_MS = 30 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Sheets:
    """Pictures `every` so many milliseconds, each of this size, a hundred to a sheet."""

    duration: int
    every: int
    width: int
    height: int

    @property
    def pictures(self) -> int:
        return max(1, -(-self.duration // self.every))

    @property
    def number(self) -> int:
        return -(-self.pictures // (ACROSS * DOWN))


def sheets(duration: int, width: int, height: int) -> Sheets:
    """The sheets of a recording of this length and shape. A longer one has them less often, so that they stay small to load."""
    scale = SIDE / max(width, height)
    return Sheets(duration, 5_000 if duration <= LONG_MS else 10_000, _even(width * scale), _even(height * scale))


def _even(side: float) -> int:
    return max(2, round(side / 2) * 2)


def webvtt(plan: Sheets) -> str:
    """The track that tells a player where on which sheet the picture of a moment is."""
    return "\n".join(["WEBVTT\n", *(_cue(plan, number) for number in range(plan.pictures))])


def _cue(plan: Sheets, number: int) -> str:
    sheet, place = divmod(number, ACROSS * DOWN)
    left, top = place % ACROSS * plan.width, place // ACROSS * plan.height
    begin, end = number * plan.every, min((number + 1) * plan.every, plan.duration)
    return f"{stamp(begin)} --> {stamp(end)}\nsprite-{sheet + 1:03d}.jpg#xywh={left},{top},{plan.width},{plan.height}\n"
