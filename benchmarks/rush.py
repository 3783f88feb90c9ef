"""The rush of the first 16 seconds against two web workers on PostgreSQL: does it help to come within the first second? The correlation of that with
having got a seat behind the waiting room / 1, that is, "who comes first has it". Everybody opens the page of the class or of the selection, asks for the
free seats as its script does, and picks. Says beside it what it is without the room, how long answers took, and how many were errors: a server that hung
up, or answered with anything but a page, a seat or a refusal."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import correlation, quantiles

from benchmarks import college, http
from benchmarks.measure import Result
from benchmarks.pick_hot import press, signed_in

LEARNERS, CLASSES, SEATS = 1_600, 20, 25  # of each of the two rushes
RUSH = 16  # seconds in which people arrive
SPREAD = 60  # seconds over which the waiting room spreads their starts, as a round does unless somebody says otherwise
HURRY = 3.0  # seconds: the mean of arrivals; nearly a third come within the first second
SLOW = 5.0  # seconds after which a browser asks again
LINES = 250  # connections at once, as many as a front server would let through


@dataclass
class Rush:
    """What came of it: seconds from a press to its answer and until a page came, how often somebody asked again because an answer was slow, errors, and
    (came within the first second, got a seat) of each learner."""

    picks: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    again: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    fates: list[tuple[bool, bool]] = field(default_factory=list)

    @property
    def fairness(self) -> float:
        early, seated = ([float(fate[side]) for fate in self.fates] for side in (0, 1))
        return correlation(early, seated)

    def note(self, name: str) -> str:
        told = f"picks {_cuts(self.picks)}, pages {_cuts(self.pages)}, {self.again} asked again, {self.errors.total()} errors"
        return f"{name}: {told}, correlation {self.fairness:+.2f}"


def _cuts(seconds: Sequence[float]) -> str:
    cuts = quantiles(seconds, n=100)
    return f"p50 {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s, p99 {cuts[98]:.2f} s"


@dataclass(frozen=True)
class Plan:
    """One browser: seconds after the opening at which it comes, the moments of that and of the press, the page it opens, the class, the session."""

    arrives: float
    at: float
    presses_at: float
    page: str
    of: int
    session: str


def measure(tiny: bool) -> Result:
    learners, seats = (60, 2) if tiny else (LEARNERS, SEATS)
    with college.postgresql() as address:
        os.environ["DATABASE_URL"] = address
        college.migrated()
        college.manage("collectstatic", "--noinput", "--verbosity=0")  # pages name their files
        college.start_django()
        classes, people = _world(2 * CLASSES, 2 * learners + 100, seats)
        with college.served(workers=2) as (port, _):
            _run(port, classes[:1], people[2 * learners :], 0, -1)  # the first requests compile templates and open connections
            room = _run(port, classes[:CLASSES], people[:learners], RUSH, SPREAD)
            bare = _run(port, classes[CLASSES:], people[learners : 2 * learners], RUSH, 0)
        _check(classes, seats)
    notes = [room.note("behind the room"), room_note(learners, seats), bare.note("without it")]
    return Result("rush", abs(room.fairness), 1, "of correlation", 0.1 if not tiny else 1, True, notes)


def room_note(learners: int, seats: int) -> str:
    return f"{learners} people for {CLASSES * seats} seats, {RUSH} seconds, starts spread over {SPREAD}, granian with 2 workers, all on {os.cpu_count()} cores"


def _world(classes: int, learners: int, seats: int) -> tuple[list[int], list[tuple[int, str]]]:
    """Classes of so many seats, and learners who hold nothing yet with their sessions."""
    college.manage("seed_scale", "--courses=60", "--learners=1", "--entries=0")
    from django.utils import timezone

    from courses.selection.models import Offering
    from demo.scale import people

    found = list(Offering.objects.open_at(timezone.now()).filter(seats_taken=0).order_by("pk").values_list("pk", flat=True)[:classes])
    Offering.objects.filter(pk__in=found).update(capacity=seats)
    numbers = people.learners(learners)
    signed_in(numbers)
    return found, [(pk, f"benchmark{pk:023}") for pk in numbers]


def _run(port: int, classes: Sequence[int], people: Sequence[tuple[int, str]], rush: float, spread: int) -> Rush:
    """Everybody arrives within `rush` seconds of the opening, two seconds from now; `spread` of the waiting room, below 0: open already."""
    from django.utils import timezone

    from courses.selection.domain.standing import own_start_of

    opens_at = timezone.now() + timedelta(seconds=2 if spread >= 0 else -60)
    terms = _open(classes, opens_at, max(spread, 0))
    chance = random.Random(16)  # noqa: S311
    plan = []
    for number, (learner, session) in enumerate(people):
        arrives = min(chance.expovariate(1 / HURRY), rush) if rush else 0.0
        of = classes[number % len(classes)]
        at = opens_at.timestamp() + arrives
        page = f"/selection/offerings/{of}/" if number // len(classes) % 2 else "/selection/"
        plan.append(Plan(arrives, at, max(at, own_start_of(learner, terms[of], opens_at, max(spread, 0)).timestamp()), page, of, session))
    result = Rush()
    asyncio.run(_all(port, plan, result))
    if result.errors:
        raise SystemExit(f"errors: {dict(result.errors)}")
    return result


def _open(classes: Sequence[int], opens_at: datetime, spread: int) -> dict[int, int]:
    """The term of each class, which opens then."""
    from college.models import Term
    from courses.selection.models import Offering

    Term.objects.filter(offerings__in=classes).update(selection_opens_at=opens_at, selection_spread=spread)
    return dict(Offering.objects.filter(pk__in=classes).values_list("pk", "term"))


async def _all(port: int, plan: Sequence[Plan], result: Rush) -> None:
    lines = asyncio.Semaphore(LINES)
    await asyncio.gather(*(_one(port, lines, one, result) for one in plan))


async def _one(port: int, lines: asyncio.Semaphore, plan: Plan, result: Rush) -> None:
    """A browser: opens the page, looks at the seats, presses at its moment; asks again while an answer is slow, a press with the same key."""
    await _until(plan.at)
    seconds, _status = await _answered(port, lines, _read(port, plan.page, plan.session), {200}, result)
    result.pages.append(seconds)
    await _answered(port, lines, _read(port, f"/selection/seats/?of={plan.of}", plan.session), {200}, result)
    await _until(plan.presses_at)
    key = f"\r\nAccept: application/json\r\nIdempotency-Key: {plan.session}\r\n\r\n".encode()
    request = press(port, f"/selection/offerings/{plan.of}/pick/", plan.session).replace(b"\r\n\r\n", key, 1)
    seconds, status = await _answered(port, lines, request, {302, 409}, result)
    result.picks.append(seconds)
    result.fates.append((plan.arrives < 1, status == 302))


def _read(port: int, path: str, session: str) -> bytes:
    return http.get(path, port, Cookie=f"sessionid={session}")


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment + 0.05 - time.time()))


async def _answered(port: int, lines: asyncio.Semaphore, request: bytes, right: set[int], result: Rush) -> tuple[float, int]:
    """(seconds until an answer came, its status)."""
    begun = time.perf_counter()
    while True:
        try:
            status = await asyncio.wait_for(_ask(port, lines, request), SLOW)
        except TimeoutError:
            result.again += 1
        except (OSError, asyncio.IncompleteReadError) as error:
            result.errors[type(error).__name__] += 1
        else:
            result.errors.update([str(status)] if status not in right else [])
            return time.perf_counter() - begun, status
        await asyncio.sleep(random.uniform(0.5, 1.5))  # noqa: S311


async def _ask(port: int, lines: asyncio.Semaphore, request: bytes) -> int:
    async with lines:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            await http.body(reader, head.lower())
            return int(head[9:12])
        finally:
            writer.close()


def _check(classes: Sequence[int], seats: int) -> None:
    """Never more seats than there are, and the count in the row is that of the seats."""
    from django.db.models import Count, Q

    from courses.selection.models import Offering

    held = Count("enrolments", filter=Q(enrolments__state="enrolled"))
    for pk, taken, rows in Offering.objects.filter(pk__in=classes).annotate(rows=held).values_list("pk", "seats_taken", "rows"):
        if not taken == rows <= seats:
            raise SystemExit(f"class {pk}: {rows} rows, {taken} seats counted of {seats}")


if __name__ == "__main__":
    college.answer(measure)
