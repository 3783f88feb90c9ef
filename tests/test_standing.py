"""`make test AT=COMMIT` takes the tests of that day: no more for what was written since, no less for what has moved."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.standing import Standing

THEN = ("tests/a.py::test_plain", "tests/a.py::test_rows[one]", "tests/a.py::test_rows[two]", "tests/a.py::test_moves", "tests/b.py::TestMachine::runTest")


@pytest.mark.parametrize(
    ("today", "kept"),
    [
        (["tests/a.py::test_plain"], ["tests/a.py::test_plain"]),
        (["tests/a.py::test_new", "tests/c.py::test_plain", "tests/a.py::test_plain"], ["tests/a.py::test_plain"]),
        (["tests/a.py::test_rows[two]", "tests/a.py::test_rows[three]"], ["tests/a.py::test_rows[two]"]),
        (["tests/a.py::test_rows[1]", "tests/a.py::test_rows[2]"], ["tests/a.py::test_rows[1]", "tests/a.py::test_rows[2]"]),  # renamed: all
        (["tests/a.py::test_plain[a]", "tests/a.py::test_plain[b]"], ["tests/a.py::test_plain[a]", "tests/a.py::test_plain[b]"]),  # no table then: all
        (["tests/c.py::test_moves", "tests/d.py::test_other"], ["tests/c.py::test_moves"]),
        (["tests/b.py::TestMachine::runTest"], ["tests/b.py::TestMachine::runTest"]),
        ([], []),
    ],
)
def test_of_todays_tests_those_that_stood_there(today: list[str], kept: list[str]):
    assert Standing(THEN).of(today) == set(kept)


@pytest.mark.parametrize(
    ("text", "may"), [("def test_moves(): ...", True), ("TestMachine = Machine.TestCase", True), ("def test_moves_on(): ...", False), ("", False)]
)
def test_a_file_with_none_of_the_names_is_not_read(text: str, may: bool):
    assert Standing(THEN).may_be_in(text) is may


def test_a_run_for_that_day_has_those_tests_alone(tmp_path: Path):
    ids = tmp_path / "ids"
    ids.write_text("tests/test_standing.py::test_a_file_with_none_of_the_names_is_not_read[-False]\ntests/test_docs.py::test_gone")
    asked = [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests/test_standing.py", "tests/test_docs.py", "-p", "no:cacheprovider"]
    found = subprocess.run(asked, cwd=ROOT, env={"PATH": "/usr/bin:/bin", "TESTS_STANDING": str(ids)}, capture_output=True, text=True, check=False)
    assert found.stdout.splitlines()[0] == ids.read_text().splitlines()[0], found.stdout + found.stderr
    assert "\n1/" in found.stdout, "the others are said to be left out"


def test_a_commit_that_nobody_knows_runs_nothing(tmp_path: Path):
    told = subprocess.run([sys.executable, "-m", "tests.standing", "no-such-commit", tmp_path / "ids"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode != 0
    assert "no-such-commit" in told.stderr
    assert not (tmp_path / "ids").exists()
