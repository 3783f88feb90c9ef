"""Asking for a course: the list, the form, and the page of one request, which is passed on as a link or a code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from college.errors import DomainError
from college.limits import rate_limited
from courses.selection.domain import What
from courses.selection.domain import requests as domain
from courses.selection.models import CourseRequest, RequestName
from courses.selection.request_forms import AskForm
from courses.selection.rules import requests as rules
from courses.selection.whom import acting_of, for_her, learner_of, outside

MOST = 60  # requests of a list


@require_safe
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """What is asked for now, those with most names first."""
    shown = list(domain.counted()[:MOST])
    signed = _signed(learner_of(request), shown)
    rows = [(one, rules.missing(one.needed, one.names_count), one.pk in signed) for one in shown]
    return render(request, "courses/selection/requests/requests.html", {"rows": rows})


def _signed(user: Any, shown: list[CourseRequest]) -> set[int]:
    if not user.is_authenticated:
        return set()
    return set(RequestName.objects.filter(person=user, request__in=shown).values_list("request_id", flat=True))


@require_safe
@never_cache
def request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: how many names it has and how many are missing, mine, and what became of it."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, refusal: DomainError | None = None) -> HttpResponse:
    found = CourseRequest.objects.with_names().select_related("course", "neighbourhood", "venue", "offering__course").filter(pk=pk).first()
    signed = found is not None and bool(_signed(learner_of(request), [found]))
    # What was declined is shown to those who gave their names: others have no use for it, and a rude title leaves the site.
    if found is None or (found.state == CourseRequest.State.DECLINED and not signed):
        raise Http404
    context = {
        "asked": found,
        "missing": rules.missing(found.needed, found.names_count),
        "signed": signed,
        "takes_names": found.takes_names(timezone.localdate()),
        "address": request.build_absolute_uri(outside("selection:request", pk)),
        "refusal": refusal,
    }
    return render(request, "courses/selection/requests/request.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """The form; `?course=` chooses one, from its page."""
    chosen = request.GET.get("course", "")
    initial = {"course": chosen} if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else {}
    form = AskForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and (answer := _asked(request, form)) is not None:
        return answer
    return render(request, "courses/selection/requests/ask.html", {"form": form}, status=422 if form.errors else 200)


def _asked(request: HttpRequest, form: AskForm) -> HttpResponse | None:
    if acting_of(request).role is None:  # the door counts what is done for others
        rate_limited(request, "ask_for_course")
    try:
        made = for_her(request, What.ASK, domain.ask, about=str)(**form.values(), by=learner_of(request), now=timezone.now())
    except domain.AskedAlready as refusal:
        messages.info(request, str(refusal))
        return redirect(refusal.request) if refusal.request else redirect("selection:requests")
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Your request is open, with your name as the first. Pass the link on to your neighbours."))
    return redirect(made)


def _verb(what: What, verb: Callable[..., CourseRequest], said: Callable[[], str]) -> Callable[[HttpRequest, int], HttpResponse]:
    @require_POST
    @never_cache
    @login_required
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        acting = acting_of(request)
        if acting.role is None:  # the door counts what is done for others
            rate_limited(request, "sign_request")
        written = for_her(request, what, verb, about=str, changed=lambda done: done.changed)
        try:
            written(request_id=pk, person=acting.learner, by=acting.actor if acting.role else None, now=timezone.now())
        except DomainError as refusal:
            return _page(request, pk, refusal)
        messages.success(request, said())
        return redirect("selection:request", pk)

    return view


sign = _verb(What.SIGN, domain.sign, lambda: _("Your name is noted. We tell you as soon as there is a class."))
unsign = _verb(What.UNSIGN, domain.unsign, lambda: _("Your name is taken back."))
