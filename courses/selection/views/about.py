"""What a learner says of herself before she picks: her year of birth and where she lives, and that she feels well enough. Large print, few words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from college import access
from college.errors import DomainError
from college.facts import facts_of
from college.models import AccessLog, LearnerFacts
from college.roles import Role, roles_of
from courses.selection import domain
from courses.selection.about_forms import AboutForm, ReserveForm
from courses.selection.whom import acting_of

MOST_IN_ADDRESS = 500


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def about_me(request: HttpRequest) -> HttpResponse:
    """Year of birth and neighbourhood; at the desk also whether a seat is kept for her."""
    acting = acting_of(request)
    known = _seen(acting)
    form = AboutForm(request.POST if request.method == "POST" else None, initial={"birth_year": known.birth_year, "neighbourhood": known.neighbourhood})
    if request.method == "POST" and form.is_valid() and _told(form, acting):
        messages.success(request, _("Saved."))
        return redirect(_way_on(request))
    return _page(request, known, form=form)


def _told(form: AboutForm, acting: domain.Acting) -> bool:
    try:
        domain.tell_facts(acting=acting, **form.cleaned_data, now=timezone.now())
    except DomainError as refusal:
        form.add_error("birth_year", str(refusal))
        return False
    return True


@require_POST
@never_cache
@login_required
def reserve(request: HttpRequest) -> HttpResponse:
    """The desk writes down until when a seat is kept for her."""
    acting = acting_of(request)
    if not acting.at_desk:
        raise Http404
    form = ReserveForm(request.POST)
    if form.is_valid() and _kept(form, acting):
        messages.success(request, _("Saved."))
        return redirect("selection:about_me")
    return _page(request, _seen(acting), reserve_form=form)


def _seen(acting: domain.Acting) -> LearnerFacts:
    """What is known of her; that the desk looked is written down for her to read."""
    if acting.at_desk:
        role = next(role for role in (Role.DESK, Role.STAFF, Role.ADMINISTRATOR) if role in roles_of(acting.actor))
        access.record(actor=acting.actor, role=role, subjects=[acting.learner.pk], action=AccessLog.Action.VIEW, topic="about", now=timezone.now())
    return facts_of(acting.learner)


def _kept(form: ReserveForm, acting: domain.Acting) -> bool:
    try:
        domain.keep_seat(acting=acting, until=form.cleaned_data["until"], now=timezone.now())
    except DomainError as refusal:
        form.add_error("until", str(refusal))
        return False
    return True


def _page(request: HttpRequest, known: LearnerFacts, form: AboutForm | None = None, reserve_form: ReserveForm | None = None) -> HttpResponse:
    wrong = (form is not None and form.is_bound) or reserve_form is not None
    context = {
        "known": known,
        "form": form or AboutForm(initial={"birth_year": known.birth_year, "neighbourhood": known.neighbourhood}),
        "reserve_form": reserve_form or ReserveForm(initial={"until": known.reserve_until}),
        "acting": acting_of(request),
        "next": _asked_next(request),
        "pledge": _pledge_until(known),
    }
    return render(request, "courses/selection/about_me.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def pledge(request: HttpRequest) -> HttpResponse:
    """The health pledge: what she says, what is written down, and one button."""
    acting = acting_of(request)
    if request.method == "POST":
        verb = domain.take_back_pledge if request.POST.get("answer") == "take_back" else domain.give_pledge
        verb(acting=acting, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect(_way_on(request))
    context = {"acting": acting, "until": _pledge_until(facts_of(acting.learner)), "next": _asked_next(request)}
    return render(request, "courses/selection/pledge.html", context)


def _pledge_until(known: LearnerFacts) -> date | None:
    """The last day of a pledge that is good today."""
    return known.pledge_until if known.pledge_until and known.pledge_until >= timezone.localdate() else None


def _asked_next(request: HttpRequest) -> str:
    """Where she came from, when that is a page of ours; else ""."""
    asked: Any = request.POST.get("next") or request.GET.get("next") or ""
    good = len(asked) <= MOST_IN_ADDRESS and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if good and asked.startswith("/") and asked.isprintable() else ""


def _way_on(request: HttpRequest) -> str:
    return _asked_next(request) or reverse("selection:home")
