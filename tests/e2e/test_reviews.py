"""The screen of reviews on a slow line: what a teacher wrote before its script had come is saved all the same."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Route, expect

from college.roles import Role
from courses.evaluation.models import Review
from tests.e2e.conftest import AT_A_DESK, Visitor
from tests.factories import college, evaluation, selection

pytestmark = [pytest.mark.django_db(transaction=True), AT_A_DESK]


def test_what_was_written_before_the_script_came_is_saved(visitor: Visitor, transactional_db: Any) -> None:
    teacher = selection.teacher("陈静", user=college.person("chen", Role.TEACHER, display_name="陈静"))
    learners = [college.person(name, Role.LEARNER, display_name=name) for name in ("wang", "zhao")]
    offering = evaluation.open_class(*learners, teacher=teacher, now=timezone.now())
    held: list[Route] = []
    visitor.page.route("**/rubric*.js", lambda route: held.append(route))
    visitor.sign_in(teacher.user)
    visitor.page.goto(f"{visitor.address}/teach/offerings/{offering.pk}/reviews/", wait_until="commit")

    row = visitor.page.locator("tr", has_text="wang")
    row.locator("input").fill("敢问，肯练。")
    row.locator("input").press("Tab")
    expect(row.get_by_role("status")).to_have_text("还没写")
    held.pop().continue_()
    expect(row.get_by_role("status")).to_have_text("已保存")
    assert [(review.enrolment.learner, review.sentence) for review in Review.objects.select_related("enrolment__learner")] == [(learners[0], "敢问，肯练。")]
    expect(visitor.page.locator("tr", has_text="zhao").get_by_role("status")).to_have_text("还没写")
