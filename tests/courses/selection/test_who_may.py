"""The pages around who may take a class: said to everybody, asked of the learner in large print, kept by the office, done at the desk for her."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken

from college import facts
from college.models import AccessLog, Duty, LearnerFacts, Neighbourhood, Room
from college.roles import Role
from courses.selection import domain
from courses.selection.models import Acted, Lesson, Offering, Waiver
from courses.selection.rules import WAIVABLE
from courses.selection.words import rule_names
from tests.courses.selection.test_admin import values
from tests.factories import college, rounds
from tests.factories import selection as make

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def as_(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def offering():
    """50 to 80 years, with a pledge, two seats kept; its term is now."""
    made = make.offering(term=make.term(NOW), age_from=50, age_to=80, needs_pledge=True, kept_reserve=1, kept_newcomer=2)
    make.lessons(made, first=NOW + 40 * DAY, number=1)
    return made


def born(of: Offering, age: int) -> int:
    return of.term.starts_on.year - age


def page_of(client: Client, of: Offering) -> str:
    return client.get(f"/selection/offerings/{of.pk}/").content.decode()


# ---- learners


def test_everybody_reads_the_rules_and_what_becomes_of_kept_seats(offering):
    page = page_of(Client(), offering)
    year = offering.term.starts_on.year
    for words in (
        f"面向 50 至 80 岁的学员（按到 {year} 年底的年龄算）。",
        "健康承诺",
        "为80 岁及以上和残疾学员保留 1 个名额",
        "先开放为第一次来上课的学员保留的",
    ):
        assert words in page
    assert "这些您都符合" not in page  # nobody is signed in
    assert "面向 50 至 80 岁的学员" in Client().get(offering.course.url).content.decode()


def test_from_no_year_and_no_pledge_to_a_seat(offering):
    """Each page says the next step, and leads back to the class."""
    client, here = as_(make.person("wang")), f"/selection/offerings/{offering.pk}/"
    assert "填写出生年份" in page_of(client, offering)
    refused = client.post(f"{here}pick/")
    assert (refused.status_code, refused.context["refusal"].code) == (409, "age_unknown")
    told = client.post(f"/selection/about-me/?next={here}", {"birth_year": born(offering, 60), "neighbourhood": ""})
    assert (told.status_code, told["Location"]) == (302, here)
    assert "阅读并承诺" in page_of(client, offering)
    pledge = client.get(f"/selection/pledge/?next={here}")
    assert "觉得可以参加这样的课" in pledge.content.decode()
    given = client.post("/selection/pledge/", {"answer": "give", "next": here})
    assert given["Location"] == here
    assert "这些您都符合" in page_of(client, offering)
    assert client.post(f"{here}pick/").status_code == 302
    client.post("/selection/pledge/", {"answer": "take_back"})
    assert not LearnerFacts.objects.get().pledge_until
    assert offering.enrolments.filter(state="enrolled").exists()  # kept


@pytest.mark.parametrize("year", ["1850", "2999", "56", "一九五六", "1956.5"])
def test_a_year_that_is_none_is_said_at_the_field(year):
    answer = as_(make.person()).post("/selection/about-me/", {"birth_year": year})
    assert answer.status_code == 422
    assert "请写四位数的年份" in answer.content.decode()
    assert f'value="{year}"' in answer.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", "selection/"])
def test_nobody_is_led_out_of_the_site(elsewhere):
    answer = as_(make.person()).post("/selection/pledge/", {"answer": "give", "next": elsewhere})
    assert answer["Location"] == "/selection/"


def test_a_class_for_others_is_refused_with_the_ages(offering):
    wang = make.person()
    facts.tell(of=wang, birth_year=born(offering, 30), neighbourhood=None, by=wang, now=NOW)
    page = page_of(as_(wang), offering)
    assert "面向 50 至 80 岁的学员。请选别的班" in page
    assert "年龄不合" in page


def test_whoever_is_at_her_limit_reads_what_she_has(offering):
    wang, term = make.person(), make.term(NOW)
    rounds.plan(term, limit=1)
    mine, other = make.offering(make.course("合唱"), term=term), make.offering(make.course("书法"), term=term)
    make.enrolled(mine, wang)
    page = page_of(as_(wang), other)
    assert "您本学期的线下班已经选满：《合唱》" in page
    assert "每人最多" in page
    assert "线下班已选满" in as_(wang).get(other.course.url).content.decode()


@pytest.mark.both_databases
def test_a_kept_page_is_drawn_once_for_all_who_stand_the_same_way(offering, settings):
    """Whether a class fits is on the course's page for each, and costs no person her own page."""
    settings.PAGE_CACHE_SECONDS = 60
    old, also_old, young = make.people(3)
    for person, age in ((old, 60), (also_old, 70), (young, 20)):
        facts.tell(of=person, birth_year=born(offering, age), neighbourhood=None, by=person, now=NOW)
        facts.pledge(of=person, by=person, now=NOW)
    pick, url = f'action="/selection/offerings/{offering.pk}/pick/"', offering.course.url
    costs = []
    for person, offered in ((old, True), (young, False), (also_old, True), (young, False)):
        client = as_(person)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(url).content.decode()
        assert (pick in page) == offered
        costs.append(len(asked))
    assert costs[2] < costs[0] / 2  # from what was kept for the first
    facts.tell(of=also_old, birth_year=born(offering, 20), neighbourhood=None, by=also_old, now=NOW)
    assert pick not in as_(also_old).get(url).content.decode()


