"""Writing a million rows: prepared statements on SQLite, COPY on PostgreSQL, primary keys handed out here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max

ROWS = 20_000  # written in one transaction


@contextmanager
def roomy() -> Iterator[None]:
    """SQLite with memory for its indexes: with its usual two megabytes, a million rows with random keys are a million visits to the disk."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size = -1000000")
        cursor.execute("PRAGMA wal_autocheckpoint = 100000")
    yield
    with connection.cursor() as cursor:
        if not connection.in_atomic_block:  # within one the table is locked, by ourselves
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA wal_autocheckpoint = 1000")
        cursor.execute("PRAGMA cache_size = -2000")


class Table:
    """Rows of one model, as tuples of values in the order of `names` (attnames). The database's constraints hold as always, Django's do not run.

    A column that is not named has the default of its field. `after` is the table whose rows these point at: it is written first, since foreign keys
    are checked at the end of each transaction.
    """

    def __init__(self, model: type[models.Model], *names: str, after: Table | None = None) -> None:
        self.after = after
        fields = {field.attname: field for field in model._meta.local_concrete_fields}
        self.model, self.fields = model, [fields[name] for name in names]
        self.rest = {field.column: value for name, field in fields.items() if name not in names and (value := _default(field)) is not None}
        self.pending: list[tuple[Any, ...]] = []
        self.written = 0
        converters = [_converter(field) for field in self.fields]
        self._changes = [(place, convert) for place, convert in enumerate(converters) if convert]

    def next_key(self) -> int:
        """The first primary key that is free."""
        return (self.model._base_manager.aggregate(last=Max("pk"))["last"] or 0) + 1

    def add(self, *row: Any) -> None:
        """One row, written when enough have come together, or at `flush`."""
        self.pending.append(row)
        if len(self.pending) >= ROWS:
            self.flush()

    def flush(self) -> None:
        if self.after is not None:
            self.after.flush()
        rows, self.pending = self.pending, []
        if not rows:
            return
        self.written += len(rows)
        if self._changes or self.rest:
            rest = tuple(self.rest.values())
            rows = [(*self._adapted(row), *rest) for row in rows]
        with transaction.atomic(), connection.cursor() as cursor:
            _WRITE[connection.vendor](cursor, self.model._meta.db_table, [*(field.column for field in self.fields), *self.rest], rows)

    def close(self) -> None:
        """Write what is left, and let the database hand out the keys after ours."""
        self.flush()
        resets = connection.ops.sequence_reset_sql(_no_style(), [self.model])
        with connection.cursor() as cursor:
            for statement in resets:
                cursor.execute(statement)

    def _adapted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for place, convert in self._changes:
            if values[place] is not None:
                values[place] = convert(values[place])
        return tuple(values)


def write(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write all rows; returns how many."""
    table = Table(model, *names)
    for row in rows:
        table.add(*row)
    table.close()
    return table.written


def _default(field: models.Field) -> Any:
    """What stands in a column that nobody names, as the database takes it; None where it may be empty or there is no such thing."""
    if field.primary_key or field.null or field.has_db_default() or (not field.has_default() and not field.empty_strings_allowed):
        return None
    return field.get_db_prep_save(field.get_default(), connection)


def _converter(field: models.Field) -> Callable[[Any], Any] | None:
    """How a value of this field goes into the database; None where it goes as it is."""
    if isinstance(field, models.JSONField):
        return lambda value: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)  # a text is JSON already
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, (models.DateTimeField, models.UUIDField)):
        return lambda value: field.get_db_prep_value(value, connection)
    return None


def _insert(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    names = ", ".join(map(connection.ops.quote_name, columns))
    marks = ", ".join(["%s"] * len(columns))
    cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({marks})", rows)  # noqa: S608 (names of our models)


def _copy(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    names = ", ".join(map(connection.ops.quote_name, columns))
    with cursor.copy(f"COPY {connection.ops.quote_name(table)} ({names}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)


_WRITE = {"sqlite": _insert, "postgresql": _copy}


def _no_style() -> Any:
    from django.core.management.color import no_style

    return no_style()
