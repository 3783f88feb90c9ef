"""The same draw as the office holds it: the list closed and published, the seats computed from it, and seats, fates of all wishes and notices written.
PostgreSQL; CPU seconds of our process and megabytes, the larger share of what it may. Says beside it how long the office waits."""

from __future__ import annotations

import os
import random
import resource
import time
from datetime import timedelta
from typing import Any

from benchmarks import college
from benchmarks.measure import Result, cpu_of

SECONDS, MEGABYTES, WISHES = 10, 500, 5


def measure(tiny: bool) -> Result:
    people, classes = (40, 12) if tiny else (20_000, 2_000)
    with college.postgresql() as address:
        os.environ["DATABASE_URL"] = address
        college.migrated()
        college.start_django()
        from django.utils import timezone

        from courses.selection import domain
        from courses.selection.models import Enrolment, Round, Wish

        now = timezone.now()
        round_id, staff = _round(people, classes, now)
        ended, before = Round.objects.get(pk=round_id).closes_at, Enrolment.objects.count()
        times: dict[str, tuple[float, float]] = {}
        times["closing the list"] = timed(lambda: domain.seal(round_id=round_id, now=ended + timedelta(minutes=1)))
        times["the draw"] = timed(lambda: domain.hold_draw(round_id=round_id, beacon_value="2027001", by=staff, now=now))
        seats, fates = Enrolment.objects.count() - before, Wish.objects.exclude(outcome="").count()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = [f"{name} {wall:.1f} s ({cpu:.1f} CPU s)" for name, (wall, cpu) in times.items()]
    notes = [f"{people} people, {classes} classes: {seats} seats and {fates} fates written", *told, f"{peak:.0f} MB at most"]
    return Result("draw_kept", max(times["the draw"][1] / SECONDS, peak / MEGABYTES), 1, "of what it may", 1, True, notes)


def timed(work: Any) -> tuple[float, float]:
    """(seconds, CPU seconds of this process)."""
    begun, cpu = time.perf_counter(), cpu_of(work)
    return time.perf_counter() - begun, cpu


def _round(people: int, classes: int, now: Any) -> tuple[int, Any]:
    """A round of wishes that ended yesterday, with everybody's five wishes; and somebody of the office."""
    college.manage("seed_scale", f"--courses={max(12, 2 * classes)}", "--learners=1", "--entries=0")
    from django.contrib.auth.models import Group

    from college.models import User
    from college.roles import Role
    from courses.selection.models import Ballot, Draw, Offering, Round, SelectionPlan, Wish
    from demo.scale import people as accounts

    day, chance = timedelta(days=1), random.Random(1)  # noqa: S311
    term = Offering.objects.open_at(now).order_by("term").values_list("term", flat=True)[0]
    offered = list(Offering.objects.filter(term=term, state=Offering.State.OPEN).order_by("pk").values_list("pk", flat=True)[:classes])
    if len(offered) < classes:
        raise SystemExit(f"only {len(offered)} classes")
    plan = SelectionPlan.objects.create(term_id=term)
    made = Round.objects.create(plan=plan, kind=Round.Kind.WISHES, opens_at=now - 3 * day, closes_at=now - 2 * day)
    Draw.objects.create(round=made, beacon="a lottery", beacon_at=now - day)
    ballots = Ballot.objects.bulk_create([Ballot(round=made, learner_id=pk, code=f"{pk:016x}") for pk in accounts.learners(people)], batch_size=2_000)
    wishes = []
    for ballot in ballots:
        wanted = {int(classes * chance.random() ** 3) for _ in range(20)}
        listed = chance.sample(sorted(wanted), min(WISHES, len(wanted)))
        wishes += [Wish(ballot=ballot, offering_id=offered[one], rank=rank) for rank, one in enumerate(listed, 1)]
    Wish.objects.bulk_create(wishes, batch_size=5_000)
    staff = User.objects.create_user("banshiyuan")
    staff.groups.add(Group.objects.get(name=Role.STAFF))
    return made.pk, staff


if __name__ == "__main__":
    college.answer(measure)
