"""Walk 3: a learner registers, finds a course by a word within a sentence, picks a class, is refused others with the reason, and drops."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from college.models import Term, User
from courses.selection.models import Enrolment, Offering, WaitlistEntry
from search import indexing
from tests.e2e.conftest import ON_A_PHONE, Visitor
from tests.e2e.modes import in_mode
from tests.factories import selection as make

pytestmark = pytest.mark.django_db(transaction=True)


class College:
    """A phone course with one class that has seats, one that is full, one that is closed; and a choir at the same time as the first."""

    def __init__(self) -> None:
        now = timezone.now()
        first = (now + timedelta(days=40)).replace(hour=6, minute=0, second=0, microsecond=0)  # 14:00 here
        term = make.term(now, name="2026年秋季")
        self.phone, self.choir = make.course("智能手机零基础", units=3), make.course("合唱与声乐", units=2)
        self.open = self.offer(self.phone, "华山路睦邻中心", term, first)
        self.full = make.full(self.offer(self.phone, "雍华府睦邻生活馆", term, first + timedelta(days=1), capacity=24))
        self.closed = self.offer(self.phone, "方兴社区中心", term, first + timedelta(days=2), state=Offering.State.CLOSED)
        self.clashing = self.offer(self.choir, "方兴社区中心大厅", term, first + timedelta(minutes=30))
        indexing.rebuild(now=now)

    @staticmethod
    def offer(page: Any, place: str, term: Any, first: Any, **fields: Any) -> Offering:
        made = make.offering(page, term=term, venue=make.venue(place), **{"capacity": 40, **fields})
        make.lessons(made, first=first, number=3)
        return made


@pytest.fixture
def college(transactional_db: Any) -> College:
    return College()


def card(page: Page, place: str) -> Any:
    return page.locator("li.card").filter(has_text=place)


def checked(visitor: Visitor, shot: str, **rules: list[str]) -> None:
    visitor.shoot(f"walk-pick-{shot}")
    assert visitor.axe(**rules) == []
    assert not visitor.scrolls_sideways()


def test_a_learner_registers_finds_picks_and_drops(visitor: Visitor, college: College) -> None:
    page = visitor.go("/accounts/signup/")
    page.locator("[name=login]").fill("19900005678")
    page.locator("[name=password1]").fill("yuanxiao-2026")
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/learning/")
    learner = User.objects.get(phone="+8619900005678")

    visitor.go("/search/?q=手机")
    page.locator("main a[href*='/courses/']").filter(has_text="智能手机零基础").first.click()  # the word found is marked within the title
    expect(page.get_by_role("heading", level=1)).to_have_text("智能手机零基础")
    checked(visitor, "course")

    card(page, "华山路睦邻中心").get_by_role("button", name=re.compile("选这个班")).click()
    expect(page.get_by_text("选上了：“智能手机零基础”。")).to_be_visible()
    assert Enrolment.objects.get(learner=learner).offering == college.open
    checked(visitor, "picked")

    page.get_by_role("navigation", name="主导航").get_by_role("link", name="选课").click()
    expect(page.get_by_role("region", name="我选上的")).to_contain_text("智能手机零基础")
    checked(visitor, "home")

    page.get_by_role("link", name=re.compile("^退课")).click()
    expect(page.get_by_role("heading", name="退掉“智能手机零基础”？")).to_be_visible()
    checked(visitor, "drop")
    page.get_by_role("button", name="退课").click()
    expect(page.get_by_text("已退掉“智能手机零基础”。")).to_be_visible()
    college.open.refresh_from_db()
    assert college.open.seats_taken == 0


@ON_A_PHONE
def test_a_full_class_is_refused_and_she_waits_until_a_seat_is_freed(new_visitor: Any, college: College) -> None:
    learner, holder = make.person("wangxiulan", display_name="王秀兰"), college.full.enrolments.first().learner
    visitor = new_visitor()
    visitor.sign_in(learner)
    page = visitor.go(f"/selection/offerings/{college.full.pk}/")
    expect(page.get_by_text("座位都选完了").first).to_be_visible()
    checked(visitor, "full")
    page.get_by_role("button", name="排候补").click()
    expect(page.get_by_text("您排候补第 1 位")).to_be_visible()
    assert WaitlistEntry.objects.get(learner=learner).state == "waiting"

    other = new_visitor()
    other.sign_in(holder)
    there = other.go(f"/selection/offerings/{college.full.pk}/drop/")
    expect(there.get_by_text("您的座位会马上留给候补第 1 位")).to_be_visible()
    there.get_by_role("button", name="退课").click()

    visitor.go("/selection/")
    page.get_by_role("button", name=re.compile("^要这个名额")).click()
    expect(page.get_by_text("选上了：“智能手机零基础”。")).to_be_visible()


@ON_A_PHONE
def test_of_two_people_with_the_page_open_the_slower_one_is_told_why(new_visitor: Any, college: College) -> None:
    """The page still shows a free seat when somebody else takes the last one."""
    Offering.objects.filter(pk=college.open.pk).update(capacity=1)
    visitor = new_visitor()
    visitor.sign_in(make.person("man"))
    page = visitor.go(f"/selection/offerings/{college.open.pk}/")
    make.full(Offering.objects.get(pk=college.open.pk))
    page.get_by_role("button", name=re.compile("选这个班")).click()
    expect(page.get_by_role("alert")).to_contain_text("座位都选完了")
    checked(visitor, "too-late")
    page.get_by_role("link", name="看看这个班现在的情况").click()
    expect(page.get_by_role("button", name="排候补")).to_be_visible()


@ON_A_PHONE
def test_the_page_counts_down_and_picks_for_her_when_her_moment_comes(new_visitor: Any, college: College) -> None:
    """Before it she may try, and stays where she is. The browser's clock is ours, so nobody waits."""
    visitor, now = new_visitor(), timezone.now()
    visitor.sign_in(make.person("man"))
    term = Term.objects.filter(pk=college.open.term_id)
    term.update(selection_opens_at=now + timedelta(seconds=90), selection_spread=1)
    clock = visitor.context.clock
    clock.install()
    page = visitor.go(f"/selection/offerings/{college.open.pk}/")
    page.get_by_role("button", name=re.compile("现在试试")).click()
    expect(page.get_by_text("还没到您的时间")).to_be_visible()
    page.get_by_role("button", name=re.compile("到时间自动帮我选")).click()
    checked(visitor, "counting-down")
    term.update(selection_opens_at=now + timedelta(seconds=300))  # a draw was late
    clock.fast_forward(95_000)
    expect(page.get_by_text("还没到您的时间")).to_be_visible()
    expect(page.locator("[data-left]")).to_be_visible()
    term.update(selection_opens_at=now - timedelta(seconds=5))
    clock.fast_forward(305_000)
    expect(page.get_by_text("选上了：“智能手机零基础”。")).to_be_visible()


