"""A spreadsheet of courses: one course a row, the columns known by their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from courses.catalogue.rules.exchange.packed import Packed, PackedTeacher, PackedUnit
from courses.catalogue.rules.exchange.words import column_named, minutes_pattern

HEAD_ROWS = 5  # within which the heads of the columns are looked for: people put a title above them
MOST_ROWS = 500
BETWEEN_LINES = re.compile(r"[\n\r；;]+")
BETWEEN_NAMES = re.compile(r"[\n\r；;、，,/]+")
FACTS = ("title", "short_title", "summary")


def courses(rows: Sequence[Sequence[str]]) -> list[tuple[int, Packed]]:
    """The courses with the number of their row, as people count (from 1). Without a column for the title: none."""
    for place, row in enumerate(rows[:HEAD_ROWS]):
        heads = [column_named(cell) for cell in row]
        if "title" in heads:
            found = [(number, _course(heads, cells)) for number, cells in enumerate(rows[place + 1 :], start=place + 2) if any(cell.strip() for cell in cells)]
            return found[: MOST_ROWS + 1]
    return []


def _course(heads: Sequence[str], cells: Sequence[str]) -> Packed:
    told = {head: cell.strip() for head, cell in zip(heads, cells, strict=False) if head}
    return Packed(
        facts={**{name: told.get(name, "") for name in FACTS}, "goals": "\n".join(_lines(told.get("goals", "")))},
        school=told.get("school", ""),
        teachers=[PackedTeacher(name) for name in dict.fromkeys(part.strip() for part in BETWEEN_NAMES.split(told.get("teachers", ""))) if name],
        units=[unit_of(line) for line in _lines(told.get("units", ""))],
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in BETWEEN_LINES.split(text) if line.strip()]


def unit_of(line: str) -> PackedUnit:
    """A unit from its line; a length at its end is taken off."""
    found = minutes_pattern().search(line)
    title = line[: found.start()].strip() if found else line
    return PackedUnit(title or line, minutes=int(found.group(1)) if found and title else 90)
