"""Whether the college knows the person of a row already, and what may be done with the row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from college.rules.people_rows import Row


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
    """Known people by what rows are looked up with, and the rows so far: `seen` by name and phone or e-mail, `phones` the first of each."""

    phone: dict[str, list[Known]] = field(default_factory=dict)
    email: dict[str, list[Known]] = field(default_factory=dict)
    name: dict[str, list[Known]] = field(default_factory=dict)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    phones: dict[str, int] = field(default_factory=dict)

    def add(self, one: Known) -> None:
        for table, key in ((self.phone, one.phone), (self.email, one.email.lower()), (self.name, one.name)):
            if key:
                table.setdefault(key, []).append(one)


def judge(rows: Iterable[Row], known: Iterable[Known]) -> dict[int, Verdict]:
    """A verdict for each row, by its number. Linear in rows and known people."""
    index, verdicts = _Index(), dict[int, Verdict]()
    for one in known:
        index.add(one)
    for row in rows:
        verdicts[row.number] = _judged(row, index)
    return verdicts


def _judged(row: Row, index: _Index) -> Verdict:
    if row.faults:
        return Verdict(Kind.FAULT)
    key = (row.name, row.phone or row.email)
    if key[1] and key in index.seen:
        return Verdict(Kind.AGAIN, row=index.seen[key], default=Choice.USE)
    index.seen[key] = row.number
    first = index.phones.setdefault(row.phone, row.number) if row.phone else row.number
    return _among_known(row, index, first)


def _among_known(row: Row, index: _Index, first: int) -> Verdict:
    """`first` is the row that has this phone first: another one, or this."""
    by_phone, by_email, by_name = index.phone.get(row.phone, []), index.email.get(row.email, []), index.name.get(row.name, [])
    if same := [one.pk for one in (*by_phone, *by_email) if one.name == row.name]:
        return Verdict(Kind.EXISTS, tuple(dict.fromkeys(same)), default=Choice.USE)
    if by_phone:
        return Verdict(Kind.SHARED, tuple(one.pk for one in by_phone), default=Choice.CREATE)
    likely = [*by_email, *(one for one in by_name if _near(row, one))]
    if likely:
        return Verdict(Kind.LIKELY, tuple(dict.fromkeys(one.pk for one in likely)))
    if first != row.number:
        return Verdict(Kind.SHARED, row=first, default=Choice.CREATE)
    return Verdict(Kind.NEW, default=Choice.CREATE)


def _near(row: Row, one: Known) -> bool:
    """The same name, and nothing that tells the two apart: one has no phone, or the numbers end alike."""
    return not row.phone or not one.phone or row.phone[-4:] == one.phone[-4:]
