"""Walk 7: a completion becomes a line of the statement, down to its evidence; two people of the office correct it, and the learner reads both lines."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_ox.testing import run_tasks
from playwright.sync_api import expect

from college.roles import Role
from courses.credits.models import Entry
from courses.learning.domain import completed
from courses.learning.models import Completion
from tests.e2e.conftest import ON_A_PHONE, Visitor
from tests.factories import credits as make
from tests.factories import selection

pytestmark = [pytest.mark.django_db(transaction=True), ON_A_PHONE]


def checked(visitor: Visitor, shot: str) -> None:
    visitor.shoot(f"walk-ledger-{shot}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def test_a_completion_becomes_a_line_and_a_mistake_two_more(new_visitor: Any) -> None:
    now = timezone.now()
    learner = selection.person("wangxiulan", display_name="王秀兰㐂")
    asks, decides = selection.person("jiaowu", Role.STAFF, display_name="教务"), selection.person("xiaozhang", Role.STAFF, display_name="校长")
    page, other = selection.course("防诈骗与手机支付"), selection.course("急救与心肺复苏（AED）")
    make.rules(required_courses=[page, other], need=(2800, 2000, 0), valid_from=date(now.year - 1, 1, 1), now=now)
    make.member(learner, unit="华山路社区", since=date(now.year - 1, 1, 1), now=now)
    selection.lessons(selection.offering(other, term=selection.term(now)), number=4)
    completion = make.completed(learner, page=page, at=now, basis="check", facts={"lessons": 5, "attended": 3, "covered": 2, "score": 92})
    completed.send_robust(sender=Completion, completion_id=completion.pk)
    run_tasks()

    visitor = new_visitor()
    visitor.sign_in(learner)
    mine = visitor.go("/learning/")
    mine.get_by_role("link", name="学分单", exact=True).click()
    expect(mine.get_by_role("heading", level=1)).to_have_text(re.compile("年学分单"))
    expect(mine.get_by_role("main")).to_contain_text("还差 18")
    expect(mine.get_by_role("main")).to_contain_text("急救与心肺复苏（AED）")
    checked(visitor, "statement")
    mine.get_by_role("link", name="随堂检测 92 分 · 到课 3/5").click()
    expect(mine.get_by_role("main")).to_contain_text("5 次课共 450 分钟")
    checked(visitor, "evidence")
    mine.get_by_role("link", name="学分怎么算").first.click()
    expect(mine.get_by_role("heading", level=1)).to_have_text("学分怎么算")
    checked(visitor, "rules")

    office = new_visitor()
    office.sign_in(asks)
    desk = office.go("/admin/reversal/new/")
    desk.locator("[name=entry_number]").fill("1")
    desk.locator("[name=reason]").select_option("wrong_amount")
    desk.locator("[name=words]").fill("实际只上了四次课。")
    desk.locator("[name=new_amount]").fill("8")
    desk.locator("main button[type=submit], main input[type=submit]").first.click()
    desk.wait_for_url("**/admin/reversal/")
    wish = Entry.objects.get().reversal_requests.get()
    second = new_visitor()
    second.sign_in(decides)
    theirs = second.go(f"/admin/credits/reversals/{wish.pk}/decide/")
    theirs.locator("button[value=approve]").click()
    theirs.wait_for_url("**/admin/reversal/")

    visitor.go("/learning/credits/")
    lines = mine.locator("tbody tr")
    expect(lines).to_have_count(3)
    expect(lines.nth(0)).to_contain_text("+8")
    expect(lines.nth(1)).to_contain_text("−10")
    expect(lines.nth(1)).to_contain_text("实际只上了四次课。")
    expect(lines.nth(2)).to_contain_text("已作废，见第 2 笔")
    checked(visitor, "corrected")
    mine.get_by_role("link", name="已作废，见第 2 笔").click()
    expect(mine.get_by_role("main")).to_contain_text("这一笔已经作废")
    checked(visitor, "void")
    call_command("verify_ledger")
