"""Complaints and suggestions: sent by anybody, numbered without gaps or doubles, answered once, read by their sender alone."""

import re
import threading
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from college import complaints, workdays
from college.errors import Invalid, NotAllowed, NotFound
from college.models import Complaint
from college.roles import Role
from college.tasks import forget_contacts
from tests.factories import college
from tests.factories.selection import NOW, SHANGHAI
from tests.races import all_at_once

pytestmark = pytest.mark.django_db


def sent(text: str = "教室里太冷。", **fields: Any) -> complaints.Receipt:
    return complaints.send(**{"kind": "complaint", "text": text, "now": NOW, **fields})


def signed_in(*roles: Role, name: str = "") -> tuple[Client, Any]:
    person, client = college.person(name, *roles), Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client, person


# ---- rules


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 30))
def test_working_days_skip_weekends(day: date, number: int):
    due = workdays.after(day, number)
    between = [day + timedelta(days=place) for place in range(1, (due - day).days + 1)]
    assert len([one for one in between if one.weekday() < 5]) == number
    assert number == 0 or due.weekday() < 5


def test_the_answer_is_due_after_five_working_days_of_the_college():
    friday_night = datetime(2026, 6, 19, 23, 30, tzinfo=SHANGHAI)
    assert sent(now=friday_night).complaint.due_on == date(2026, 6, 26)
    assert sent(now=friday_night + timedelta(hours=1)).complaint.due_on == date(2026, 6, 26)  # Saturday here, still Friday in Greenwich


# ---- verbs


@pytest.mark.both_databases
def test_numbers_count_from_one_in_each_year():
    new_year = datetime(2027, 1, 1, 0, 5, tzinfo=SHANGHAI)
    assert [sent().complaint.number for _ in range(2)] == ["2026-00001", "2026-00002"]
    assert sent(now=new_year).complaint.number == "2027-00001"
    Complaint.objects.filter(number="2026-00002").update(number="2026-99999")
    assert [sent().complaint.number for _ in range(2)] == ["2026-100000", "2026-100001"]


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_people_who_write_at_once_get_different_numbers_without_a_gap():
    errors: list[Exception] = []

    def write() -> None:
        try:
            for _ in range(3):
                sent()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert errors == []
    assert sorted(Complaint.objects.values_list("number", flat=True)) == [f"2026-{place:05d}" for place in range(1, 13)]


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_four_who_answer_at_once_one_does():
    one, desk = sent().complaint, [college.person(f"qiantai{number}", Role.DESK) for number in range(4)]
    answers = [lambda by=by: complaints.answer(complaint_id=one.pk, text=f"{by.username}修好了。", by=by, now=NOW) for by in desk]
    assert all_at_once(*answers) == {"done": 1, "already_answered": 3}
    one.refresh_from_db()
    assert one.answer == f"{one.answered_by.username}修好了。"


def test_the_code_opens_it_however_it_is_copied_and_is_not_kept():
    receipt = sent()
    number, code = receipt.complaint.number, receipt.code
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", code)
    for typed in (code, code.lower(), code.replace("-", ""), f" {code[:4]} — {code[5:]} ".replace(" ", "\u3000"), code.translate({45: 0xFF0D})):
        assert complaints.follow(number=f" {number} ", code=typed) == receipt.complaint
    assert code not in receipt.complaint.code
    assert code.replace("-", "") not in receipt.complaint.code
    other = sent()
    for wanted, typed in ((number, other.code), (other.complaint.number, code), (number, ""), ("2026-09999", code), ("", ""), ("\u202e" * 99, "𠮷" * 999)):
        with pytest.raises(complaints.Unknown):
            complaints.follow(number=wanted, code=typed)


@pytest.mark.parametrize("fields", [{"text": "  \u3000"}, {"text": "长" * 2001}, {"kind": "insult"}])
def test_nothing_is_kept_of_what_cannot_be_used(fields: dict[str, str]):
    with pytest.raises(Invalid):
        sent(**{"text": "x", **fields})
    assert not Complaint.objects.exists()


@pytest.mark.both_databases
def test_it_is_taken_up_and_answered_once():
    first, second = college.person("qiantai", Role.DESK), college.person("jiaowu", Role.STAFF)
    one = sent().complaint
    complaints.take_up(complaint_id=one.pk, by=first)
    complaints.take_up(complaint_id=one.pk, by=second)
    one.refresh_from_db()
    assert one.state == Complaint.State.WORKING
    complaints.answer(complaint_id=one.pk, text=" 暖气修好了。 ", by=first, now=NOW)
    for verb in (lambda: complaints.answer(complaint_id=one.pk, text="再答", by=second, now=NOW), lambda: complaints.take_up(complaint_id=one.pk, by=second)):
        with pytest.raises(complaints.AlreadyAnswered):
            verb()
    with pytest.raises(Invalid):
        complaints.answer(complaint_id=sent().complaint.pk, text=" ", by=first, now=NOW)
    one.refresh_from_db()
    assert (one.state, one.answer, one.answered_by, one.answered_at) == ("answered", "暖气修好了。", first, NOW)