# ---- the desk and helpers


def test_the_desk_writes_down_for_her_and_it_is_told_to_her(offering):
    wang, desk, place = make.person(), college.person("", Role.DESK), Neighbourhood.objects.create(name="青年里")
    client, door = as_(desk), f"/for/{wang.pk}/selection"
    assert client.post(f"{door}/about-me/", {"birth_year": born(offering, 66), "neighbourhood": place.pk}).status_code == 302
    assert client.post(f"{door}/pledge/", {"answer": "give"}).status_code == 302
    until = timezone.localdate() + 300 * DAY
    assert client.post(f"{door}/about-me/reserve/", {"until": f"{until:%Y-%m-%d}"}).status_code == 302
    for wrong in ("2000-01-01", "2999-01-01", "明年"):
        assert client.post(f"{door}/about-me/reserve/", {"until": wrong}).status_code == 422
    known = LearnerFacts.objects.get(user=wang)
    assert (known.neighbourhood, known.pledge_taken_by, known.reserve_until, known.reserve_noted_by) == (place, desk, until, desk)
    assert not LearnerFacts.objects.filter(user=desk).exists()
    assert set(Acted.objects.values_list("what", flat=True)) == {"facts", "pledge", "reserve"}
    client.get(f"{door}/about-me/")
    assert AccessLog.objects.filter(subject=wang, actor=desk, topic="about").exists()
    assert "前台已登记为您保留名额" in as_(wang).get("/selection/about-me/").content.decode()


def test_a_helper_tells_the_year_and_promises_nothing(offering):
    wang, daughter = make.person(), make.person()
    domain.agree(request=domain.request_of(daughter), elder=wang, now=NOW)
    client, door = as_(daughter), f"/for/{wang.pk}/selection"
    assert client.post(f"{door}/about-me/", {"birth_year": born(offering, 70)}).status_code == 302
    assert LearnerFacts.objects.get(user=wang).birth_year == born(offering, 70)
    assert "别人不能代替" in client.get(f"{door}/pledge/").content.decode()
    assert client.post(f"{door}/pledge/", {"answer": "give"}).status_code == 404
    assert client.post(f"{door}/about-me/reserve/", {"until": "2030-01-01"}).status_code == 404
    assert LearnerFacts.objects.get(user=wang).pledge_until is None


def test_nobody_keeps_a_seat_for_herself():
    desk = college.person("", Role.DESK)
    assert as_(desk).post("/selection/about-me/reserve/", {"until": "2030-01-01"}).status_code == 404


# ---- the office


@pytest.fixture
def staff():
    return as_(college.person("jiaowu", Role.STAFF, display_name="教务小李"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"age_from": 80, "age_to": 50}, "“年龄到”不能小于“年龄从”"),
        ({"age_to": 130}, "年龄不能超过 120 岁"),
        ({"age_from": -1}, None),
        ({"kept_reserve": 5, "kept_newcomer": 6}, "保留的名额比总名额还多"),
        ({"kept_neighbour": -1}, None),
        ({"mode": "online", "venue": "", "kept_neighbour": 2}, "需要先选场地"),
        ({"capacity": 31}, "只能坐"),
    ],
    ids=str,
)
def test_rules_that_cannot_be_are_refused_with_words(staff, offering, changes, words):
    Room.objects.create(venue=offering.venue, name="201", capacity=30)
    before = Offering.objects.filter(pk=offering.pk).values().get()
    answer = staff.post(reverse("offering:edit", args=[offering.pk]), values(offering, **changes))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert words is None or words in answer.content.decode()
    assert Offering.objects.filter(pk=offering.pk).values().get() == before


