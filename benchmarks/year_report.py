"""The promotion report of a year, all members folded and in order, from a ledger of a million entries / the bare SQL sums of it. SQLite."""

from __future__ import annotations

import sqlite3
import time
from datetime import date

from benchmarks import college
from benchmarks.measure import Result, in_turns

SUMS = """SELECT account_id, SUM(CASE category WHEN 'required' THEN amount ELSE 0 END), SUM(CASE category WHEN 'elective' THEN amount ELSE 0 END),
  SUM(CASE category WHEN 'project' THEN amount ELSE 0 END), COUNT(*) FROM courses_entry WHERE effective_on BETWEEN ? AND ? GROUP BY account_id"""
MEMBERS = """SELECT m.account_id, m.category_id, m.unit, m.valid_from, m.valid_until, u.id, u.display_name, u.username FROM courses_membership m
  JOIN courses_account a ON a.id = m.account_id JOIN college_user u ON u.id = a.owner_id
  WHERE m.valid_from <= ? AND (m.valid_until IS NULL OR m.valid_until >= ?) ORDER BY m.account_id"""


def measure(tiny: bool) -> Result:
    college.large(tiny, entries=True)
    college.start_django()
    return compare(rounds=2 if tiny else 9)


def compare(rounds: int) -> Result:
    """The measurement alone, on the database that is set up."""
    from django.conf import settings
    from django.utils import timezone

    from courses.credits.domain.report import open_report
    from courses.credits.models import Entry, ReportYear

    year, now = ReportYear.objects.order_by("-year")[0].year, timezone.now()
    first, last = date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()
    bare = sqlite3.connect(settings.DATABASES["default"]["NAME"])

    def ours() -> float:
        begun = time.process_time()
        report = open_report(year=year, now=now)
        seconds = time.process_time() - begun
        if not report.lines:
            raise SystemExit("nobody is in the report")
        return seconds * 1000

    def peer() -> float:
        begun = time.process_time()
        totals = {row[0]: row for row in bare.execute(SUMS, (first, last))}
        members = bare.execute(MEMBERS, (last, first)).fetchall()
        if not totals or not members:
            raise SystemExit("the bare sums are empty")
        return (time.process_time() - begun) * 1000

    ours(), peer()
    spent = in_turns(rounds, ours, peer)
    notes = [f"{Entry.objects.count()} entries, {len(open_report(year=year, now=now).lines)} members of {year}, SQLite"]
    return Result("year_report", *spent, "CPU ms", 3.0, True, notes)


if __name__ == "__main__":
    college.answer(measure)
