"""The front desk (前台): one field that finds whoever stands there, then everything that she could do herself; and an account for somebody new."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from college import cards, complaints, consents, front_desk
from college.errors import DomainError
from college.limits import rate_limited
from college.models import PaperCard, User
from courses.selection import domain


class NewcomerForm(forms.Form):
    """The least with which somebody can learn here."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Without one she is found by her name and her card."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    shared = forms.BooleanField(label=gettext_lazy("She shares this phone with somebody"), required=False)


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@never_cache
@login_required
@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """One field. What is typed is sent as a form, so that no number and no card's word stays in an address. A card leads straight to its person."""
    if not domain.serves(_me(request)):
        raise domain.NotHers
    if request.method != "POST":
        return _page(request, "", front_desk.NOBODY)
    rate_limited(request, "desk")
    typed = request.POST.get("q", "").replace("\0", "").strip()[:300]
    found = front_desk.find(by=_me(request), typed=typed)
    return to_person(found.people[0]) if found.by_card else _page(request, typed, found)


def to_person(person: User) -> HttpResponse:
    return redirect("selection:for_somebody", person.pk, "selection/")


def _page(request: HttpRequest, typed: str, found: front_desk.Found, form: NewcomerForm | None = None, status: int = 200) -> HttpResponse:
    rows = [(user, card) for user, card in _with_cards(found.people) if user.pk != request.user.pk]
    number = front_desk.is_number(typed)
    first = {"phone" if number else "name": "" if "/card/" in typed else typed[:30]}
    context = {
        "typed": "" if "/card/" in typed else typed,
        "asked": bool(typed),
        "rows": rows,
        "most": front_desk.MOST,
        "form": form or NewcomerForm(initial=first),
        "words": consents.BY_CODE["account"].words,
        "letters": complaints.open_complaints().count(),
    }
    return render(request, "courses/selection/acting/desk.html", context, status=status)


def _with_cards(people: list[User]) -> list[tuple[User, PaperCard | None]]:
    live = cards.live_cards(people)
    return [(one, live.get(one.pk)) for one in people]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def newcomer(request: HttpRequest) -> HttpResponse:
    """An account for somebody who has none; her page opens, where her card is printed and her first class picked."""
    if not domain.serves(_me(request)):
        raise domain.NotHers
    if request.method != "POST":
        return redirect("selection:front_desk")
    form = NewcomerForm(request.POST)
    if not form.is_valid():
        return _page(request, "", front_desk.NOBODY, form, 422)
    rate_limited(request, "account")
    try:
        made = domain.open_account(by=_me(request), now=timezone.now(), **form.cleaned_data)
    except DomainError as refusal:
        form.add_error("shared" if refusal.code == "phone_of_other" else "name" if refusal.code == "invalid" else "phone", str(refusal))
        return _page(request, "", front_desk.NOBODY, form, refusal.status)
    messages.success(request, _("The account is there. Please print a card, so that she can sign in by herself."))
    return to_person(made)
