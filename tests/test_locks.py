"""Who holds a row holds that one alone: the tables that a query joins, such as for the order of its rows, would be held as well, until the end."""

import re
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from courses.selection.domain.locks import lock_offering
from tests.conftest import ROOT
from tests.factories import selection

HOLDS = re.compile(r"select_for_update\((?!of=)")
SOURCES = [file for room in ("college", "media", "courses", "search", "demo") for file in (ROOT / room).rglob("*.py")]


def test_every_query_that_holds_rows_says_of_which_table():
    assert len(SOURCES) > 400
    found = [(str(file.relative_to(ROOT)), line) for file in SOURCES for line in lines_of(file) if HOLDS.search(line)]
    assert found == []


def lines_of(file: Path) -> list[str]:
    return [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_class_is_held_without_its_term_and_its_course():
    """Else those who give a seat back wait for each other in the whole term, and in a ring with those who pick."""
    offering = selection.offering()
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        assert lock_offering(offering.pk) == offering
    (held,) = [query["sql"] for query in asked.captured_queries if "FOR NO KEY UPDATE" in query["sql"]]
    assert held.endswith('FOR NO KEY UPDATE OF "courses_offering"')
