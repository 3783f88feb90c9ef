"""What is somebody else's, asked for by its real number: reviews, ratings, papers, lists, complaints, entries. Nobody sees or moves it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from college import complaints
from college.models import Complaint, User
from college.roles import Role
from courses.credits.models import Exemption, ReportYear, ReversalRequest
from courses.evaluation.models import Receipt, Review, SealedRating
from courses.evaluation.rules import ITEMS
from courses.learning.models import Attendance, CheckAttempt, RollCall
from courses.selection.models import Offering
from tests.bad_input.world import as_
from tests.factories import college, evaluation, report, selection

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SAID, WRITTEN, TOLD = "只有她自己知道的话", "只给她看的评语", "只有前台看的投诉"
STARS = dict.fromkeys(ITEMS, "1")


@pytest.fixture
def hers(world: dict[str, Any]) -> dict[str, Any]:
    """Everything that is the owner's: a sealed rating, a review of her, a paper, a complaint, an entry; and another teacher with a class of her own."""
    now = timezone.now()
    rated = Offering.objects.get(pk=world["ids"]["rated"])
    evaluation.rated(rated, world["owner"], text=SAID, now=now)
    evaluation.reviewed(rated, sentence=WRITTEN, now=now)
    told = complaints.send(kind="complaint", text=TOLD, author=world["owner"], now=now).complaint
    other = college.person("otherteacher", Role.TEACHER)
    evaluation.open_class(world["learner"], teacher=selection.teacher("李敏", user=other), now=now - timedelta(seconds=1))
    ReportYear.objects.all().delete()  # the world of credits brings its own
    people = report.world()
    made = {"rated": rated, "seat": rated.enrolments.get(), "told": told, "account": people["met"].account_id, "lesson": rated.lessons.first()}
    wish = ReversalRequest.objects.create(
        entry=people["met"].account.entries.first(), requested_by=world["staff"], requested_at=now, reason="other", words="记错了"
    )
    waits = Exemption.objects.create(account=people["both"].account, year=2027, reason="x", proposed_by=world["staff"], proposed_at=now)
    return {**world, **made, "wish": wish, "waits": waits, "attempt": CheckAttempt.objects.get(), "other teacher": other}


def doors(it: dict[str, Any], client: Client) -> dict[str, Callable[[], Any]]:
    rated, seat, paper, lesson = it["rated"].pk, it["seat"].pk, it["attempt"].pk, it["lesson"].pk
    review = {f"s{seat}-{thing}": "1" for thing in Review.THINGS} | {f"s{seat}-sentence": "改了", "hand_in": "1"}
    return {
        "her rating": lambda: client.get(f"/rate/{rated}/"),
        "rate for her": lambda: client.post(f"/rate/{rated}/", {**STARS, "text": "", "form": "1"}),
        "rate by API": lambda: client.post(f"/api/v1/offerings/{rated}/rating", {"answers": dict.fromkeys(ITEMS, 1)}, content_type="application/json"),
        "open her words": lambda: client.post(f"/rate/{rated}/words/"),
        "her review": lambda: client.get(f"/teach/offerings/{rated}/reviews/"),
        "change her review": lambda: client.post(f"/teach/offerings/{rated}/reviews/", review),
        "the class's result": lambda: client.get(f"/teach/offerings/{rated}/ratings/"),
        "her paper": lambda: client.get(f"/learning/checks/{paper}/"),
        "hand in her paper": lambda: client.post(f"/learning/checks/{paper}/", {}),
        "keep her answers": lambda: client.post(f"/learning/checks/{paper}/answers/", {}),
        "the list": lambda: client.get(f"/teach/lessons/{lesson}/attendance/"),
        "confirm the list": lambda: client.post(f"/teach/lessons/{lesson}/attendance/", {f"line-{seat}": "absent"}),
        "the paper list": lambda: client.get(f"/teach/lessons/{lesson}/attendance/paper/"),
        "the marks": lambda: client.get(f"/teach/offerings/{rated}/results/"),
        "the questions": lambda: client.get(f"/teach/offerings/{rated}/check/"),
        "her complaint": lambda: client.get(f"/feedback/mine/{it['told'].number}/"),
        "the desk's complaint": lambda: client.get(f"/desk/feedback/{it['told'].pk}/"),
        "answer it": lambda: client.post(f"/desk/feedback/{it['told'].pk}/answer/", {"answer": "不"}),
        "take it up": lambda: client.post(f"/desk/feedback/{it['told'].pk}/take-up/"),
        "her entry": lambda: client.get(f"/learning/credits/{it['wish'].entry_id}/"),
        "her evidence": lambda: client.get(f"/promotion/{report.YEAR}/members/{it['account']}/"),
        "the report": lambda: client.get(f"/promotion/{report.YEAR}/report.csv"),
        "the report by API": lambda: client.get("/api/v1/promotion-report", {"year": report.YEAR}),
        "decide": lambda: client.post(f"/admin/credits/reversals/{it['wish'].pk}/decide/", {"answer": "approve"}),
        "exempt": lambda: client.post(f"/admin/credits/exemptions/{it['waits'].pk}/approve/"),
    }


