"""The ledger to look at, by person: staff need an entry's number to ask for its correction. Each look is written down for the person."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from college.errors import NotAllowed
from college.models import User
from college.roles import is_keeper
from courses.credits.domain.report_entries import TooManyPeople, find_entries

LONGEST = 60


@require_safe
@require_admin_access
def entries(request: HttpRequest) -> HttpResponse:
    """Entries of the people whose name, user name or phone number was typed; nothing before something is."""
    if not is_keeper(request.user):
        raise NotAllowed
    typed = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found, refusal = [], None
    try:
        found = find_entries(typed=typed, by=cast(User, request.user), now=timezone.now()) if typed else []
    except TooManyPeople as many:
        refusal = many
    return render(request, "courses/credits/admin_entries.html", {"typed": typed, "found": found, "refusal": refusal})


class KeepersItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_keeper(request.user)


class EntriesViewSet(ViewSet):
    """One page, in the menu of credits."""

    name = "ledger"
    icon = "history"
    menu_label = gettext_lazy("Ledger by person")

    def get_menu_item(self, order: int | None = None) -> Any:
        return KeepersItem(self.menu_label, self.menu_url, name=self.menu_name, icon_name=self.icon, order=order or 999)

    def get_urlpatterns(self) -> list[Any]:
        return [path("", entries, name="index")]
