"""What a pick asks of PostgreSQL does not grow with learners, classes or seats: every row of a table that grows is found by an index."""

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from college import facts
from courses.selection import domain
from courses.selection.domain.refusals import SelectionRefused
from courses.selection.models import Enrolment
from tests.factories import rounds
from tests.factories import selection as make
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def walked(statement: str) -> list[str]:
    """The tables that a statement would read from end to end, also where an index could only be walked whole."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}")
        (found,) = cursor.fetchone()
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return [
        f"{node['Node Type']} of {node.get('Relation Name', node.get('Index Name'))}: {statement}"
        for node in nodes(plan)
        if node["Node Type"] == "Seq Scan" or ("Index" in node["Node Type"] and "Index Cond" not in node)
    ]


@pytest.mark.parametrize("verb", ["pick", "pick with a key", "refused", "join_waitlist", "accept_offer", "drop"])
def test_each_statement_goes_by_an_index(verb: str):
    """With everything that a class can ask of people, a limit, and a class of hers at another time."""
    term = make.term(NOW)
    rounds.plan(term, limit=2)
    mine = make.offering(make.course("合唱"), term=term)
    offering = make.offering(make.course(), term=term, capacity=1, age_from=50, needs_pledge=True)
    make.lessons(mine, number=2)
    make.lessons(offering, first=NOW + rounds.DAY * 140, number=2)
    person = make.person()
    facts.tell(of=person, birth_year=term.starts_on.year - 60, neighbourhood=None, by=person, now=NOW)
    facts.pledge(of=person, by=person, now=NOW)
    make.enrolled(mine, person)
    with_a_key = partial(domain.once, domain.pick, key="k1", account=person)
    acts = {"pick with a key": with_a_key, "join_waitlist": domain.join_waitlist, "accept_offer": domain.accept_offer, "drop": domain.drop}
    if verb == "drop":
        make.enrolled(offering, person)
    if verb in ("refused", "join_waitlist"):
        make.full(offering)
    if verb == "accept_offer":
        make.offered(offering, person)
    with CaptureQueriesContext(connection) as asked:
        try:
            acts.get(verb, domain.pick)(offering_id=offering.pk, learner=person, now=NOW)
        except SelectionRefused:
            assert verb == "refused"
    statements = [query["sql"] for query in asked if query["sql"].lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "WITH"))]
    assert len(statements) >= 2
    assert any({"courses_keptanswer", "courses_enrolment"} <= set(re.findall(r"courses_\w+", one)) for one in statements) == (verb == "pick with a key")
    assert (verb == "refused") != Enrolment.objects.filter(offering=offering, learner=person).exists() or verb == "join_waitlist"
    assert [table for statement in statements for table in walked(statement)] == []


def test_a_statement_that_reads_everything_is_seen():
    assert walked("SELECT 1 FROM courses_enrolment WHERE picked_at < now()") != []
