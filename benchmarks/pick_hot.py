"""Seats taken over HTTP by people who are signed in, with CSRF, on one hot class / the bare SQL transaction. PostgreSQL, picks a second."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from itertools import islice
from typing import Any

import psycopg

from benchmarks import college, http
from benchmarks.measure import Result, in_turns, wall_of

CONNECTIONS = 16
PICKS = 1_000  # of one round
ROUNDS = 5
CSRF = "0123456789abcdefghijklmnopqrstuv"


def measure(tiny: bool) -> Result:
    picks, rounds = (40, 1) if tiny else (PICKS, ROUNDS)
    with college.postgresql() as address:
        os.environ["DATABASE_URL"] = address
        college.migrated()
        college.start_django()
        from django.urls import reverse

        from benchmarks.addresses import TAKE, WRITE

        hot, other, third, learners = _world(picks * (rounds + 3))
        sessions, people = signed_in(learners), iter(learners)
        with college.served(workers=2) as (port, _):

            def ours() -> float:
                return picks / _over_http(port, reverse("selection:pick", args=[hot]), list(islice(sessions, picks)))

            def peer() -> float:
                return picks / _bare(address, (TAKE, WRITE), other, list(islice(people, picks)))

            ours()  # the server's first requests compile templates and open connections
            speeds = in_turns(rounds, ours, peer)
        with college.served(workers=2, settings="benchmarks.stock_settings") as (port, _):
            stock = max(picks / _over_http(port, f"/bench/pick/{third}/", list(islice(sessions, picks))) for _round in range(2))
        _check(hot, picks * (rounds + 1))
        _check(other, picks * rounds)
        _check(third, picks * 2)
    leanest = f"the same SQL in a view of Django with session, person and CSRF alone: {stock:.0f} ({stock / speeds[1]:.2f})"
    notes = [leanest, f"{CONNECTIONS} connections, {picks} picks a round, {rounds} rounds, granian with 2 workers, client and server on {os.cpu_count()} cores"]
    return Result("pick_hot", *speeds, "picks a second", 0.5, False, notes)


def _world(number: int) -> tuple[int, int, int, list[int]]:
    """Three classes with room for everybody, and so many learners who hold nothing yet."""
    college.manage("seed_scale", "--courses=12", "--learners=1", "--entries=0")
    from django.utils import timezone

    from courses.selection.models import Offering
    from demo.scale import people

    classes = Offering.objects.open_at(timezone.now()).filter(seats_taken=0).order_by("pk")
    hot, other, third = [offering.pk for offering in classes[:3]]
    Offering.objects.filter(pk__in=[hot, other, third]).update(capacity=30_000)
    return hot, other, third, people.learners(number)


def signed_in(learners: Sequence[int]) -> Iterator[str]:
    """The session keys of these people, signed in one after the other."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from college.models import User

    store, until, rows = SessionStore(), timezone.now() + timedelta(days=1), []
    for user in User.objects.filter(pk__in=learners).iterator():
        facts = {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend", HASH_SESSION_KEY: user.get_session_auth_hash()}
        rows.append(Session(session_key=f"benchmark{user.pk:023}", session_data=store.encode(facts), expire_date=until))
    Session.objects.bulk_create(rows, batch_size=2_000)
    return iter([row.session_key for row in rows])


def press(port: int, path: str, session: str) -> bytes:
    """The bytes of the request that the button sends."""
    headers = {"Cookie": f"sessionid={session}; csrftoken={CSRF}", "Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://127.0.0.1:{port}"}
    return http.request("POST", path, port, f"csrfmiddlewaretoken={CSRF}".encode(), headers)


def _over_http(port: int, path: str, sessions: Sequence[str]) -> float:
    """Seconds until all of them have pressed the button. Every answer must be the redirect after a pick."""
    requests = [press(port, path, session) for session in sessions]
    seconds, statuses, _ = http.drive(port, requests, CONNECTIONS)
    if set(statuses) != {302}:
        raise SystemExit(f"picks were answered with {dict(statuses)}")
    return seconds


def _bare(address: str, statements: tuple[str, str], offering: int, learners: Sequence[int]) -> float:
    """Seconds for the same picks by as many threads, over connections that stand already, as the server's do: one update and one insert in a transaction."""
    queue, lock = iter(learners), threading.Lock()

    def following() -> int | None:
        with lock:
            return next(queue, None)

    with ExitStack() as stack:
        connections = [stack.enter_context(psycopg.connect(address.replace("postgres://", "postgresql://"))) for _ in range(CONNECTIONS)]
        threads = [threading.Thread(target=_one, args=(connection, statements, offering, following)) for connection in connections]
        return wall_of(lambda: _run(threads))


def _run(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _one(connection: psycopg.Connection[Any], statements: tuple[str, str], offering: int, following: Callable[[], int | None]) -> None:
    take, write = statements
    while (learner := following()) is not None:
        with connection.transaction():
            if connection.execute(take, (offering,)).rowcount != 1:
                raise SystemExit("no seat")
            connection.execute(write, (offering, learner))


def _check(offering: int, expected: int) -> None:
    from courses.selection.models import Enrolment, Offering

    seats = Offering.objects.get(pk=offering).seats_taken
    rows = Enrolment.objects.filter(offering=offering).count()
    if not seats == rows == expected:
        raise SystemExit(f"{expected} picks, {rows} rows, {seats} seats counted")


if __name__ == "__main__":
    college.answer(measure)
