"""Venues, rooms and the map in the database and on their pages."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from college import nearby, waiting
from college.models import Equipment, MapLine, Neighbourhood, Room, Venue
from college.roles import Role
from college.venue_maps import short_name
from tests.factories import college, selection

pytestmark = pytest.mark.django_db


def placed(name: str, north: float = 31.722, east: float = 117.3, **fields: object) -> Venue:
    facts = {"tier": 1, "latitude": Decimal(str(north)), "longitude": Decimal(str(east)), **fields}
    return Venue.objects.create(name=name, **facts)


@pytest.fixture
def centre() -> Venue:
    return placed("方兴社区中心")


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "fields",
    [
        {"latitude": Decimal("31.7")},
        {"longitude": Decimal("117.3")},
        {"latitude": Decimal(86), "longitude": Decimal(0)},
        {"latitude": Decimal(0), "longitude": Decimal("180.1")},
    ],
)
def test_the_database_refuses_half_a_place_and_one_not_on_earth(fields):
    for model, facts in ((Venue, {"tier": 1}), (Neighbourhood, {})):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(name="甲", **facts, **fields)


def test_a_room_is_on_a_floor_that_there_is(centre):
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.create(venue=centre, name="零层", capacity=1, floor=0)
    Room.objects.create(venue=centre, name="地下", capacity=1, floor=-1)


def test_a_venue_has_an_address_from_the_start_and_keeps_it(centre):
    other = Venue.objects.create(name="方兴·社区中心", tier=1)
    assert (centre.slug, other.slug) == ("方兴社区中心", "方兴社区中心-2")
    centre.name = "新名字"
    centre.save()
    assert centre.get_absolute_url() == reverse("college:venue", args=["方兴社区中心"])


def test_the_usual_equipment_is_there_to_choose(centre):
    assert "投影" in Equipment.objects.values_list("name", flat=True)


def test_what_is_near_is_asked_by_name_and_never_by_a_position(centre):
    home = Neighbourhood.objects.create(name="梅园", latitude=Decimal("31.7225"), longitude=Decimal("117.3"))
    placed("远处", 31.80)
    Venue.objects.create(name="没定位置", tier=1)
    start = nearby.origin(f"n{home.pk}")
    assert start is not None
    assert nearby.reachable(start) == {centre.pk: 2}
    assert [nearby.origin(value) for value in ("", "x1", "n", "n0", f"v{Venue.objects.get(name='没定位置').pk}", "n" + "9" * 18)] == [None] * 6


def test_the_list_says_what_the_map_shows(centre, client: Client):
    far = placed("远处睦邻馆", 31.74, tier=3, parent=centre)
    Venue.objects.create(name="没定位置", tier=3, parent=centre)
    page = client.get(reverse("college:venues"), {"near": f"v{centre.pk}", "minutes": "15"})
    assert [one.venue.name for one in page.context["near"]] == ["方兴社区中心"]
    assert [one.venue.name for one in page.context["farther"]] == ["远处睦邻馆", "没定位置"]
    text = page.content.decode()
    assert "您就在这里" in text
    assert "走路约 40 分钟，2.6 公里" in text
    slow = client.get(reverse("college:venues"), {"near": f"v{centre.pk}", "minutes": "30", "pace": "gentle"})
    assert next(one.minutes for one in slow.context["farther"] if one.venue == far) == 53


@pytest.mark.parametrize("query", ["near=v0&minutes=99&pace=run", "near=%00&minutes=-1", "near=n" + "9" * 30, "step_free=1", "minutes=15&minutes=20"])
def test_an_odd_address_is_a_list_all_the_same(centre, client: Client, query):
    assert client.get(f"/venues/?{query}").status_code == 200


def test_a_page_without_any_place_on_the_map_says_so(client: Client):
    assert "地图上还没有地方" in client.get("/venues/").content.decode()
    alone = Venue.objects.create(name="没定位置", tier=1)
    text = client.get(alone.get_absolute_url()).content.decode()
    assert "这里还没画到地图上" in text
    assert "还没登记教室" in text


def test_a_venue_says_how_to_get_in_and_what_its_rooms_hold(centre, client: Client):
    Venue.objects.filter(pk=centre.pk).update(step_free=True, lift=False)
    room = Room.objects.create(venue=centre, name="302 教室", capacity=40, floor=3)
    room.equipment.set(Equipment.objects.filter(name__in=["投影", "白板"]))
    text = client.get(centre.get_absolute_url()).content.decode()
    for words in ("进门没有台阶", "没有电梯", "有的还不清楚", "3 楼", "投影、白板"):
        assert words in text
    assert client.get("/venues/nowhere/").status_code == 404


def test_what_is_taught_at_a_venue_stands_on_its_page_and_near_it_in_the_list_of_courses(centre, client: Client):
    offering = selection.offering(venue=centre, term=selection.term(timezone.now()))
    elsewhere = selection.offering(selection.course("八段锦"), venue=placed("远处", 31.80), term=offering.term)
    title = offering.course.title
    assert title in client.get(centre.get_absolute_url()).content.decode()
    assert "现在有 1 门课" in client.get("/venues/").content.decode()
    home = Neighbourhood.objects.create(name="梅园小区", latitude=Decimal("31.7225"), longitude=Decimal("117.3"))
    found = client.get("/courses/", {"near": f"n{home.pk}"})
    assert [row.title for row in found.context["rows"]] == [title]
    assert "从梅园小区走 15 分钟以内" in found.content.decode()
    everything = client.get("/courses/", {"near": "n999"})
    assert {row.title for row in everything.context["rows"]} == {title, elsewhere.course.title}


def test_a_line_of_the_map_is_read_before_it_is_kept():
    with pytest.raises(ValidationError, match="这一行读不懂：那边"):
        MapLine(name="云河", kind="river", points="31.7, 117.3\n那边").full_clean()


def test_the_office_sees_which_venues_lack_something(centre, client: Client):
    Venue.objects.create(name="没定位置", tier=1)
    staff = college.person("jiaowu", Role.STAFF)
    assert {line.label: line.number for line in waiting.waiting_for(staff)} == {"还没定位置的场地": 1, "没有教室的场地": 2}
    client.force_login(staff)
    text = client.get("/admin/venue/?gap=place").content.decode()
    assert "没定位置" in text
    assert "方兴社区中心" not in text
    assert client.get("/admin/venue/?gap=nonsense").status_code == 200


def test_a_name_on_the_map_is_short_in_whatever_language_the_page_is_read():
    rooms = Venue(name="青年里睦邻中心", tier=2), Venue(name="睦邻中心", tier=2), Venue(name="方兴大学", tier=1)
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert [short_name(one) for one in rooms] == ["青年里", "睦邻中心", "方兴大学"]
