"""Wires the college into the Wagtail admin."""

from typing import Any

from wagtail import hooks

from college.admin import CollegeGroup


@hooks.register("register_admin_viewset")
def college_viewsets() -> Any:
    return CollegeGroup()


@hooks.register("construct_help_menu")
def no_foreign_help(request: Any, items: list[Any]) -> None:
    """Wagtail's own help is English and counts its news in a badge; with nothing in it the menu goes."""
    items.clear()
