"""How often a kept page is drawn anew of which only numbers changed."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches

from college import caching


@pytest.fixture(autouse=True)
def _apart(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.STAMPS_ROOT = tmp_path / "stamps"
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def asked(seconds: float, enough: int) -> int:
    """How many of those who ask for a page whose numbers change all the time are to draw it: for so long, or until it is enough."""
    until, draws = time.monotonic() + seconds, 0
    while time.monotonic() < until and draws < enough:
        draws += not caching.is_good({"lists" + caching.NUMBERS: 1}, "a-place")
        time.sleep(0.005)
    return draws


def test_seats_are_a_second_old_at_most_until_drawing_is_most_of_the_work(monkeypatch: pytest.MonkeyPatch):
    """Without a script, too: each drawing comes a second after the one before, in a rush ten."""
    assert (caching.SOON, caching.REFRESH) == (1, 10)
    for name, value in {"SOON": 0.02, "REFRESH": 10**9, "CALM": 4}.items():  # no new count begins meanwhile
        monkeypatch.setattr(caching, name, value)
    assert asked(30, enough=5) == 5
    assert asked(0.2, enough=1) == 0
