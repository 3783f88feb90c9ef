"""The front desk finds a person and does everything for her that she could do herself; each act is written down, and nobody else may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from college.models import AccessLog, Neighbourhood, Notice, User
from college.roles import Role
from courses.selection import domain, urls
from courses.selection.domain import What
from courses.selection.domain import requests as asking
from courses.selection.models import Acted, Ballot, CalendarFeed, CourseRequest, Enrolment, GroupAnswer, RequestName, WaitlistEntry
from courses.selection.views.door import AT_DESK, PAGES
from tests.bad_input.world import as_
from tests.factories import rounds
from tests.factories import selection as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Public pages, the desk's own, a teacher's, and what nobody does for somebody else: help others, or say yes to a helper without being there.
OTHERS = {
    *("seats", "rounds", "round", "draw_file", "check_draw", "feed", "for_somebody", "front_desk", "newcomer", "calls", "answer_call"),
    *("teach", "roster", "recordings", "place", "recording", "uploads", "upload_part", "helping", "help_by_card", "agree"),
}


class World:
    """A learner, who waits for one class and is offered a seat in another, with a round of wishes, groups and a course that is asked for."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.desk = make.person("", Role.DESK, display_name="孙小雨")
        self.her = make.person("", Role.LEARNER, display_name="王秀英")
        self.helper = make.person("", Role.LEARNER, display_name="张明", phone="+8613911112222")
        term = make.term(self.now)
        self.open, self.full, self.taken, self.given = (
            make.offering(make.course(title), term=term, capacity=2) for title in ("八段锦", "书法", "合唱与声乐", "剪纸")
        )
        make.full(self.full)
        for of in (self.taken, self.given):
            make.offered(make.full(of), self.her, now=self.now)
        self.grouping = make.grouping(self.open, now=self.now)
        coming = make.term(self.now, selection_opens_at=self.now + 20 * DAY, selection_closes_at=self.now + 30 * DAY)
        self.wished = make.offering(term=coming)
        self.round = rounds.wishing(rounds.plan(coming), opens_at=self.now - DAY)
        rounds.a_round(self.round.plan, "first_come", self.now + 20 * DAY)
        self.asked = make.asked(make.person(), now=self.now, title="手机摄影")
        self.place = Neighbourhood.objects.create(name="荷塘里")


def acts_of(learner: User) -> list[str]:
    return list(Acted.objects.filter(learner=learner).order_by("pk").values_list("what", flat=True))


def test_every_verb_of_a_learner_through_the_door_of_the_desk() -> None:
    world = World()
    her, there, today = world.her, as_(world.desk), timezone.localdate(world.now)

    def post(name: str, *args: object, **values: Any) -> Any:
        answer = there.post(f"/for/{her.pk}{reverse(f'selection:{name}', args=args)}", values)
        assert answer.status_code == 302, (name, answer.status_code, answer.text)
        assert answer.headers["Location"].startswith(f"/for/{her.pk}/"), name
        return answer

    page = there.get(f"/for/{her.pk}/selection/").text
    for said in ("志愿", "下一步", reverse("selection:requests"), reverse("selection:calendar"), 'href="/desk/cards/?q='):
        assert said in page
    post("pick", world.open.pk)
    assert f'href="/for/{her.pk}{reverse("selection:groups", args=[world.grouping.pk])}"' in there.get(f"/for/{her.pk}/selection/").text
    post("groups", world.grouping.pk, q0="2", suits=[world.open.pk])
    post("drop", world.open.pk)
    post("wait", world.full.pk)
    post("leave", world.full.pk)
    post("accept", world.taken.pk)
    post("decline", world.given.pk)
    post("change_wishes", world.round.pk, do="add", offering=world.wished.pk)
    post("about_me", birth_year="1950", neighbourhood=world.place.pk)
    post("reserve", until=(today + 99 * DAY).isoformat())
    post("pledge", answer="give")
    post("ask", title="摄影入门", course="", neighbourhood=world.place.pk, venue="", words="", until=today + 20 * DAY)
    post("sign_request", world.asked.pk)
    post("unsign_request", world.asked.pk)
    post("new_feed")
    token = CalendarFeed.objects.get(owner=her, revoked_at=None).token
    assert f"http://testserver/calendar/{token}.ics" in there.get(f"/for/{her.pk}/calendar/").text
    post("end_feed")
    post("add_helper", user=world.helper.pk)
    post("end_help", domain.helpers_of(her).get().pk)

    assert acts_of(her) == [
        *("pick", "groups", "drop", "wait", "leave", "accept", "decline", "wishes", "facts", "reserve", "pledge"),
        *("ask", "sign", "unsign", "feed", "feed_end", "helper", "helper_end"),
    ]
    assert {*acts_of(her), What.ACCOUNT} == set(What)  # what is done for somebody new stands in test_front_desk
    lines = dict(Acted.objects.filter(learner=her, actor=world.desk, role="desk").exclude(about="").values_list("what", "about"))
    assert lines == {"groups": "八段锦", "ask": "摄影入门", "sign": "手机摄影", "unsign": "手机摄影"}
    assert Notice.objects.filter(person=her, kind="acted", text__contains="手机摄影").count() == 2
    hers = {"learner": her}
    assert [seat.offering for seat in Enrolment.objects.filter(**hers, state="enrolled")] == [world.taken]
    assert (GroupAnswer.objects.get(**hers).chosen, Ballot.objects.get(**hers).wishes.get().offering) == ([2], world.wished)
    assert (CourseRequest.objects.get(title="摄影入门").asked_by, RequestName.objects.filter(person=her).count()) == (her, 1)
    for table, whose in ((Enrolment, "learner"), (WaitlistEntry, "learner"), (Ballot, "learner"), (RequestName, "person"), (CalendarFeed, "owner")):
        assert not table.objects.filter(**{whose: world.desk}).exists()
    assert AccessLog.objects.filter(actor=world.desk, subject=her, topic="selection", action="view").count() == 1


