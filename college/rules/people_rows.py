"""A spreadsheet of people, row by row: what each cell means, and whether the college knows the person already.

The table is text as `college.sheets` reads it. Numbers of identity cards are never taken in: such a column is left out, such a cell is a fault.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    """One person of the table; `number` is the line in the file, `until` the ISO day or empty, `role` a role's code or empty."""

    number: int
    name: str
    phone: str = ""
    email: str = ""
    building: str = ""
    role: str = ""
    until: str = ""
    faults: tuple[str, ...] = ()


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
    return _with_faults(row, faults)


def _without_identity(text: str) -> str:
    return _IDENTITY.sub("…", text.replace(" ", ""))[:LONGEST_NAME]


def _with_faults(row: Row, faults: list[str]) -> Row:
    in_building = row.role in set(BuildingRole)
    found = [
        (Fault.NO_NAME, not row.name),
        (Fault.LONG, len(row.name) > LONGEST_NAME or len(row.building) > LONGEST_BUILDING),
        (Fault.NO_UNTIL, in_building and not row.until and not {Fault.UNTIL, Fault.PAST} & set(faults)),
        (Fault.NO_BUILDING, in_building and not row.building),
    ]
    every = (*faults, *(fault for fault, holds in found if holds))
    return Row(row.number, row.name[:LONGEST_NAME], row.phone, row.email, row.building[:LONGEST_BUILDING], row.role, row.until, tuple(map(str, every)))


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


# ---- who is known already


@dataclass(frozen=True, slots=True)
class Known:
    """An account of the college, as far as rows are compared with it."""

    pk: int
    name: str
    phone: str = ""
    email: str = ""


class Kind(StrEnum):
    """What a row is, as far as can be seen."""

    NEW = "new"
    EXISTS = "exists"  # the same phone or e-mail, and the same name
    SHARED = "shared"  # the same phone, another name: two people on one phone
    LIKELY = "likely"  # perhaps the same person: somebody has to say
    AGAIN = "again"  # the same person as a row further up
    FAULT = "fault"


class Choice(StrEnum):
    CREATE = "create"
    USE = "use"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row is, whom it may be (`same`: keys of accounts, the likeliest first; `row`: a line further up), and what it becomes unless
    somebody chooses otherwise; an empty default must be chosen."""

    kind: Kind
    same: tuple[int, ...] = ()
    row: int | None = None
    default: str = ""


ALLOWED: Mapping[Kind, tuple[Choice, ...]] = {
    Kind.NEW: (Choice.CREATE, Choice.SKIP),
    Kind.EXISTS: (Choice.USE, Choice.SKIP),
    Kind.SHARED: (Choice.CREATE, Choice.USE, Choice.SKIP),
    Kind.LIKELY: (Choice.USE, Choice.CREATE, Choice.SKIP),
    Kind.AGAIN: (Choice.USE, Choice.SKIP),
    Kind.FAULT: (Choice.SKIP,),
}


@dataclass(slots=True)
class _Index:
    """Known people by what rows are looked up with."""

    phone: dict[str, list[Known]] = field(default_factory=dict)
    email: dict[str, list[Known]] = field(default_factory=dict)
    name: dict[str, list[Known]] = field(default_factory=dict)

    def add(self, one: Known) -> None:
        for table, key in ((self.phone, one.phone), (self.email, one.email.lower()), (self.name, one.name)):
            if key:
                table.setdefault(key, []).append(one)


def judge(rows: Iterable[Row], known: Iterable[Known]) -> dict[int, Verdict]:
    """A verdict for each row, by its number. Linear in rows and known people."""
    index, seen, verdicts = _Index(), dict[tuple[str, str], int](), dict[int, Verdict]()
    for one in known:
        index.add(one)
    for row in rows:
        verdicts[row.number] = _judged(row, index, seen)
    return verdicts


def _judged(row: Row, index: _Index, seen: dict[tuple[str, str], int]) -> Verdict:
    if row.faults:
        return Verdict(Kind.FAULT)
    key = (row.name, row.phone or row.email)
    if key[1] and key in seen:
        return Verdict(Kind.AGAIN, row=seen[key], default=Choice.USE)
    seen[key] = row.number
    by_phone, by_email, by_name = index.phone.get(row.phone, []), index.email.get(row.email, []), index.name.get(row.name, [])
    if same := [one.pk for one in (*by_phone, *by_email) if one.name == row.name]:
        return Verdict(Kind.EXISTS, tuple(dict.fromkeys(same)), default=Choice.USE)
    if by_phone:
        return Verdict(Kind.SHARED, tuple(one.pk for one in by_phone), default=Choice.CREATE)
    likely = [*by_email, *(one for one in by_name if _near(row, one))]
    if likely:
        return Verdict(Kind.LIKELY, tuple(dict.fromkeys(one.pk for one in likely)))
    return Verdict(Kind.NEW, default=Choice.CREATE)


def _near(row: Row, one: Known) -> bool:
    """The same name, and nothing that tells the two apart: one has no phone, or the numbers end alike."""
    return not row.phone or not one.phone or row.phone[-4:] == one.phone[-4:]
