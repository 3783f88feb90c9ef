"""`make test AT=COMMIT` takes the tests of that day: no more for what was written since, no less for what has moved."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.standing import WORD, Standing
from tests.successors import SUCCESSORS

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
    ("then", "today", "kept"),
    [
        ("a.py::test_old", ["a.py::test_new", "a.py::test_other"], ["a.py::test_new"]),
        ("a.py::test_old", ["b.py::test_new"], ["b.py::test_new"]),
        ("a.py::test_old[one]", ["a.py::test_new[one]", "a.py::test_new[two]"], ["a.py::test_new[one]"]),
        ("a.py::test_old[text-one]", ["a.py::test_new[one]", "a.py::test_new[two]"], ["a.py::test_new[one]"]),
        ("a.py::test_old[text-one]", ["a.py::test_new[one-text]", "a.py::test_new[two-text]"], ["a.py::test_new[one-text]"]),
        ("a.py::test_old[one]", ["a.py::test_new[one-text]", "a.py::test_new[two-text]"], ["a.py::test_new[one-text]"]),
        ("a.py::test_lone", ["b.py::test_rows[one]", "b.py::test_rows[two]"], ["b.py::test_rows[two]"]),
    ],
)
def test_what_looks_at_the_same_today_stands_for_it(monkeypatch: pytest.MonkeyPatch, then: str, today: list[str], kept: list[str]):
    monkeypatch.setitem(SUCCESSORS, "test_old", "test_new")
    monkeypatch.setitem(SUCCESSORS, "test_lone", "test_rows[two]")
    assert Standing([then]).of(today) == set(kept)


@pytest.mark.parametrize(
    ("then", "kept"),
    [
        (["a.py::test_loop[/one/]"], ["/one/"]),
        (["a.py::test_loop[/one/-1]", "a.py::test_loop[/one/-3]", r"b.py::test_loop[/search/?q=\u624b-1]"], ["/one/", "/search/?q=手"]),
        (["a.py::test_loop[/one/0]", "a.py::test_loop[/one/1]"], ["/one/"]),
        (["a.py::test_loop"], ["/one/", "/search/?q=手", "/api/a-list"]),  # it was a loop then
        (["a.py::test_loop[/api/a-list-3]", "a.py::test_other[/one/]"], ["/api/a-list"]),
    ],
)
def test_a_loop_has_the_rows_that_were_tests_then(then: list[str], kept: list[str]):
    assert Standing(then).rows_of("test_loop", ["/one/", "/search/?q=手", "/api/a-list"], str) == kept


def test_no_test_is_followed_by_one_that_nobody_wrote():
    today = {word for file in (ROOT / "tests").rglob("test_*.py") if file != Path(__file__) for word in WORD.findall(file.read_text(encoding="utf-8"))}
    assert {name for name in SUCCESSORS.values() if name.partition("[")[0] not in today} == set()
    assert SUCCESSORS.keys() & today == set()


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
