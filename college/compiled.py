"""Queries whose SQL is made once: for the few that thousands of people ask in one minute.

Django makes the SQL of a query anew each time it is asked, which costs the web process several times what sending it costs. A `Compiled` query
is written as any other, with `Given` in the place of each value, and keeps the SQL that Django made for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, Model, QuerySet

Row = tuple[Any, ...]


class Given(Expression):
    """The place of a value that comes with each call, by name."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Compiled:
    """`Compiled(build)` where `build` returns a query of values (`values_list`). Its only variable parts are `Given`s, never a list of values."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build
        self.made: tuple[str, tuple[Any, ...], Callable[[list[Row]], list[Row]]] | None = None

    def rows(self, **given: Any) -> list[Row]:
        """All rows for these values, as `values_list` would give them."""
        sql, parts, converted = self.made = self.made or self._make()
        values = [part.output_field.get_db_prep_value(given[part.name], connection) if isinstance(part, Given) else part for part in parts]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return converted(cursor.fetchall())

    def _make(self) -> tuple[str, tuple[Any, ...], Callable[[list[Row]], list[Row]]]:
        compiler = self.build().query.get_compiler(connection=connection)
        sql, parts = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])

        def converted(rows: list[Row]) -> list[Row]:
            return [tuple(row) for row in compiler.apply_converters(rows, converters)] if converters else rows

        return sql, tuple(parts), converted


def loaded[M: Model](model: type[M], **fields: Any) -> M:
    """An object of the database of which these fields are known (keys as `course_id`); any other is loaded when somebody asks for it."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in fields]  # `from_db` takes them in this order only
    return model.from_db(DEFAULT_DB_ALIAS, names, [fields[name] for name in names])
