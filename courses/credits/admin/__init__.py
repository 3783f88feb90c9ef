"""The office's desk for credits (学分) in the Wagtail admin: rules, people in the report, exemptions, years, corrections, and the ledger to look at."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from courses.credits.admin import entries, people, reversals, rules


class CreditsGroup(ModelViewSetGroup):
    """The menu of all that has to do with credits."""

    menu_label = _("Credits")
    menu_name = "credits"
    menu_icon = "list-ul"
    menu_order = 230
    items = (
        rules.RuleSetViewSet,
        rules.RequiredCourseViewSet,
        people.MemberCategoryViewSet,
        people.MembershipViewSet,
        people.ExemptionViewSet,
        people.ReportYearViewSet,
        reversals.ReversalViewSet,
        entries.EntriesViewSet,
    )


URLS: list[URLPattern] = [
    path("credits/rules/<int:pk>/publish/", rules.publish, name="credits_publish_rules"),
    path("credits/exemptions/<int:pk>/approve/", people.approve, name="credits_approve_exemption"),
    path("credits/reversals/<int:pk>/decide/", reversals.decide, name="credits_decide_reversal"),
]

__all__ = ["URLS", "CreditsGroup"]
