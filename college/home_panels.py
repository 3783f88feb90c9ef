"""The first page of the admin: what waits. And the way from there to what is not kept in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from college.complaints import may_answer
from college.roles import is_keeper
from college.waiting import waiting_for


class WaitingPanel(Component):
    """One line for each kind of work that is not nothing, with the way there."""

    name = "waiting"
    order = 40
    template_name = "college/admin_waiting.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"lines": waiting_for(parent_context["request"].user)}


def waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For the office always, for others while something waits for them."""
    if is_keeper(request.user) or waiting_for(request.user):
        panels.append(WaitingPanel())


class ComplaintsMenuItem(MenuItem):
    """To the desk's own page: people of the desk do not enter the admin, so it is not kept here."""

    def __init__(self) -> None:
        super().__init__(_("Complaints and suggestions"), reverse("college:desk"), name="complaints", icon_name="mail", order=260)

    def is_shown(self, request: HttpRequest) -> bool:
        return may_answer(request.user)  # type: ignore[arg-type]
