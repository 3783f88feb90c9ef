"""The front desk (前台): finding whoever stands there, an account for somebody new, a helper let in, and the slip to take home."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from college import cards, front_desk
from college.errors import DomainError, NotAllowed, NotFound
from college.models import AccessLog, Consent, User
from college.roles import Role
from courses.selection import domain, times
from courses.selection.models import Acted, Helping
from tests.bad_input.world import as_
from tests.factories import rounds
from tests.factories import selection as make
from tests.factories.selection import NOW

pytestmark = pytest.mark.django_db


def test_one_field_finds_by_name_number_or_card() -> None:
    desk = make.person("", Role.DESK)
    one = make.person("", Role.LEARNER, display_name="王秀英", phone="+8613987654321")
    two = make.person("", Role.LEARNER, display_name="王秀英", phone="+8613911112222")
    other = make.person("dashan", Role.LEARNER, display_name="小王秀英子")
    closed = make.person("", Role.LEARNER, display_name="王秀英", phone="+8613955554321", is_active=False)
    surname = make.person("", Role.LEARNER, display_name="曾莉")  # zeng, as a surname
    printed = cards.issue(users=[other], by=desk, now=NOW)[0]
    wanted = {
        "王秀英": [one, two, other],
        " 秀英 ": [other, one, two],
        "13987654321": [one],
        "+86 139 8765 4321": [one],
        "４３２１": [one],
        "2222": [two],
        printed.card.ends: [other],
        "dashan": [other],
        "wxy": [one, two],
        "WX": [one, two],
        "xwx": [other],
        "zl": [surname],
        "cl": [surname],  # who does not know her says ceng
        "wxyz": [],
        printed.number: [other],
        printed.address: [other],
        printed.address + "x": [],
        "482913507264": [],
        "王%": [],
        "": [],
    }
    for typed, people in wanted.items():
        found = front_desk.find(by=desk, typed=typed)
        assert sorted(found.people, key=str) == sorted(people, key=str), typed
        assert found.by_card == (typed in {printed.number, printed.address})
    assert front_desk.find(by=desk, typed="王秀英").people[-1] == other  # the name itself first
    assert closed not in front_desk.find(by=desk, typed="4321").people
    with pytest.raises(NotFound):
        front_desk.find(by=make.person("", Role.TEACHER), typed="王秀英")


def test_an_account_for_somebody_new() -> None:
    desk = make.person("", Role.DESK)
    with pytest.raises(NotAllowed):
        domain.open_account(name="王", phone="", shared=False, by=make.person("", Role.LEARNER), now=NOW)
    made = domain.open_account(name=" 赵玉兰 ", phone="139 8765 4321", shared=False, by=desk, now=NOW)
    assert (made.display_name, made.phone, made.username, made.has_usable_password()) == ("赵玉兰", "+8613987654321", "+8613987654321", False)
    assert Consent.objects.filter(user=made, kind="account").exists()
    assert [act.what for act in domain.acts_for(made)] == ["account"]
    for values, code in (
        ({"name": "赵玉兰", "phone": "13987654321"}, "same_person"),
        ({"name": "钱大勇", "phone": "13987654321"}, "phone_of_other"),
        ({"name": "钱大勇", "phone": "12"}, "bad_phone"),
        ({"name": " ", "phone": ""}, "invalid"),
        ({"name": "长" * 61, "phone": ""}, "invalid"),
    ):
        with pytest.raises(DomainError) as refusal:
            domain.open_account(**values, shared=False, by=desk, now=NOW)
        assert refusal.value.code == code
    shared = domain.open_account(name="钱大勇", phone="13987654321", shared=True, by=desk, now=NOW)
    assert (shared.phone, shared.phone_shared) == (made.phone, True)
    assert domain.open_account(name="赵玉兰", phone="", shared=False, by=desk, now=NOW).phone is None
    assert cards.may_hold(shared)


def test_the_desk_lets_a_helper_in_and_nobody_does_it_on_her_own_page() -> None:
    desk, elder, helper = make.person("", Role.DESK), make.person("", Role.LEARNER), make.person("", Role.LEARNER, display_name="张明")
    add = reverse("selection:add_helper")
    assert as_(elder).post(add, {"user": helper.pk}).status_code == 404
    assert as_(desk).post(add, {"user": helper.pk}).status_code == 404
    domain.agree(request=domain.request_of(helper), elder=make.person(), now=NOW)
    assert as_(helper).post(f"/for/{elder.pk}{add}", {"user": helper.pk}).status_code == 404
    there = as_(desk)
    assert "张明" in there.post(f"/for/{elder.pk}{add}", {"who": "张"}).content.decode()
    assert there.post(f"/for/{elder.pk}{add}", {"user": helper.pk}).headers["Location"] == f"/for/{elder.pk}/selection/helpers/"
    assert as_(helper).get(f"/for/{elder.pk}/selection/helpers/").headers["Location"] == "/selection/helpers/"  # the helper reads her own
    row = Helping.objects.get(elder=elder)
    assert (row.helper, row.agreed, row.agreed_by) == (helper, "desk", desk)
    assert there.post(f"/for/{elder.pk}{add}", {"user": elder.pk}).status_code == 422  # not herself
    assert there.post(f"/for/{elder.pk}/selection/helping/{row.pk}/end/").status_code == 302
    assert list(Acted.objects.filter(learner=elder).values_list("what", flat=True)) == ["helper_end", "helper"]


def test_a_visit_leaves_one_line_and_the_slip_says_what_to_take_home() -> None:
    now = timezone.now()
    desk, elder = make.person("", Role.DESK), make.person("", Role.LEARNER, display_name="王秀英", phone="+8613987654321")
    of = make.offering(make.course("八段锦"), term=make.term(now))
    make.lessons(of, first=now + timedelta(days=40), number=8)
    make.enrolled(of, elder)
    there = as_(desk)
    for _look in range(2):
        there.get(f"/for/{elder.pk}/selection/")
    text = there.get(f"/for/{elder.pk}/selection/slip/?paper=a6").content.decode()
    assert list(AccessLog.objects.filter(subject=elder).values_list("actor", "actor_role", "action")) == [
        (desk.pk, "desk", "export"),
        (desk.pk, "desk", "view"),
    ]
    slip = text[text.index("<article") : text.index("</article>")]
    for said in ("王秀英", "八段锦", "共 8 次", "下一次课", of.venue.name, of.teacher.name, settings.COLLEGE_PHONE, "<svg"):
        assert said in slip
    assert "13987654321" not in text
    assert "留给我的名额" not in slip
    assert "我的志愿" not in slip
    assert User.objects.get(pk=elder.pk).last_login is None  # nobody signed in as her


def test_the_slip_says_which_seat_is_kept_for_her_and_what_she_wishes_for() -> None:
    now = timezone.now()
    desk, elder = make.person("", Role.DESK), make.person("", Role.LEARNER, display_name="王秀英")
    coming = make.term(now, selection_opens_at=now + timedelta(days=20), selection_closes_at=now + timedelta(days=30))
    kept, queue = (make.offering(make.course(title), term=make.term(now)) for title in ("剪纸", "书法"))
    first, second = (make.offering(make.course(title), term=coming) for title in ("合唱", "太极拳"))
    make.waiting(queue, elder, now=now)
    offer = make.offered(make.full(kept), elder, now=now)
    made = rounds.wishing(rounds.plan(coming), opens_at=now - timedelta(days=1))
    domain.save_wishes(round_id=made.pk, learner=elder, offerings=[second.pk, first.pk], now=now)
    text = as_(desk).get(f"/for/{elder.pk}/selection/slip/?paper=a6").content.decode()
    slip = text[text.index("<article") : text.index("</article>")]
    moments = [times.moment(one) for one in (offer.lapses_at, made.closes_at, made.draw.beacon_at)]
    for said in ("留给我的名额", "排在第 1 位", coming.name, "以前都能改", *moments):
        assert said in slip
    places = [slip.index(title) for title in ("剪纸", "书法", "太极拳", "合唱")]
    assert places == sorted(places)


@pytest.mark.usefixtures("one_window")
def test_a_script_does_not_leaf_through_the_people(settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "desk": (2, 60)}
    there = as_(make.person("", Role.DESK))
    assert [there.post("/desk/", {"q": str(number)}).status_code for number in range(3)] == [200, 200, 429]