@pytest.mark.parametrize("roles", [[], [Role.LEARNER], [Role.TEACHER], [Role.COMMITTEE], [Role.SCHOOL_HEAD]], ids=str)
def test_only_the_desk_reads_and_answers(roles: list[Role]):
    person, one = college.person("", *roles), sent().complaint
    with pytest.raises(NotFound):
        complaints.for_desk(by=person)
    for verb in (lambda: complaints.take_up(complaint_id=one.pk, by=person), lambda: complaints.answer(complaint_id=one.pk, text="x", by=person, now=NOW)):
        with pytest.raises(NotAllowed):
            verb()
    client, _ = signed_in(*roles)
    pages = [client.get("/desk/feedback/"), client.get(f"/desk/feedback/{one.pk}/"), client.post(f"/desk/feedback/{one.pk}/answer/", {"answer": "x"})]
    assert [page.status_code for page in pages] == [404] * 3
    one.refresh_from_db()
    assert one.state == "received"


def test_open_ones_come_first_and_among_them_the_most_urgent():
    desk = college.person("qiantai", Role.DESK)
    answered, late, early = sent().complaint, sent(now=NOW + timedelta(days=9)).complaint, sent().complaint
    complaints.answer(complaint_id=answered.pk, text="好", by=desk, now=NOW)
    assert list(complaints.for_desk(by=desk)) == [early, late, answered]


def test_how_to_reach_the_sender_is_forgotten_a_year_after_the_answer():
    desk = college.person("qiantai", Role.DESK)
    old, new, waiting = (sent(contact="13900000000").complaint for _ in range(3))
    complaints.answer(complaint_id=old.pk, text="好", by=desk, now=NOW - timedelta(days=800))
    complaints.answer(complaint_id=new.pk, text="好", by=desk, now=NOW)
    assert complaints.forget_contacts(now=NOW + timedelta(days=300)) == 1
    assert [Complaint.objects.get(pk=one.pk).contact for one in (old, new, waiting)] == ["", "13900000000", "13900000000"]
    assert forget_contacts.func() in (0, 1)


# ---- pages


def post(client: Client, **values: str) -> Any:
    return client.post("/feedback/", {"kind": "complaint", "text": "灯坏了。", "page": "/courses/", **values})


def test_a_visitor_sends_it_from_a_page_and_follows_it_with_the_receipt():
    visitor = Client()
    form = visitor.get("/feedback/", HTTP_REFERER="http://testserver/courses/shouji/?q=secret")
    assert 'value="/courses/shouji/"' in form.content.decode()
    assert 'value="/' not in visitor.get("/feedback/", HTTP_REFERER="https://evil.example/x").content.decode().split("<main")[1]
    assert post(visitor, page="/courses/shouji/", contact="13900000000").headers["Location"] == "/feedback/receipt/"
    receipt = visitor.get("/feedback/receipt/")
    one = Complaint.objects.get()
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}(?=</dd>)", receipt.content.decode())
    assert code
    assert one.number in receipt.content.decode()
    assert (one.page, one.author, one.contact) == ("/courses/shouji/", None, "13900000000")
    assert "no-store" in receipt["Cache-Control"]
    assert Client().get("/feedback/receipt/").headers["Location"] == "/feedback/follow/"  # nobody else's browser shows it

    complaints.answer(complaint_id=one.pk, text="换好了。", by=college.person("", Role.DESK), now=NOW)
    found = Client().post("/feedback/follow/", {"number": one.number, "code": code[0]}).content.decode()
    assert ("灯坏了。" in found, "换好了。" in found, "13900000000" in found) == (True, True, False)
    wrong = Client().post("/feedback/follow/", {"number": one.number, "code": "2222-2222"})
    assert (wrong.status_code, "灯坏了" in wrong.content.decode()) == (404, False)
    assert mail.outbox == []


