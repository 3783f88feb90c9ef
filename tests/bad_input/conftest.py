"""The college of this table, anew for every test."""

from typing import Any

import pytest

from tests.bad_input.world import a_class


@pytest.fixture
def world(db: Any) -> dict[str, Any]:
    return a_class()
