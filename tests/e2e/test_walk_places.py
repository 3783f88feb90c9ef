"""Where we are: the drawn map and its circle for anybody, one venue, and staff who set a place by pointing."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from college.models import Venue
from college.roles import Role
from demo.seeding import places
from tests.e2e.conftest import AT_A_DESK, ON_A_PHONE, Visitor
from tests.factories import selection

pytestmark = pytest.mark.django_db(transaction=True)


@ON_A_PHONE
def test_somebody_finds_what_is_near_and_what_a_place_is_like(visitor: Visitor) -> None:
    places.venues()
    page = visitor.go("/venues/")
    expect(page.locator(".venue-row")).to_have_count(12)
    visitor.shoot("venues-all")
    page.get_by_label("您从哪里出发？").select_option(label="梅园小区")
    page.get_by_role("button", name="显示").click()
    expect(page.get_by_role("heading", name="从梅园小区走 15 分钟以内")).to_be_visible()
    near = page.locator("#places > ol").first.locator("h3").all_inner_texts()
    assert near[0] == "梅园睦邻生活馆"
    assert "荷里花园睦邻生活馆" not in near
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    visitor.shoot("venues-near")
    page.get_by_role("link", name="华山路睦邻中心").last.click()
    expect(page.get_by_role("heading", name="华山路睦邻中心", level=1)).to_be_visible()
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    visitor.shoot("venue")


@AT_A_DESK
def test_staff_set_a_place_by_pointing_at_the_map(visitor: Visitor) -> None:
    places.venues()
    venue = Venue.objects.create(name="望湖邻里书房", tier=2, parent=Venue.objects.get(tier=1))
    visitor.sign_in(selection.person("jiaowu", Role.STAFF, display_name="教务"))
    page = visitor.go(f"/admin/venue/edit/{venue.pk}/")
    drawing = page.locator("[data-place-picker] svg")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert box is not None
    drawing.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    visitor.shoot("venue-pointing")
    page.get_by_role("button", name="保存").first.click()
    expect(page.get_by_text("望湖邻里书房").first).to_be_visible()
    venue.refresh_from_db()
    assert venue.latitude is not None
    assert Decimal("31.715") < venue.latitude < Decimal("31.729")