def test_a_small_room_is_taken_by_whoever_says_that_she_knows(staff, offering):
    room = Room.objects.create(venue=offering.venue, name="201", capacity=8)
    address = reverse("offering:edit", args=[offering.pk])
    small = values(offering, room=room.pk, capacity=12, seen_capacity=offering.capacity, age_from=55, age_to="", needs_pledge="on", kept_reserve=3)
    assert "201 只能坐 8 人" in staff.post(address, small).content.decode()
    assert staff.post(address, {**small, "knows_small": "on"}).status_code == 302
    offering.refresh_from_db()
    assert (offering.capacity, offering.room, offering.age_from, offering.age_to, offering.kept_reserve, offering.kept_newcomer) == (12, room, 55, None, 3, 0)
    assert staff.post(address, {**small, "seen_capacity": 12, "label": "晚班"}).status_code == 302  # the same room as before: nobody is asked again


def test_an_exception_is_made_with_a_reason_read_by_her_and_never_changed(staff, offering):
    wang = make.person("wang", display_name="王秀兰")
    told = {"person": "wang", "offering": offering.pk, "reasons": ["age_unknown", "pledge_missing"], "why": "与家属面谈过"}
    assert staff.post(reverse("waiver:add"), {**told, "why": " "}).context["form"].errors
    assert staff.post(reverse("waiver:add"), told).status_code == 302
    assert Waiver.objects.get().reasons == ["age_unknown", "pledge_missing"]
    assert "出生年份未知、健康承诺" in staff.get(reverse("waiver:index")).content.decode()
    page = page_of(as_(wang), offering)
    for words in ("教务处为您作了例外处理", "与家属面谈过", "教务小李"):
        assert words in page
    assert as_(wang).post(f"/selection/offerings/{offering.pk}/pick/").status_code == 302
    for address in ("edit", "delete"):
        assert staff.post(reverse(f"waiver:{address}", args=[Waiver.objects.get().pk]), told).status_code in (302, 403)
    assert Waiver.objects.get().why == "与家属面谈过"
    for role in (Role.DESK, Role.TEACHER, Role.LEARNER):
        assert as_(college.person("", role)).get(reverse("waiver:index")).status_code in (302, 403)


def test_the_office_of_another_school_makes_no_exception(offering):
    other = college.person("", Role.STAFF)
    Duty.objects.create(user=other, role="staff", school=college.school("party"), valid_from=timezone.localdate() - DAY)
    answer = as_(other).post(reverse("waiver:add"), {"person": make.person().username, "offering": offering.pk, "reasons": ["too_old"], "why": "x"})
    assert answer.context["form"].errors["offering"]
    assert not Waiver.objects.exists()


def test_every_rule_of_a_person_can_be_left_out_of_account():
    assert {code for code, _words in rule_names()} == {reason.value for reason in WAIVABLE}


def test_the_roster_says_who_would_not_get_her_seat_today(offering):
    teacher, wang, li = college.person("chen", Role.TEACHER), make.person("wang"), make.person("li")
    offering.teacher.user = teacher
    offering.teacher.save()
    for person, age in ((wang, 60), (li, 61)):
        facts.tell(of=person, birth_year=born(offering, age), neighbourhood=None, by=person, now=NOW)
        facts.pledge(of=person, by=person, now=NOW)
        domain.pick(offering_id=offering.pk, learner=person, now=NOW)
    facts.take_back_pledge(of=li, by=li, now=NOW)
    facts.tell(of=li, birth_year=born(offering, 90), neighbourhood=None, by=li, now=NOW)
    page = as_(teacher).get(f"/teach/offerings/{offering.pk}/")
    assert [(one.learner, flags) for one, flags in page.context["rows"]] == [(wang, []), (li, ["年龄高于要求", "健康承诺已过期"])]
    assert "健康承诺已过期" in page.content.decode()


# ---- programs


def test_programs_read_the_rules_and_why_they_cannot_pick(offering):
    wang = make.person()
    Lesson.objects.update(starts_at=NOW + 40 * DAY, ends_at=NOW + 40 * DAY + timedelta(hours=1))

    def told(client):
        (one,) = client.get("/api/v1/offerings").json()["results"]
        return one

    stranger = told(Client())
    assert (stranger["age_from"], stranger["age_to"], stranger["needs_pledge"], stranger["needs_courses"]) == (50, 80, True, [])
    assert stranger["kept_seats"] == {"reserve": 1, "neighbour": 0, "newcomer": 2}
    assert len(stranger["rules"]) == 2
    assert stranger["reasons"] == []
    assert told(as_(wang))["reasons"] == ["age_unknown", "pledge_missing"]
    _token, secret = APIToken.create_token(user=wang, name="x")
    assert told(Client(headers={"Authorization": f"Bearer {secret}"}))["reasons"] == ["age_unknown", "pledge_missing"]
    assert told(Client(headers={"Authorization": "Bearer nonsense"}))["reasons"] == []
