"""The curriculum map of 10,000 courses on SQLite: see `benchmarks/maps.py`."""

from __future__ import annotations

import os

from benchmarks import college, maps
from benchmarks.measure import Result


def measure(tiny: bool) -> Result:
    return maps.measure("map_level", tiny)


if __name__ == "__main__":
    os.environ.setdefault("CACHE_URL", "locmemcache://")
    college.answer(measure)
