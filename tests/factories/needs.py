"""Needs, modules and what they lead to."""

from itertools import count
from typing import Any

from courses.catalogue.models import CoursePage, Module, ModuleCourse, Need

_numbers = count(1)


def module(name: str = "", *courses: CoursePage, **fields: Any) -> Module:
    """A module with its courses in order; `school` and the like as fields."""
    number = next(_numbers)
    made = Module.objects.create(name=name or f"模块 {number}", slug=fields.pop("slug", f"mokuai-{number}"), **fields)
    ModuleCourse.objects.bulk_create(ModuleCourse(module=made, course=course, sort_order=place) for place, course in enumerate(courses))
    return made


def need(title: str = "想学急救", asked: int = 12, **fields: Any) -> Need:
    return Need.objects.create(title=title, asked=asked, **fields)