def test_no_page_of_a_learner_is_forgotten_behind_the_door() -> None:
    names = {f"selection:{one.name}" for one in urls.urlpatterns}
    assert PAGES | AT_DESK | {f"selection:{name}" for name in OTHERS} == names


def test_she_reads_her_group_and_why_at_the_desk() -> None:
    world = World()
    office = make.person("", Role.STAFF)
    make.enrolled(world.open, world.her)
    make.lessons(world.open, first=world.now + 40 * DAY)
    domain.propose_groups(grouping_id=world.grouping.pk, by=office, now=world.now)
    domain.publish_groups(grouping_id=world.grouping.pk, by=office, now=world.now)
    groups = f"/for/{world.her.pk}{reverse('selection:groups', args=[world.grouping.pk])}"
    there = as_(world.desk)
    assert f'href="{groups}"' in there.get(f"/for/{world.her.pk}{reverse('selection:offering', args=[world.open.pk])}").text
    page = there.get(groups).text
    assert "您在“第 1 组”" in page
    assert "为什么" in page


def test_helpers_answer_and_sign_and_the_calendar_stays_at_the_desk() -> None:
    world = World()
    domain.agree(request=domain.request_of(world.helper), elder=world.her, now=world.now)
    make.enrolled(world.open, world.her)
    hers, other = as_(world.helper), as_(make.person("", Role.LEARNER))
    answers, sign = reverse("selection:groups", args=[world.grouping.pk]), reverse("selection:sign_request", args=[world.asked.pk])
    for address, values in ((answers, {"q0": "1"}), (sign, {})):
        assert other.post(f"/for/{world.her.pk}{address}", values).status_code == 404
        assert hers.post(f"/for/{world.her.pk}{address}", values).status_code == 302
    for name in ("new_feed", "end_feed"):
        assert hers.post(f"/for/{world.her.pk}{reverse(f'selection:{name}')}").status_code == 404
    assert as_(world.desk).post(f"/for/{world.her.pk}/calendar/new/", {"venue": world.open.venue_id}).status_code == 404
    assert acts_of(world.her) == ["groups", "sign"]
    assert RequestName.objects.get(person=world.her).added_by == world.helper
    assert not CalendarFeed.objects.exists()


def test_a_second_press_changes_nothing_and_leaves_no_line() -> None:
    world = World()
    there, asked = as_(world.desk), (world.asked.pk,)
    for name, args in (("sign_request", asked), ("unsign_request", asked), ("new_feed", ()), ("end_feed", ())):
        for _press in range(1 if name == "new_feed" else 2):
            assert there.post(f"/for/{world.her.pk}{reverse(f'selection:{name}', args=args)}").status_code == 302
    assert acts_of(world.her) == ["sign", "unsign", "feed", "feed_end"]


def test_the_verbs_themselves_refuse_a_stranger_and_the_helper_of_somebody_else() -> None:
    world = World()
    elsewhere, teacher = make.person("", Role.LEARNER), make.person("", Role.TEACHER)
    domain.agree(request=domain.request_of(world.helper), elder=elsewhere, now=world.now)
    make.enrolled(world.open, world.her)
    signed = {"request_id": world.asked.pk, "person": world.her, "now": world.now}
    answered = {"grouping_id": world.grouping.pk, "learner": world.her, "chosen": [0], "suits": [], "now": world.now}
    for actor in (world.helper, teacher):
        for verb in (asking.sign, asking.unsign):
            with pytest.raises(domain.NotHers):
                verb(**signed, by=actor)
        claimed = domain.Acting(actor, world.her, Acted.Role.HELPER)
        with pytest.raises(domain.NotHers):
            domain.done_for(claimed, What.GROUPS, lambda: domain.answer_questions(**answered), now=world.now)
        with pytest.raises(domain.NotHers):
            domain.done_for(claimed, What.FEED, lambda: domain.new_feed(by=world.her, now=world.now), now=world.now, desk_only=True)
    for rows in (GroupAnswer.objects.all(), CalendarFeed.objects.all(), RequestName.objects.filter(person=world.her)):
        assert not rows.exists()
    assert asking.sign(**signed, by=world.desk).names.get(person=world.her).added_by == world.desk
