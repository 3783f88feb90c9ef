"""People from a spreadsheet: read, shown row by row, and taken in all at once or not at all.

Nothing is written to accounts before `carry_out`, and that does everything in one transaction; a second click finds that it is done.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from college import sheets
from college.adapters import normal_phone
from college.errors import DomainError, Invalid, NotAllowed, NotFound
from college.models import PeopleImport, User
from college.people_import_roles import give_roles
from college.roles import Role, has_role
from college.rules import people_rows as rules
from college.rules.people_rows import Row
from college.rules.people_verdicts import ALLOWED, Choice, Known, Verdict, judge

IMPORTERS = (Role.STAFF, Role.ADMINISTRATOR)
KEPT = timedelta(days=30)  # how long the rows of an import are kept
MANY = 500  # values of one IN
CREATED, USED, SKIPPED, DUTIES = "created", "used", "skipped", "duties"
SHEET_WORDS = {
    "large": _("This file is too large. A table of people has at most 2,000 rows and 5 MB."),
    "kind": _("This is not a table. Please send an .xlsx or a .csv file."),
    "locked": _("This file has a password, or was saved by a very old program. Please save it as .xlsx without a password and send it again."),
    "broken": _("This file is damaged or holds something that does not belong into a table. Please save it anew as .xlsx or .csv."),
    "rows": _("This table is too long. Please send at most 2,000 people at a time."),
    "columns": _("This table is too wide. Please use the columns of the template."),
    "text": _("The letters in this file cannot be read. Please save the .csv as UTF-8."),
}
TABLE_WORDS = {
    rules.TableFault.EMPTY: _("There is nobody in this table."),
    rules.TableFault.NO_HEAD: _("We find no column for the names of people. Please use the first line for the names of the columns, as in the template."),
    rules.TableFault.MANY: _("This table is too long. Please send at most 2,000 people at a time."),
    rules.TableFault.TWICE: _("Two columns of this table have the same name."),
}


class Undecided(DomainError):
    """Some rows wait for a word."""

    code = "undecided"
    message = _("Some rows may be people whom we know already. Please choose for each of them first.")


class TakenMeanwhile(DomainError):
    """An account was made or changed between the preview and this moment."""

    code = "taken_meanwhile"
    message = _("Accounts have changed while you were looking. Nothing was written; please look at the rows again.")


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what we think of it, whom it may be, what may be chosen and what is chosen ("" when somebody has to)."""

    row: Row
    verdict: Verdict
    same: tuple[User, ...]
    allowed: tuple[Choice, ...]
    chosen: str

    @property
    def waits(self) -> bool:
        return not self.chosen


def _must_import(by: User) -> None:
    if not has_role(by, *IMPORTERS):
        raise NotAllowed


# ---- taking in the file


def start(*, file_name: str, data: bytes, by: User, now: datetime) -> PeopleImport:
    """Read a file and keep its rows for the preview. Raises Invalid with a sentence when it cannot be read, NotAllowed."""
    _must_import(by)
    table = _read(data, timezone.localtime(now).date())
    return PeopleImport.objects.create(
        file_name=file_name[-120:],
        sha256=hashlib.sha256(data).hexdigest(),
        rows=[asdict(row) for row in table.rows],
        left_out=list(table.left_out),
        by=by,
        started_at=now,
    )


def _read(data: bytes, today: date) -> rules.Table:
    try:
        return rules.read(sheets.read_limited(data), phone=normal_phone, today=today)
    except sheets.BadSheet as bad:
        raise Invalid(SHEET_WORDS[bad.reason]) from bad
    except rules.BadTable as bad:
        raise Invalid(TABLE_WORDS[bad.fault]) from bad


def imports_for(by: User) -> QuerySet[PeopleImport]:
    """All imports, latest first. Raises NotAllowed."""
    _must_import(by)
    return PeopleImport.objects.select_related("by")


def one_for(by: User, pk: int) -> PeopleImport:
    found = imports_for(by).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def carried_out_before(one: PeopleImport) -> PeopleImport | None:
    """An earlier import of the very same file, if there was one."""
    return PeopleImport.objects.filter(sha256=one.sha256, done_at__isnull=False).exclude(pk=one.pk).first()


# ---- the preview


def rows_of(one: PeopleImport) -> list[Row]:
    return [Row(**{**given, "faults": tuple(given["faults"]), "written": tuple(given.get("written", ()))}) for given in one.rows]


def preview(one: PeopleImport) -> list[Line]:
    """All rows against the accounts as they are now. A handful of queries, whatever the number of rows."""
    rows = rows_of(one)
    known = _known(rows)
    verdicts = judge(rows, (Known(user.pk, user.display_name, user.phone or "", user.email) for user in known.values()))
    return [_line(row, verdicts[row.number], known, one.choices) for row in rows]


def _line(row: Row, verdict: Verdict, known: Mapping[int, User], choices: Mapping[str, str]) -> Line:
    allowed = ALLOWED[verdict.kind]
    chosen = choices.get(str(row.number), "")
    chosen = chosen if chosen in allowed else verdict.default
    return Line(row, verdict, tuple(known[pk] for pk in verdict.same[:3]), allowed, chosen)


