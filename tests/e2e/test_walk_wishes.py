"""A learner's way through the three rounds of a term: she wishes and puts in order, reads what the draw gave her, takes what is left, drops and adds."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from college.roles import Role
from courses.selection import domain
from courses.selection.models import Draw, Enrolment, Offering, Round
from tests.e2e.conftest import ON_A_PHONE, Visitor, eventually
from tests.e2e.modes import in_mode
from tests.factories import rounds
from tests.factories import selection as make

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
LONG = "阿卜杜热西提·麦麦提敏老师的手机摄影与短视频创作（从零开始，适合第一次拿智能手机拍照的学员）"


class Term:
    """A term in whose round of wishes she may wish: two classes that meet, one that is wanted by many, one with a long name, one nobody wants."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.term = make.term(self.now, name="2026年秋季", selection_opens_at=self.now + 4 * DAY, selection_closes_at=self.now + 5 * DAY)
        self.plan = rounds.plan(self.term, limit=3)
        self.round = rounds.wishing(self.plan, opens_at=self.now - DAY, days=2)
        rounds.a_round(self.plan, "first_come", self.now + 4 * DAY)
        rounds.a_round(self.plan, "add_drop", self.now + 6 * DAY)
        first = (self.now + 40 * DAY).replace(hour=6, minute=0, second=0, microsecond=0)  # 14:00 here
        self.phone = self.offer("智能手机零基础", first, "elder", capacity=6)
        self.choir = self.offer("合唱与声乐", first + timedelta(minutes=30), "elder")
        self.pen = self.offer("硬笔与毛笔书法（初级）", first + 2 * DAY, "citizen", capacity=2)
        self.long = self.offer(LONG, first + 3 * DAY, "gov")
        self.left = self.offer("太极拳", first + 4 * DAY, "party")
        self.wished_by(11, self.pen)
        self.wished_by(4, self.phone, self.pen)

    def offer(self, title: str, first: Any, school: str, **fields: Any) -> Offering:
        made = make.offering(make.course(title, units=2, school_code=school), term=self.term, **{"capacity": 20, **fields})
        make.lessons(made, first=first, number=3)
        return made

    def wished_by(self, people: int, *offerings: Offering) -> None:
        for learner in make.people(people):
            domain.save_wishes(round_id=self.round.pk, learner=learner, offerings=[one.pk for one in offerings], now=self.now)

    def wished(self, learner: Any) -> list[int]:
        return domain.wishes_in(self.round.pk, learner)

    def turn(self, days: float) -> None:
        """Time goes on: all rounds are so many days earlier."""
        for one in Round.objects.filter(plan=self.plan).order_by("opens_at"):
            Round.objects.filter(pk=one.pk).update(opens_at=one.opens_at - days * DAY, closes_at=one.closes_at - days * DAY)
        for draw in Draw.objects.filter(sealed_at=None):
            Draw.objects.filter(pk=draw.pk).update(beacon_at=draw.beacon_at - days * DAY)
        domain.turn_windows(now=self.now)

    def closed(self) -> Round:
        """The list is closed in the moment in which the round ends."""
        found = Round.objects.get(pk=self.round.pk)
        assert domain.seal_ended(now=found.closes_at) == 1
        return found

    def drawn(self) -> None:
        """The office enters the public value once it is known. Whatever order chance gives: her second wish is two other people's first."""
        office, known = make.person("jiaowu", Role.STAFF), Draw.objects.get(round=self.round).beacon_at
        domain.hold_draw(round_id=self.round.pk, beacon_value="03 08 14 19 26 31 + 07", by=office, now=known + timedelta(minutes=1))


@pytest.fixture
def term(transactional_db: Any) -> Term:
    return Term()


def checked(visitor: Visitor, shot: str, **rules: list[str]) -> None:
    visitor.shoot(f"rounds-{shot}")
    assert visitor.axe(**rules) == []
    assert not visitor.scrolls_sideways()


def titles(page: Page) -> list[str]:
    return page.locator("[data-wish] h3").all_inner_texts()


