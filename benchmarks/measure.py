"""What a benchmark answers, and how rounds of ours and the peer's are measured in turns."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Result:
    """One ratio. `at_most` says on which side of the bar it has to lie; `notes` what it was measured with."""

    name: str
    ours: float
    peer: float
    unit: str
    bar: float
    at_most: bool
    notes: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return self.ours / self.peer

    @property
    def holds(self) -> bool:
        return self.ratio <= self.bar if self.at_most else self.ratio >= self.bar

    def report(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": round(self.ratio, 3), "holds": self.holds}


def line(report: dict[str, Any]) -> str:
    """A result on one line."""
    sign, verdict = ("<=", "holds") if report["at_most"] else (">=", "holds")
    verdict = verdict if report["holds"] else "FAILS"
    numbers = f"ours {report['ours']:.3g} / peer {report['peer']:.3g} {report['unit']}"
    return f"{report['name']:<16} {report['ratio']:.2f} (bar {sign} {report['bar']}) {verdict}   {numbers}   {'; '.join(report['notes'])}"


def in_turns(rounds: int, ours: Callable[[], float], peer: Callable[[], float]) -> tuple[float, float]:
    """The medians of so many measurements of each, taken in turns, so that whatever else the machine does falls on both."""
    pairs = [(ours(), peer()) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def cpu_of(work: Callable[[], Any]) -> float:
    """CPU seconds that the work takes, in this process and in the children that end within it."""
    before = _own_cpu()
    work()
    return _own_cpu() - before


def _own_cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def wall_of(work: Callable[[], Any]) -> float:
    """Seconds that the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def cpu_of_tree(root: int) -> float:
    """CPU seconds used so far by a process and everything below it (Linux)."""
    parents: dict[int, tuple[int, int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = (int(fields[1]), int(fields[11]) + int(fields[12]))
    return sum(ticks for pid, (_, ticks) in parents.items() if _below(pid, root, parents)) / TICKS


def _below(pid: int, root: int, parents: dict[int, tuple[int, int]]) -> bool:
    while pid and pid != root:
        pid = parents.get(pid, (0, 0))[0]
    return pid == root
