"""The statement: what it adds up, what it shows, and to whom."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from college.models import User
from college.roles import Role
from courses.credits import domain
from courses.credits.models import Entry, Exemption
from tests.factories import credits as make
from tests.factories import selection
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db]


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def corrected(entry: Entry, new_amount: int | None = None) -> None:
    asks, decides = selection.person("", Role.STAFF), selection.person("", Role.STAFF)
    words = {"reason": "wrong_amount", "words": "只到课四次。"}
    wish = domain.request_reversal(entry_number=entry.number, by=asks, now=NOW, new_amount=new_amount, **words)
    domain.decide_reversal(request_id=wish.pk, approve=True, by=decides, now=NOW)


def of(learner: User, year: int = 2026) -> domain.Statement:
    return domain.statement(learner=learner, year=year, now=NOW)


@pytest.mark.both_databases
def test_a_member_s_year_by_kind():
    page = selection.course("急救")
    make.rules(required_courses=[page], need=(1500, 500, 0))
    learner = selection.person()
    make.member(learner, unit="华山路社区")
    make.awarded(learner, page=page)
    make.awarded(learner, page=selection.course("合唱"))
    make.awarded(selection.person(), page=page)
    found = of(learner)
    assert (tuple(found.earned), tuple(found.need), tuple(found.missing)) == ((1000, 1000, 0), (1500, 500, 0), (500, 0, 0))
    assert [(part.kind, part.missing, part.percent) for part in found.parts] == [("required", 500, 66), ("elective", 0, 100)]
    assert (found.total, found.life, found.years, found.category_names, found.line.state) == (2000, 2000, [2026], "社区工作者", "unmet")


def test_years_are_apart_and_life_is_all_of_them():
    make.rules(valid_from=date(2025, 1, 1))
    learner = selection.person()
    make.awarded(learner, page=selection.course("合唱"), at=NOW - timedelta(days=365))
    make.awarded(learner, page=selection.course("书法"))
    assert (of(learner).total, of(learner, 2025).total, of(learner, 2024).total, of(learner).life) == (1000, 1000, 0, 2000)
    assert (of(learner).years, of(learner, 2024).years) == ([2026, 2025], [2026, 2025, 2024])
    assert of(learner).line is None  # nobody asks credits of her


@pytest.mark.both_databases
def test_a_corrected_entry_stands_there_with_both_its_successors():
    make.rules()
    learner = selection.person()
    corrected(make.awarded(learner), 800)
    found = of(learner)
    assert [(entry.number, entry.amount) for entry in found.entries] == [(3, 800), (2, -1000), (1, 1000)]
    assert found.total == 800


def test_an_exempt_member_misses_nothing():
    make.rules()
    learner = selection.person()
    account = make.member(learner).account
    Exemption.objects.create(account=account, year=2026, reason="病假", proposed_at=NOW, approved_at=NOW)
    assert of(learner).line.state == "exempt"


def test_what_is_not_booked_says_why():
    learner, page = selection.person(), selection.course("合唱")
    make.completed(learner, page=page)
    assert len(of(learner).waiting) == 1
    make.rules()
    domain.award_due(now=NOW)
    make.completed(learner, page=page)
    domain.award_due(now=NOW)
    found = of(learner)
    assert (len(found.waiting), len(found.same_course), len(found.entries)) == (0, 1, 1)


def test_what_would_close_the_gap():
    required, elective, known, full = (selection.course(title) for title in ("急救", "书法", "合唱", "八段锦"))
    make.rules(required_courses=[required, full], need=(1500, 5000, 0))
    learner = selection.person()
    make.member(learner)
    make.awarded(learner, page=known)
    for page in (required, elective, known):
        selection.lessons(selection.offering(page), number=4)
    selection.lessons(selection.full(selection.offering(full, capacity=1)), number=4)
    assert [(one.offering.course.title, one.kind, one.amount) for one in of(learner).offers] == [("急救", "required", 800), ("书法", "elective", 800)]
    assert of(learner, 2025).offers == []  # a year that is over cannot be filled any more


def test_the_page_says_it_in_words_and_leads_to_the_evidence():
    page = selection.course("急救与心肺复苏（AED）")
    make.rules(required_courses=[page], now=timezone.now())
    learner = selection.person()
    make.member(learner)
    entry = make.awarded(learner, page=page, basis="check", facts={"lessons": 5, "attended": 1, "covered": 4, "score": 92})
    client = as_(learner)
    text = client.get("/learning/credits/?year=2026").content.decode()
    for words in ("急救与心肺复苏（AED）", "必修", "+10", "随堂检测 92 分", "到课 1/5", f"/learning/credits/{entry.number}/"):
        assert words in text, words
    text = client.get(f"/learning/credits/{entry.number}/").content.decode()
    for words in ("5 次课共 450 分钟", "45 分钟记 1 学分", entry.hash, entry.evidence.sha256, "2026年秋季"):
        assert words in text, words


def test_a_correction_is_told_with_its_words():
    make.rules()
    learner = selection.person()
    corrected(make.awarded(learner))
    client = as_(learner)
    text = client.get("/learning/credits/?year=2026").content.decode()
    assert "已作废，见第 2 笔" in text
    assert "只到课四次。" in text
    assert text.count('class="is-void"') == 2
    assert "只到课四次。" in client.get("/learning/credits/1/").content.decode()
    assert "/learning/credits/1/" in client.get("/learning/credits/2/").content.decode()


def test_the_learner_is_told_of_a_correction_where_she_looks_first():
    make.rules()
    learner = selection.person()
    entry = make.awarded(learner, page=selection.course("合唱与声乐"))
    assert "更正" not in as_(learner).get("/learning/").content.decode()
    asks, decides = selection.person("", Role.STAFF), selection.person("", Role.STAFF)
    wish = domain.request_reversal(entry_number=entry.number, by=asks, now=timezone.now(), reason="other", words="记错了人。")
    domain.decide_reversal(request_id=wish.pk, approve=True, by=decides, now=timezone.now())
    assert "您的“合唱与声乐”学分更正过了" in as_(learner).get("/learning/").content.decode()
    assert "更正" not in as_(selection.person()).get("/learning/").content.decode()


def test_nobody_sees_somebody_else_s_entry():
    make.rules()
    entry = make.awarded()
    for other in (selection.person(), selection.person("", Role.STAFF), selection.person("", Role.COMMITTEE)):
        make.awarded(other, page=selection.course("书法"))
        assert as_(other).get(f"/learning/credits/{entry.number}/").status_code == 404
    assert Client().get(f"/learning/credits/{entry.number}/").status_code == 302


@pytest.mark.parametrize("year", ["abc", "1999", "2100", "２０２６", "-1", "99999999999", "%00"])
def test_a_year_that_is_none(year: str):
    assert as_(selection.person()).get(f"/learning/credits/?year={year}").status_code == 404


def test_evidence_of_another_age_breaks_no_page():
    """What a snapshot does not know is left out."""
    rules = make.rules()
    learner = selection.person()
    make.booked(make.member(learner).account, rules, 100)
    client = as_(learner)
    assert "已结业" in client.get("/learning/credits/?year=2026").content.decode()
    assert client.get("/learning/credits/1/").status_code == 200


def test_the_rules_stand_there_for_everybody():
    page = selection.course("急救")
    rules = make.rules(required_courses=[page], text="每 45 分钟记 1 学分。\n\n多出来的不加分。", now=timezone.now())
    text = Client().get("/credits/").content.decode()
    for words in (rules.version, "多出来的不加分。", "急救", "社区工作者", "同一门课"):
        assert words in text, words


def test_without_rules_the_page_says_that_completions_wait():
    assert "今天没有生效的规则" in Client().get("/credits/").content.decode()


def test_the_api_gives_the_same():
    make.rules()
    learner = selection.person()
    make.member(learner)
    corrected(make.awarded(learner), 800)
    answer = as_(learner).get("/api/v1/statement?year=2026").json()
    assert (answer["earned"], answer["missing"]) == ({"required": 0, "elective": 800, "project": 0}, {"required": 1000, "elective": 0, "project": 0})
    assert [(one["number"], one["amount"], one["reverses"], one["reversed_by"]) for one in answer["entries"]] == [
        (3, 800, None, None),
        (2, -1000, 1, None),
        (1, 1000, None, 2),
    ]
    assert as_(selection.person()).get("/api/v1/statement").json()["entries"] == []
    assert json.loads(Client().get("/api/v1/statement").content)["code"] == "sign_in"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_statement_costs_the_same_for_one_line_and_for_many(rows: int, django_assert_num_queries: Any):
    make.rules(need=(9000, 9000, 0))
    learner = selection.person()
    make.member(learner)
    for _row in range(rows):
        corrected(make.awarded(learner, page=selection.course("合唱")), 800)
        selection.lessons(selection.offering(selection.course("书法")), number=4)
    with django_assert_num_queries(16):
        of(learner)
