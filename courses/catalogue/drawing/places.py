"""Where a shape lies: a matrix that takes the unit square to pixels, through groups, turns and mirrors."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any

from courses.catalogue.drawing.names import child, number, truth

Point = tuple[float, float]
FARTHEST = 20_000.0  # pixels; no outline is drawn beyond


@dataclass(frozen=True, slots=True)
class Matrix:
    """x' = a x + c y + e; y' = b x + d y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def __matmul__(self, first: Matrix) -> Matrix:
        """`first`, and then this."""
        return Matrix(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            self.a * first.e + self.c * first.f + self.e,
            self.b * first.e + self.d * first.f + self.f,
        )

    def point(self, x: float, y: float) -> Point:
        found = self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f
        return tuple(max(-FARTHEST, min(FARTHEST, value)) for value in found)  # type: ignore[return-value]

    @property
    def width(self) -> float:
        return min(FARTHEST, hypot(self.a, self.b))

    @property
    def height(self) -> float:
        return min(FARTHEST, hypot(self.c, self.d))

    @property
    def middle(self) -> Point:
        return self.point(0.5, 0.5)

    @property
    def turn(self) -> float:
        """Degrees clockwise; a mirrored shape's text is not mirrored, only turned on its head with it."""
        return degrees(atan2(self.b, self.a)) if self.a * self.d - self.b * self.c >= 0 else degrees(atan2(-self.b, -self.a))

    @property
    def is_straight(self) -> bool:
        return abs(self.b) < 0.01 and abs(self.c) < 0.01

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of all that it covers."""
        corners = [self.point(x, y) for x in (0, 1) for y in (0, 1)]
        return min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners)


def place(transform: Any, outside: Matrix) -> Matrix:
    """Of a shape from its `xfrm`, in the coordinates of what is around it."""
    offset, extent = child(transform, "a:off"), child(transform, "a:ext")
    width, height = max(0, number(extent, "cx")), max(0, number(extent, "cy"))
    moved = Matrix(1, 0, 0, 1, number(offset, "x"), number(offset, "y"))
    return outside @ moved @ turned(transform, width, height) @ Matrix(width, 0, 0, height, 0, 0) @ mirrored(transform)


def turned(transform: Any, width: float, height: float) -> Matrix:
    """About the middle of the shape."""
    angle = radians(number(transform, "rot") / 60_000)
    about = Matrix(1, 0, 0, 1, width / 2, height / 2)
    return about @ Matrix(cos(angle), sin(angle), -sin(angle), cos(angle), 0, 0) @ Matrix(1, 0, 0, 1, -width / 2, -height / 2)


def mirrored(transform: Any) -> Matrix:
    across, down = truth(transform, "flipH"), truth(transform, "flipV")
    return Matrix(-1 if across else 1, 0, 0, -1 if down else 1, 1 if across else 0, 1 if down else 0)


def inside(transform: Any, group: Matrix) -> Matrix:
    """What takes the coordinates in a group to pixels, from the group's own place."""
    offset, extent = child(transform, "a:chOff"), child(transform, "a:chExt")
    width, height = number(extent, "cx") or 1, number(extent, "cy") or 1
    return group @ Matrix(1 / width, 0, 0, 1 / height, -number(offset, "x") / width, -number(offset, "y") / height)
