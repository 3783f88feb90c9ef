"""A spreadsheet of people, row by row: what each cell means (whether the college knows the person already is judged in people_verdicts).

The table is text as `college.sheets` reads it. Numbers of identity cards are never taken in: such a column is left out, such a cell is a fault.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from college.rules.role_names import BuildingRole

MOST_ROWS = 2_000
LONGEST_NAME, LONGEST_BUILDING = 60, 60
WORDS = tomllib.loads(Path(__file__).with_name("people_words.toml").read_text(encoding="utf-8"))
HEADS: Mapping[str, Sequence[str]] = WORDS["heads"]
ROLE_WORDS: Mapping[str, str] = {word: role for role, words in WORDS["roles"].items() for word in words}
_IDENTITY_HEAD = re.compile(WORDS["identity"], re.IGNORECASE)
_DAY = re.compile(WORDS["day"])
_IDENTITY = re.compile(r"\d{6}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
_EMAIL = re.compile(r"[^@\s<>\"',;]{1,64}@[^@\s<>\"',;]+\.[^@\s<>\"',;.]{2,}")
_SERIAL = re.compile(r"[3-7]\d{4}")  # days since 1899-12-30, as spreadsheets count them: 1982 to 2118


class Fault(StrEnum):
    """Why a row cannot be taken in."""

    NO_NAME = "no_name"
    LONG = "long"
    PHONE = "phone"
    EMAIL = "email"
    ROLE = "role"
    GUARDED = "guarded"
    UNTIL = "until"
    PAST = "past"
    NO_UNTIL = "no_until"
    NO_BUILDING = "no_building"
    IDENTITY = "identity"


UNREAD: Mapping[str, str] = {Fault.PHONE: "phone", Fault.EMAIL: "email", Fault.ROLE: "role", Fault.UNTIL: "until"}  # the column that is meant


class TableFault(StrEnum):
    """Why a whole table cannot be taken in."""

    EMPTY = "empty"
    NO_HEAD = "no_head"
    MANY = "many"
    TWICE = "twice"


class BadTable(Exception):
    """The table as a whole is refused."""

    def __init__(self, fault: TableFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the table; `number` is the line in the file, `until` the ISO day or empty, `role` a role's code or empty.

    `written` has, for each of the `faults`, the cell that could not be read, as it was written; "" where none is meant.
    """

    number: int
    name: str
    phone: str = ""
    email: str = ""
    building: str = ""
    role: str = ""
    until: str = ""
    faults: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """All rows, and the heads of columns that were left out because they look like numbers of identity cards."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...] = ()


def read(cells: Sequence[Sequence[str]], *, phone: Callable[[str], str], today: date) -> Table:
    """The people of a table whose first line that names a column for names is its head. `phone` makes +86… or raises ValueError.

    Raises BadTable.
    """
    lines = [(number, [_plain(cell) for cell in line]) for number, line in enumerate(cells, start=1)]
    lines = [(number, line) for number, line in lines if any(line)]
    if not lines:
        raise BadTable(TableFault.EMPTY)
    head = next((index for index, (_number, line) in enumerate(lines[:10]) if "name" in map(column, line)), None)
    if head is None:
        raise BadTable(TableFault.NO_HEAD)
    heads, body = lines[head][1], lines[head + 1 :]
    _must_fit(heads, body)
    left_out = tuple(text for text in heads if _IDENTITY_HEAD.search(text))
    return Table(tuple(_row(number, heads, line, phone, today) for number, line in body), left_out)


def _must_fit(heads: Sequence[str], body: Sequence[object]) -> None:
    known = [name for text in heads if (name := column(text))]
    if len(known) != len(set(known)):
        raise BadTable(TableFault.TWICE)
    if not body:
        raise BadTable(TableFault.EMPTY)
    if len(body) > MOST_ROWS:
        raise BadTable(TableFault.MANY)


def column(head: str) -> str | None:
    """Which of our columns a head names; None for one that is not read."""
    bare = re.sub(r"[\s*（(].*$", "", head.strip().lower()) or head.strip().lower()
    return next((name for name, words in HEADS.items() if {bare, head.strip().lower()} & set(words)), None)


def _plain(cell: str) -> str:
    """As written, without blanks around it, full-width letters as the same letters, and nothing that no screen shows."""
    text = unicodedata.normalize("NFKC", cell)
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C").strip()


def _row(number: int, heads: Sequence[str], line: Sequence[str], phone: Callable[[str], str], today: date) -> Row:
    given = {name: text for head, text in zip(heads, line, strict=False) if (name := column(head)) and not _IDENTITY_HEAD.search(head)}
    if any(_IDENTITY.search(text.replace(" ", "")) for text in given.values()):
        return Row(number, _without_identity(given.get("name", "")), faults=(Fault.IDENTITY,))
    faults: list[str] = []
    name = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", given.get("name", ""))
    role, until = _role(given.get("role", ""), faults), _until(given.get("until", ""), today, faults)
    building = "".join(part for part in (given.get("estate", ""), given.get("building", "")) if part)
    row = Row(number, name[: LONGEST_NAME + 1], _phone(given.get("phone", ""), phone, faults), _email(given.get("email", ""), faults), building, role, until)
    return _with_faults(row, faults, given)


def _without_identity(text: str) -> str:
    return _IDENTITY.sub("…", text.replace(" ", ""))[:LONGEST_NAME]


def _with_faults(row: Row, faults: list[str], given: Mapping[str, str]) -> Row:
    in_building = row.role in set(BuildingRole)
    found = [
        (Fault.NO_NAME, not row.name),
        (Fault.LONG, len(row.name) > LONGEST_NAME or len(row.building) > LONGEST_BUILDING),
        (Fault.NO_UNTIL, in_building and not row.until and not {Fault.UNTIL, Fault.PAST} & set(faults)),
        (Fault.NO_BUILDING, in_building and not row.building),
    ]
    every = (*faults, *(fault for fault, holds in found if holds))
    written = tuple(given.get(UNREAD.get(fault, ""), "")[:LONGEST_NAME] for fault in every)
    return replace(row, name=row.name[:LONGEST_NAME], building=row.building[:LONGEST_BUILDING], faults=tuple(map(str, every)), written=written)


def _phone(text: str, normal: Callable[[str], str], faults: list[str]) -> str:
    bare = text.removesuffix(".0")  # a number that a spreadsheet kept as one
    if not bare:
        return ""
    try:
        return normal(bare)
    except ValueError:
        faults.append(Fault.PHONE)
        return ""


def _email(text: str, faults: list[str]) -> str:
    if text and (not _EMAIL.fullmatch(text) or len(text) > 200):
        faults.append(Fault.EMAIL)
        return ""
    return text.lower()


def _role(text: str, faults: list[str]) -> str:
    if not text:
        return ""
    found = ROLE_WORDS.get(text.lower())
    if found is None:
        faults.append(Fault.ROLE)
    return str(found or "")


def _until(text: str, today: date, faults: list[str]) -> str:
    if not text:
        return ""
    day = _day(text)
    if day is None:
        faults.append(Fault.UNTIL)
        return ""
    if day < today:
        faults.append(Fault.PAST)
    return day.isoformat()


def _day(text: str) -> date | None:
    """A day as people and spreadsheets write it: 2027-06-30, 2027/6/30, 2027年6月30日, 46568."""
    if match := _DAY.fullmatch(text):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            return None
    bare = text.removesuffix(".0")
    return (datetime(1899, 12, 30) + timedelta(days=int(bare))).date() if _SERIAL.fullmatch(bare) else None
