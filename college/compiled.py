"""Queries whose SQL is made once: for the few that thousands of people ask in one minute.

Django makes the SQL of a query anew each time it is asked, which costs the web process several times what sending it costs. A `Compiled` query
is written as any other, with `Given` in the place of each value, and keeps the SQL that Django made for it. On PostgreSQL the server keeps it
too (prepared), and what is asked within `one_journey` goes there and back together: reading and taking
a seat are two journeys instead of seven.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
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

    def __init__(self, door: Any, cursor: Any, converted: Converted, rows: list[Row] | None = None) -> None:
        self.door, self.cursor, self.converted, self.fetched = door, cursor, converted, rows

    def rows(self) -> list[Row]:
        if self.fetched is None:
            with self.door.wrap_database_errors:
                self.fetched = self.converted(self.cursor.fetchall())
            self.cursor.close()
        return self.fetched


class Compiled:
    """`Compiled(build)` where `build` returns a query of values (`values_list`). Its only variable parts are `Given`s, never a list of values."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build
        self.made: tuple[str, dict[str, Any], Converted] | None = None

    def rows(self, **given: Any) -> list[Row]:
        """All rows for these values, as `values_list` would give them."""
        return self.ask(**given).rows()

    def ask(self, **given: Any) -> Answer:
        sql, parts, converted = self.made = self.made or self._make()
        door = _door()
        values = {key: part.output_field.get_db_prep_value(given[part.name], door) if isinstance(part, Given) else part for key, part in parts.items()}
        return _sent(door, sql, values, converted)

    def _make(self) -> tuple[str, dict[str, Any], Converted]:
        compiler = self.build().query.get_compiler(connection=_door())
        sql, parts = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])

        def converted(rows: list[Row]) -> list[Row]:
            return [tuple(row) for row in compiler.apply_converters(rows, converters)] if converters else rows

        return *_named(sql, parts), converted


def _named(sql: str, parts: Iterable[Any]) -> tuple[str, dict[str, Any]]:
    """The statement with a name in the place of each value: one that stands in several places is prepared and sent once."""
    kept: dict[str, Any] = {}
    names: dict[tuple[Any, ...], str] = {}
    for part in parts:
        same = (part.name, type(part.output_field)) if isinstance(part, Given) else (None, type(part), part)
        kept.setdefault(names.setdefault(same, f"v{len(names)}"), part)
        sql = sql.replace("%s", f"%({names[same]})s", 1)
    return sql, kept


type Values = Sequence[Any] | Mapping[str, Any]


def asked(sql: str, values: Values, converted: Converted = list) -> Answer:
    """Send a statement that answers with rows: prepared on PostgreSQL, the ordinary way elsewhere and where somebody listens to what is asked."""
    return _sent(_door(), sql, values, converted)


def _sent(door: Any, sql: str, values: Values, converted: Converted) -> Answer:
    if not _speaks_directly(door):
        with door.cursor() as cursor:
            cursor.execute(sql, values)
            return Answer(door, cursor, converted, converted(cursor.fetchall()))
    with door.wrap_database_errors:
        return Answer(door, _prepared(door.connection, sql, values), converted)


def _door() -> Any:
    """The connection itself: what stands in its place in `django.db` looks it up again for each attribute."""
    return connections[DEFAULT_DB_ALIAS]


def _speaks_directly(door: Any) -> bool:
    """Query counts, logs and test tools stand between Django's cursor and the driver: they are never passed by."""
    if door.vendor != "postgresql" or door.queries_logged or door.execute_wrappers:
        return False
    door.close_if_health_check_failed()
    door.ensure_connection()
    return True


def _prepared(link: Any, sql: str, values: Values) -> Any:
    kept, link.prepare_threshold = link.prepare_threshold, 0
    try:
        return _cursor(link).execute(sql, values)
    finally:
        link.prepare_threshold = kept


def _cursor(link: Any) -> Any:
    """One of the driver. Django's put the values into the text, which a server can neither keep nor take within a journey."""
    from psycopg import Cursor

    return Cursor(link)


@contextmanager
def one_journey() -> Iterator[None]:
    """What is asked inside is sent at once and comes back at once, in its order; `Answer.rows` may be called after the end. Nothing else is done inside."""
    door = _door()
    if not _speaks_directly(door):
        yield
        return
    with door.wrap_database_errors, door.connection.pipeline():
        yield


def asked_last(sql: str, values: Sequence[Any]) -> Answer:
    """As `asked`, and the open transaction is committed on the same journey, when it is the outermost one. To be the last of it, its answer unseen."""
    door = _door()
    if not _speaks_directly(door) or door.savepoint_ids:
        return asked(sql, values)
    with one_journey():
        answer = asked(sql, values)
        _cursor(door.connection).execute("COMMIT")  # Django's own, at the end of the block, then finds nothing to do
    return answer


def loaded[M: Model](model: type[M], **fields: Any) -> M:
    """An object of the database of which these fields are known (keys as `course_id`); any other is loaded when somebody asks for it."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in fields]  # `from_db` takes them in this order only
    return model.from_db(DEFAULT_DB_ALIAS, names, [fields[name] for name in names])
