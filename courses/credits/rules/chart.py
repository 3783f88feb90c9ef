"""The distribution as a drawing: how many people are in each band of the requirement. Geometry only; no names, no ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from courses.credits.rules.report import LOWEST

LEFT, RIGHT, TOP, FLOOR = 44, 712, 64, 312  # of the drawing, 720 x 372
BAR = 88
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


class Bar(NamedTuple):
    """One band: `label` such as 0–19%, where its bar stands, and its part of the longest in per cent (for narrow windows)."""

    label: str
    number: int
    x: float
    y: float
    height: float
    middle: float
    text_y: float  # of the count above it
    met: bool
    part: int


class Tick(NamedTuple):
    value: int
    y: float
    text_y: float


class Chart(NamedTuple):
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    line: float  # where the requirement is met
    line_text: float  # the end of the words left of it
    met: int
    unmet: int


def labels() -> tuple[str, ...]:
    """0–19%, …, 80–99%, 100%."""
    upper = [*(lowest - 1 for lowest in LOWEST[1:]), 100]
    return tuple(f"{low}%" if low == high else f"{low}–{high}%" for low, high in zip(LOWEST, upper, strict=True))


def chart(bands: Sequence[int]) -> Chart:
    """The drawing of as many people in each band."""
    most = max([*bands, 1])
    step = next((step for step in STEPS if step * 4 >= most), most)
    scale = (FLOOR - TOP) / max(most, step)
    width = (RIGHT - LEFT) / len(bands)
    line = round(LEFT + width * (len(bands) - 1), 1)
    bars = tuple(_bar(place, count, label, width, scale, most) for place, (count, label) in enumerate(zip(bands, labels(), strict=True)))
    ticks = tuple(Tick(value, round(FLOOR - value * scale, 1), round(FLOOR - value * scale + 5, 1)) for value in range(0, most + 1, step))
    return Chart(bars, ticks, line, line - 10, bands[-1], sum(bands[:-1]))


def _bar(place: int, count: int, label: str, width: float, scale: float, most: int) -> Bar:
    middle = LEFT + width * (place + 0.5)
    height = count * scale
    part = max(1, round(count * 100 / most)) if count else 0
    y = round(FLOOR - height, 1)
    return Bar(label, count, round(middle - BAR / 2, 1), y, round(height, 1), round(middle, 1), y - 8, LOWEST[place] == 100, part)