def test_a_learner_walks_through_three_rounds(new_visitor: Any, term: Term) -> None:
    learner = make.person("wangxiulan", display_name="王秀兰")
    visitor = new_visitor()
    visitor.sign_in(learner)
    page = visitor.go("/")
    expect(page.get_by_role("region", name=re.compile("现在是预选"))).to_contain_text("您还没有填志愿")
    checked(visitor, "home")
    visitor.go("/selection/wishes/")
    checked(visitor, "empty")
    page.get_by_role("link", name="去看有哪些班").click()
    for offering in (term.phone, term.choir, term.pen, term.long):
        card = page.locator("li.card").filter(has_text=offering.course.title)
        card.get_by_role("button", name=re.compile("^加入志愿")).click()
        expect(page.get_by_role("status").filter(has_text="已保存")).to_be_visible()
    checked(visitor, "cards")

    page.get_by_role("link", name="查看和修改志愿").click()
    ranks_by_every_hand(visitor, term, learner)
    another_page_has_changed_it(visitor, new_visitor, term, learner)
    a_lost_line_keeps_it(visitor, term, learner)
    term.turn(2.5)
    term.closed()
    visitor.go("/selection/wishes/")
    expect(page.get_by_role("region", name=re.compile("等待抽签"))).to_contain_text("名单已封存")
    checked(visitor, "waiting")
    term.drawn()
    visitor.go("/learning/")
    expect(page.get_by_role("region", name=re.compile("抽签结果出来了"))).to_contain_text("智能手机零基础")
    checked(visitor, "learning")
    page.get_by_role("link", name="看每个志愿的结果").click()
    expect(page.locator("[data-wish]").filter(has_text="硬笔")).to_contain_text("轮到您时，座位已经没有了")
    checked(visitor, "result")
    page.locator("[data-wish]").filter(has_text="硬笔").get_by_role("button", name="排候补").click()
    expect(page.get_by_text("您排候补第 1 位").first).to_be_visible()
    first_come_then_add_and_drop(visitor, term, learner)


def ranks_by_every_hand(visitor: Visitor, term: Term, learner: Any) -> None:
    """By buttons, by keys on the grip, and by dragging: each is said, shown at once, and saved."""
    page = visitor.page
    said = page.locator("[data-wish-said]")
    expect(page.locator("[data-wish]").filter(has_text="合唱与声乐")).to_contain_text("和您的第 1 志愿“智能手机零基础”撞时间")
    checked(visitor, "ranked")
    page.get_by_role("button", name="上移：硬笔与毛笔书法（初级）").click()
    expect(said).to_have_text("“硬笔与毛笔书法（初级）”现在是第 2 志愿，共 4 个。 已保存。")
    expect(page.get_by_role("button", name="上移：硬笔与毛笔书法（初级）")).to_be_focused()
    page.get_by_role("button", name=f"拖动“{LONG}”").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("现在是第 2 志愿，共 4 个。 已保存。")
    expect(page.get_by_role("button", name=f"拖动“{LONG}”")).to_be_focused()
    wanted = [one.pk for one in (term.phone, term.long, term.pen, term.choir)]
    eventually(page, lambda: term.wished(learner) == wanted)
    drag(page, "硬笔与毛笔书法（初级）", "智能手机零基础")
    expect(said).to_contain_text("“硬笔与毛笔书法（初级）”现在是第 1 志愿，共 4 个。 已保存。")
    page.reload()
    assert titles(page) == ["硬笔与毛笔书法（初级）", "智能手机零基础", LONG, "合唱与声乐"]


def drag(page: Page, title: str, before: str) -> None:
    grip, goal = (page.get_by_role("button", name=f"拖动“{name}”") for name in (title, before))
    grip.scroll_into_view_if_needed()
    start = grip.bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    end = goal.bounding_box()
    page.mouse.move(start["x"] + 20, start["y"], steps=3)
    page.mouse.move(start["x"] + 20, end["y"] - 300, steps=5)
    page.mouse.up()


