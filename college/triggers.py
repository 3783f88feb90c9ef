"""What the database itself refuses, whoever asks: to change or remove what was written once. There is no back door, for nobody.

Each room names its triggers (`guard`). They are installed again after every `migrate`, since SQLite silently drops the triggers of a table that a
migration rebuilds; a system check and /healthz say so when one is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.checks import CheckMessage, Warning
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper


class Trigger(NamedTuple):
    """One trigger: before `event` on `table`, when `condition` (SQL over NEW and OLD; empty: always), it refuses with `says`.

    `first` is a statement that PostgreSQL does before it looks, such as one that waits for others.
    """

    name: str
    table: str
    event: str
    condition: str
    says: str
    first: str = ""

    def statements(self, cursor: CursorWrapper) -> tuple[str, ...]:
        return _refusing(self, cursor.db.vendor)


class Staying(NamedTuple):
    """One trigger of SQLite's, whose INSERT OR REPLACE and UPDATE OR REPLACE take away every row that has a key of the written one, without a word to the
    triggers of DELETE: before `event` on `table` it refuses, with `says`, to take away a row for which `condition` (SQL over OLD; empty: always) holds.
    """

    name: str
    table: str
    event: str
    condition: str
    says: str

    def statements(self, cursor: CursorWrapper) -> tuple[str, ...]:
        return _staying(self, _keys(cursor, self.table))


class Keeping(NamedTuple):
    """One trigger that keeps rows of its own right after each `event` on `table` (such as "UPDATE OF room_id"): `work` is done when `when` holds.

    `work` is SQL over NEW that both databases read; {now} in it is the moment. `lock` is what PostgreSQL holds first.
    """

    name: str
    table: str
    event: str
    when: str
    work: str
    lock: str = ""

    def statements(self, cursor: CursorWrapper) -> tuple[str, ...]:
        return _keeping(self, cursor.db.vendor)


def refusal(table: str, event: str, condition: str = "", says: str = "append-only") -> Trigger:
    """A trigger under the name that its table and event give it. TRUNCATE is one of PostgreSQL's; SQLite knows none. What may not be deleted may not be
    replaced either (`guard`)."""
    return Trigger(f"{table}_{event.lower()}", table, event, condition, says)


def changed(*columns: str) -> str:
    """A condition: one of these columns, none of which holds NULL, is written anew."""
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


DECIDED = ("OLD.state <> 'proposed'", "decided merges stay as they are")
OURS = (
    *(refusal("college_merge", event, *DECIDED) for event in ("UPDATE", "DELETE")),
    *(refusal("college_teachermerge", event) for event in ("UPDATE", "DELETE")),
)
_guards: dict[str, Trigger | Staying | Keeping] = {}


def guard(*triggers: Trigger | Keeping) -> None:
    """From now on these belong to the database. Called once by each room, when the rooms are wired."""
    undeletable = [trigger for trigger in triggers if isinstance(trigger, Trigger) and trigger.event == "DELETE"]
    staying = [
        Staying(f"{table}_{event.lower()}_or_replace", table, event, condition, says)
        for _name, table, _event, condition, says, _first in undeletable
        for event in ("INSERT", "UPDATE")
    ]
    _guards.update({trigger.name: trigger for trigger in (*triggers, *staying)})


def expected(vendor: str) -> list[Trigger | Staying | Keeping]:
    if vendor == "postgresql":
        return [trigger for trigger in _guards.values() if not isinstance(trigger, Staying)]
    return [trigger for trigger in _guards.values() if trigger.event != "TRUNCATE"]


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put every trigger there whose table is there; harmless when it is there already."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for trigger in expected(connection.vendor):
            if trigger.table in there:
                for statement in trigger.statements(cursor):
                    cursor.execute(statement)


def _refusing(trigger: Trigger, vendor: str) -> tuple[str, ...]:
    name, table, event, condition, says, first = trigger
    if vendor == "sqlite":
        when = f"WHEN ({condition})" if condition else ""
        return _on_sqlite(name, f"BEFORE {event} ON {table} {when}", f"SELECT RAISE(ABORT, '{says}')")
    # A trigger's own WHEN may hold no subquery there, so the condition is the function's.
    test = f"IF {condition or 'TRUE'} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END IF"
    result = "OLD" if event == "DELETE" else "NEW"
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    return _on_postgresql(name, f"BEFORE {event} ON {table} FOR EACH {each}", f"{first}{'; ' if first else ''}{test}; RETURN {result}")


def _staying(trigger: Staying, keys: list[list[str]]) -> tuple[str, ...]:
    name, table, event, condition, says = trigger
    same = " OR ".join(" AND ".join(f'kept."{column}" = NEW."{column}"' for column in key) for key in keys)
    others = " AND kept.rowid <> OLD.rowid" if event == "UPDATE" else ""
    kept = f" AND ({condition.replace('OLD.', 'kept.')})" if condition else ""
    there = f"EXISTS (SELECT 1 FROM {table} AS kept WHERE ({same}){others}{kept})"  # noqa: S608  # names of ours
    return _on_sqlite(name, f"BEFORE {event} ON {table} WHEN {there}", f"SELECT RAISE(ABORT, '{says}')")


def _keys(cursor: CursorWrapper, table: str) -> list[list[str]]:
    """The columns of the primary key, and of each index that is unique over the whole table (SQLite)."""
    cursor.execute(f"PRAGMA table_info({table})")
    keys = [[row[1] for row in cursor.fetchall() if row[5]]]
    cursor.execute(f"PRAGMA index_list({table})")
    for _place, index, unique, _origin, partial in cursor.fetchall():
        if unique and not partial:
            cursor.execute(f"PRAGMA index_info({index})")
            keys.append([row[2] for row in cursor.fetchall()])
    return keys


def _keeping(trigger: Keeping, vendor: str) -> tuple[str, ...]:
    name, table, event, when, work, lock = trigger
    if vendor == "sqlite":
        condition = f"WHEN ({when.replace('IS DISTINCT FROM', 'IS NOT')})" if when else ""
        return _on_sqlite(name, f"AFTER {event} ON {table} FOR EACH ROW {condition}", work.format(now="strftime('%Y-%m-%d %H:%M:%f', 'now')"))
    condition = f"WHEN ({when})" if when else ""
    return _on_postgresql(name, f"AFTER {event} ON {table} FOR EACH ROW {condition}", f"{lock}{'; ' if lock else ''}{work.format(now='now()')}; RETURN NULL")


def _on_sqlite(name: str, moment: str, body: str) -> tuple[str, ...]:
    return f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} {moment} BEGIN {body}; END"


def _on_postgresql(name: str, moment: str, body: str) -> tuple[str, ...]:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; END $$",
        f"CREATE OR REPLACE TRIGGER {name} {moment} EXECUTE FUNCTION {name}()",
    )


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of the triggers that should be there and are not, or are switched off; of tables that are there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        cursor.execute(installed(connection))
        found = {name for (name,) in cursor.fetchall()}
    return [trigger.name for trigger in expected(connection.vendor) if trigger.table in there and trigger.name not in found]


def installed(connection: BaseDatabaseWrapper) -> str:
    """The query for the names of all triggers that fire."""
    if connection.vendor == "sqlite":
        return "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    # Of the current schema only: a trigger of another college in the same database guards nothing here. "O" and "A" are those that fire.
    return (
        "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
    )


def before_migrate(using: str = DEFAULT_DB_ALIAS, plan: Any = (), **kwargs: Any) -> None:
    """SQLite renames no table while a trigger of another one names it, and a migration makes changed tables anew: ours step aside meanwhile."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    with connection.cursor() as cursor:
        for trigger in expected(connection.vendor):
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")


def after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Sent once all tables are there, also those of other apps."""
    install(using)


def check_health() -> None:
    """For /healthz. Raises RuntimeError when something is not guarded."""
    if names := missing():
        raise RuntimeError(f"the database is not guarded: {', '.join(names)}")


def check_system(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning, not an error: an error would keep `migrate`, which puts the triggers back, from running."""
    return [
        Warning(f"The database does not refuse what it must: {', '.join(names)}.", hint="Run `manage.py migrate`.", id="college.W001")
        for using in databases or ()
        if (names := missing(using))
    ]
