"""The college of this table, for each test as if it were new."""

from pathlib import Path
from typing import Any

import pytest

from tests.bad_input.world import a_class
from tests.worlds import Shared, shared

made = shared(a_class)


@pytest.fixture
def world(made: Shared, db: Any, tmp_path: Path) -> dict[str, Any]:
    return made.own(tmp_path)