def another_page_has_changed_it(visitor: Visitor, new_visitor: Any, term: Term, learner: Any) -> None:
    """What another page saved is shown, and her own order is not lost."""
    page, now = visitor.page, timezone.now()
    newer = [one.pk for one in (term.phone, term.long, term.choir)]
    domain.save_wishes(round_id=term.round.pk, learner=learner, offerings=newer, now=now)
    page.get_by_role("button", name="下移：硬笔与毛笔书法（初级）").click()
    expect(page.get_by_role("alert")).to_contain_text("另一台设备上改过志愿")
    assert len(titles(page)) == 3
    assert term.wished(learner) == newer
    checked(visitor, "changed-elsewhere")
    page.get_by_role("button", name="还是用我刚才排的").click()
    wanted = [one.pk for one in (term.phone, term.pen, term.long, term.choir)]
    eventually(page, lambda: term.wished(learner) == wanted)


def a_lost_line_keeps_it(visitor: Visitor, term: Term, learner: Any) -> None:
    page = visitor.page
    visitor.context.set_offline(True)
    page.get_by_role("button", name="去掉：合唱与声乐").click()
    expect(page.locator("[data-wish-said]")).to_contain_text("还没存上：网络断了")
    assert len(term.wished(learner)) == 4
    visitor.context.set_offline(False)
    expect(page.locator("[data-wish-said]")).to_contain_text("已保存。")
    assert term.wished(learner) == [one.pk for one in (term.phone, term.pen, term.long)]


def first_come_then_add_and_drop(visitor: Visitor, term: Term, learner: Any) -> None:
    page = visitor.page
    term.turn(1.9)
    visitor.go("/selection/")
    expect(page.get_by_role("region", name=re.compile("现在是正选"))).to_be_visible()
    checked(visitor, "first-come")
    page.locator("li.card").filter(has_text="太极拳").get_by_role("button", name=re.compile("^选这个班")).click()
    expect(page.get_by_text("选上了：“太极拳”。")).to_be_visible()
    term.turn(2)
    visitor.go("/selection/")
    expect(page.get_by_role("region", name=re.compile("现在是补退选"))).to_be_visible()
    page.get_by_role("region", name="我选上的").get_by_role("link", name=re.compile(f"^退课 {re.escape(LONG)}")).click()
    page.get_by_role("button", name="退课").click()
    visitor.go(f"/selection/offerings/{term.phone.pk}/drop/")
    page.get_by_role("button", name="退课").click()
    visitor.go(f"/selection/offerings/{term.choir.pk}/")
    page.get_by_role("button", name=re.compile("选这个班")).click()
    expect(page.get_by_text("选上了：“合唱与声乐”。")).to_be_visible()
    assert list(Enrolment.objects.filter(learner=learner, state="enrolled").order_by("offering").values_list("offering", flat=True)) == [
        term.choir.pk,
        term.left.pk,
    ]


@ON_A_PHONE
def test_wishes_hold_in_every_mode_and_without_scripts(visitor: Visitor, term: Term, subtests: pytest.Subtests) -> None:
    learner = make.person("wangxiulan", display_name="王秀兰")
    domain.save_wishes(round_id=term.round.pk, learner=learner, offerings=[one.pk for one in (term.phone, term.choir, term.long)], now=term.now)
    visitor.sign_in(learner)
    paths = {"wishes": "/selection/wishes/", "home": "/selection/", "class": f"/selection/offerings/{term.pen.pk}/"}
    for mode in ("dark", "large"):
        with subtests.test(mode):
            rules = in_mode(visitor, mode, whole=mode == "large")
            for name, path in paths.items():
                visitor.go(path)
                checked(visitor, f"{name}-{mode}", **rules)
    visitor.page.set_viewport_size({"width": 320, "height": 700})
    visitor.go("/selection/wishes/")
    assert not visitor.scrolls_sideways()
    visitor.page.route("**/*.js", lambda route: route.abort())
    page = visitor.go("/selection/wishes/")
    page.get_by_role("button", name="上移：合唱与声乐").click()
    expect(page.get_by_role("status").filter(has_text="已保存")).to_be_visible()
    assert titles(page) == ["合唱与声乐", "智能手机零基础", LONG]
