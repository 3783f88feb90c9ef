"""Overwriting what was deleted, as far as a database can: dead rows and the write-ahead file keep what nobody shall find again."""

from __future__ import annotations

import logging
from time import sleep

from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

log = logging.getLogger(__name__)
PAUSES = (0.2, 0.5, 1.0, 0)  # seconds before the tables are rewritten once more


def scrub(tables: list[str]) -> None:
    """Rewrite these tables of ours. Not within a transaction. Never holds anybody up: when a table is busy for long, the caller's next look does it."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _rewrite(cursor, tables)
        elif connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def left_over(tables: list[str]) -> bool:
    """True when an earlier run could not overwrite all that was deleted."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        return _left(cursor, tables)


def _rewrite(cursor: CursorWrapper, tables: list[str]) -> None:
    cursor.execute("SET lock_timeout = '5s'")
    try:
        for pause in PAUSES:
            names = ", ".join(connection.ops.quote_name(table) for table in tables)
            cursor.execute(f"VACUUM (FULL) {names}")
            if not _left(cursor, tables):
                return
            cursor.execute(f"VACUUM (TRUNCATE) {names}")  # the full one spares what a transaction of any database could have seen; this one only of ours
            if not _left(cursor, tables):
                return
            sleep(pause)
    except OperationalError:
        log.warning("Tables with deleted answers were busy and have not been rewritten. It is tried again.")
    finally:
        cursor.execute("RESET lock_timeout")


def _left(cursor: CursorWrapper, tables: list[str]) -> bool:
    """True when a table without rows still takes room: somebody who was just connecting could still have seen what was deleted."""
    for table in tables:
        name = connection.ops.quote_name(table)
        cursor.execute(f"SELECT NOT EXISTS (SELECT 1 FROM {name}) AND pg_relation_size(%s) > 0", [name])  # noqa: S608 (our own table)
        if cursor.fetchone()[0]:
            return True
    return False
