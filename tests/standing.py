"""How long do the tests of an earlier day take today? `make test AT=COMMIT` runs, of today's tests, those that stood at that commit.

A suite grows with what it tests; only the same tests tell whether it became slower. Which ones stood there is asked of that commit's own tree, with
today's libraries. A table has the rows that it had then, also where they were tests of their own and are a loop in one test today (`rows_of`). For a
test that was renamed, or is part of another since, `tests.successors` names what looks at the same today.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.successors import SUCCESSORS

ROOT = Path(__file__).resolve().parents[1]
WORD = re.compile(r"\b[Tt]est\w+")


class Standing:
    """What stood at a commit, from the ids of its tests as pytest writes them."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.rows: dict[str, set[str]] = defaultdict(set)
        for one in ids:
            test, _, row = _today(one).partition("[")
            self.rows[test].add(row)
        self.names = {name for test in self.rows for name in test.split("::")[1:]}

    def may_be_in(self, text: str) -> bool:
        """Whether a file with this text can have one of them: a test that moved keeps its name."""
        return not self.names.isdisjoint(WORD.findall(text))

    def of(self, ids: Iterable[str]) -> set[str]:
        """Those of today's ids that stood there: in the same file, or under the same name in another if they left theirs."""
        today: dict[str, set[str]] = defaultdict(set)
        for one in ids:
            test, _, row = one.partition("[")
            today[test].add(row)
        left = {_name(test): rows for test, rows in self.rows.items() if test not in today}
        kept = {test: _rows(today[test], self.rows[test]) for test in today.keys() & self.rows.keys()}
        for test in today.keys() - self.rows.keys():
            if (then := left.get(_name(test))) is not None:
                kept[test] = _rows(today[test], then)
        return {f"{test}[{row}" if row else test for test, rows in kept.items() for row in rows}

    def rows_of[Row](self, test: str, table: Iterable[Row], name: Callable[[Row], str]) -> list[Row]:
        """Of the table that a test of this name goes through, the rows that it had then."""
        named = [(f"{name(row).encode('unicode_escape').decode()}]", row) for row in table]  # as pytest writes them
        then = {row for at, rows in self.rows.items() if _name(at) == test for row in rows}
        twice = {re.sub(r"\d+]$", "]", row) for row in then}  # two rows of one name are numbered
        kept = _rows({written for written, _row in named}, then | twice)
        return [row for written, row in named if written in kept]


def _name(test: str) -> str:
    return test.partition("::")[2]


def _today(one: str) -> str:
    test, bracket, row = one.partition("[")
    file, _, name = test.partition("::")
    now = SUCCESSORS.get(name, name)
    return f"{file}::{now}" if "[" in now else f"{file}::{now}{bracket}{row}"


def _rows(today: set[str], then: set[str]) -> set[str]:
    """The rows of that time, else those that gained or lost a column since; all, if it was no table or its rows had other names."""
    return (today & then) or {row for row in today if any(_alike(row, one) for one in then)} or today


def _alike(row: str, other: str) -> bool:
    parts, others = set(row.rstrip("]").split("-")), set(other.rstrip("]").split("-"))
    return parts <= others or others <= parts


@cache
def standing() -> Standing | None:
    """What `make test AT=COMMIT` asked for."""
    file = os.environ.get("TESTS_STANDING")
    return Standing(Path(file).read_text(encoding="utf-8").splitlines()) if file else None


def rows_of[Row](test: str, table: Iterable[Row], name: Callable[[Row], str]) -> list[Row]:
    asked = standing()
    return asked.rows_of(test, table, name) if asked else list(table)


def left_out(text: str) -> bool:
    asked = standing()
    return asked is not None and not asked.may_be_in(text)


def choose(items: list[pytest.Item]) -> None:
    if asked := standing():
        kept = asked.of(item.nodeid for item in items)
        if items:
            items[0].config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in kept])
        items[:] = [item for item in items if item.nodeid in kept]


def collected(commit: str) -> list[str]:
    """The ids of all tests of that commit's tree."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, commit], cwd=ROOT, check=True)
        try:
            asked = [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests"]
            found = subprocess.run(asked, cwd=tree, capture_output=True, text=True, check=False)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)
    if found.returncode:
        raise SystemExit(f"The tests of {commit} cannot be read with today's libraries:\n{found.stdout[-2000:]}{found.stderr[-2000:]}")
    return [line for line in found.stdout.splitlines() if line.startswith("tests/") and "::" in line]


def main(commit: str, target: str) -> None:
    ids = collected(commit)
    Path(target).write_text("\n".join(ids), encoding="utf-8")
    then = Standing(ids).names
    today = {word for file in (ROOT / "tests").rglob("test_*.py") for word in WORD.findall(file.read_text(encoding="utf-8"))}
    print(f"{len(ids)} tests stood at {commit}, {len(then)} names; {len(then - today)} of the names are gone, their tests do not run.")


if __name__ == "__main__":
    main(*sys.argv[1:])