MAY = {
    "learner": set[str](),
    "other teacher": set[str](),
    "desk": {"the desk's complaint", "answer it", "take it up"},
    "committee": {"her evidence", "the report", "the report by API"},
    "stranger": set[str](),
}


def test_nobody_sees_or_moves_what_is_hers(hers: dict[str, Any], subtests: pytest.Subtests):
    people = {**hers, "desk": college.person("qiantai", Role.DESK), "stranger": None}
    for who in MAY:
        with subtests.test(who), transaction.atomic():
            knocks_everywhere(hers, who, people[who])
            transaction.set_rollback(True)


def knocks_everywhere(hers: dict[str, Any], who: str, person: User | None) -> None:
    before = state(hers)
    client = as_(person)
    open_doors = set()
    for name, knock in doors(hers, client).items():
        answer = knock()
        if answer.status_code == 200:
            open_doors.add(name)
        if name not in MAY[who]:
            page = answer.getvalue().decode()
            assert answer.status_code in {302, 401, 403, 404, 405, 409}, (name, answer.status_code)
            assert not [word for word in (SAID, WRITTEN, TOLD) if word in page], name
    assert open_doors <= MAY[who]
    after = state(hers)
    if who == "desk":
        after["complaint"] = before["complaint"]
    assert after == before


def state(it: dict[str, Any]) -> dict[str, Any]:
    it["wish"].refresh_from_db()
    it["waits"].refresh_from_db()
    return {
        "sealed": [bytes(row) for row in SealedRating.objects.values_list("content", flat=True)],
        "receipts": list(Receipt.objects.values_list("enrolment", "words_read")),
        "reviews": list(Review.objects.order_by("pk").values_list("enrolment", "sentence", "submitted_at")),
        "papers": list(CheckAttempt.objects.values_list("pk", "answers", "submitted_at")),
        "lists": (list(RollCall.objects.values_list("pk", "confirmed_at")), list(Attendance.objects.order_by("pk").values_list("pk", "state"))),
        "complaint": list(Complaint.objects.order_by("pk").values_list("state", "answer")),
        "decided": (it["wish"].state, it["waits"].approved_at),
    }


def test_the_office_writes_and_reads_no_words_between_a_teacher_and_a_learner(hers: dict[str, Any]):
    before, client = state(hers), as_(hers["staff"])
    every = doors(hers, client)
    for name in (
        "her rating",
        "rate for her",
        "rate by API",
        "open her words",
        "her review",
        "change her review",
        "the class's result",
        "her paper",
        "hand in her paper",
    ):
        answer = every[name]()
        assert answer.status_code in {403, 404}, name
        assert not [word for word in (SAID, WRITTEN) if word in answer.content.decode()], name
    for path in ("comment", "evaluation_policy", "ledger", "reversal"):
        assert SAID not in client.get(f"/admin/{path}/").content.decode()
    assert state(hers) == before


def test_who_asked_and_who_it_is_about_decide_nothing(hers: dict[str, Any]):
    """Even when the person it is about works in the office."""
    office = college.person("x", Role.STAFF).groups.all()
    for name, wish, asked_by in (("decide", hers["wish"], hers["wish"].requested_by), ("exempt", hers["waits"], hers["waits"].proposed_by)):
        about = (wish.entry if name == "decide" else wish).account.owner
        about.groups.set(office)
        before = state(hers)["decided"]
        for person in (asked_by, about):
            assert doors(hers, as_(person))[name]().status_code == 302
        assert state(hers)["decided"] == before


def test_the_same_doors_are_open_to_those_whose_they_are(hers: dict[str, Any]):
    mine = {
        "owner": ("her rating", "her paper", "her complaint"),
        "teacher": ("her review", "the list", "the paper list", "the marks", "the questions"),
    }
    for who, names in mine.items():
        every = doors(hers, as_(hers[who]))
        assert {name: every[name]().status_code for name in names} == dict.fromkeys(names, 200)
