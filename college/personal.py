"""All that the college has about one person, room by room.

A lower room knows none of the upper ones: each registers its topic, with the tables that the person sees and takes with her, and with what it
does when she leaves for good.
"""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from college.models import User

STYLE = """body { font: 17px/1.7 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem }
th, td { border: 1px solid #999; padding: 0.3rem 0.6rem; text-align: start; vertical-align: top }
"""
Cell = str | int | float | bool | date | datetime | None


@dataclass(frozen=True)
class Table:
    """Rows of one kind: a code for programs, a title and heads in words, and plain values."""

    code: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def shown(self) -> list[list[str]]:
        return [[shown(cell) for cell in row] for row in self.rows]


def _nothing(user: User, now: datetime) -> None:
    """This room forgets nothing."""


@dataclass(frozen=True)
class Topic:
    """One room's part. `stays` says in a sentence what is kept when she leaves, and why; empty when nothing is."""

    code: str
    label: Any
    tables: Callable[[User], Sequence[Table]]
    forget: Callable[[User, datetime], None] = field(default=_nothing)
    stays: Any = ""
    order: int = 100


_topics: dict[str, Topic] = {}


def register(*topics: Topic) -> None:
    """Add topics; once, when the rooms are wired."""
    _topics.update({topic.code: topic for topic in topics})


def topics() -> list[Topic]:
    return sorted(_topics.values(), key=lambda topic: topic.order)


def forgetting() -> list[Topic]:
    """Upper rooms forget first: they know the lower ones."""
    return sorted(_topics.values(), key=lambda topic: -topic.order)


def shown(cell: Cell) -> str:
    """A value as people read it."""
    if cell is None or cell == "":
        return "—"
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):%Y-%m-%d %H:%M}"
    return str(cell)


def _plain(cell: Cell) -> Any:
    return cell.isoformat() if isinstance(cell, date | datetime) else cell


def as_json(user: User, now: datetime) -> str:
    """For programs: topics, tables, rows as lists in the order of their heads."""
    content = {
        topic.code: {table.code: {"heads": list(map(str, table.heads)), "rows": [list(map(_plain, row)) for row in table.rows]} for table in topic.tables(user)}
        for topic in topics()
    }
    return json.dumps({"made_at": now.isoformat(), "user_name": user.username, "data": content}, ensure_ascii=False, indent=1, default=str)


def as_zip(user: User, now: datetime) -> bytes:
    """A folder to take home: a page to read, the same for programs, and each table for a spreadsheet."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as folder:
        found = [(topic, list(topic.tables(user))) for topic in topics()]
        folder.writestr("index.html", render_to_string("college/data/export.html", {"person": user, "now": now, "topics": found}))
        folder.writestr("style.css", STYLE)
        folder.writestr("data.json", as_json(user, now))
        for topic, tables in found:
            for table in tables:
                folder.writestr(f"tables/{topic.code}-{table.code}.csv", _csv(table))
    return written.getvalue()


def _csv(table: Table) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(map(str, table.heads))
    writer.writerows([_harmless(cell) for cell in row] for row in table.shown())
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _harmless(text: str) -> str:
    """What a spreadsheet could take for a formula gets an apostrophe in front."""
    return f"'{text}" if text.lstrip()[:1] in {"=", "+", "-", "@", "\t", "\r"} and text != "—" else text
