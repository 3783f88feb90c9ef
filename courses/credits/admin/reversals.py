"""Corrections: one person asks that an entry be taken back, another decides."""

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
from wagtail.admin.viewsets.model import ModelViewSet

from college.admin_lists import RelatedIndex
from college.errors import NotAllowed
from college.tags import short_day
from courses.credits.admin.people import name_of
from courses.credits.admin.verbs import VerbCreateView, ask, door
from courses.credits.domain.corrections import decide_reversal
from courses.credits.forms import ReversalForm
from courses.credits.models import Entry, ReversalRequest
from courses.credits.rules.report import in_credits
from courses.credits.words import what_for


class ReversalIndex(RelatedIndex):
    """The list, with the way to decide."""

    related = ("entry__account__owner", "requested_by")

    def get_list_more_buttons(self, instance: ReversalRequest) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if instance.state == ReversalRequest.State.PENDING:
            buttons.append(MenuItem(_("Decide"), url=reverse("credits_decide_reversal", args=[instance.pk]), icon_name="check", priority=5))
        return buttons


def _entry(wish: ReversalRequest) -> str:
    return _("Entry %(number)s: %(name)s, %(credits)s credits") % {
        "number": wish.entry_id,
        "name": name_of(wish.entry.account),
        "credits": in_credits(wish.entry.amount),
    }


def _instead(wish: ReversalRequest) -> str:
    if wish.new_amount is None:
        return _("nothing")
    category = Entry.Category(wish.new_category or wish.entry.category).label
    return f"{in_credits(wish.new_amount)} · {category}"


class ReversalViewSet(ModelViewSet):
    model = ReversalRequest
    icon = "undo"
    menu_label = gettext_lazy("Corrections")
    name = "reversal"
    index_view_class = ReversalIndex
    add_view_class = VerbCreateView
    copy_view_enabled = False
    list_display = [
        "words",
        Column("entry", label=gettext_lazy("entry"), accessor=_entry),
        Column("reason", label=gettext_lazy("reason"), accessor="get_reason_display"),
        Column("instead", label=gettext_lazy("instead"), accessor=_instead),
        Column("state", label=gettext_lazy("state"), accessor="get_state_display"),
        Column("requested_by", label=gettext_lazy("asked by")),
    ]
    list_filter = ["state", "reason"]

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return ReversalForm


@door
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's question: approve or refuse."""
    if not request.user.has_perm("courses.view_reversalrequest"):
        raise NotAllowed
    wish = get_object_or_404(ReversalRequest.objects.select_related("entry__account__owner", "entry__evidence", "requested_by"), pk=pk)
    context = {
        "title": _("Decide on a correction"),
        "subtitle": _entry(wish),
        "facts": [
            (_("For what"), what_for(wish.entry.evidence.snapshot)),
            (_("reason"), wish.get_reason_display()),
            (_("in words"), wish.words),
            (_("instead"), _instead(wish)),
            (_("asked by"), wish.requested_by or "—"),
            (_("on"), short_day(wish.requested_at)),
        ],
        "warning": _("A second person decides this: not the one who asked for it, and not the one it is about. The learner is told."),
        "answers": [("approve", _("Approve"), True), ("refuse", _("Do not approve"), False)],
    }
    approved = request.POST.get("answer") == "approve"
    done = _("The correction is booked.") if approved else _("The correction is not approved. The entry stands.")
    act = lambda: decide_reversal(request_id=pk, approve=approved, by=request.user, now=timezone.now())  # noqa: E731
    return ask(request, context=context, act=act, done=done, back="reversal:index")


def pending() -> int:
    return ReversalRequest.objects.filter(state=ReversalRequest.State.PENDING).count()
