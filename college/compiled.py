"""Queries whose SQL is made once: for the few that thousands of people ask in one minute.

Django makes the SQL of a query anew each time it is asked, which costs the web process several times what sending it costs. A `Compiled` query
is written as any other, with `Given` in the place of each value, and keeps the SQL that Django made for it. On PostgreSQL the server keeps it
too (prepared), and what is asked within `one_journey` goes there and back together: reading and taking
a seat are two journeys instead of seven.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, Model, QuerySet

Row = tuple[Any, ...]
Converted = Callable[[list[Row]], list[Row]]


class Given(Expression):
    """The place of a value that comes with each call, by name."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Answer:
    """What comes back. Within a journey it is there when the journey has ended."""

    def __init__(self, cursor: Any, converted: Converted, rows: list[Row] | None = None) -> None:
        self.cursor, self.converted, self.fetched = cursor, converted, rows

    def rows(self) -> list[Row]:
        if self.fetched is None:
            with connection.wrap_database_errors, self.cursor:
                self.fetched = self.converted(self.cursor.fetchall())
        return self.fetched


class Compiled:
    """`Compiled(build)` where `build` returns a query of values (`values_list`). Its only variable parts are `Given`s, never a list of values."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build
        self.made: tuple[str, tuple[Any, ...], Converted] | None = None

    def rows(self, **given: Any) -> list[Row]:
        """All rows for these values, as `values_list` would give them."""
        return self.ask(**given).rows()

    def ask(self, **given: Any) -> Answer:
        sql, parts, converted = self.made = self.made or self._make()
        values = [part.output_field.get_db_prep_value(given[part.name], connection) if isinstance(part, Given) else part for part in parts]
        return asked(sql, values, converted)

    def _make(self) -> tuple[str, tuple[Any, ...], Converted]:
        compiler = self.build().query.get_compiler(connection=connection)
        sql, parts = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])

        def converted(rows: list[Row]) -> list[Row]:
            return [tuple(row) for row in compiler.apply_converters(rows, converters)] if converters else rows

        return sql, tuple(parts), converted


def asked(sql: str, values: Sequence[Any], converted: Converted = list) -> Answer:
    """Send a statement that answers with rows: prepared on PostgreSQL, the ordinary way elsewhere and where somebody listens to what is asked."""
    if not _speaks_directly():
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return Answer(cursor, converted, converted(cursor.fetchall()))
    with connection.wrap_database_errors:
        return Answer(_prepared(sql, values), converted)


def _speaks_directly() -> bool:
    """Query counts, logs and test tools stand between Django's cursor and the driver: they are never passed by."""
    if connection.vendor != "postgresql" or connection.queries_logged or connection.execute_wrappers:
        return False
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    return True


def _prepared(sql: str, values: Sequence[Any]) -> Any:
    link: Any = connection.connection
    kept, link.prepare_threshold = link.prepare_threshold, 0
    try:
        return _cursor().execute(sql, values)
    finally:
        link.prepare_threshold = kept


def _cursor() -> Any:
    """One of the driver. Django's put the values into the text, which a server can neither keep nor take within a journey."""
    from psycopg import Cursor

    return Cursor(connection.connection)


@contextmanager
def one_journey() -> Iterator[None]:
    """What is asked inside is sent at once and comes back at once, in its order; `Answer.rows` may be called after the end. Nothing else is done inside."""
    if not _speaks_directly():
        yield
        return
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def asked_last(sql: str, values: Sequence[Any]) -> Answer:
    """As `asked`, and the open transaction is committed on the same journey, when it is the outermost one. To be the last of it, its answer unseen."""
    if not _speaks_directly() or connection.savepoint_ids:
        return asked(sql, values)
    with one_journey():
        answer = asked(sql, values)
        _cursor().execute("COMMIT")  # Django's own, at the end of the block, then finds nothing to do
    return answer


def loaded[M: Model](model: type[M], **fields: Any) -> M:
    """An object of the database of which these fields are known (keys as `course_id`); any other is loaded when somebody asks for it."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in fields]  # `from_db` takes them in this order only
    return model.from_db(DEFAULT_DB_ALIAS, names, [fields[name] for name in names])
