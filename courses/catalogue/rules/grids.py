"""Tables from ruled lines on a page: only where the lines leave no doubt. Lengths in points, y downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NEAR = 3.0  # points within which two lines are the same, or meet
COVERED = 0.85  # of an edge that must be ruled
MOST_LINES = 600  # of one page; beyond that it is a drawing


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis: at `at`, from `start` to `end` on the other axis."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by its place in the grid and how far it reaches; its edges on the page."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    right: float
    top: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Grid:
    cells: tuple[Cell, ...]
    rows: int
    columns: int

    @property
    def left(self) -> float:
        return min(cell.left for cell in self.cells)

    @property
    def right(self) -> float:
        return max(cell.right for cell in self.cells)

    @property
    def top(self) -> float:
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        return max(cell.bottom for cell in self.cells)


def grids(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """The tables that horizontal lines (`across`: at y) and vertical ones (`down`: at x) make; at least two rows and two columns each."""
    if len(across) + len(down) > MOST_LINES:
        return []
    found = [grid_of(rows, columns) for rows, columns in _together(across, down)]
    return [grid for grid in found if grid is not None]


def _together(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The lines that meet, group by group."""
    group = list(range(len(across) + len(down)))

    def head(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for i, row in enumerate(across):
        for j, column in enumerate(down):
            if row.start - NEAR <= column.at <= row.end + NEAR and column.start - NEAR <= row.at <= column.end + NEAR:
                group[head(i)] = head(len(across) + j)
    heads = {head(i) for i in range(len(across))}
    return [
        ([row for i, row in enumerate(across) if head(i) == one], [column for j, column in enumerate(down) if head(len(across) + j) == one]) for one in heads
    ]


def positions(rules: Sequence[Rule]) -> list[float]:
    """Where lines lie, those that are nearly the same taken as one."""
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > NEAR:
            found.append(at)
    return found


def grid_of(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    """The grid of lines that meet; None when it is none, or when merged cells are not rectangles."""
    ys, xs = positions(across), positions(down)
    if len(ys) < 3 or len(xs) < 3 or len(ys) * len(xs) > 4000:
        return None
    if not _is_framed(across, down, ys, xs):
        return None
    cells = _cells(across, down, ys, xs)
    if cells is None or len(cells) < 3:
        return None
    return Grid(tuple(cells), len(ys) - 1, len(xs) - 1)


def _is_framed(across: Sequence[Rule], down: Sequence[Rule], ys: list[float], xs: list[float]) -> bool:
    ends = all(_is_ruled(across, y, xs[0], xs[-1]) for y in (ys[0], ys[-1]))
    return ends and all(_is_ruled(down, x, ys[0], ys[-1]) for x in (xs[0], xs[-1]))


def _is_ruled(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether lines at this place cover the edge between two points."""
    covered, reached = 0.0, start
    for rule in sorted((rule for rule in rules if abs(rule.at - at) <= NEAR), key=lambda rule: rule.start):
        first, last = max(rule.start, reached), min(rule.end, end)
        if last > first:
            covered += last - first
            reached = last
    return covered >= COVERED * (end - start)


def _cells(across: Sequence[Rule], down: Sequence[Rule], ys: list[float], xs: list[float]) -> list[Cell] | None:
    """Cells between which no line is drawn are one."""
    rows, columns = len(ys) - 1, len(xs) - 1
    seen: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in seen:
                continue
            wide, high = 1, 1
            while column + wide < columns and not _is_ruled(down, xs[column + wide], ys[row], ys[row + 1]):
                wide += 1
            while row + high < rows and not _is_ruled(across, ys[row + high], xs[column], xs[column + wide]):
                high += 1
            places = {(row + i, column + j) for i in range(high) for j in range(wide)}
            if places & seen:
                return None
            seen |= places
            cells.append(Cell(row, column, high, wide, xs[column], xs[column + wide], ys[row], ys[row + high]))
    return cells
