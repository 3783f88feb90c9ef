"""Courses on their way: one at each stage, one in three versions that two venues use, and one adapted from it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from college import duties
from college.models import Duty, School, User, Venue
from courses.catalogue import domain
from courses.catalogue.models import CoursePage, Origin
from courses.catalogue.rules.stages import Stage
from demo.accounts import ADMINISTRATOR, SCHOOL_HEAD, SCHOOL_STAFF, STAFF

RELEASED, WAITS_FOR_RELEASE, IN_REVIEW, ON_TRIAL, SENT_BACK = "shouji", "baduanjin", "hechang", "jijiu", "yishi"
WAYS = {RELEASED: Stage.RELEASE, WAITS_FOR_RELEASE: Stage.REVIEW, IN_REVIEW: Stage.TRIAL, ON_TRIAL: Stage.DEVELOP, SENT_BACK: Stage.DEVELOP}  # last done
SECOND = "每讲多留十分钟，让学员自己动手再做一遍。"
TRIAL = {
    "place": "",
    "attended": 18,
    "listeners": "两位同事，华山路和青年里的十六位居民",
    "comment": "开头讲得清楚，大家都跟上了。第二段稍快，建议每一步停一停，等后排做完再往下走。",
}
REVIEW = {
    "content": 4,
    "audience": 4,
    "clarity": 3,
    "materials": 3,
    "comment": "内容扎实，例子都是居民身边的事。讲义图多字大，别的老师照着也能讲。",
}
CHANGES = "案例离居民生活远了些，请换成本小区的例子，再试讲一次。"


def school_staff(accounts: dict[str, User], schools: dict[str, School], now: datetime) -> None:
    """The account whose office is of one school alone."""
    user = accounts[SCHOOL_STAFF.username]
    if not Duty.objects.filter(user=user).exists():
        by = accounts[ADMINISTRATOR.username]
        day = timezone.localdate(now) - timedelta(days=30)
        duties.give(user=user, role=SCHOOL_STAFF.role.value, school=schools["elder"], valid_from=day, valid_until=None, by=by, now=now)


def walk(pages: dict[str, CoursePage], accounts: dict[str, User], venues: dict[str, Venue], now: datetime) -> int:
    """Take courses as far as they are shown. Returns how many are on their way; a second run finds them there."""
    places = list(venues.values())
    for slug, last in (
        (RELEASED, Stage.RELEASE),
        (WAITS_FOR_RELEASE, Stage.REVIEW),
        (IN_REVIEW, Stage.TRIAL),
        (ON_TRIAL, Stage.DEVELOP),
        (SENT_BACK, Stage.DEVELOP),
    ):
        if not pages[slug].workflow_states.exists():
            _take(pages[slug], last, accounts, places[0], now)
    page = CoursePage.objects.get(pk=pages[SENT_BACK].pk)
    if page.workflow_in_progress and not page.workflow_states.filter(status="needs_changes").exists():
        domain.settle(course=page, stage=Stage.TRIAL, on=False, given={"comment": CHANGES}, by=accounts[STAFF.username])
    _shown(CoursePage.objects.get(pk=pages[RELEASED].pk), pages, accounts, places, now)
    return 5


def _take(page: CoursePage, last: Stage, accounts: dict[str, User], place: Venue, now: datetime) -> None:
    """Through all stages up to `last`, which is done."""
    trial: dict[str, Any] = {**TRIAL, "venue": place.pk, "held_on": timezone.localdate(now) - timedelta(days=12)}
    domain.hand_on(course=page, by=page.owner)
    steps = {
        Stage.TRIAL: (trial, STAFF),
        Stage.REVIEW: (REVIEW, SCHOOL_HEAD),
        Stage.RELEASE: ({"comment": "先在华山路和青年里开，再到各生活馆。"}, STAFF),
    }
    for stage, (given, account) in steps.items():
        if list(Stage).index(stage) <= list(Stage).index(last):
            domain.settle(course=CoursePage.objects.get(pk=page.pk), stage=stage, on=True, given=given, by=accounts[account.username])


def _shown(page: CoursePage, pages: dict[str, CoursePage], accounts: dict[str, User], places: list[Venue], now: datetime) -> None:
    """Its versions, the venues that use it, and the copy that a colleague adapts."""
    if page.versions.count() < 3:
        _new_version(page, "handout", f"{page.handout}<p>{SECOND}</p>", "讲义里加了一句：多留时间动手")
        _new_version(page, "summary", f"{page.summary}可以带上家里人一起来。"[:160], "")
    if not page.rollouts.exists():
        for place, note in zip(places[1:3], ("每周三上午", "周末班"), strict=True):
            domain.take_over(course=page, venue=place, since=timezone.localdate(now) - timedelta(days=6), note=note, by=accounts[STAFF.username])
    if not Origin.objects.filter(course=page).exists():
        copy = domain.adapt(course=page, by=pages["fangzha"].owner, now=now)
        copy.title = copy.draft_title = "智能手机零基础（上班族夜校版）"
        copy.save_revision(user=copy.owner).publish(user=copy.owner)


def _new_version(page: CoursePage, field: str, value: str, note: str) -> None:
    draft = CoursePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    setattr(draft, field, value)
    draft.change_note = note
    draft.save_revision(user=page.owner).publish(user=page.owner)
