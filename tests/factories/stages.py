"""Courses on their way through the four stages."""

from typing import Any

from django.utils import timezone

from college.models import User
from courses.catalogue import domain
from courses.catalogue.models import CoursePage
from courses.catalogue.rules.stages import Stage

REVIEW = {"content": "4", "audience": "3", "clarity": "3", "materials": "2", "comment": "内容扎实，例子就在身边。"}


def trial(**given: Any) -> dict[str, Any]:
    """What is typed about a trial lesson."""
    return {"held_on": timezone.localdate(), "place": "华山路睦邻中心", "attended": 18, "listeners": "两位同事", "comment": "大家听得懂。", **given}


def fresh(page: CoursePage) -> CoursePage:
    return CoursePage.objects.get(pk=page.pk)


def handed_on(page: CoursePage, by: User) -> CoursePage:
    domain.hand_on(course=page, by=by)
    return fresh(page)


def tried(page: CoursePage, by: User) -> CoursePage:
    domain.settle(course=page, stage=Stage.TRIAL, on=True, given=trial(), by=by)
    return fresh(page)


def reviewed(page: CoursePage, by: User) -> CoursePage:
    domain.settle(course=page, stage=Stage.REVIEW, on=True, given=REVIEW, by=by)
    return fresh(page)


def released(page: CoursePage, by: User) -> CoursePage:
    domain.settle(course=page, stage=Stage.RELEASE, on=True, given={"comment": ""}, by=by)
    return fresh(page)
