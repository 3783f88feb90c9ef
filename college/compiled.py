"""Queries whose SQL is made once: for the few that thousands of people ask in one minute.

Django makes the SQL of a query anew each time it is asked, which costs the web process several times what sending it costs. A `Compiled` query
is written as any other, with `Given` in the place of each value, and keeps the SQL that Django made for it. PostgreSQL keeps it too, by a name
(PREPARE), and what is asked within `one_journey` goes there as one message of calls by name (EXECUTE) and comes back as one: reading and taking
a seat are two messages. (The driver's own way to send several statements at once, its pipeline, costs the web process three times as much.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model, QuerySet

Row = tuple[Any, ...]
Converted = Callable[[list[Row]], list[Row]]
IDLE = 0  # of PQtransactionStatus: no transaction has begun


class Given(Expression):
    """The place of a value that comes with each call, by name."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Answer:
    """What comes back. Within a journey it is there when the journey has ended."""

    def __init__(self, converted: Converted) -> None:
        self.converted = converted
        self.fetched: list[Row] | None = None

    def rows(self) -> list[Row]:
        if self.fetched is None:
            raise RuntimeError("This is asked on a journey that has not ended.")
        return self.fetched

    def fetch(self, cursor: Any) -> Answer:
        self.fetched = self.converted(cursor.fetchall())
        return self


@dataclass(frozen=True)
class Made:
    """A query as Django made it: `sql` has a name for each value, `constants` those that are always the same, `givens` the others."""

    sql: str
    constants: dict[str, Any]
    givens: dict[str, Given]
    converted: Converted

    def prepared(self, door: Any) -> str:
        """What follows PREPARE and a name: types of the values that are given, and the statement with all others in their places."""
        from psycopg.sql import Literal

        types = ", ".join(str(given.output_field.db_type(door)) for given in self.givens.values())
        places = {key: f"${number}" for number, key in enumerate(self.givens, 1)}
        constants = {key: Literal(value).as_string(door.connection) for key, value in self.constants.items()}
        return f"({types}) AS {self.sql % {**places, **constants}}"


class Compiled:
    """`Compiled(build)` where `build` returns a query of values (`values_list`). Its only variable parts are `Given`s, never a list of values."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build
        self.made: Made | None = None

    def rows(self, **given: Any) -> list[Row]:
        """All rows for these values, as `values_list` would give them."""
        return self.ask(**given).rows()

    def ask(self, **given: Any) -> Answer:
        door = _door()
        made = self.made = self.made or self._make(door)
        values = {key: part.output_field.get_db_prep_value(given[part.name], door) for key, part in made.givens.items()}
        if _speaks_directly(door):
            return _called(door, made.sql, made.prepared, values.values(), made.converted)
        return _plainly(door, made.sql, made.constants | values, made.converted)

    def _make(self, door: Any) -> Made:
        compiler = self.build().query.get_compiler(connection=door)
        sql, parts = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])

        def converted(rows: list[Row]) -> list[Row]:
            return [tuple(row) for row in compiler.apply_converters(rows, converters)] if converters else rows

        sql, kept = _named(sql, parts)
        givens = {key: part for key, part in kept.items() if isinstance(part, Given)}
        return Made(sql, {key: part for key, part in kept.items() if key not in givens}, givens, converted)


def _named(sql: str, parts: Iterable[Any]) -> tuple[str, dict[str, Any]]:
    """The statement with a name in the place of each value: one that stands in several places is prepared and sent once."""
    kept: dict[str, Any] = {}
    names: dict[tuple[Any, ...], str] = {}
    for part in parts:
        same = (part.name, type(part.output_field)) if isinstance(part, Given) else (None, type(part), part)
        kept.setdefault(names.setdefault(same, f"v{len(names)}"), part)
        sql = sql.replace("%s", f"%({names[same]})s", 1)
    return sql, kept


def asked(sql: str, values: Sequence[Any]) -> Answer:
    """Send a statement that answers with rows, its values as `%s`: kept by PostgreSQL, the ordinary way elsewhere and where somebody listens to what is
    asked."""
    door = _door()
    if not _speaks_directly(door):
        return _plainly(door, sql, values, list)
    return _called(door, sql, lambda _door: "AS " + sql % tuple(f"${number}" for number in range(1, len(values) + 1)), values, list)


def _plainly(door: Any, sql: str, values: Sequence[Any] | Mapping[str, Any], converted: Converted) -> Answer:
    with door.cursor() as cursor:
        cursor.execute(sql, values)
        return Answer(converted).fetch(cursor)


def _door() -> Any:
    """The connection itself: what stands in its place in `django.db` looks it up again for each attribute."""
    return connections[DEFAULT_DB_ALIAS]


def _speaks_directly(door: Any) -> bool:
    """Query counts, logs and test tools stand between Django's cursor and the driver: they are never passed by."""
    if "journey" in door.__dict__:
        return True
    if door.vendor != "postgresql" or door.queries_logged or door.execute_wrappers:
        return False
    door.close_if_health_check_failed()
    door.ensure_connection()
    return True


