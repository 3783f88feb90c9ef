"""A course page as a signed-in learner gets it / a Django view that returns bytes of the same size. Requests a CPU second of the server."""

from __future__ import annotations

import os

from benchmarks import college, http
from benchmarks.measure import Result, cpu_of_tree, in_turns

CONNECTIONS = 8
REQUESTS = 600  # of one round
LEARNERS = 20


def measure(tiny: bool) -> Result:
    count, rounds = (40, 1) if tiny else (REQUESTS, 5)
    college.migrated()
    college.manage("seed_scale", "--courses=40", f"--learners={LEARNERS}", "--entries=0")
    college.manage("collectstatic", "--noinput", "--verbosity=0")
    college.start_django()
    from courses.catalogue.models import CoursePage

    path = str(CoursePage.objects.live().order_by("pk")[20].get_url())
    cookies = sessions()
    with college.served(workers=1) as (port, process):
        size = _ask(port, path, cookies, LEARNERS)

        def speed(address: str, cookies: list[str]) -> float:
            before = cpu_of_tree(process)
            _ask(port, address, cookies, count)
            return count / (cpu_of_tree(process) - before)

        same = f"/bench/{size}/"
        _ask(port, same, [""], 20)
        speeds = in_turns(rounds, lambda: speed(path, cookies), lambda: speed(same, [""]))
    return Result("page_signed_in", *speeds, "requests a CPU second", 0.1, False, [f"{size} bytes, {count} requests a round, {LEARNERS} learners in turns"])


def sessions() -> list[str]:
    """A signed-in learner's cookie each, as Django makes them."""
    from django.conf import settings
    from django.test import Client

    from college.models import User

    found = []
    for learner in User.objects.filter(is_staff=False, enrolments__isnull=False).distinct().order_by("pk")[:LEARNERS]:
        client = Client()
        client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
        found.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    return found


def _ask(port: int, path: str, cookies: list[str], count: int) -> int:
    """Ask so often; the size of the answer. Every answer must be 200."""
    requests = [http.get(path, port, **({"Cookie": cookie} if (cookie := cookies[turn % len(cookies)]) else {})) for turn in range(count)]
    _, statuses, size = http.drive(port, requests, CONNECTIONS)
    if set(statuses) != {200}:
        raise SystemExit(f"{path} was answered with {dict(statuses)}")
    return size


if __name__ == "__main__":
    os.environ.setdefault("CACHE_URL", "locmemcache://")
    college.answer(measure)
