"""Bad input for every operation of the API: each answer is a refusal in the API's own form."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from college.api import api
from tests.bad_input.values import LONG, MINDED, NUMBERS, STORABLE, TEXTS
from tests.bad_input.world import as_

pytestmark = [pytest.mark.django_db]

GOOD_BEAT = {"session": "00000000-0000-0000-0000-000000000000", "sequence": 1, "intervals": [[0, 1]], "position": 0, "rate": 1}
WRONG = (None, True, "", "x", "a\x00b", LONG, -1, 2**31, 2**70, 1.5, 1e308, [], [[]], {}, {"a": 1}, [[1, 2, 3]], [["a", "b"]], [None])
REFUSED = {401, 403, 404, 409, 413, 415, 422, 429}


def is_a_refusal(answer: Any) -> bool:
    return answer.status_code in REFUSED and set(answer.json()) == {"code", "message"} and bool(answer.json()["message"])


def operations() -> list[tuple[str, str, tuple[str, ...]]]:
    """Every operation as (method, path, names of query parameters), read from the document itself."""
    schema = api.document
    return [
        (method, path, tuple(one["name"] for one in operation.get("parameters", []) if one["in"] == "query"))
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


@pytest.mark.both_databases
@pytest.mark.parametrize(("method", "path", "queries"), operations(), ids=lambda value: value if isinstance(value, str) else "")
def test_no_number_and_no_query_breaks_an_operation(method: str, path: str, queries: tuple[str, ...], world: dict[str, Any]):
    client = as_(world["learner"])
    possible = NUMBERS if connection.vendor == "sqlite" else STORABLE
    numbers = possible if "{" in path else ("",)
    for number in numbers:
        address = path.replace(path[path.find("{") : path.find("}") + 1], number) if "{" in path else path
        answer = getattr(client, method)(address, content_type="application/json")
        if number != "%00":  # the site's own 404 answers that one, in HTML
            assert answer.status_code == 200 or is_a_refusal(answer), (number, answer.status_code, answer.content[:200])
    for name in queries:
        for kind in TEXTS if connection.vendor == "sqlite" else MINDED:
            text, address = TEXTS[kind], path.replace("{lesson_id}", str(world["ids"]["lesson"]))
            answer = getattr(client, method)(address, {name: text})
            assert answer.status_code == 200 or is_a_refusal(answer), (name, kind, answer.status_code, answer.content[:200])


@pytest.mark.both_databases
@pytest.mark.parametrize("name", GOOD_BEAT)
def test_no_value_breaks_a_heartbeat(name: str, world: dict[str, Any]):
    client = as_(world["owner"])
    session = client.get(f"/api/v1/lessons/{world['ids']['lesson']}/playback").json()["session"]
    for sequence, value in enumerate(WRONG, start=1):
        beat = {**GOOD_BEAT, "session": session, "sequence": sequence, name: value}
        answer = client.post("/api/v1/heartbeat", json.dumps(beat), content_type="application/json")
        assert answer.status_code == 200 or is_a_refusal(answer), (value, answer.status_code, answer.content[:200])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b"NaN",
        b'{"position": NaN}',
        b'{"sequence": 1e999}',
        b"[" * 30_000,
        b'{"a":' * 5_000,
        b" " * 40_000,
        b"\x00",
    ],
    ids=lambda body: repr(body[:20]),
)
@pytest.mark.parametrize("path", ["/api/v1/heartbeat", "/api/v1/offerings/{offering}/pick", "/api/v1/offerings/{offering}/drop"])
def test_no_body_breaks_an_operation(path: str, body: bytes, world: dict[str, Any]):
    for content_type in ("application/json", "text/plain", "multipart/form-data", "nonsense"):
        answer = as_(world["learner"]).generic("POST", path.format(**world["ids"]), body, content_type)
        assert answer.status_code == 200 or is_a_refusal(answer), (content_type, answer.status_code)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer x", "Bearer a\x00b", "Bearer " + "x" * 9000, "Basic eDp4", "bearer 长", "Token x"])
def test_no_token_breaks_an_operation(header: str, world: dict[str, Any]):
    answer = Client(headers={"Authorization": header}).get("/api/v1/me/courses")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")


def test_a_wrong_method_is_refused_in_the_apis_own_form(world: dict[str, Any]):
    client = as_(world["learner"])
    for method, path in (("get", f"/api/v1/offerings/{world['ids']['offering']}/pick"), ("post", "/api/v1/search"), ("delete", "/api/v1/courses")):
        assert getattr(client, method)(path).status_code == 405