@dataclass
class Journey:
    """What goes to PostgreSQL as one message."""

    calls: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def go(self, door: Any, *, last: bool = False) -> None:
        """Send what was asked, and fetch each answer. It begins the transaction that Django has opened and not begun; `last`: and commits it."""
        link, before = door.connection, []
        if not link.autocommit and link.pgconn.transaction_status == IDLE and link.isolation_level is None:
            link.autocommit = True  # or the driver begins it, on a journey of its own; Django sets it anew at the end of the transaction
            before = ["BEGIN"]
        with door.wrap_database_errors, link.cursor() as cursor:
            cursor.execute("; ".join([*before, *self.calls, *(["COMMIT"] if last else [])]), self.values)
            for number, answer in enumerate(self.answers):
                if number or before:
                    cursor.nextset()
                answer.fetch(cursor)


def _called(door: Any, sql: str, body: Callable[[Any], str], values: Iterable[Any], converted: Converted) -> Answer:
    """Call a statement by its name, now or with the journey that was begun."""
    begun, values = door.__dict__.get("journey"), list(values)
    journey, answer = begun or Journey(), Answer(converted)
    journey.calls.append(_call(door, sql, body, len(values)))
    journey.values += values
    journey.answers.append(answer)
    if begun is None:
        journey.go(door)
    return answer


def _call(door: Any, sql: str, body: Callable[[Any], str], number: int) -> str:
    """The call of a statement with so many values. This connection makes it known to PostgreSQL when it calls it for the first time."""
    kept: dict[str, str] = door.connection.__dict__.setdefault("kept_statements", {})
    if sql not in kept:
        name = f"kept_{len(kept)}"
        with door.wrap_database_errors, door.connection.cursor() as cursor:
            cursor.execute(f"PREPARE {name} {body(door)}")
        kept[sql] = f"EXECUTE {name}({', '.join(['%s'] * number)})" if number else f"EXECUTE {name}"
    return kept[sql]


@contextmanager
def one_journey(*, last: bool = False) -> Iterator[None]:
    """What is asked inside is sent at once and comes back at once, in its order; `Answer.rows` is called after the end. Nothing else is done inside."""
    door = _door()
    if "journey" in door.__dict__ or not _speaks_directly(door):
        yield
        return
    journey = door.journey = Journey()
    try:
        yield
    finally:
        del door.journey
    if journey.calls:
        journey.go(door, last=last)


def asked_last(sql: str, values: Sequence[Any]) -> Answer:
    """As `asked`, and the open transaction is committed on the same journey, when it is the outermost one. To be the last of it, its answer unseen."""
    with one_journey(last=not _door().savepoint_ids):  # Django's own commit, at the end of the block, then finds nothing to do
        return asked(sql, values)


def loaded[M: Model](model: type[M], **fields: Any) -> M:
    """An object of the database of which these fields are known (keys as `course_id`); any other is loaded when somebody asks for it."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in fields]  # `from_db` takes them in this order only
    return model.from_db(DEFAULT_DB_ALIAS, names, [fields[name] for name in names])
