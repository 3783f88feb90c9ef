"""What the database refuses: to change or remove a line of the trail of merged teachers. Installed again after every `migrate`, since SQLite
silently drops the triggers of a table that a migration rebuilds."""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

TABLE = "college_teachermerge"
EVENTS = ("UPDATE", "DELETE")


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put the triggers there when the table is; harmless when they are there already."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if TABLE in connection.introspection.table_names(cursor):
            for event in EVENTS:
                for statement in _statements(event, connection.vendor):
                    cursor.execute(statement)


def _statements(event: str, vendor: str) -> tuple[str, str]:
    name = f"{TABLE}_{event.lower()}"
    if vendor == "sqlite":
        return f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    refuse = "RAISE EXCEPTION 'append-only' USING ERRCODE = 'restrict_violation'"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse}; END $$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


def after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    install(using)
