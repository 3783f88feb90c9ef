"""代办: whom I pick for, who picks for me, and how both begins and ends. All of it are forms that work without a script."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from college import front_desk
from college.errors import DomainError
from college.limits import rate_limited
from college.models import User
from courses.selection import domain, people
from courses.selection.rules.helping import MOST_ELDERS, MOST_HELPERS
from courses.selection.whom import acting_of, learner_of

A_PAGE = 20


class CardForm(forms.Form):
    """The elder's card, and its PIN, which she types herself."""

    number = forms.CharField(
        label=gettext_lazy("The number on her card"),
        max_length=40,
        help_text=gettext_lazy("Twelve digits in three groups."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input--digits"}),
    )
    pin = forms.CharField(
        label=gettext_lazy("Her PIN"),
        max_length=20,
        help_text=gettext_lazy("She types it herself. You need not know it."),
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input--digits"}),
    )


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


# ---- whom I pick for


@never_cache
@login_required
@require_safe
def helping(request: HttpRequest) -> HttpResponse:
    """The people I pick for, one press each, with what waits for them; and how to add one."""
    return _helping_page(request, CardForm())


def _helping_page(request: HttpRequest, form: CardForm, status: int = 200) -> HttpResponse:
    me, now = _me(request), timezone.now()
    elders = people.with_news(domain.elders_of(me), now)
    left = MOST_ELDERS - len(elders)
    ask = request.build_absolute_uri(reverse("selection:agree", args=[domain.request_of(me)])) if left else ""
    context = {"elders": elders, "left": left, "most": MOST_ELDERS, "ask": ask, "form": form}
    return render(request, "courses/selection/acting/helping.html", context, status=status)


@never_cache
@login_required
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def help_by_card(request: HttpRequest) -> HttpResponse:
    """She is with me and shows her card."""
    if request.method != "POST":
        return redirect("selection:helping")
    form = CardForm(request.POST)
    if not form.is_valid():
        return _helping_page(request, form, 422)
    rate_limited(request, "card")
    try:
        number, pin = form.cleaned_data["number"], form.cleaned_data["pin"].strip()
        begun = domain.agree_by_card(helper=_me(request), number=number, pin=pin, now=timezone.now())
    except DomainError as refusal:
        form.add_error("pin" if refusal.code in {"wrong_pin", "card_locked"} else "number", str(refusal))
        return _helping_page(request, form, refusal.status)
    messages.success(request, _("You may pick classes for %(name)s now.") % {"name": begun.elder.get_full_name()})
    return redirect("selection:helping")


@login_required
@require_POST
def end_help(request: HttpRequest, pk: int) -> HttpResponse:
    """The helper, the elder or the desk ends it; from then on nothing is done for her any more."""
    ended = domain.end_help(helping_id=pk, by=_me(request), now=timezone.now())
    messages.success(
        request, _("Ended. %(helper)s no longer picks for %(elder)s.") % {"helper": ended.helper.get_full_name(), "elder": ended.elder.get_full_name()}
    )
    return redirect("selection:helping" if ended.helper_id == _me(request).pk else "selection:helpers")


# ---- who picks for me


@never_cache
@login_required
@require_safe
def helpers(request: HttpRequest) -> HttpResponse:
    """Who picks for me, and everything that others did for me; at the desk the same of somebody else, with the way to let a helper in."""
    return _helpers_page(request)


def _helpers_page(request: HttpRequest, typed: str = "", found: list[User] | None = None, refusal: DomainError | None = None) -> HttpResponse:
    learner, acting = learner_of(request), acting_of(request)
    rows = list(domain.helpers_of(learner))
    context = {
        "learner": learner,
        "at_desk": acting.at_desk,
        "helpers": rows,
        "left": MOST_HELPERS - len(rows),
        "page": Paginator(domain.acts_for(learner), A_PAGE).get_page(request.GET.get("page")),
        "typed": typed,
        "found": found,
        "refusal": refusal,
    }
    return render(request, "courses/selection/acting/helpers.html", context, status=refusal.status if refusal else 200)


@never_cache
@login_required
@require_POST
def add_helper(request: HttpRequest) -> HttpResponse:
    """At the desk, with both of them there: find the helper, then let her in. Nobody does it on her own account."""
    acting, key = acting_of(request), request.POST.get("user", "")
    if not acting.at_desk:
        raise domain.NotHers
    typed = request.POST.get("who", "")[:300]
    rate_limited(request, "desk")
    if not key:
        found = [one for one in front_desk.find(by=acting.actor, typed=typed).people if one.pk != acting.learner.pk]
        return _helpers_page(request, typed, found)
    try:
        domain.agree_at_desk(helper_id=people.number(key), elder_id=acting.learner.pk, by=acting.actor, now=timezone.now())
    except DomainError as refusal:
        return _helpers_page(request, typed, refusal=refusal)
    messages.success(request, _("Written down. The helper can begin at once."))
    return redirect("selection:helpers")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, asked: str) -> HttpResponse:
    """What the elder opens from her helper's phone or message: who asks, what it means, and yes."""
    rate_limited(request, "helping")
    helper, refusal = domain.who_asks(asked), None
    if request.method == "POST":
        try:
            domain.agree(request=asked, elder=_me(request), now=timezone.now())
        except DomainError as met:
            refusal = met
        else:
            messages.success(request, _("%(name)s may pick classes for you now. You can end it on this page at any time.") % {"name": helper.get_full_name()})
            return redirect("selection:helpers")
    context = {"helper": helper, "refusal": refusal, "oneself": helper.pk == _me(request).pk}
    return render(request, "courses/selection/acting/agree.html", context, status=refusal.status if refusal else 200)
