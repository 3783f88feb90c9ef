"""The office's desk for credits (学分) in the Wagtail admin: rules, people in the report, exemptions, years, corrections, and the ledger to look at."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from college.waiting import Waiting
from courses.credits.admin import entries, people, reversals, rules
from courses.credits.domain.awards import waiting_for_rules


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
    path("credits/rules/<int:pk>/end/", rules.end, name="credits_end_rules"),
    path("credits/exemptions/<int:pk>/approve/", people.approve, name="credits_approve_exemption"),
    path("credits/reversals/<int:pk>/decide/", reversals.decide, name="credits_decide_reversal"),
]

WAITING = (
    Waiting(_("Corrections that wait for a second person"), reversals.pending, lambda: reverse("reversal:index"), order=40),
    Waiting(_("Exemptions that wait for a second person"), people.unapproved, lambda: reverse("exemption:index"), order=50),
    Waiting(_("Completions without rules for their day"), lambda: sum(waiting_for_rules().values()), lambda: reverse("ruleset:index"), order=60),
)

__all__ = ["URLS", "WAITING", "CreditsGroup"]
