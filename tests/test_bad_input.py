"""Bad input, for every form and every operation of the API: empty, too long, the wrong type, signs that no text has, numbers beyond all numbers.

Never a 500 (the test client raises what a view raises), always an answer of a kind that fits, and what was typed is kept wherever the form comes back.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.utils import ErrorDict
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import APIToken

from college.api import api
from college.models import User
from college.roles import Role
from courses.selection.models import Enrolment, Offering
from tests.factories import catalogue, college, learning, selection

pytestmark = [pytest.mark.django_db]

LONG = "长" * 10_000
TEXTS = {
    "empty": "",
    "blank": " \t　 ",
    "nul": "a\x00b",
    "long": LONG,
    "long line": "x" * 10_000,
    "big number": str(2**70),
    "negative": "-1",
    "fraction": "1.5e999",
    "full width": "１２３",
    "markup": "<script>alert(1)</script>",
    "template": "{{ 7|add:7 }}{% debug %}",
    "rare": "𠮷㐂👩‍👩‍👧",
    "turned": "\u202eabc\u0000",
    "list": "['1', '2']",
    "path": "../../etc/passwd",
    "percent": "100%25 %s %(x)s %d",
    "date": "9999-99-99 99:99",
}
REACHING = ("nul", "long", "big number", "rare")
FITTING = {200, 302, 400, 403, 404, 409, 413, 415, 422, 429}


@dataclass(frozen=True)
class Form:
    """A form: its address, good values, who fills it in, and the fields whose text comes back when the form does."""

    name: str
    values: dict[str, Any]
    who: str = "learner"
    arguments: tuple[str, ...] = ()
    method: str = "post"
    kept: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()  # filled by the admin's choosers: Wagtail's and Django's own widgets fail on forged keys, which only staff could send

    @property
    def id(self) -> str:
        return f"{self.method} {self.name}"


WEEKLY = {"first": "2027-01-05 14:00", "minutes": "90", "number": "2", "skip": "5, 6"}
FILTERS = {"q": "手机", "kind": "course", "school": "elder", "venue": "1", "teacher": "1", "term": "1", "open": "1", "sort": "soon", "page": "1"}
FORMS = (
    Form("account_signup", {"login": "newcomer", "password1": "yuanxiao-2026"}, "stranger", kept=("login",)),
    Form("account_login", {"login": "learner", "password": "wrong-one"}, "stranger", kept=("login",)),
    Form("account_reset_password", {"email": "x@example.cn"}, "stranger", kept=("email",)),
    Form("account_email", {"email": "x@example.cn", "action_add": ""}, kept=("email",)),
    Form("account_email", {"email": "x@example.cn", "action_remove": ""}),
    Form("account_email", {"email": "x@example.cn", "action_primary": ""}),
    Form("account_change_password", {"oldpassword": "x", "password1": "yuanxiao-2026", "password2": "yuanxiao-2026"}),
    Form("account_change_phone", {"phone": "19900001234"}, kept=("phone",)),
    Form("account_reauthenticate", {"password": "x"}),
    Form("account_logout", {"next": "/"}),
    Form("mfa_activate_totp", {"code": "123456"}),
    Form("usersessions_list", {}),
    Form("set_language", {"language": "en", "next": "/"}, "stranger"),
    Form("college:account", {"display_name": "王秀兰"}, kept=("display_name",)),
    Form("college:tokens", {"name": "my program"}, kept=("name",)),
    Form("college:modes", {"size": "large", "next": "/"}, "stranger"),
    Form("college:modes", {"theme": "dark", "next": "/"}, "stranger"),
    Form("college:modes", {"language": "en", "next": "/"}, "stranger"),
    Form("search:search", FILTERS, "stranger", method="get"),
    Form("search:courses", FILTERS, "stranger", method="get"),
    Form("search:teachers", FILTERS, "stranger", method="get"),
    Form("selection:home", {"page": "1"}, method="get"),
    Form("selection:teach", {"page": "1"}, "teacher", method="get"),
    Form("selection:pick", {"anything": "x"}, arguments=("offering",)),
    Form("selection:drop", {"anything": "x"}, arguments=("offering",)),
    Form("selection:wait", {"anything": "x"}, arguments=("offering",)),
    Form("selection:leave", {"anything": "x"}, arguments=("offering",)),
    Form("selection:recording", {"sample-form": "1", "sample-is_sample": "on"}, "teacher", ("lesson",)),
    Form("learning:replay", {"t": "5"}, "owner", ("lesson",), method="get"),
    Form("media:retry", {"next": "/"}, "teacher", ("recording",)),
    Form("selection_plan", WEEKLY, "staff", ("offering",), kept=("skip",)),
    Form(
        "offering:add",
        {"course": "1", "term": "1", "label": "晚班", "teacher": "1", "mode": "onsite", "venue": "1", "room": "", "capacity": "9", "state": "open"},
        "staff",
        kept=("label",),
        chosen=("course",),
    ),
    Form(
        "lesson:add",
        {"offering": "1", "number": "1", "unit": "", "title": "新", "starts_at": "2027-01-05 14:00", "ends_at": "2027-01-05 15:00", "room": ""},
        "staff",
        kept=("title",),
    ),
    Form(
        "teacher:add",
        {"name": "李敏", "slug": "limin", "title": "医生", "bio": "好", "schools": "1", "user": ""},
        "staff",
        kept=("name", "title"),
        chosen=("schools",),
    ),
    Form(
        "term:add",
        {
            "name": "2031春",
            "starts_on": "2031-01-05",
            "ends_on": "2031-05-05",
            "selection_opens_at": "2030-12-01 08:00",
            "selection_closes_at": "2030-12-09 08:00",
        },
        "staff",
        kept=("name",),
    ),
    Form("venue:add", {"name": "新馆", "tier": "centre", "parent": "", "address": "路", "phone": "1", "directions": "走"}, "staff", kept=("name",)),
    Form("room:add", {"venue": "1", "name": "201", "capacity": "20"}, "staff", kept=("name",)),
    Form("offering:index", {"q": "手机", "p": "1", "term": "1", "state": "open", "ordering": "term"}, "staff", method="get"),
    Form("enrolment:index", {"q": "手机", "p": "1", "state": "enrolled", "export": "csv"}, "staff", method="get"),
    Form("waitlist:index", {"q": "手机", "p": "1", "state": "waiting"}, "staff", method="get"),
    Form("lesson:index", {"q": "手机", "p": "1", "offering__term": "1", "is_sample": "on"}, "staff", method="get"),
    Form("teacher:index", {"q": "手机", "p": "1"}, "staff", method="get"),
)


@pytest.fixture
def world() -> dict[str, Any]:
    """A class with a replay, and the people around it."""
    now = timezone.now()
    who = {
        name: college.person(name, role)
        for name, role in {"owner": Role.LEARNER, "learner": Role.LEARNER, "teacher": Role.TEACHER, "staff": Role.STAFF}.items()
    }
    term = selection.term(now, starts_on=(now - timedelta(days=9)).date(), ends_on=(now + timedelta(days=60)).date())
    offering = selection.offering(catalogue.course(units=1), teacher=selection.teacher(user=who["teacher"]), term=term, capacity=30)
    selection.lessons(offering, first=now - timedelta(days=2), number=2)
    lesson = learning.lesson_with_replay(offering)
    selection.enrolled(offering, who["owner"], now=now)
    ids = {"offering": offering.pk, "lesson": lesson.pk, "recording": lesson.recording_id, "course": offering.course_id}
    return {**who, "ids": ids, "offering": offering, "lesson": lesson}


def as_(user: User | None, **options: Any) -> Client:
    client = Client(**options)
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_form_of_ours_is_here():
    """Addresses that take a form and are not here are held by another test, which is named beside them."""
    elsewhere = {"college:revoke_token": "tests/test_addresses.py"}
    posts = {form.name for form in FORMS}
    ours = {name for name in our_posts() if name.split(":")[0] in {"college", "selection", "media", "learning"}}
    assert ours - posts - elsewhere.keys() == set()


def our_posts() -> set[str]:
    """Our addresses that answer a POST with anything but “not allowed” (found by asking the table of addresses)."""
    from tests.test_addresses import TABLE

    return {row.name for row in TABLE if row.method == "post" and not row.name.startswith("api:")}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_no_value_of_any_field_breaks_a_form(form: Form, world: dict[str, Any]):
    """Each field alone with what reaches the database when the others are good; all fields at once with the rest."""
    address = reverse(form.name, args=[world["ids"][name] for name in form.arguments])
    client = as_(world.get(form.who))
    fields = [name for name in form.values if name not in form.chosen]
    alone = [((name,), kind) for name in fields for kind in REACHING]
    together = [(tuple(fields), kind) for kind in TEXTS if kind not in REACHING]
    for places, kind in [*alone, *together]:
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


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_form_with_nothing_or_with_everything_twice_is_answered(form: Form, world: dict[str, Any]):
    address = reverse(form.name, args=[world["ids"][name] for name in form.arguments])
    twice = {name: [value, value] for name, value in form.values.items()}
    for values in ({}, twice):
        assert getattr(as_(world.get(form.who)), form.method)(address, values).status_code in FITTING


@pytest.mark.parametrize("form", [form for form in FORMS if form.method == "post"], ids=lambda form: form.id)
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"a": ['),
        ("application/x-www-form-urlencoded", b"\xff\xfe=%ED%A0%80&a=%FF%FE&%=%zz"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=login\r\n\r\ncut off"),
        ("multipart/form-data", b"no boundary"),
        ("nonsense", b"\x00\x01"),
    ],
    ids=["json", "bytes", "cut off", "no boundary", "nonsense"],
)
def test_a_body_of_another_kind_is_answered(form: Form, content_type: str, body: bytes, world: dict[str, Any]):
    address = reverse(form.name, args=[world["ids"][name] for name in form.arguments])
    assert as_(world.get(form.who)).generic("POST", address, body, content_type).status_code in FITTING


@pytest.mark.both_databases
@pytest.mark.parametrize("query", ["%FF%FE", "q=%ED%A0%80", "q=%00", "page=%E0%80", "=&&=;", "q[]=1&q[a]=2", "t=%FF", "next=%0d%0aSet-Cookie:x=1"])
@pytest.mark.parametrize("path", ["/", "/search/", "/courses/", "/teachers/", "/selection/", "/accounts/login/", "/accounts/signup/", "/api/v1/search"])
def test_bytes_that_are_no_text_break_no_address(path: str, query: str, world: dict[str, Any]):
    answer = Client().get(f"{path}?{query}")
    assert answer.status_code in FITTING
    assert "x" not in answer.cookies


@pytest.mark.both_databases
@pytest.mark.parametrize("slug", ["%00", "%FF%FE", "x" * 3000, "..%2F..%2Fetc", "%E9%99%88", "%F0%A0%AE%B7", "' OR 1=1 --"])
@pytest.mark.parametrize(
    "path", ["/teachers/{}/", "/covers/elder/{}.svg", "/covers/{}/a.svg", "/play/{}/master.m3u8", "/play/a/{}", "/courses/{}/", "/{}/", "/api/v1/{}"]
)
def test_words_in_an_address_are_found_or_not(path: str, slug: str, world: dict[str, Any]):
    assert Client().get(path.format(slug)).status_code in {200, 301, 302, 403, 404, 410, 422}


NUMBERS = ("0", "-1", "987", "1.5", str(2**31), str(2**63), str(2**70), "9" * 400, "%00", "x", "１", "%FF")
NUMBERED = (
    "/selection/offerings/{}/",
    "/selection/offerings/{}/pick/",
    "/selection/offerings/{}/drop/",
    "/selection/offerings/{}/waitlist/",
    "/selection/offerings/{}/waitlist/leave/",
    "/teach/offerings/{}/",
    "/teach/lessons/{}/recording/",
    "/replay/{}/",
    "/recordings/{}/state/",
    "/recordings/{}/retry/",
    "/accounts/tokens/{}/revoke/",
    "/documents/{}/a.pptx",
    "/admin/courses/{}/readiness/",
    "/admin/offering/{}/lessons/",
    "/admin/offering/edit/{}/",
    "/admin/enrolment/inspect/{}/",
    "/admin/pages/{}/edit/",
)


@pytest.mark.both_databases
@pytest.mark.parametrize("path", NUMBERED)
def test_a_number_that_is_nothing_is_not_found(path: str, world: dict[str, Any]):
    for number in NUMBERS:
        for method in ("get", "post"):
            answer = getattr(as_(world["staff"]), method)(path.format(number))
            assert answer.status_code in {301, 302, 404, 405}, (method, number, answer.status_code)


# ---- the API

GOOD_BEAT = {"session": "00000000-0000-0000-0000-000000000000", "sequence": 1, "intervals": [[0, 1]], "position": 0, "rate": 1}
WRONG = (None, True, "", "x", "a\x00b", LONG, -1, 2**31, 2**70, 1.5, 1e308, [], [[]], {}, {"a": 1}, [[1, 2, 3]], [["a", "b"]], [None])
REFUSED = {400, 401, 403, 404, 409, 413, 415, 422, 429}


def is_a_refusal(answer: Any) -> bool:
    return answer.status_code in REFUSED and set(answer.json()) == {"code", "message"} and bool(answer.json()["message"])


def operations() -> list[tuple[str, str, tuple[str, ...]]]:
    """Every operation as (method, path, names of query parameters), read from the document itself."""
    schema = api.get_openapi_schema(path_prefix="")
    return [
        (method, path, tuple(one["name"] for one in operation.get("parameters", []) if one["in"] == "query"))
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


@pytest.mark.both_databases
@pytest.mark.parametrize(("method", "path", "queries"), operations(), ids=lambda value: value if isinstance(value, str) else "")
def test_no_number_and_no_query_breaks_an_operation(method: str, path: str, queries: tuple[str, ...], world: dict[str, Any]):
    client = as_(world["learner"])
    numbers = NUMBERS if "{" in path else ("",)
    for number in numbers:
        address = path.replace(path[path.find("{") : path.find("}") + 1], number) if "{" in path else path
        answer = getattr(client, method)(address, content_type="application/json")
        if number != "%00":  # the site's own 404 answers that one, in HTML
            assert answer.status_code == 200 or is_a_refusal(answer), (number, answer.status_code, answer.content[:200])
    for name in queries:
        for kind, text in TEXTS.items():
            address = path.replace("{lesson_id}", str(world["ids"]["lesson"]))
            answer = getattr(client, method)(address, {name: text})
            assert answer.status_code == 200 or is_a_refusal(answer), (name, kind, answer.status_code, answer.content[:200])


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


# ---- somebody else's, and twice


def test_nobody_acts_on_what_is_somebody_elses(world: dict[str, Any]):
    ids, stranger = world["ids"], as_(world["learner"])
    token, _secret = APIToken.create_token(user=world["owner"], name="hers")
    acts: dict[str, Callable[[], Any]] = {
        "drop by form": lambda: stranger.post(f"/selection/offerings/{ids['offering']}/drop/"),
        "drop by API": lambda: stranger.post(f"/api/v1/offerings/{ids['offering']}/drop"),
        "her token": lambda: stranger.post(f"/accounts/tokens/{token.pk}/revoke/"),
        "her replay": lambda: stranger.get(f"/api/v1/lessons/{ids['lesson']}/playback"),
        "the class's names": lambda: stranger.get(f"/teach/offerings/{ids['offering']}/"),
        "the recording": lambda: stranger.post(f"/teach/lessons/{ids['lesson']}/recording/", {"recording": SimpleUploadedFile("a.mp4", b"x")}),
        "the sample": lambda: stranger.post(f"/teach/lessons/{ids['lesson']}/recording/", {"sample-form": "1", "sample-is_sample": "on"}),
        "the retry": lambda: stranger.post(f"/recordings/{ids['recording']}/retry/"),
        "the office": lambda: stranger.post(f"/admin/offering/delete/{ids['offering']}/"),
    }
    assert {name: act().status_code for name, act in acts.items()} == {
        "drop by form": 302, "drop by API": 409, "her token": 404, "her replay": 403, "the class's names": 404,
        "the recording": 404, "the sample": 404, "the retry": 404, "the office": 302,
    }  # fmt: skip
    token.refresh_from_db()
    world["lesson"].refresh_from_db()
    assert token.revoked_at is None
    assert Enrolment.objects.get(learner=world["owner"]).state == "enrolled"
    assert world["lesson"].recording_id == ids["recording"]
    assert not world["lesson"].is_sample
    assert Offering.objects.filter(pk=ids["offering"]).exists()


def test_the_same_form_twice_changes_nothing_more(world: dict[str, Any]):
    client, offering = as_(world["learner"]), world["ids"]["offering"]
    for verb, state, rows in (("pick/", "enrolled", 1), ("drop/", "dropped", 1)):
        for _ in range(2):
            assert client.post(f"/selection/offerings/{offering}/{verb}", follow=True).status_code == 200
        assert [seat.state for seat in Enrolment.objects.filter(learner=world["learner"])] == [state] * rows


def test_the_resolver_knows_every_name_of_the_table():
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {form.name for form in FORMS if ":" not in form.name} <= names
