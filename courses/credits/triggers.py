"""What the database itself refuses: to change, remove or empty the ledger, to break its chain, and to rewrite published rules.

Installed again after every `migrate` (SQLite silently drops the triggers of a table that a migration rebuilds), asked for by /healthz and by a
system check. There is no back door, for nobody: a mistake is put right by a reversal.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.checks import CheckMessage, Warning
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

LEDGER = ("courses_entry", "courses_evidence")
RULES, REQUIREMENT, REQUIRED_COURSE = "courses_ruleset", "courses_requirement", "courses_requiredcourse"
FROZEN = ("version", "title", "text", "valid_from", "minutes_per_credit", "course_cap", "published_at")  # the last day may still be named
NOTHING_BEFORE = "0" * 64


class Trigger(NamedTuple):
    """One trigger: before `event` on `table`, when `condition` (SQL over NEW and OLD; empty: always), it refuses with `says`."""

    name: str
    table: str
    event: str
    condition: str
    says: str


def _refuse(table: str, event: str, condition: str, says: str) -> Trigger:
    return Trigger(f"{table}_{event.lower()}", table, event, condition, says)


def _published(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM {RULES} WHERE id = {row}.rule_set_id AND published_at IS NOT NULL)"  # noqa: S608  # names of ours


CHAIN = (
    f"NOT ((NEW.number = 1 AND NEW.previous_hash = '{NOTHING_BEFORE}') OR "  # noqa: S608
    "EXISTS (SELECT 1 FROM courses_entry WHERE number = NEW.number - 1 AND hash = NEW.previous_hash))"
)
CHANGED = " OR ".join(f"NEW.{field} <> OLD.{field}" for field in FROZEN[:-1])
REWRITTEN = f"OLD.published_at IS NOT NULL AND (NEW.published_at IS NULL OR NEW.published_at <> OLD.published_at OR {CHANGED})"

ROWS = (
    *(_refuse(table, event, "", "append-only") for table in LEDGER for event in ("UPDATE", "DELETE")),
    _refuse("courses_entry", "INSERT", CHAIN, "not the next link of the chain"),
    _refuse(RULES, "UPDATE", REWRITTEN, "published rules stay as they are"),
    _refuse(RULES, "DELETE", "OLD.published_at IS NOT NULL", "published rules stay"),
    _refuse(REQUIREMENT, "INSERT", _published("NEW"), "published rules stay as they are"),
    _refuse(REQUIREMENT, "UPDATE", f"{_published('OLD')} OR {_published('NEW')}", "published rules stay as they are"),
    _refuse(REQUIREMENT, "DELETE", _published("OLD"), "published rules stay as they are"),
    _refuse(REQUIRED_COURSE, "INSERT", _published("NEW"), "published rules stay as they are"),
    _refuse(REQUIRED_COURSE, "UPDATE", f"{_published('OLD')} OR {_published('NEW')}", "published rules stay as they are"),
)
WHOLE_TABLES = tuple(_refuse(table, "TRUNCATE", "", "append-only") for table in LEDGER)  # SQLite knows no TRUNCATE


def expected(vendor: str) -> tuple[Trigger, ...]:
    return (*ROWS, *WHOLE_TABLES) if vendor == "postgresql" else ROWS


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put every trigger there whose table is there; harmless when it is there already."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for trigger in expected(connection.vendor):
            if trigger.table in there:
                for statement in _statements(trigger, connection.vendor):
                    cursor.execute(statement)


def _statements(trigger: Trigger, vendor: str) -> tuple[str, ...]:
    name, table, event, condition, says = trigger
    when = f"WHEN ({condition})" if condition else ""
    if vendor == "sqlite":
        return (
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{says}'); END",
        )
    # A trigger's own WHEN may hold no subquery there, so the condition is the function's.
    test = f"IF {condition or 'TRUE'} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END IF"
    result = "OLD" if event == "DELETE" else "NEW"
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {test}; RETURN {result}; END $$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()",
    )


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of the triggers that should be there and are not, or are switched off; of tables that are there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        cursor.execute(_installed(connection))
        found = {name for (name,) in cursor.fetchall()}
    return [trigger.name for trigger in expected(connection.vendor) if trigger.table in there and trigger.name not in found]


def _installed(connection: BaseDatabaseWrapper) -> str:
    if connection.vendor == "sqlite":
        return "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    # Of the current schema only: a trigger of another college in the same database guards nothing here. "O" and "A" are those that fire.
    return (
        "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
    )


def after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    install(using)


def check_health() -> None:
    """For /healthz. Raises RuntimeError when the ledger is not guarded."""
    if names := missing():
        raise RuntimeError(f"the ledger is not guarded: {', '.join(names)}")


def check_system(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning, not an error: an error would keep `migrate`, which puts the triggers back, from running."""
    return [
        Warning(f"The database does not refuse what it must: {', '.join(names)}.", hint="Run `manage.py migrate`.", id="credits.W001")
        for using in databases or ()
        if (names := missing(using))
    ]
