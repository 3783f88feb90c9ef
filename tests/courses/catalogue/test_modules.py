"""Modules and needs: how many asked, what is met, and that a course stands once in a module."""

import pytest
from django.db import IntegrityError, transaction

from courses.catalogue.models import Module, ModuleCourse, Need
from tests.factories import catalogue, needs

pytestmark = pytest.mark.django_db


def test_a_module_knows_how_many_asked_and_how_many_courses_answer() -> None:
    first, second, draft = catalogue.course(), catalogue.course(), catalogue.course(live=False)
    module = needs.module("急救", first, second, draft)
    needs.module("书法")
    needs.need(asked=17, module=module)
    needs.need(asked=25, module=module)
    needs.need(asked=8)
    found = {row.name: (row.asked, row.courses_live) for row in Module.objects.with_demand()}
    assert found == {"急救": (42, 2), "书法": (0, 0)}


def test_a_need_is_met_by_a_published_course_of_its_module_only() -> None:
    met = needs.need("急救", module=needs.module("急救", catalogue.course()))
    needs.need("书法", asked=3, module=needs.module("书法", catalogue.course(live=False)))
    needs.need("合唱", asked=2)
    assert [need.title for need in Need.objects.unmet()] == ["书法", "合唱"]
    assert Need.objects.with_answer().get(pk=met.pk).met


def test_a_course_stands_once_in_a_module() -> None:
    course = catalogue.course()
    module = needs.module("急救", course)
    with pytest.raises(IntegrityError), transaction.atomic():
        ModuleCourse.objects.create(module=module, course=course)
