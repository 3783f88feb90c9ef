"""The office's desk for credits: every form calls one verb, and what two people must decide is decided by two."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from college.models import AccessLog, User
from college.roles import Role
from courses.credits.forms import PersonField
from courses.credits.models import Entry, Exemption, Membership, ReportYear, RequiredCourse, ReversalRequest, RuleSet
from tests.factories import catalogue, college, credits, report

pytestmark = pytest.mark.django_db


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def office() -> Client:
    return as_(college.person("jiaowu", Role.STAFF, display_name="刘敏"))


@pytest.fixture
def colleague() -> Client:
    return as_(college.person("tongshi", Role.STAFF))


def errors_of(answer: Any) -> str:
    return str(answer.context["form"].errors)


def test_every_list_opens_and_the_menu_is_chinese(office: Client):
    report.world()
    RuleSet.objects.create(version="2027-1", title="学分规则", text="x", valid_from=date(2027, 1, 1))
    for name in ("ruleset", "requiredcourse", "membercategory", "membership", "exemption", "reportyear", "reversal", "ledger"):
        assert office.get(f"/admin/{name}/").status_code == 200, name
    page = office.get("/admin/membership/").content.decode()
    assert "安福喜" in page
    for words in ("学分规则", "必修课程", "在册人员", "豁免", "达标表年度", "更正", "按人查账"):
        assert json.dumps(words)[1:-1] in page  # the menu is handed to Wagtail's script


def test_a_membership_makes_an_account_and_days_do_not_overlap(office: Client):
    of, person = report.category(), college.person("newcomer", display_name="赵㐂")
    values = {"person": "赵㐂", "category": of.pk, "unit": "方兴社区", "valid_from": "2026-01-01", "valid_until": ""}
    assert office.post("/admin/membership/new/", values).status_code == 302
    made = Membership.objects.get()
    assert made.account.owner == person
    again = office.post("/admin/membership/new/", {**values, "person": "newcomer", "valid_from": "2026-05-01"})
    assert "已经在这个类别" in errors_of(again)
    edited = office.post(f"/admin/membership/edit/{made.pk}/", {**values, "person": "someone-else", "valid_until": "2026-06-30"})
    assert edited.status_code == 302
    assert f"/admin/membership/edit/{made.pk}/" in office.get("/admin/membership/").content.decode()
    made.refresh_from_db()
    assert (made.valid_until, made.account.owner) == (date(2026, 6, 30), person)


@pytest.mark.parametrize("typed", ["没有这个人", "重名"])
def test_one_person_is_meant_or_the_form_asks(office: Client, typed: str):
    for name in ("one", "two"):
        college.person(name, display_name="重名")
    values = {"person": typed, "category": report.category().pk, "unit": "", "valid_from": "2026-01-01", "valid_until": ""}
    assert "person" in errors_of(office.post("/admin/membership/new/", values))
    assert not Membership.objects.exists()


def test_an_exemption_is_approved_by_another_and_counts_only_then(office: Client, colleague: Client):
    world = report.world()
    person = world["unmet"].account.owner
    assert office.post("/admin/exemption/new/", {"person": person.username, "year": 2026, "reason": "长期病假"}).status_code == 302
    made = Exemption.objects.get(account=world["unmet"].account)
    assert made.approved_at is None
    assert f"/admin/credits/exemptions/{made.pk}/approve/" in colleague.get("/admin/exemption/").content.decode()
    office.post(f"/admin/credits/exemptions/{made.pk}/approve/")
    made.refresh_from_db()
    assert made.approved_at is None  # by its own proposer: never
    colleague.post(f"/admin/credits/exemptions/{made.pk}/approve/")
    made.refresh_from_db()
    assert made.approved_by.username == "tongshi"
    assert colleague.post(f"/admin/exemption/delete/{made.pk}/").status_code == 409
    assert Exemption.objects.filter(pk=made.pk).exists()
    twice = office.post("/admin/exemption/new/", {"person": person.username, "year": 2026, "reason": "又一次"})
    assert "已经有一条豁免" in errors_of(twice)


def test_the_committee_comes_ten_working_days_after_the_members(office: Client):
    today = timezone.localdate()
    values = {"year": 2026, "members_from": today.isoformat(), "committee_from": (today + timedelta(days=13)).isoformat()}
    early = office.post("/admin/reportyear/new/", {**values, "committee_from": (today + timedelta(days=9)).isoformat()})
    assert "10 个工作日" in errors_of(early)
    past = office.post("/admin/reportyear/new/", {**values, "members_from": (today - timedelta(days=30)).isoformat()})
    assert "已经过了" in errors_of(past)
    assert office.post("/admin/reportyear/new/", {**values, "committee_from": (today + timedelta(days=16)).isoformat()}).status_code == 302
    made = ReportYear.objects.get()
    sooner = office.post(f"/admin/reportyear/edit/{made.pk}/", {**values, "committee_from": (today + timedelta(days=14)).isoformat()})
    assert "不能提前" in errors_of(sooner)


def test_a_draft_is_written_in_credits_published_and_frozen(office: Client):
    worker = report.category()
    today = timezone.localdate()
    values = {
        "version": "T-1",
        "title": "学分规则",
        "text": "45 分钟 1 学分。",
        "valid_from": today.isoformat(),
        "valid_until": "",
        "minutes_per_credit": "45",
        "course_cap": "20.5",
        f"need_{worker.pk}_required": "28",
        f"need_{worker.pk}_elective": "0.25",
        f"need_{worker.pk}_project": "0",
    }
    wrong = office.post("/admin/ruleset/new/", {**values, f"need_{worker.pk}_required": "28.1"})
    assert f"need_{worker.pk}_required" in errors_of(wrong)
    assert office.post("/admin/ruleset/new/", values).status_code == 302
    made = RuleSet.objects.get()
    need = made.requirements.get()
    assert (made.course_cap, need.required, need.elective, need.project) == (2050, 2800, 25, 0)
    assert 'value="28"' in office.get(f"/admin/ruleset/edit/{made.pk}/").content.decode()
    course = catalogue.course()
    assert office.post("/admin/requiredcourse/new/", {"rule_set": made.pk, "course": course.pk}).status_code == 302
    assert f"/admin/credits/rules/{made.pk}/publish/" in office.get("/admin/ruleset/").content.decode()
    assert office.get(f"/admin/credits/rules/{made.pk}/publish/").status_code == 200
    office.post(f"/admin/credits/rules/{made.pk}/publish/")
    made.refresh_from_db()
    assert made.published_at is not None
    assert "公布了的规则不能改" in errors_of(office.post(f"/admin/ruleset/edit/{made.pk}/", values))
    assert "rule_set" in errors_of(office.post(f"/admin/requiredcourse/edit/{RequiredCourse.objects.get().pk}/", values))
    for path in (f"ruleset/delete/{made.pk}", f"requiredcourse/delete/{RequiredCourse.objects.get().pk}"):
        assert office.post(f"/admin/{path}/", values).status_code in {302, 409}, path
    made.refresh_from_db()
    assert made.requirements.get().required == 2800
    assert office.post("/admin/requiredcourse/new/", {"rule_set": made.pk, "course": catalogue.course("合唱").pk}).status_code == 200
    assert office.get("/admin/ruleset/").status_code == 200


def test_published_rules_get_a_last_day_that_is_never_put_off(office: Client):
    draft = credits.draft_rules(version="2027-1", valid_from=date(2027, 1, 1))
    assert office.get(f"/admin/credits/rules/{draft.pk}/end/").status_code == 404
    office.post(f"/admin/credits/rules/{draft.pk}/publish/")
    draft.refresh_from_db()
    assert draft.published_at is not None
    assert f"/admin/credits/rules/{draft.pk}/end/" in office.get("/admin/ruleset/").content.decode()
    page = office.get(f"/admin/credits/rules/{draft.pk}/end/")
    assert "结束规则" in page.content.decode()
    for nonsense in ("", "昨天", "2027-02-30"):
        assert office.post(f"/admin/credits/rules/{draft.pk}/end/", {"last_day": nonsense}).status_code == 422
    office.post(f"/admin/credits/rules/{draft.pk}/end/", {"last_day": "2027-12-31"})
    draft.refresh_from_db()
    assert draft.valid_until == date(2027, 12, 31)
    later = office.post(f"/admin/credits/rules/{draft.pk}/end/", {"last_day": "2028-12-31"}, follow=True)
    draft.refresh_from_db()
    assert draft.valid_until == date(2027, 12, 31)
    assert later.context["messages"]
    assert as_(college.person("wang", Role.LEARNER)).get(f"/admin/credits/rules/{draft.pk}/end/").status_code == 302


def test_a_correction_is_asked_by_one_and_booked_by_another(office: Client, colleague: Client):
    world = report.world()
    entry = Entry.objects.filter(account=world["met"].account).first()
    values = {"entry_number": entry.number, "reason": "wrong_amount", "words": "多算了一课", "new_amount": "21.5", "new_category": ""}
    assert "new_amount" in errors_of(office.post("/admin/reversal/new/", {**values, "new_amount": "1.1"}))
    assert office.post("/admin/reversal/new/", values).status_code == 302
    wish = ReversalRequest.objects.get()
    assert f"/admin/credits/reversals/{wish.pk}/decide/" in colleague.get("/admin/reversal/").content.decode()
    page = colleague.get(f"/admin/credits/reversals/{wish.pk}/decide/").content.decode()
    for words in ("多算了一课", "21.5", "安福喜"):
        assert words in page
    office.post(f"/admin/credits/reversals/{wish.pk}/decide/", {"answer": "approve"})
    wish.refresh_from_db()
    assert wish.state == "pending"
    colleague.post(f"/admin/credits/reversals/{wish.pk}/decide/", {"answer": "approve"})
    wish.refresh_from_db()
    assert wish.state == "approved"
    assert sum(Entry.objects.filter(account=world["met"].account, category=entry.category).values_list("amount", flat=True)) == 2150


def test_the_ledger_by_person_is_searched_and_the_look_is_written_down(office: Client):
    world = report.world()
    assert "安福喜" not in office.get("/admin/ledger/").content.decode()
    page = office.get("/admin/ledger/", {"q": "安福"}).content.decode()
    assert "安福喜" in page
    assert "智能手机零基础" in page
    look = AccessLog.objects.get()
    assert (look.subject, look.topic, look.actor_role) == (world["met"].account.owner, "ledger", "staff")
    assert "教务 刘敏" in as_(world["met"].account.owner).get("/learning/looked/").content.decode()
    for number in range(21):
        report.member(f"王{number}")
    assert "请多写几个字" in office.get("/admin/ledger/", {"q": "王"}).content.decode()
    assert AccessLog.objects.count() == 1


@pytest.mark.parametrize("role", [Role.TEACHER, Role.SCHOOL_HEAD])
def test_others_in_the_admin_have_no_such_desk(role: Role):
    world = report.world()
    other = as_(college.person("other", role))
    for path in (
        "ruleset/",
        "membership/",
        "reportyear/",
        "membercategory/",
        "requiredcourse/",
        "reportyear/new/",
        "exemption/new/",
        "reversal/new/",
        "ledger/",
    ):
        assert other.get(f"/admin/{path}").status_code in {302, 403}, path
    waiting = Exemption.objects.create(account=world["met"].account, year=2027, reason="x", proposed_by=college.person("p"), proposed_at=timezone.now())
    answer = other.post(f"/admin/credits/exemptions/{waiting.pk}/approve/")
    waiting.refresh_from_db()
    assert (waiting.approved_at is not None) == (role is Role.SCHOOL_HEAD)  # a head of school may be the second person
    assert answer.status_code == (302 if role is Role.SCHOOL_HEAD else 403)


def test_a_name_to_show_never_stands_for_somebody_elses_login_or_phone():
    her, other = college.person("wangxiulan", phone="+8619900001111"), college.person("somebody")
    for taken in ("wangxiulan", "19900001111"):
        other.display_name = taken
        other.save(update_fields=["display_name"])
        assert PersonField().clean(taken) == her


@pytest.mark.both_databases
def test_a_character_that_no_text_holds_finds_nobody(office: Client):
    assert office.get("/admin/ledger/", {"q": "\0王"}).status_code == 200
