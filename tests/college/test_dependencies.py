"""Every direct dependency is pinned by hash and has its reason."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETS = sorted(file.stem for file in (ROOT / "requirements").glob("*.in"))


def direct(name: str) -> set[str]:
    lines = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return {re.split(r"[\[<>=~ ]", line)[0].lower() for line in lines if line and not line.startswith(("-", "#"))}


@pytest.mark.parametrize("name", SETS)
def test_each_direct_dependency_has_a_line_of_reason(name):
    table = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    assert [package for package in direct(name) if not re.search(rf"^\|[^|]*\b{re.escape(package)}\b[^|]*\|", table, re.M)] == []


@pytest.mark.parametrize("name", SETS)
def test_the_lock_has_hashes_and_names_no_host(name):
    lock = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "--hash=sha256:" in lock
    assert not re.search(r"https?://|--index-url|--find-links", lock)
    assert direct(name) <= set(re.findall(r"^([a-z0-9-]+)==", lock, re.M))
