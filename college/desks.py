"""The desks of the office: the groups of the admin's menu. A room puts its lists there by `menu_hook = desks.TIMETABLE` on the viewset.

Lists are registered one by one with the hook `register_admin_viewset`; the groups below only collect them, and a group without anything
that a person may open is not drawn for her. The desk for credits (学分) is a group of its own room, since nobody else puts anything there.
"""

from typing import Any

from django.utils.translation import pgettext_lazy
from wagtail.admin.viewsets.base import ViewSetGroup

TEACHING = "register_teaching_menu_item"  # 教学: teachers, what counts as completed, ratings
TIMETABLE = "register_timetable_menu_item"  # 排课: terms, classes, lessons, seats
PEOPLE = "register_people_menu_item"  # 人员: accounts
PLACES = "register_places_menu_item"  # 场地: schools, venues, rooms


class Desk(ViewSetGroup):
    """One desk: a name in the menu, and whatever the rooms put there."""

    def __init__(self, hook: str, label: Any, icon: str, order: int) -> None:
        super().__init__()
        self.submenu_hook, self.menu_label, self.menu_icon, self.menu_order = hook, label, icon, order
        self.menu_name = hook.removeprefix("register_").removesuffix("_menu_item")


def desks() -> list[Desk]:
    return [
        Desk(TEACHING, pgettext_lazy("desk of the office", "Teaching"), "openquote", 210),
        Desk(TIMETABLE, pgettext_lazy("desk of the office", "Timetable"), "calendar-alt", 220),
        Desk(PEOPLE, pgettext_lazy("desk of the office", "People"), "user", 240),
        Desk(PLACES, pgettext_lazy("desk of the office", "Places"), "home", 250),
    ]
