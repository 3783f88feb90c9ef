"""Who is in the report: categories, memberships, exemptions that two people approve, and when a year may be read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet

from college.admin_lists import RelatedIndex
from college.errors import NotAllowed
from college.models import User
from college.tags import short_day
from courses.credits.admin.verbs import VerbCreateView, VerbEditView, ask, door
from courses.credits.domain.report_people import approve_exemption, withdraw_exemption
from courses.credits.forms import ExemptionForm, MembershipForm, ReportYearForm
from courses.credits.models import Account, Exemption, MemberCategory, Membership, ReportYear


def name_of(account: Account) -> str:
    return account.owner.get_full_name() if account.owner else _("somebody who has left")


def _person(of: Any) -> str:
    return name_of(of.account)


class MemberCategoryViewSet(ModelViewSet):
    model = MemberCategory
    icon = "group"
    menu_label = gettext_lazy("Member categories")
    name = "membercategory"
    add_view_class = VerbCreateView
    edit_view_class = VerbEditView
    copy_view_enabled = False
    form_fields = ["name", "code", "order"]
    list_display = ["name", "code", "order"]


class MembershipIndex(RelatedIndex):
    related = ("account__owner", "category")


class MembershipViewSet(ModelViewSet):
    model = Membership
    icon = "user"
    menu_label = gettext_lazy("Members in the report")
    name = "membership"
    index_view_class = MembershipIndex
    add_view_class = VerbCreateView
    edit_view_class = VerbEditView
    copy_view_enabled = False
    list_display = ["__str__", "unit", "valid_from", "valid_until"]
    list_filter = ["category"]
    search_fields = ["account__owner__display_name", "account__owner__username", "unit"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return MembershipForm


class ExemptionIndex(RelatedIndex):
    """The list, with the way to approve a proposal."""

    related = ("account__owner", "proposed_by", "approved_by")

    def get_list_more_buttons(self, instance: Exemption) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if instance.approved_at is None:
            buttons.append(MenuItem(_("Approve"), url=reverse("credits_approve_exemption", args=[instance.pk]), icon_name="check", priority=5))
        return buttons

    def get_delete_url(self, instance: Exemption) -> str | None:
        return None if instance.approved_at else super().get_delete_url(instance)


class WithdrawView(DeleteView):
    """Deleting a proposal is taking it back; what is approved stays."""

    def delete_action(self) -> None:
        withdraw_exemption(exemption_id=self.object.pk, by=self.request.user)


def _approved(exemption: Exemption) -> str:
    if exemption.approved_at is None:
        return _("Waits for a second person")
    return _("%(name)s, %(day)s") % {"name": exemption.approved_by or "—", "day": short_day(exemption.approved_at)}


class ExemptionViewSet(ModelViewSet):
    model = Exemption
    icon = "pause"
    menu_label = gettext_lazy("Exemptions")
    name = "exemption"
    index_view_class = ExemptionIndex
    add_view_class = VerbCreateView
    delete_view_class = WithdrawView
    copy_view_enabled = False
    list_display = [
        "__str__",
        "reason",
        Column("proposed_by", label=gettext_lazy("proposed by")),
        Column("approved", label=gettext_lazy("approved"), accessor=_approved),
    ]
    list_filter = ["year"]

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return ExemptionForm


class ReportYearViewSet(ModelViewSet):
    model = ReportYear
    icon = "calendar"
    menu_label = gettext_lazy("Report years")
    name = "reportyear"
    add_view_class = VerbCreateView
    edit_view_class = VerbEditView
    copy_view_enabled = False
    list_display = ["year", "members_from", "committee_from"]

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return ReportYearForm


@door
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's question."""
    if not request.user.has_perm("courses.view_exemption"):
        raise NotAllowed
    found = get_object_or_404(Exemption.objects.select_related("account__owner", "proposed_by"), pk=pk)
    context = {
        "title": _("Approve the exemption"),
        "subtitle": _person(found),
        "facts": [(_("year"), found.year), (_("reason"), found.reason), (_("proposed by"), _who(found.proposed_by)), (_("on"), short_day(found.proposed_at))],
        "warning": _("A second person decides this: not the one who proposed it, and not the one it is about."),
        "answers": [("approve", _("Approve"), True)],
    }
    done = _("The exemption holds.")
    return ask(request, context=context, act=lambda: approve_exemption(exemption_id=pk, by=request.user, now=timezone.now()), done=done, back="exemption:index")


def _who(user: User | None) -> str:
    return user.get_full_name() if user else "—"


def unapproved() -> int:
    return Exemption.objects.filter(approved_at__isnull=True).count()
