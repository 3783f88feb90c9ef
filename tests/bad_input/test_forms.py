"""Bad input for every form: empty, too long, the wrong type, signs that no text has, numbers beyond all numbers.

Never a 500 (the test client raises what a view raises), always an answer of a kind that fits, and what was typed is kept wherever the form comes back.
"""

from http.cookies import SimpleCookie
from itertools import cycle
from typing import Any

import pytest
from django.db import connection, transaction
from django.forms.utils import ErrorDict
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.html import escape

from tests.bad_input.forms import FORMS, Form
from tests.bad_input.values import FITTING, ROUNDS, TEXTS
from tests.bad_input.world import as_
from tests.test_addresses import TABLE, Row, signed_in_as
from tests.test_addresses import world as everybody  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db]

ELSEWHERE = {
    "selection:reserve": "opened by the desk below /for/<number>/: tests/courses/selection/test_who_may.py",
    "college:revoke_token": "tests/test_addresses.py asks it as everybody",
    "selection:upload_part": "its one field is the word of a button: tests/media/test_uploads_known.py presses both",
    "selection:uploads": "a protocol of headers: tests/media/test_uploads.py has its table",
    "college:api": "a page that reads nothing of what is sent",
    "catalogue:resource": "a page that reads nothing of what is sent",
    "college:venue": "a page that reads nothing of what is sent",
    "search:teacher": "a page that reads nothing of what is sent",
}


def takes_a_form(row: Row, ids: dict[str, Any], cookies: list[SimpleCookie]) -> bool:
    """Somebody's POST is answered with anything but “not allowed”."""
    address = reverse(row.name, args=[ids[name] for name in row.arguments])
    with transaction.atomic():
        taken = any(with_cookies(found).post(address).status_code != 405 for found in cookies)
        transaction.set_rollback(True)
    return taken


def with_cookies(cookies: SimpleCookie) -> Client:
    client = Client()
    client.cookies.update(cookies)
    return client


def test_every_form_of_ours_is_here(everybody: dict[str, Any]):  # noqa: F811
    """Whatever address of ours takes a POST has a row, or is named with the reason why it needs none."""
    addresses = {row.name: row for row in TABLE if not row.name.startswith("api:")}
    cookies = [signed_in_as(everybody[who]) for who in ("owner", "teacher", "staff")]
    ours = {name for name, row in addresses.items() if takes_a_form(row, everybody["ids"], cookies)}
    assert ours - {form.name for form in FORMS} == ELSEWHERE.keys()


def tries(form: Form) -> list[dict[str, str]]:
    """Which fields get which bad value together. On PostgreSQL each alone what that database may refuse when the others are good, and all free texts in
    rare signs; on SQLite each number alone that it cannot hold, and the rounds of all that no database sees."""
    words = [name for name in form.values if name not in form.counted]
    big = [{name: "big number"} for name in form.counted]
    if connection.vendor == "postgresql":
        alone = [{name: "nul"} for name in form.values] + [{name: "long"} for name in words if form.method == "post"]  # a column has a length
        return [*big, *alone, dict.fromkeys(form.kept or form.values, "rare")]
    return [*big, *(dict.fromkeys(words, word) | dict.fromkeys(form.counted if number else (), number) for word, number in ROUNDS)]


@pytest.mark.both_databases
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_no_value_of_any_field_breaks_a_form(form: Form, world: dict[str, Any]):
    address = reverse(form.name, args=[world["ids"][name] for name in form.arguments])
    client = as_(world.get(form.who))
    for kinds in tries(form):
        client = Client() if form.who == "stranger" else client
        answer = getattr(client, form.method)(address, {**form.values, **{name: TEXTS[kind] for name, kind in kinds.items()}})
        assert answer.status_code in FITTING, (kinds, answer.status_code)
        if form.method == "post" and came_back(answer):
            for name in kinds.keys() & set(form.kept):
                assert_kept(answer, TEXTS[kinds[name]], (name, kinds[name]))


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
    "bytes": ("application/x-www-form-urlencoded", b"\xff\xfe=%ED%A0%80&a=%FF%FE&%=%zz"),
    "cut off": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=login\r\n\r\ncut off"),
}
# To a view these are as good as nothing or as one that was cut off: each form gets one of them, each of them every third form.
ALIKE = {
    "json": ("application/json", b'{"a": ['),
    "no boundary": ("multipart/form-data", b"no boundary"),
    "nonsense": ("nonsense", b"\x00\x01"),
}


@pytest.mark.parametrize(("form", "alike"), [*zip(FORMS, cycle(ALIKE))], ids=lambda value: getattr(value, "id", value))
def test_a_form_with_nothing_with_everything_twice_or_of_another_kind_is_answered(form: Form, alike: str, world: dict[str, Any]):
    address = reverse(form.name, args=[world["ids"][name] for name in form.arguments])
    client = as_(world.get(form.who))
    twice = {name: [value, value] for name, value in form.values.items()}
    for values in ({}, twice):
        assert getattr(client, form.method)(address, values).status_code in FITTING
    client = as_(world.get(form.who))  # the good values may have signed out the first
    for kind, (content_type, body) in {**BODIES, alike: ALIKE[alike]}.items() if form.method == "post" else ():
        assert client.generic("POST", address, body, content_type).status_code in FITTING, kind


def test_the_resolver_knows_every_name_of_the_table():
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {form.name for form in FORMS if ":" not in form.name} <= names
