"""A course page as anonymous visitors get it / a Django view that returns bytes of the same size. Requests a CPU second of the server."""

from __future__ import annotations

import os

from benchmarks import college, http
from benchmarks.measure import Result, cpu_of_tree, in_turns

CONNECTIONS = 8
REQUESTS = 3_000  # of one round


def measure(tiny: bool) -> Result:
    count, rounds = (40, 1) if tiny else (REQUESTS, 5)
    college.migrated()
    college.manage("seed_scale", "--courses=40", "--learners=20", "--entries=0")
    college.manage("collectstatic", "--noinput", "--verbosity=0")
    college.start_django()
    from courses.catalogue.models import CoursePage

    path = str(CoursePage.objects.live().order_by("pk")[20].get_url())
    with college.served(workers=1) as (port, process):
        size = _ask(port, path, 20)

        def speed(address: str) -> float:
            before = cpu_of_tree(process)
            _ask(port, address, count)
            return count / (cpu_of_tree(process) - before)

        same = f"/bench/{size}/"
        _ask(port, same, 20)
        speeds = in_turns(rounds, lambda: speed(path), lambda: speed(same))
    return Result("page_cached", *speeds, "requests a CPU second", 0.75, False, [f"{size} bytes, {count} requests a round, granian with 1 worker"])


def _ask(port: int, path: str, count: int) -> int:
    """Ask so often; the size of the answer. Every answer must be 200."""
    _, statuses, size = http.drive(port, [http.get(path, port)] * count, CONNECTIONS)
    if set(statuses) != {200}:
        raise SystemExit(f"{path} was answered with {dict(statuses)}")
    return size


if __name__ == "__main__":
    os.environ.setdefault("CACHE_URL", "locmemcache://")
    college.answer(measure)
