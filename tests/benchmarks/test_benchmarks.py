"""The benchmarks run, on data too small to say anything: a number nobody can measure any more is worth nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES, keep
from benchmarks.measure import Result, in_turns, line
from tests.conftest import ROOT


def bench(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", "--size", "tiny", *arguments]
    return subprocess.run(command, cwd=ROOT, env={"PATH": "/usr/bin:/bin", "DATA_DIR": str(folder)}, capture_output=True, text=True, check=False)


def test_the_search_is_measured_and_kept_beside_earlier_results(tmp_path: Path):
    keep(tmp_path / "bench.json", [Result("pick_hot", 1, 2, "picks a second", 0.35, False).report()])
    done = bench(tmp_path, "--only", "search_embedded")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("search_embedded")
    results = {report["name"]: report for report in json.loads((tmp_path / "bench.json").read_text())}
    assert set(results) == {"pick_hot", "search_embedded"}
    assert set(results["search_embedded"]) >= {"name", "ours", "peer", "unit", "ratio", "bar", "holds"}
    assert results["search_embedded"]["ours"] > 0


def test_an_unknown_name_is_refused_with_the_names_there_are(tmp_path: Path):
    done = bench(tmp_path, "--only", "speed")
    assert done.returncode == 2
    assert ", ".join(NAMES) in done.stderr


@pytest.mark.parametrize(
    ("ours", "peer", "bar", "at_most", "holds"), [(1.0, 2.0, 0.5, True, True), (1.1, 2.0, 0.5, True, False), (1.0, 2.0, 0.6, False, False)]
)
def test_a_bar_lies_on_one_side(ours: float, peer: float, bar: float, at_most: bool, holds: bool):
    result = Result("x", ours, peer, "s", bar, at_most)
    assert result.holds is holds
    assert ("FAILS" not in line(result.report())) is holds


def test_rounds_are_taken_in_turns_and_the_median_counts():
    order: list[str] = []
    numbers = {"ours": iter([9.0, 1.0, 2.0]), "peer": iter([4.0, 4.0, 100.0])}

    def next_of(side: str) -> float:
        order.append(side)
        return next(numbers[side])

    assert in_turns(3, lambda: next_of("ours"), lambda: next_of("peer")) == (2.0, 4.0)
    assert order == ["ours", "peer"] * 3
