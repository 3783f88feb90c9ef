"""A learner puts her lessons into the calendar of her phone, and takes the address back."""

import pytest
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from tests.e2e.conftest import ON_A_PHONE
from tests.factories import selection

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, ON_A_PHONE]


def test_a_learner_puts_her_lessons_into_her_calendar(visitor):
    me, offering = selection.person(), selection.offering(selection.course("手机摄影"))
    selection.lessons(offering, first=timezone.now())
    selection.enrolled(offering, me)
    visitor.sign_in(me)
    page = visitor.go("/selection/")
    page.get_by_role("link", name="放进手机日历").click()
    page.get_by_role("button", name="生成日历地址").click()
    expect(page.get_by_role("link", name="在日历里打开")).to_have_attribute("href", page.get_by_label("我的日历地址").input_value().replace("http", "webcal"))
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    visitor.shoot("calendar")
    address = page.get_by_label("我的日历地址").input_value()
    read = page.request.get(address)  # a program that has no cookie gets the same
    assert len(Calendar.from_ical(read.body()).walk("VEVENT")) == 3
    page.get_by_role("button", name="停用这个地址").click()
    expect(page.get_by_role("button", name="生成日历地址")).to_be_visible()
    assert page.request.get(address).status == 404
