"""Walk 5: a teacher confirms who was there, and that completes; somebody who missed too much watches, passes the check, and has completed too."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.learning.models import Attendance, CheckAttempt, Completion
from tests.e2e.conftest import AT_A_DESK, ON_A_PHONE, Visitor
from tests.factories import learning, selection

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("王秀兰", "李国强", "阿卜杜热西提·麦麦提敏", "赵桂英")


@pytest.fixture
def seats(transactional_db: Any) -> list[Any]:
    """Four people in a class of five lessons that is over; the first three lists are confirmed, and the third lesson has a replay."""
    now = timezone.now()
    offering, _nobody = learning.held_class(now=now, learners=0, course=selection.course(units=5), user=selection.person(display_name="陈静"))
    people = [selection.person(f"learner{place}", display_name=name) for place, name in enumerate(NAMES)]
    seats = selection.enrolled(offering, *people, now=now - timedelta(days=90))
    here = {seat.pk: "present" for seat in seats}
    learning.confirmed(offering, {**here, seats[1].pk: "absent"}, 1, 2, 3, now=now)
    learning.lesson_with_replay(offering, 3)
    learning.published_check(offering, now=now)
    return seats


def looked_at(visitor: Visitor, name: str) -> None:
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    visitor.shoot(f"completion-{name}")


def row(page: Page, name: str) -> Any:
    return page.get_by_role("group", name=name)


@ON_A_PHONE
def test_a_confirmed_list_completes(new_visitor: Callable[[], Visitor], seats: list[Any]) -> None:
    offering = seats[0].offering
    teacher = new_visitor()
    teacher.sign_in(offering.teacher.user)
    page = teacher.go("/teach/")
    page.locator("summary").click() if page.locator("summary").count() else None
    page.get_by_role("link", name=re.compile("确认名单")).first.click()
    expect(row(page, NAMES[0]).get_by_role("radio", name="到了")).to_be_checked()
    row(page, NAMES[1]).get_by_role("radio", name="没来").check()
    row(page, NAMES[2]).get_by_role("radio", name="迟到").check()
    looked_at(teacher, "roll")
    page.get_by_role("button", name="确认4人的名单").click()
    expect(page.get_by_text("已确认：到了3人。")).to_be_visible()
    assert sorted(Attendance.objects.filter(roll_call__lesson__number=4).values_list("state", flat=True)) == ["absent", "late", "present", "present"]
    assert Completion.objects.filter(basis="attendance").count() == 3
    teacher.shoot("completion-roll-confirmed")

    teacher.go(f"/teach/offerings/{offering.pk}/results/")
    expect(page.get_by_text("4人，3人结业")).to_be_visible()
    looked_at(teacher, "results")

    learner = new_visitor()
    learner.sign_in(seats[0].learner)
    page = learner.go(f"/learning/offerings/{offering.pk}/")
    expect(page.get_by_text("一共5讲，老师确认您到了4讲。")).to_be_visible()
    looked_at(learner, "completed")


@ON_A_PHONE
def test_watching_opens_the_check_and_passing_completes(visitor: Visitor, seats: list[Any]) -> None:
    seat = seats[1]
    learning.confirmed(seat.offering, {seat.pk: "present"}, 4, 5, now=timezone.now())
    visitor.sign_in(seat.learner)
    page = visitor.go(f"/learning/offerings/{seat.offering_id}/")
    expect(page.get_by_text("还没开放：再上课或看回放1讲就可以做。")).to_be_visible()
    looked_at(visitor, "missing")

    learning.watched(seat.learner, seat.offering.lessons.get(number=3), (0, 500), at=timezone.now())
    page.reload()
    page.get_by_role("link", name="做随堂检测").click()
    looked_at(visitor, "check")
    page.get_by_role("button", name="开始做").click()
    with page.expect_response(lambda answer: answer.url.endswith("/answers/")) as saved:
        page.get_by_label("不能", exact=True).check()
    assert saved.value.status == 204
    expect(page.get_by_text("已保存。")).to_be_visible()
    visitor.shoot("completion-paper")
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_text("第2题还没有答。其他的已经存好。")).to_be_visible()
    looked_at(visitor, "paper-missing")
    page.get_by_label("怕", exact=True).check()
    page.get_by_label("催", exact=True).check()
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_text("这门课您结业了。")).to_be_visible()
    looked_at(visitor, "result")
    assert (Completion.objects.get(enrolment=seat).basis, CheckAttempt.objects.get().right) == ("check", 2)


@AT_A_DESK
def test_a_teacher_writes_a_check_and_sees_it_as_learners_do(visitor: Visitor, seats: list[Any]) -> None:
    later = learning.running_offering(course=seats[0].offering.course, user=selection.person())
    visitor.sign_in(later.teacher.user)
    page = visitor.go(f"/teach/offerings/{later.pk}/check/")
    page.get_by_role("button", name="拿来用").click()
    page.get_by_role("button", name="加一道题").click()
    question = page.get_by_role("group", name="第3题", exact=True)
    question.get_by_label("题目").fill("手机丢了，头一个电话打给谁？")
    question.get_by_label("答案1", exact=True).fill("银行卡背面的号码")
    question.get_by_label("答案2", exact=True).fill("不打电话")
    question.get_by_label("对 答案1").check()
    looked_at(visitor, "editor")
    page.get_by_role("button", name="保存并预览").click()
    expect(page.get_by_text("手机丢了，头一个电话打给谁？")).to_be_visible()
    looked_at(visitor, "preview")
    page.get_by_role("link", name="回去改题目").click()
    page.get_by_role("button", name="保存并发布").click()
    expect(page.get_by_text("已发布。学员上够或看够了就可以做。")).to_be_visible()
    assert later.final_check.questions.count() == 3
