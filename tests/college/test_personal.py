"""My data: seen, taken with me, deleted; what I agreed to, with its days; exports leave a line."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from college import cards, consents, facts, leaving, personal
from college.errors import NotFound
from college.models import AccessLog, Complaint, Consent, LearnerFacts, Leaving, User
from college.roles import Role
from college.tasks import delete_accounts
from courses.credits.domain.verification import verify
from courses.credits.models import Account
from courses.learning.models import WatchSummary
from courses.selection.domain import waive
from courses.selection.models import Enrolment, WaitlistEntry, Waiver
from tests.factories import credits, selection
from tests.factories.college import PASSWORD, person

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def wang():
    return person("wang", Role.LEARNER, display_name="王秀兰", phone="+8619900001234", email="wang@example.cn")


@pytest.fixture
def client(client: Client, wang):
    client.force_login(wang)
    return client


def unpacked(answer):
    return zipfile.ZipFile(BytesIO(answer.content))


def test_every_room_says_what_it_has():
    assert [topic.code for topic in personal.topics()] == [
        *("account", "roles", "consents", "facts", "letters", "notices", "looks", "sign_ins"),
        *("selection", "learning", "evaluation", "credits"),
    ]


def test_the_page_and_the_folder_say_the_same(client, wang):
    selection.enrolled(selection.offering(), wang)
    page = client.get("/accounts/data/").content.decode()
    folder = unpacked(client.post("/accounts/data/export.zip"))
    data = json.loads(folder.read("data.json"))["data"]
    assert data["selection"]["seats"]["rows"][0][0] in page
    assert data["account"]["account"]["rows"][2][1] == "+8619900001234"
    assert "王秀兰" in folder.read("index.html").decode()
    assert {"tables/account-account.csv", "tables/credits-entries.csv", "tables/learning-attendance.csv"} <= set(folder.namelist())


def test_the_export_leaves_a_line_that_its_owner_reads(client, wang):
    client.post("/accounts/data/export.zip")
    line = AccessLog.objects.get(subject=wang)
    assert (line.actor, line.action, line.topic) == (wang, "export", "own data")
    assert client.get("/accounts/data/export.zip").status_code == 405


def test_what_a_spreadsheet_would_run_is_text(client, wang):
    Complaint.objects.create(number="2026-1", code="x", kind="question", text="=1+1", author=wang, received_at=NOW, due_on=NOW)
    assert b"'=1+1" in unpacked(client.post("/accounts/data/export.zip")).read("tables/letters-letters.csv")


@pytest.mark.both_databases
def test_a_consent_is_given_once_and_taken_back_with_its_days(wang):
    consents.give(user=wang, code="calls", now=NOW)
    consents.give(user=wang, code="calls", now=NOW + timedelta(days=1))
    assert Consent.objects.get(user=wang).given_at == NOW
    consents.withdraw(user=wang, code="calls", now=NOW + timedelta(days=2))
    consents.give(user=wang, code="calls", now=NOW + timedelta(days=3))
    assert [one.withdrawn_at is None for one in consents.history(wang)] == [True, False]
    for verb, code in ((consents.give, "none"), (consents.withdraw, "none"), (consents.withdraw, "account")):
        with pytest.raises(NotFound):
            verb(user=wang, code=code, now=NOW)


def test_old_words_are_asked_again(wang):
    Consent.objects.create(user=wang, kind="calls", version="2025", given_at=NOW - timedelta(days=400))
    assert [one.is_old for one in consents.standing(wang) if one.consent] == [True]
    consents.give(user=wang, code="calls", now=NOW)
    assert [(one.version, one.withdrawn_at is None) for one in consents.history(wang)] == [("2026-11", True), ("2025", False)]


def test_signing_up_agrees_and_the_page_changes_the_rest(client):
    client.logout()
    client.post("/accounts/signup/", {"login": "newcomer", "password1": "yuanxiao-2026"})
    user = User.objects.get(username="newcomer")
    client.post("/accounts/data/consents/", {"code": "calls", "answer": "give"})
    assert set(Consent.objects.filter(user=user).values_list("kind", flat=True)) == {"account", "calls"}
    client.post("/accounts/data/consents/", {"code": "calls", "answer": "withdraw"})
    assert client.post("/accounts/data/consents/", {"code": "x"}).status_code == 404
    assert Consent.objects.filter(user=user, withdrawn_at=None).count() == 1


def test_leaving_needs_the_password_and_can_be_taken_back(client, wang):
    assert client.post("/accounts/data/leave/", {"secret": "wrong", "read": "on"}).context["form"].errors
    assert client.post("/accounts/data/leave/", {"secret": PASSWORD}).context["form"].errors
    assert client.post("/accounts/data/leave/", {"secret": PASSWORD, "read": "on"}).status_code == 302
    assert leaving.asked(wang).due_on == timezone.localdate() + timedelta(days=14)
    assert leaving.carry_out(now=NOW + timedelta(days=13)) == 0
    assert "/accounts/data/stay/" in client.get("/accounts/data/").content.decode()
    client.post("/accounts/data/stay/")
    assert leaving.carry_out(now=NOW + timedelta(days=15)) == 0


def test_who_has_only_a_card_says_its_pin(wang):
    wang.set_unusable_password()
    wang.save()
    card = cards.issue(users=[wang], by=person("desk", Role.DESK), now=NOW)[0].card
    cards.choose_pin(card_id=card.pk, pin="2580", now=NOW)
    with pytest.raises(leaving.WrongSecret):
        leaving.ask(user=wang, secret="2581", now=NOW)
    assert leaving.ask(user=wang, secret="2580", now=NOW) == leaving.ask(user=wang, secret="2580", now=NOW + timedelta(days=1))


def test_the_office_does_not_vanish_by_a_click(client):
    staff = person("staff", Role.STAFF)
    client.force_login(staff)
    client.post("/accounts/data/leave/", {"secret": PASSWORD, "read": "on"})
    assert not Leaving.objects.exists()


@pytest.mark.both_databases
def test_after_two_weeks_nothing_names_her_and_the_ledger_holds(wang):
    offering = selection.offering()
    selection.enrolled(offering, wang)
    waiting = WaitlistEntry.objects.create(offering=selection.offering(), learner=wang, joined_at=NOW)
    facts.tell(of=wang, birth_year=1950, neighbourhood=None, by=wang, now=NOW)
    waive(offering=offering, learner=wang, reasons=["too_old"], why="腿脚不便", by=person("staff", Role.STAFF), now=NOW)
    credits.booked(credits.account(wang), credits.rules(), 100)
    pseudonym = Account.objects.get(owner=wang).pseudonym
    leaving.ask(user=wang, secret=PASSWORD, now=NOW)
    assert leaving.carry_out(now=NOW + timedelta(days=14)) == 1
    assert leaving.carry_out(now=NOW + timedelta(days=15)) == 0
    gone = User.objects.get(pk=wang.pk)
    assert (gone.display_name, gone.phone, gone.email, gone.is_active, gone.has_usable_password()) == ("", None, "", False, False)
    assert gone.username.startswith("gone-")
    assert not gone.groups.exists()
    assert not LearnerFacts.objects.filter(user=gone).exists()
    assert Waiver.objects.get(learner=gone).why == ""
    assert not WatchSummary.objects.filter(learner=gone).exists()
    assert Enrolment.objects.get(learner=gone, offering=offering).state == Enrolment.State.DROPPED
    waiting.refresh_from_db()
    assert waiting.state == WaitlistEntry.State.LEFT
    account = Account.objects.get(pseudonym=pseudonym)
    assert account.owner is None
    assert account.entries.exists()
    assert verify().broken is None
    assert delete_accounts.func() == 0
