"""What `pick_hot` measures, held to the bar of the college's first days: before rounds, quotas and kept answers a pick had less to ask."""

from __future__ import annotations

from dataclasses import replace

from benchmarks import college, pick_hot
from benchmarks.measure import Result


def measure(tiny: bool) -> Result:
    return replace(pick_hot.measure(tiny), name="pick_pg", bar=0.35)


if __name__ == "__main__":
    college.answer(measure)