def test_the_receipt_of_another_browser_or_a_forged_one_shows_nothing():
    visitor = Client()
    post(visitor)
    cookie = visitor.cookies["receipt"]
    assert (bool(cookie["httponly"]), cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", "/feedback/receipt/", 900)
    forged = Client()
    forged.cookies["receipt"] = cookie.value[:-2] + "xx"
    assert forged.get("/feedback/receipt/").status_code == 302


def test_a_signed_in_sender_finds_it_again_and_nobody_else_does():
    mine, me = signed_in(Role.LEARNER)
    other, _ = signed_in(Role.LEARNER)
    post(mine)
    post(mine, text="没有名字", nameless="on")
    named, nameless = Complaint.objects.order_by("pk")
    assert (named.author, nameless.author) == (me, None)
    page = mine.get("/feedback/mine/").content.decode()
    assert (named.number in page, nameless.number in page) == (True, False)
    assert "灯坏了" in mine.get(f"/feedback/mine/{named.number}/").content.decode()
    assert mine.get(f"/feedback/mine/{nameless.number}/").status_code == 404
    assert other.get(f"/feedback/mine/{named.number}/").status_code == 404
    assert named.number not in other.get("/feedback/mine/").content.decode()


@pytest.mark.parametrize("page", ["//evil.example/", "/\\evil.example", "javascript:alert(1)", "https://evil.example/", "x", "/" + "长" * 250])
def test_a_forged_page_is_no_link_for_the_desk(page: str):
    post(Client(), page=page)
    assert not Complaint.objects.exclude(page="").exists()


def test_hostile_text_is_text():
    hostile = '<script>alert(1)</script>\n<img src=x onerror="x">{{ 7|add:7 }}'
    receipt = sent(hostile, contact="<b>x</b>")
    desk, person = signed_in(Role.DESK)
    complaints.answer(complaint_id=receipt.complaint.pk, text=hostile, by=person, now=NOW)
    pages = [
        desk.get(f"/desk/feedback/{receipt.complaint.pk}/"),
        desk.get("/desk/feedback/"),
        Client().post("/feedback/follow/", {"number": receipt.complaint.number, "code": receipt.code}),
    ]
    for page in pages:
        text = page.content.decode()
        assert "&lt;script&gt;" in text
        assert not any(raw in text for raw in ("<script>alert", "<img src=x", "<b>x</b>"))


@pytest.mark.usefixtures("one_window")
def test_what_was_typed_stays_when_it_is_refused(settings: Any):
    settings.RATE_LIMITS = {"feedback": (2, 600), "follow": (2, 600)}
    visitor, receipt = Client(), sent()
    answers = [post(visitor, text=f"第 {n} 封信", kind="question") for n in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "第 2 封信" in answers[2].content.decode()
    empty = post(visitor, text="", contact="13900000000")
    assert (empty.status_code, "13900000000" in empty.content.decode()) == (200, True)
    tries = [visitor.post("/feedback/follow/", {"number": receipt.complaint.number, "code": code}) for code in ("2222-2222", "3333-3333", receipt.code)]
    assert [one.status_code for one in tries] == [404, 404, 429]  # guessing ends, even with the right code


def test_two_people_who_answer_at_once_lose_no_words():
    one = sent().complaint
    (first, _), (second, _) = signed_in(Role.DESK), signed_in(Role.STAFF)
    assert "已过期限" in first.get("/desk/feedback/").content.decode()
    assert first.post(f"/desk/feedback/{one.pk}/take-up/").headers["Location"] == f"/desk/feedback/{one.pk}/"
    assert first.post(f"/desk/feedback/{one.pk}/answer/", {"answer": "马上修。"}).headers["Location"] == "/desk/feedback/"
    late = second.post(f"/desk/feedback/{one.pk}/answer/", {"answer": "我也答一句。"})
    assert late.status_code == 409
    assert ("马上修。" in late.content.decode(), "我也答一句。" in late.content.decode()) == (True, True)
    assert second.post(f"/desk/feedback/{one.pk}/take-up/").status_code == 302
    assert "已过期限" not in first.get("/desk/feedback/").content.decode()
    one.refresh_from_db()
    assert (one.state, one.answer) == ("answered", "马上修。")


def test_the_way_to_it_is_on_every_page_and_on_every_error():
    desk, _ = signed_in(Role.DESK)
    for page in (Client().get("/courses/"), Client().get("/nothing-here/"), Client(raise_request_exception=False).post("/modes/"), desk.get("/learning/")):
        assert page.status_code == 400 or 'href="/feedback/"' in page.content.decode()
    assert 'href="/desk/"' in desk.get("/learning/").content.decode()
    assert 'href="/desk/feedback/"' in desk.get("/desk/").content.decode()
    from college.views import render_without_context

    for name in ("500.html", "404.html", "403.html", "400.html", "403_csrf.html", "429.html"):
        assert 'href="/feedback/"' in render_without_context(name)
