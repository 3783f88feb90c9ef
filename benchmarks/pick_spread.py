"""Seats taken over HTTP by people who are signed in, with CSRF, on 50 classes / a signed-in view of the same stack that reads one row. PostgreSQL,
requests a CPU second of the server (that of PostgreSQL is counted with neither)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import cycle, islice

from benchmarks import college, http
from benchmarks.measure import Result, cpu_of_tree, in_turns
from benchmarks.pick_hot import CONNECTIONS, press, signed_in

PICKS = 1_000  # of one round
ROUNDS = 5
CLASSES = 50


def measure(tiny: bool) -> Result:
    picks, rounds = (50, 1) if tiny else (PICKS, ROUNDS)
    with college.postgresql() as address:
        os.environ["DATABASE_URL"] = address
        college.migrated()
        college.start_django()
        from django.urls import reverse

        classes, learners = _world(picks * (rounds + 1))
        sessions, places = signed_in(learners), cycle(classes)
        with college.served(workers=2) as (port, process):

            def speed(requests: list[bytes], expected: int) -> float:
                before = cpu_of_tree(process)
                _, statuses, _ = http.drive(port, requests, CONNECTIONS)
                if set(statuses) != {expected}:
                    raise SystemExit(f"answered with {dict(statuses)}")
                return len(requests) / (cpu_of_tree(process) - before)

            def ours() -> float:
                return speed([press(port, reverse("selection:pick", args=[next(places)]), session) for session in islice(sessions, picks)], 302)

            def peer() -> float:
                return speed([http.get(f"/bench/row/{next(places)}/", port, Cookie=f"sessionid={session}") for session in _again(learners, picks)], 200)

            ours()  # the server's first requests compile templates and open connections
            speeds = in_turns(rounds, ours, peer)
        _check(classes, picks * (rounds + 1))
    notes = [f"{CLASSES} classes, {picks} picks a round, {rounds} rounds, granian with 2 workers, client, server and PostgreSQL on {os.cpu_count()} cores"]
    return Result("pick_spread", *speeds, "requests a CPU second", 0.5, False, notes)


def _world(number: int) -> tuple[list[int], list[int]]:
    """50 classes with room for everybody, and so many learners who hold nothing yet."""
    college.manage("seed_scale", "--courses=60", "--learners=1", "--entries=0")
    from django.utils import timezone

    from courses.selection.models import Offering
    from demo.scale import people

    classes = list(Offering.objects.open_at(timezone.now()).filter(seats_taken=0).order_by("pk").values_list("pk", flat=True)[:CLASSES])
    Offering.objects.filter(pk__in=classes).update(capacity=30_000)
    return classes, people.learners(number)


def _again(learners: list[int], number: int) -> Iterator[str]:
    """The sessions of the first of them, as `signed_in` names them."""
    return (f"benchmark{pk:023}" for pk in islice(cycle(learners), number))


def _check(classes: list[int], expected: int) -> None:
    from courses.selection.models import Enrolment

    rows = Enrolment.objects.filter(offering__in=classes).count()
    if rows != expected:
        raise SystemExit(f"{expected} picks, {rows} rows")


if __name__ == "__main__":
    college.answer(measure)
