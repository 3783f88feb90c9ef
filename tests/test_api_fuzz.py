"""Every operation of the API, asked for what its OpenAPI document promises: no server error, no answer that is not in it.

The cases are generated from the schema, the same ones at every run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy, one_of
from wagtail.models import APIToken

from college.roles import Role
from tests.college.test_api import OPERATIONS
from tests.factories import college, learning, selection

pytestmark = pytest.mark.django_db
CASES = 8  # of each operation, each asked by all five


@contextmanager
def connections_stay() -> Iterator[None]:
    """A request of a real server begins and ends by closing old connections; the tests' own must stay."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@pytest.fixture(scope="session")
def document() -> Any:
    """As schemathesis reads it. It is loaded where it is used only: it and the whole site are a seventh of a worker's start."""
    import schemathesis

    from college.wsgi import application

    with connections_stay():
        return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def cases(document: Any, name: str) -> SearchStrategy[Any]:
    """Of one operation: requests that fit its description, and requests that do not."""
    from schemathesis import GenerationMode

    operation = document.find_operation_by_id(name)
    return one_of(operation.as_strategy(mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE))


@pytest.fixture
def checks() -> list[Any]:
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

    return [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def askers() -> Iterator[list[tuple[dict[str, str], dict[str, int]]]]:
    """The headers of nobody, a learner with a class and a replay, her teacher, staff and a member of the committee; with ids in place of made-up ones."""
    learner = college.person("fuzz-learner", Role.LEARNER)
    offering = learning.running_offering(user=selection.person("", Role.TEACHER))
    selection.enrolled(offering, learner)
    lesson = learning.lesson_with_replay(offering)
    real = {"offering_id": offering.pk, "lesson_id": lesson.pk, "course_id": offering.course_id}
    staff, committee = (college.person("", role) for role in (Role.STAFF, Role.COMMITTEE))
    people = {learner: real, offering.teacher.user: real, staff: real, committee: {}}
    secrets = [(APIToken.create_token(user=person, name="fuzz")[1], ids) for person, ids in people.items()]
    with connections_stay():
        yield [({}, {}), *(({"Authorization": f"Bearer {secret}"}, ids) for secret, ids in secrets)]


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_the_answers_are_those_of_the_document(cases: SearchStrategy[Any], checks: list[Any], askers: list[tuple[dict[str, str], dict[str, int]]]) -> None:
    @given(cases)
    @settings(max_examples=CASES, deadline=None, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        for headers, real in askers:
            case.path_parameters.update({name: pk for name, pk in real.items() if name in case.path_parameters})
            case.call_and_validate(headers=headers, checks=checks)

    ask()