@ON_A_PHONE
def test_a_closed_and_a_clashing_class_say_why(visitor: Visitor, college: College) -> None:
    learner = make.person("wangxiulan")
    make.enrolled(college.open, learner)
    visitor.sign_in(learner)
    page = visitor.go(college.phone.url_path.removeprefix("/front") if not college.phone.url else college.phone.url)
    expect(card(page, "方兴社区中心")).to_contain_text("这个班的选课已经结束")
    expect(card(page, "方兴社区中心").get_by_role("button")).to_have_count(0)
    visitor.go(f"/selection/offerings/{college.clashing.pk}/")
    expect(page.get_by_role("main")).to_contain_text("和您的课撞时间")
    expect(page.get_by_role("main")).to_contain_text("您已选“智能手机零基础”")
    expect(page.get_by_role("button", name=re.compile("选这个班"))).to_have_count(0)
    checked(visitor, "clash")


@ON_A_PHONE
def test_the_pages_hold_in_every_mode(visitor: Visitor, college: College, subtests: pytest.Subtests) -> None:
    learner = make.person("wangxiulan", display_name="王秀兰")
    make.enrolled(college.open, learner)
    make.waiting(college.full, learner)
    visitor.sign_in(learner)
    paths = {
        "home": "/selection/",
        "offering": f"/selection/offerings/{college.open.pk}/",
        "clashing": f"/selection/offerings/{college.clashing.pk}/",
    }
    for mode in ("english", "large", "dark"):
        with subtests.test(mode):
            rules = in_mode(visitor, mode, whole=mode == "english")
            for name, path in paths.items():
                visitor.go(path)
                checked(visitor, f"{name}-{mode}", **rules)


@ON_A_PHONE
def test_nothing_scrolls_sideways_on_the_narrowest_phone(visitor: Visitor, college: College) -> None:
    learner = make.person("wangxiulan")
    make.enrolled(college.open, learner)
    make.waiting(college.full, learner)
    visitor.sign_in(learner)
    visitor.page.set_viewport_size({"width": 320, "height": 700})
    for mode in ({}, {"size": "large"}):
        visitor.mode(**mode)
        for path in ("/selection/", f"/selection/offerings/{college.open.pk}/", f"/selection/offerings/{college.open.pk}/drop/"):
            visitor.go(path)
            assert not visitor.scrolls_sideways(), path
