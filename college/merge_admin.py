"""The desk for people who have two accounts, in the Wagtail admin: pairs that look alike, what joining would move, and a second person's word."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem

from college import access, merging
from college.errors import DomainError
from college.models import AccessLog, Merge, User
from college.person_field import PersonField
from college.roles import KEEPERS, is_keeper, roles_of

WHY = {"email": gettext_lazy("the same e-mail address"), "name": gettext_lazy("the same name, and nothing that tells them apart")}


class PairForm(forms.Form):
    """Two accounts by hand."""

    kept = PersonField(label=gettext_lazy("Account that stays"))
    gone = PersonField(label=gettext_lazy("Account that goes into it"))


class WhyForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("How do you know that it is the same person?"), max_length=200)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@require_admin_access
def merges(request: HttpRequest) -> HttpResponse:
    """Pairs that look alike, what waits for a second person, and what was decided."""
    by = _user(request)
    everything = merging.merges(by)
    form = PairForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("merge_preview", form.cleaned_data["kept"].pk, form.cleaned_data["gone"].pk)
    context = {
        "form": form,
        "likely": [(one, other, WHY[why]) for one, other, why in merging.likely(by=by)],
        "open": everything.filter(state=Merge.State.PROPOSED),
        "decided": Paginator(everything.exclude(state=Merge.State.PROPOSED), 50).get_page(request.GET.get("p")),
    }
    return render(request, "college/people/merges.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_admin_access
def preview(request: HttpRequest, kept: int, gone: int) -> HttpResponse:
    """What would be moved; proposing it needs a reason. Whoever looks at the two leaves a line."""
    by, now = _user(request), timezone.now()
    form = WhyForm(request.POST if request.method == "POST" else None)
    people = User.objects.in_bulk([kept, gone])
    moved = merging.preview(kept_id=kept, gone_id=gone, by=by, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            merging.propose(kept_id=kept, gone_id=gone, why=form.cleaned_data["why"], by=by, now=now)
            messages.success(request, _("Proposed. A second person decides."))
            return redirect("merges")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    else:
        role = next(role for role in sorted(KEEPERS) if role in roles_of(by))
        access.record(actor=by, role=role, subjects=people, action=AccessLog.Action.VIEW, topic="merge", now=now)
    context = {"form": form, "kept": people[kept], "gone": people[gone], "moved": _in_words(moved)}
    return render(request, "college/people/merge_preview.html", context)


def _in_words(moved: dict[str, int]) -> list[tuple[Any, int]]:
    words = merging.words()
    return [(words.get(code, code), number) for code, number in moved.items()]


@require_http_methods(["GET", "HEAD", "POST"])
@require_admin_access
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person: joined, or two different people."""
    by = _user(request)
    merge = get_object_or_404(merging.merges(by), pk=pk)
    if request.method == "POST":
        approve = request.POST.get("answer") == "join"
        try:
            merging.decide(merge_id=pk, approve=approve, by=by, now=timezone.now())
            messages.success(request, _("The two accounts are one now.") if approve else _("They stay two people."))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return redirect("merges")
    moved, obstacle = _moves(merge, by)
    may = merge.state == Merge.State.PROPOSED and by.pk not in {merge.proposed_by_id, merge.kept_id, merge.gone_id}
    return render(request, "college/people/merge.html", {"merge": merge, "moved": _in_words(moved), "obstacle": obstacle, "may": may})


def _moves(merge: Merge, by: User) -> tuple[dict[str, int], str]:
    """What was moved or would be, and why the two cannot be joined now: that they are two people can be said all the same."""
    if merge.state != Merge.State.PROPOSED:
        return merge.moved, ""
    try:
        return merging.preview(kept_id=merge.kept_id, gone_id=merge.gone_id, by=by, now=timezone.now()), ""
    except DomainError as refusal:
        return {}, str(refusal)


@require_safe
@require_admin_access
def swapped(request: HttpRequest, kept: int, gone: int) -> HttpResponse:
    return redirect("merge_preview", gone, kept)


URLS: list[URLPattern] = [
    path("people/twice/", merges, name="merges"),
    path("people/twice/<int:kept>/<int:gone>/", preview, name="merge_preview"),
    path("people/twice/<int:kept>/<int:gone>/swap/", swapped, name="merge_swap"),
    path("people/twice/<int:pk>/", decide, name="merge_decide"),
]


class MergeMenuItem(MenuItem):
    """In the menu of people, for those who keep accounts."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Who has two accounts"), reverse("merges"), name="people-twice", icon_name="duplicate", order=40)

    def is_shown(self, request: HttpRequest) -> bool:
        return is_keeper(request.user)
