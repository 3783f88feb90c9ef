"""Wires the college into the Wagtail admin."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from college import account_admin, admin, desks, duty_admin, home_panels, merge_admin, merging, people_import_admin, place_admin, teacher_merge_admin, waiting
from college.complaints import open_complaints

hooks.register("register_admin_urls", lambda: people_import_admin.URLS)
hooks.register("register_admin_urls", lambda: teacher_merge_admin.URLS)
hooks.register(desks.TEACHING, teacher_merge_admin.MergeMenuItem)
hooks.register(desks.PEOPLE, people_import_admin.ImportMenuItem)
hooks.register("register_admin_urls", lambda: merge_admin.URLS)
hooks.register(desks.PEOPLE, merge_admin.MergeMenuItem)
hooks.register("before_bulk_action", account_admin.refuse_many_accounts)
hooks.register("construct_homepage_panels", home_panels.waiting_panel)
hooks.register("register_admin_menu_item", home_panels.ComplaintsMenuItem)
waiting.register(
    waiting.Waiting(_("Complaints and suggestions without an answer"), lambda: open_complaints().count(), lambda: reverse("college:desk"), order=10),
    *place_admin.WAITING,
    waiting.Waiting(_("Tables of people not taken in yet"), people_import_admin.waiting_imports, lambda: reverse("people_import"), order=20),
    waiting.Waiting(_("Accounts to join that wait for a second person"), merging.waiting, lambda: reverse("merges"), order=30),
)


@hooks.register("register_admin_viewset")
def college_viewsets() -> Any:
    """The desks, and the lists that this room puts there."""
    return [*desks.desks(), *(viewset() for viewset in (*admin.VIEWSETS, duty_admin.DutyViewSet))]


@hooks.register("construct_help_menu")
def no_foreign_help(request: Any, items: list[Any]) -> None:
    """Wagtail's own help is English and counts its news in a badge; with nothing in it the menu goes."""
    items.clear()


@hooks.register("insert_global_admin_css")
def people_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("college/admin/people.css"))