def _known(rows: Iterable[Row]) -> dict[int, User]:
    """The accounts that share a phone, an e-mail or a name with a row, by key."""
    wanted: dict[str, set[str]] = {"phone": set(), "email": set(), "display_name": set()}
    for row in rows:
        for field, value in (("phone", row.phone), ("email", row.email), ("display_name", row.name)):
            if value:
                wanted[field].add(value)
    found: dict[int, User] = {}
    for field, values in wanted.items():
        ordered = sorted(values)
        for first in range(0, len(ordered), MANY):
            lookup = Q(**{f"{field}__in": ordered[first : first + MANY]})
            found.update({user.pk: user for user in User.objects.filter(lookup, is_active=True).order_by("pk")})
    return found


def choose(*, import_id: int, choices: Mapping[int, str], by: User) -> None:
    """Keep what was chosen for some rows; the others stay. What no row allows is not taken."""
    _must_import(by)
    with transaction.atomic():
        one = _held(import_id)
        if one.done_at is None:
            fitting = {str(number): value for number, value in choices.items() if value in set(Choice)}
            one.choices = {**one.choices, **fitting}
            one.save(update_fields=["choices"])


def leave_out_faults(*, import_id: int, by: User) -> None:
    """Rows with mistakes are not taken in; they are many when a column was understood wrongly."""
    choose(import_id=import_id, choices={row.number: Choice.SKIP for row in rows_of(one_for(by, import_id)) if row.faults}, by=by)


def give_up(*, import_id: int, by: User) -> None:
    """Forget the rows of a table that was not taken in. Taken in, it stays as it is."""
    _must_import(by)
    with transaction.atomic():
        one = _held(import_id)
        if one.done_at is None:
            one.rows, one.choices = [], {}
            one.save(update_fields=["rows", "choices"])


def _held(import_id: int) -> PeopleImport:
    found = PeopleImport.objects.select_for_update(of=("self",)).filter(pk=import_id).first()
    if found is None:
        raise NotFound
    return found


# ---- all or nothing


def carry_out(*, import_id: int, by: User, now: datetime) -> PeopleImport:
    """Make the accounts and give the roles, all in one transaction. A second time it only hands back what was done.

    Rows with faults must have been set to skip. Raises Undecided, TakenMeanwhile, NotAllowed, NotFound; nothing is written then.
    """
    _must_import(by)
    try:
        with transaction.atomic():
            one = _held(import_id)
            return one if one.done_at else _carried_out(one, by, now)
    except IntegrityError as clash:
        raise TakenMeanwhile from clash


def _carried_out(one: PeopleImport, by: User, now: datetime) -> PeopleImport:
    lines = preview(one)
    if not lines:
        raise NotFound
    if any(line.waits for line in lines):
        raise Undecided
    made = _made(lines)
    people = {**made, **{line.row.number: line.same[0] for line in lines if line.chosen == Choice.USE and line.same}}
    for line in lines:  # the person of a row further up
        if line.verdict.row in people and line.chosen == Choice.USE:
            people[line.row.number] = people[line.verdict.row]
    given = give_roles([(people[line.row.number], line.row) for line in lines if line.row.number in people], by, now)
    counts = Counter(str(line.chosen) for line in lines)
    one.made = {str(number): user.pk for number, user in made.items()}
    one.counts = {CREATED: len(made), USED: counts[Choice.USE], SKIPPED: counts[Choice.SKIP], DUTIES: given}
    one.done_at = now
    one.save(update_fields=["made", "counts", "done_at"])
    return one


def _made(lines: Iterable[Line]) -> dict[int, User]:
    """New accounts by row number. A phone that somebody has already is shared: the newcomer's account says so."""
    wanted = [line.row for line in lines if line.chosen == Choice.CREATE]
    phones = Counter(User.objects.filter(phone__in=[row.phone for row in wanted if row.phone]).values_list("phone", flat=True))
    taken = set(User.objects.filter(username__in=[row.phone for row in wanted if row.phone]).values_list("username", flat=True))
    users = []
    for row, name in zip(wanted, free_names(len(wanted)), strict=True):
        phones[row.phone] += 1
        shared = bool(row.phone) and phones[row.phone] > 1
        users.append(_account(row, row.phone if row.phone and not shared and row.phone not in taken else name, shared))
    return dict(zip([row.number for row in wanted], User.objects.bulk_create(users), strict=True))


def _account(row: Row, name: str, shared: bool) -> User:
    return User(
        username=name,
        display_name=row.name,
        phone=row.phone or None,
        phone_shared=shared,
        email=row.email,
        password=make_password(None),  # she signs in by a card, or gets a password at the desk
    )


def free_names(count: int) -> list[str]:
    """User names for people without a phone of their own: eight digits that nobody has."""
    names: set[str] = set()
    while len(names) < count:
        fresh = {f"fx{secrets.randbelow(10**8):08d}" for _name in range(count - len(names))}
        names |= fresh - set(User.objects.filter(username__in=fresh).values_list("username", flat=True))
    return sorted(names)


def people_made(one: PeopleImport) -> list[User]:
    """Whom an import made, in the order of the table."""
    found = User.objects.in_bulk(one.made.values())
    return [found[pk] for _number, pk in sorted(one.made.items(), key=lambda pair: int(pair[0])) if pk in found]


def forget_rows(*, now: datetime) -> int:
    """Delete what old imports say of people; returns of how many."""
    old = PeopleImport.objects.filter(started_at__lt=now - KEPT).exclude(rows=[])
    return old.update(rows=[], choices={})
