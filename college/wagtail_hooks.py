"""Wires the college into the Wagtail admin."""

from typing import Any

from wagtail import hooks

from college.admin import CollegeGroup


@hooks.register("register_admin_viewset")
def college_viewsets() -> Any:
    return CollegeGroup()
