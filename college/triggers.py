"""What the database itself refuses of this room: to change or remove a merge that was decided. Installed again after every `migrate`, since SQLite
silently drops the triggers of a table that a migration rebuilds."""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

TABLE = "college_merge"
SAYS = "decided merges stay as they are"
DECIDED = "OLD.state <> 'proposed'"
EVENTS = ("UPDATE", "DELETE")


def _name(event: str) -> str:
    return f"{TABLE}_{event.lower()}"


def _statements(event: str, vendor: str) -> tuple[str, ...]:
    name = _name(event)
    if vendor == "sqlite":
        refuse = f"BEFORE {event} ON {TABLE} WHEN {DECIDED} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        return (f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} {refuse}")
    row = "OLD" if event == "DELETE" else "NEW"
    test = f"IF {DECIDED} THEN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation'; END IF"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {test}; RETURN {row}; END $$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put the triggers there when the table is; harmless when they are there already."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if TABLE in connection.introspection.table_names(cursor):
            for event in EVENTS:
                for statement in _statements(event, connection.vendor):
                    cursor.execute(statement)


def after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    install(using)
