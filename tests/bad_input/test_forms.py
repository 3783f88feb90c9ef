"""Bad input for every form: empty, too long, the wrong type, signs that no text has, numbers beyond all numbers.

Never a 500 (the test client raises what a view raises), always an answer of a kind that fits, and what was typed is kept wherever the form comes back.
"""

from typing import Any

import pytest
from django.db import connection, transaction
from django.forms.utils import ErrorDict
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.html import escape

from tests.bad_input.forms import FORMS, Form
from tests.bad_input.values import FITTING, REACHING, TEXTS
from tests.bad_input.world import as_
from tests.test_addresses import TABLE, Row
from tests.test_addresses import world as everybody  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db]

ELSEWHERE = {
    "college:revoke_token": "tests/test_addresses.py asks it as everybody",
    "selection:upload_part": "its one field is the word of a button: tests/media/test_uploads_known.py presses both",
    "selection:uploads": "a protocol of headers: tests/media/test_uploads.py has its table",
    "college:api": "a page that reads nothing of what is sent",
    "search:teacher": "a page that reads nothing of what is sent",
}


def takes_a_form(row: Row, college: dict[str, Any]) -> bool:
    """Somebody's POST is answered with anything but “not allowed”."""
    address = reverse(row.name, args=[college["ids"][name] for name in row.arguments])
    with transaction.atomic():
        statuses = {as_(college[who]).post(address).status_code for who in ("owner", "teacher", "staff")}
        transaction.set_rollback(True)
    return statuses != {405}


def test_every_form_of_ours_is_here(everybody: dict[str, Any]):  # noqa: F811
    """Whatever address of ours takes a POST has a row, or is named with the reason why it needs none."""
    ours = {row.name for row in TABLE if not row.name.startswith("api:") and takes_a_form(row, everybody)}
    assert ours - {form.name for form in FORMS} == ELSEWHERE.keys()


def tries(form: Form) -> list[tuple[tuple[str, ...], str]]:
    """Which fields get which bad value together. Each alone what a database may refuse when the others are good, in the database that minds it; on both
    all free texts in rare signs; and all fields at once with the rest, which no database sees."""
    alone = [((name,), kind) for name in form.values for kind in REACHING[connection.vendor]]
    rare = [(form.kept or tuple(form.values), "rare")]
    rest = [(tuple(form.values), kind) for kind in TEXTS if kind not in {"rare", *REACHING["postgresql"]}]
    return [*alone, *rare, *(rest if connection.vendor == "sqlite" else [])]


@pytest.mark.both_databases
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_no_value_of_any_field_breaks_a_form(form: Form, world: dict[str, Any]):
    address = reverse(form.name, args=[world["ids"][name] for name in form.arguments])
    client = as_(world.get(form.who))
    for places, kind in tries(form):
        client = Client() if form.who == "stranger" else client
        answer = getattr(client, form.method)(address, {**form.values, **dict.fromkeys(places, TEXTS[kind])})
        assert answer.status_code in FITTING, (places, kind, answer.status_code)
        if form.method == "post" and set(places) & set(form.kept) and came_back(answer):
            assert_kept(answer, TEXTS[kind], (str(places), kind))


def came_back(answer: Any) -> bool:
    """The form is on the page again, with an error at it."""
    context = answer.context or {}
    form = context.get("form") if hasattr(context, "get") else None
    return answer.status_code in {200, 422} and isinstance(getattr(form, "errors", None), ErrorDict) and bool(form.errors)


def assert_kept(answer: Any, text: str, where: tuple[str, str]) -> None:
    """What was typed stands in the page; only what no page can hold is left out."""
    if text.strip() and "\x00" not in text:
        assert escape(text).strip() in answer.content.decode(), where


BODIES = {
    "json": ("application/json", b'{"a": ['),
    "bytes": ("application/x-www-form-urlencoded", b"\xff\xfe=%ED%A0%80&a=%FF%FE&%=%zz"),
    "cut off": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=login\r\n\r\ncut off"),
    "no boundary": ("multipart/form-data", b"no boundary"),
    "nonsense": ("nonsense", b"\x00\x01"),
}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_form_with_nothing_with_everything_twice_or_of_another_kind_is_answered(form: Form, world: dict[str, Any]):
    address = reverse(form.name, args=[world["ids"][name] for name in form.arguments])
    client = as_(world.get(form.who))
    twice = {name: [value, value] for name, value in form.values.items()}
    for values in ({}, twice):
        assert getattr(client, form.method)(address, values).status_code in FITTING
    client = as_(world.get(form.who))  # the good values may have signed out the first
    for kind, (content_type, body) in BODIES.items() if form.method == "post" else ():
        assert client.generic("POST", address, body, content_type).status_code in FITTING, kind


def test_the_resolver_knows_every_name_of_the_table():
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {form.name for form in FORMS if ":" not in form.name} <= names
