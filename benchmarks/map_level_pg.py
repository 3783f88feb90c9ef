"""The curriculum map of 10,000 courses on PostgreSQL: see `benchmarks/maps.py`."""

from __future__ import annotations

import os

from benchmarks import college, maps
from benchmarks.measure import Result


def measure(tiny: bool) -> Result:
    with college.postgresql() as address:
        os.environ["DATABASE_URL"] = address
        return maps.measure("map_level_pg", tiny)


if __name__ == "__main__":
    os.environ.setdefault("CACHE_URL", "locmemcache://")
    college.answer(measure)
