"""The desk plans a term, its round of wishes ends and is closed, the draw is held, and a visitor's own browser computes it again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from college.roles import Role
from courses.selection import domain
from courses.selection.models import Draw, Enrolment, Round
from tests.e2e.conftest import AT_A_DESK, Visitor
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, AT_A_DESK]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def looked_at(visitor: Visitor, shot: str) -> None:
    visitor.shoot(f"walk-rounds-{shot}")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


def typed(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def in_the_past(found: Round, now: datetime) -> None:
    """What the clock does in a week: the round is over and its public value known."""
    Round.objects.filter(pk=found.pk).update(opens_at=now - 7 * DAY, closes_at=now - 2 * HOUR)
    Draw.objects.filter(round=found).update(beacon_at=now - HOUR)
    found.refresh_from_db()


def test_from_the_plan_to_a_draw_that_anybody_computes_again(visitor: Visitor, new_visitor: Any) -> None:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    term = make.term(now, name="2027年春季", selection_opens_at=now + 20 * DAY, selection_closes_at=now + 30 * DAY)
    classes = [make.offering(make.course(title), term=term, capacity=seats) for title, seats in (("智能手机零基础", 3), ("书法", 2), ("太极拳", 9))]
    page, visitor.desk = visitor.page, make.person("jiaowu", Role.STAFF, display_name="刘敏")
    visitor.sign_in(visitor.desk)
    visitor.go("/admin/selection/plans/")
    page.get_by_role("link", name="安排轮次").click()
    rows = (("wishes", DAY, 8 * DAY), ("first_come", 10 * DAY, 12 * DAY), ("add_drop", 13 * DAY, 25 * DAY))
    for place, (kind, opens, closes) in enumerate(rows):
        page.select_option(f"[name=rounds-{place}-kind]", kind)
        page.fill(f"[name=rounds-{place}-opens_at]", typed(now + opens))
        page.fill(f"[name=rounds-{place}-closes_at]", typed(now + closes))
    page.fill("[name=rounds-0-beacon_at]", typed(now + 9 * DAY))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="保存方案").click()
    expect(page.get_by_text("请写明用哪个公开数来抽签。")).to_be_visible()
    expect(page.locator("[name=rounds-1-closes_at]")).to_have_value(typed(now + 12 * DAY))
    page.fill("[name=rounds-0-beacon]", "福彩双色球第 2026140 期开奖号码")
    page.get_by_role("button", name="保存方案").click()
    expect(page.get_by_text("方案已保存")).to_be_visible()
    expect(page.locator(".plan-rounds li")).to_have_count(3)
    visitor.shoot("walk-rounds-plan")

    # a week later: seven people have sent wishes, and the list has closed itself
    found = Round.objects.get(plan__term=term, kind="wishes")
    for one in make.people(7):
        domain.save_wishes(round_id=found.pk, learner=one, offerings=[one.pk for one in classes], now=found.opens_at)
    in_the_past(found, now)
    assert domain.seal_ended(now=found.closes_at) == 1
    anybody = new_visitor()
    anybody.go("/selection/rounds/")
    looked_at(anybody, "line")
    anybody.page.get_by_role("link", name="预选").or_(anybody.page.get_by_role("link", name="志愿")).first.click()
    expect(anybody.page.get_by_text(Draw.objects.get(round=found).list_sha256)).to_be_visible()
    looked_at(anybody, "sealed")

    visitor.go(f"/admin/selection/draws/{found.pk}/")
    page.locator("[name=value]").fill("03 08 14 19 26 31 + 07")
    page.get_by_role("button", name="继续").click()
    expect(page.get_by_text("03 08 14 19 26 31 + 07")).to_be_visible()
    page.locator("[name=again]").fill("03 08 14 19 26 31 + 07")
    visitor.shoot("walk-rounds-confirm")
    page.get_by_role("button", name="现在抽签").click()
    expect(page.get_by_text("已经抽签，并通知了每一位。")).to_be_visible()
    assert Enrolment.objects.filter(offering__in=classes).count() == 12
    visitor.shoot("walk-rounds-drawn-desk")
    visitor.go(f"/admin/selection/plans/{term.pk}/dry-run/")
    visitor.shoot("walk-rounds-dry-run")

    # the page of the round leads to the check, which fetches the file by itself
    anybody.go(f"/selection/rounds/{found.pk}/")
    looked_at(anybody, "drawn")
    anybody.page.get_by_role("link", name="复核这次抽签").click()
    expect(anybody.page.locator("[data-said]")).to_contain_text("全部一致")
    expect(anybody.page.locator("[data-number=seats]")).to_have_text("12")
    looked_at(anybody, "checked")
    if anybody.page.viewport_size["width"] == 1280:
        anybody.mode(size="large", theme="dark")
        anybody.go(f"/selection/rounds/{found.pk}/")
        looked_at(anybody, "drawn-large-dark")
