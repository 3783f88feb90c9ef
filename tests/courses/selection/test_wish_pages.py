"""The pages of a round of wishes: classes are wished for on their cards, put in order on one page, and every phase says what to do now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from college.roles import Role
from courses.selection import domain, times
from courses.selection.models import Ballot, Draw, Offering, Round, Wish
from tests.courses.selection.test_pages import as_
from tests.factories import rounds
from tests.factories import selection as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAGE = "/selection/wishes/"


class College:
    """A term whose round of wishes runs, and three classes: the second meets the first, the third is alone."""

    def __init__(self):
        self.now = timezone.now()
        term = make.term(self.now, name="2026年秋季", selection_opens_at=self.now + 9 * DAY, selection_closes_at=self.now + 12 * DAY)
        self.plan = rounds.plan(term)
        self.round = rounds.wishing(self.plan, opens_at=self.now - DAY, days=3)
        rounds.a_round(self.plan, "first_come", self.now + 9 * DAY, 3)
        self.phone, self.choir, self.pen = (make.offering(make.course(title), term=term, capacity=4) for title in ("智能手机零基础", "合唱与声乐", "书法"))
        for offering, days in ((self.phone, 40), (self.choir, 40), (self.pen, 41)):
            make.lessons(offering, first=self.now + days * DAY)
        self.learner = make.person("wang", display_name="王秀兰")
        self.client = as_(self.learner)

    def wish(self, *offerings):
        return domain.save_wishes(round_id=self.round.pk, learner=self.learner, offerings=[one.pk for one in offerings], now=self.now)

    def wished(self):
        return domain.wishes_in(self.round.pk, self.learner)

    def post(self, act, *offerings, version=None, **more):
        seen = "-".join(map(str, self.wished())) or "none"
        values = {"do": act, "offering": [getattr(one, "pk", one) for one in offerings], "version": seen if version is None else version}
        return self.client.post(f"{PAGE}{self.round.pk}/", values, **more)

    def turn(self, days):
        """As if all rounds had begun so many days earlier; a draw that is sealed keeps its times."""
        moved = Round.objects.filter(plan=self.plan)
        for one in moved.order_by("opens_at") if days > 0 else moved.order_by("-opens_at"):
            Round.objects.filter(pk=one.pk).update(opens_at=one.opens_at - days * DAY, closes_at=one.closes_at - days * DAY)
        Draw.objects.filter(round=self.round, sealed_at=None).update(beacon_at=self.now + (3 - days) * DAY)
        domain.turn_windows(now=self.now)

    def draw(self, *outcomes):
        closed = self.now - timedelta(hours=5)
        Draw.objects.update(sealed_at=closed, secret="s", secret_sha256="a", list_sha256="b", beacon_at=closed + timedelta(hours=1))
        Draw.objects.update(beacon_value="7", drawn_at=closed + timedelta(hours=2))
        for rank, outcome in enumerate(outcomes, start=1):
            Wish.objects.filter(ballot__learner=self.learner, rank=rank).update(outcome=outcome)


@pytest.fixture
def college():
    return College()


def text(answer):
    return answer.content.decode()


def test_a_class_is_wished_for_on_its_card_and_put_in_order(college):
    address = f"/selection/offerings/{college.phone.pk}/"
    page = text(college.client.get(address))
    assert "加入志愿" in page
    assert "还能填 5 个志愿" in page
    assert "选这个班" not in page
    back = college.post("add", college.phone, HTTP_REFERER=f"http://testserver{address}", follow=True)
    assert back.redirect_chain == [(f"http://testserver{address}", 302)]
    assert "这是您的第 1 志愿，还能填 4 个" in text(back)
    assert "您的第 1 志愿" in text(back)
    college.post("add", college.choir)
    college.post("add", college.pen)
    assert college.post("up", college.pen)["Location"] == f"{PAGE}{college.round.pk}/#wish-{college.pen.pk}"
    college.post("down", college.phone)
    assert college.wished() == [college.pen.pk, college.phone.pk, college.choir.pk]
    college.post("remove", college.pen)
    assert college.wished() == [college.phone.pk, college.choir.pk]
    page = text(college.client.get(PAGE))
    assert f"和您的第 1 志愿“{college.phone.course.title}”撞时间" in page
    assert "最多 5 个，还能填 3 个" in page
    assert "早填晚填机会一样" in page
    assert page.count("week__clash") == 4  # both wishes, in the table and in the list by day


def test_no_seat_is_taken_at_once_where_a_plan_has_no_round_for_it(college):
    college.plan.term.selection_opens_at = college.now - DAY
    college.plan.term.save()
    Round.objects.filter(plan=college.plan).exclude(pk=college.round.pk).delete()
    domain.turn_windows(now=college.now)
    address = f"/selection/offerings/{college.phone.pk}/"
    page = text(college.client.get(address))
    assert "加入志愿" in page
    assert "选这个班" not in page
    answer = college.client.post(f"{address}pick/")
    assert answer.status_code == 409

    assert not college.phone.enrolments.exists()


def test_a_list_that_changed_meanwhile_is_shown_and_nothing_is_overwritten(college):
    college.wish(college.phone, college.pen)
    seen = f"{college.phone.pk}-{college.pen.pk}"
    college.wish(college.pen, college.phone, college.choir)
    answer = college.post("save", college.pen, college.phone, version=seen, HTTP_X_REQUESTED_WITH="fetch")
    assert answer.status_code == 409
    assert 'data-refused="wishes_changed"' in text(answer)
    assert f'data-version="{college.pen.pk}-{college.phone.pk}-{college.choir.pk}"' in text(answer)
    assert "<html" not in text(answer)
    assert len(college.wished()) == 3


@pytest.mark.parametrize(
    ("act", "wanted", "status"),
    [
        ("save", ["x"], 409),
        ("save", [1, 1], 422),
        ("save", range(1, 8), 422),
        ("add", [10**20], 409),
        ("up", [987654], 302),
        ("dance", [1], 422),
        ("save", [], 302),
    ],
)
def test_bad_changes_leave_the_page_standing(college, act, wanted, status):
    assert college.post(act, *wanted).status_code == status
    assert not Ballot.objects.exists()


def test_a_round_that_is_no_round_of_wishes_is_no_address(college):
    other = Round.objects.exclude(pk=college.round.pk).get()
    assert college.client.get(f"{PAGE}{other.pk}/").status_code == college.client.post(f"{PAGE}987654/").status_code == 404


def test_a_full_list_says_so_on_the_card_and_a_class_not_for_her_why(college):
    term = college.phone.term
    closed = make.offering(term=term, audience=["teacher"])
    college.wish(college.phone, college.choir, *(make.offering(term=term) for _ in range(3)))
    assert "您已填满 5 个志愿" in text(college.client.get(f"/selection/offerings/{college.pen.pk}/"))
    page = text(college.client.get(f"/selection/offerings/{closed.pk}/"))
    assert "加入志愿" not in page
    assert college.post("add", college.pen).status_code == 409


def test_what_was_closed_later_is_flagged_in_her_list(college):
    college.wish(college.phone, college.pen)
    Offering.objects.filter(pk=college.phone.pk).update(state="cancelled")
    assert "这个班取消了，请去掉它" in text(college.client.get(PAGE))


def test_every_phase_says_what_is_so_now_and_what_comes_next(college):
    def told():
        return [text(who.get(path)) for who in (college.client, as_(None)) for path in ("/selection/", "/")]

    college.wish(college.phone, college.choir, college.pen)
    assert all("现在是预选" in page and "2026年秋季" in page for page in told())
    assert "您填了 3 个志愿" in told()[0]
    assert "加入志愿" in told()[2] or "登录后填志愿" in told()[2]
    college.turn(3)
    assert all("等待抽签" in page for page in told())
    assert college.post("add", college.phone).status_code == 409
    college.draw("seat", "time_clash", "offering_full")
    make.enrolled(college.phone, college.learner, now=college.now)
    make.full(college.pen)
    pages = told()
    assert all("抽签结果出来了" in page and "开始正选" in page for page in pages)
    assert "您抽中了：" in pages[0]
    mine = text(college.client.get(PAGE))
    assert "抽中了，座位是您的" in mine
    assert f"和您已有的“{college.phone.course.title}”撞时间，所以跳过了" in mine
    assert "轮到您时，座位已经没有了" in mine
    assert "座位都选完了。您可以排候补" in mine
    assert "头一分钟" not in mine  # the start of the next round, days away, has nothing to do with a class that is full
    assert f"/selection/draws/check/?round={college.round.pk}#{Ballot.objects.get().code}" in mine
    assert college.client.post(f"/selection/offerings/{college.pen.pk}/waitlist/", follow=True).status_code == 200
    assert "您排候补第 1 位" in text(college.client.get(PAGE))
    college.turn(8)
    pages = told()
    assert all("现在是正选" in page for page in pages)
    college.turn(4)
    assert "选课已结束" in told()[0]


def test_a_late_draw_is_called_late_and_what_waits_for_it_says_so(college):
    def told():
        return [text(who.get(path)) for who in (college.client, as_(None)) for path in ("/selection/", "/")] + [text(college.client.get(PAGE))]

    college.wish(college.phone)
    assert all(f'href="/selection/rounds/{college.round.pk}/">抽签怎么做' in page for page in told())
    college.turn(2.5)
    assert all("正在封存名单" in page and "抽签晚了" not in page for page in told())
    Draw.objects.update(beacon_at=college.now - timedelta(hours=1))
    assert all("抽签晚了，名单没有按时封好" in page and "正在封存名单" not in page for page in told())
    domain.seal(round_id=college.round.pk, now=college.now - timedelta(hours=3))
    assert all("已经公布，还没有抽签" in page and "之后在这里看结果" not in page and "最早" in page for page in told())
    college.turn(7)  # what is left should be taken since half a day
    pages = told()
    assert all("等待抽签" in page and "抽签以后才开始" in page for page in (pages[0], pages[2], pages[4]))
    assert "选这个班" not in text(college.client.get(f"/selection/offerings/{college.phone.pk}/"))
    picking = Round.objects.exclude(pk=college.round.pk).get()
    planned, begins = times.moment(picking.opens_at), times.moment(picking.begins_at)
    for address in (f"/selection/rounds/{picking.pk}/", "/selection/rounds/", f"/selection/offerings/{college.phone.pk}/"):
        assert begins in text(as_(None).get(address)), address
    assert f"原定{planned}" in text(as_(None).get(f"/selection/rounds/{picking.pk}/"))
    assert "抽签晚了" in text(as_(None).get(f"/selection/rounds/{college.round.pk}/"))
    domain.hold_draw(round_id=college.round.pk, beacon_value="07", by=make.person("office", Role.STAFF), now=college.now)
    assert all(f'href="/selection/rounds/{college.round.pk}/">看抽签结果，自己复核' in page and "抽签晚了" not in page for page in told())
