"""The college of this table, for each test as if it were new."""

from pathlib import Path
from typing import Any

import pytest
from wagtail.admin.menu import admin_menu

from tests.bad_input.world import a_class
from tests.worlds import Shared, shared

made = shared(a_class)


@pytest.fixture(autouse=True)
def _no_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    """No value that is sent comes to the menu of the admin, and each page there would spend a third of its time on it."""
    monkeypatch.setattr(admin_menu, "render_component", lambda request: [])


@pytest.fixture
def world(made: Shared, db: Any, tmp_path: Path) -> dict[str, Any]:
    return made.own(tmp_path)
