"""The promotion report as a file: CSV (UTF-8 with a mark, so that Excel reads it) and XLSX, written row by row.

Both hold the same rows as the page, and the check code that the page shows. A cell that a spreadsheet could take for a formula is text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from college.tags import clock, plain_day
from courses.credits.domain.report import Report
from courses.credits.domain.report_fold import Line
from courses.credits.rules.report import in_credits, safe_cell
from courses.credits.words import STATES

WIDTHS = (24, 28, 28, 12, 12, 12, 12, 12, 12, 10, 12)
A4 = 9  # as the format counts papers
UNWRITABLE = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ud800-\udfff\ufffe\uffff]")  # what no XML file holds; the writer stops at it
GUESSED = ("=", "#")  # what the writer would take for a formula or an error
AMOUNTS = 9  # the first columns: text and amounts; then a count
LEADING = 5  # lines above the table's head


def heading(report: Report, now: datetime) -> list[str]:
    """What stands above the table: what it is, of when, by which rules, with which code, and what it is for."""
    rules = report.rules
    return [
        _("Promotion report %(year)s") % {"year": report.year.year},
        _("Made on %(day)s %(time)s · %(count)s people") % {"day": plain_day(now), "time": clock(now), "count": len(report.lines)},
        _("Rules: %(title)s, version %(version)s") % {"title": rules.title, "version": rules.version} if rules else _("No rules are in force for this year."),
        _("Check code (SHA-256): %(code)s") % {"code": report.check_code},
        _("Only met or not met, with evidence; no ranking. Credits are one ground among others: people decide, and people sign."),
    ]


def columns() -> list[str]:
    kinds = (_("Required"), _("Elective"), _("Project"))
    earned = [_("%(kind)s earned") % {"kind": kind} for kind in kinds]
    needed = [_("%(kind)s needed") % {"kind": kind} for kind in kinds]
    pairs = [column for pair in zip(earned, needed, strict=True) for column in pair]
    return [pgettext("of a person", "Name"), _("Category"), pgettext("of a person", "Unit"), *pairs, _("Evidence"), pgettext("requirement", "Result")]


def cells(report: Report, line: Line) -> list[str | int]:
    """One line: text and amounts (hundredths) in the order of `columns`. Amounts stay numbers, so that they are written as such."""
    amounts = [amount for pair in zip(line.earned, line.need, strict=True) for amount in pair]
    return [line.name, report.names_of(line), line.unit, *amounts, line.entries, str(STATES[line.state])]


# ---- CSV


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(report: Report, now: datetime) -> Iterator[bytes]:
    """The file in pieces, a line each."""
    writer = csv.writer(_Echo())
    rows: Iterator[Sequence[str]] = (_csv_row(cells(report, line)) for line in report.lines)
    yield b"\xef\xbb\xbf"
    for text in heading(report, now):
        yield _encoded(writer.writerow([safe_cell(text)]))
    yield _encoded(writer.writerow(columns()))
    for row in rows:
        yield _encoded(writer.writerow(row))


def _encoded(text: Any) -> bytes:
    return str(text).encode()


def _csv_row(row: Sequence[str | int]) -> list[str]:
    """Text made safe, amounts in credits, the last number (evidence) as a count."""
    amounts = [in_credits(int(value)) for value in row[3:AMOUNTS]]
    return [*(safe_cell(str(value)) for value in row[:3]), *amounts, str(row[AMOUNTS]), safe_cell(str(row[-1]))]


# ---- XLSX


def as_xlsx(report: Report, now: datetime) -> bytes:
    """The file. Rows go to disk while they are written (openpyxl's write-only mode), so memory does not grow with the members."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(report.year.year))
    for letter, width in zip("ABCDEFGHIJK", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"B{LEADING + 2}"
    sheet.print_title_rows = f"{LEADING + 1}:{LEADING + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    for place, text in enumerate(heading(report, now)):
        sheet.append([_text(sheet, text, bold=place == 0)])
    sheet.append([_text(sheet, name, bold=True) for name in columns()])
    for line in report.lines:
        sheet.append([_cell(sheet, value, place) for place, value in enumerate(cells(report, line))])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(sheet: Any, value: str | int, place: int) -> Any:
    if isinstance(value, str):
        return _text(sheet, value)
    return value / 100 if place < AMOUNTS else value


def _text(sheet: Any, value: str, *, bold: bool = False) -> Any:
    """A cell that is text whatever it begins with: the type is written in the file, nothing is guessed from the value."""
    value = UNWRITABLE.sub("", value)
    if not bold and value[:1] not in GUESSED:
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
