"""A neighbour asks for a course, another adds her name from the link, and the office makes a class of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from college.models import Neighbourhood
from college.roles import Role
from courses.selection.domain import requests as domain
from courses.selection.models import CourseRequest
from tests.e2e.conftest import ON_A_PHONE
from tests.factories import selection

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, ON_A_PHONE]


def test_neighbours_ask_for_a_course(visitor):
    me, neighbour, office = selection.person("wang"), selection.person("li"), selection.person("jiaowu", Role.STAFF)
    Neighbourhood.objects.create(name="方兴小区")
    selection.venue("方兴社区中心")
    visitor.sign_in(me)
    page = visitor.go("/selection/requests/")
    expect(page.get_by_text("现在没有征集中的课程")).to_be_visible()
    page.get_by_role("link", name="我想在家门口开一门课").click()
    page.get_by_role("button", name="提出来").click()
    expect(page.get_by_role("link", name="请选一门课程，或者写下想学什么")).to_be_visible()
    assert visitor.axe() == []
    visitor.shoot("request-ask")
    page.get_by_label("或者写下想学什么").fill("手机摄影")
    page.get_by_label("我们小区").select_option("方兴小区")
    page.get_by_label("还想说明什么").fill("周二上午方便")
    page.get_by_role("button", name="提出来").click()
    expect(page.get_by_text("还差 14 人")).to_be_visible()
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    visitor.shoot("request")
    address = page.get_by_label("本页网址").input_value()
    visitor.sign_in(neighbour)
    asked_at = address[address.index("/selection") :]
    page = visitor.go(asked_at)
    page.get_by_role("button", name="我也想上").click()
    expect(page.get_by_text("还差 13 人")).to_be_visible()
    visitor.go("/selection/requests/")
    assert visitor.axe() == []
    visitor.shoot("requests")
    visitor.mode(size="large", theme="dark")
    visitor.go(asked_at)
    visitor.shoot("request-large-dark")
    visitor.mode(size="standard", theme="light")
    asked = CourseRequest.objects.get()
    domain.extend(request_id=asked.pk, until=timezone.localdate() + timedelta(days=20), needed=3, by=office, now=timezone.now())
    domain.sign(request_id=asked.pk, person=selection.person(), now=timezone.now())
    visitor.sign_in(office)
    page = visitor.go(f"/admin/course_request/{asked.pk}/settle/")
    visitor.shoot("request-settle")
    page.get_by_role("link", name="为它开一个班").click()
    expect(page.get_by_label("座位数")).to_have_value("3")
