"""The door to the pages of somebody else: `/for/<number>/` before the address of a page of selection."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, resolve, set_script_prefix
from django.utils import timezone
from django.views.decorators.cache import never_cache

from college.limits import rate_limited
from college.models import User
from courses.selection import domain
from courses.selection.views.person import looked

# The pages that can be opened for somebody else, and those of them that only the front desk opens.
PAGES = frozenset(
    f"selection:{name}"
    for name in (
        *("home", "offering", "pick", "drop", "wait", "leave", "accept", "decline", "about_me", "pledge", "slip", "wishes", "change_wishes", "groups"),
        *("requests", "request", "ask", "sign_request", "unsign_request"),
    )
)
# Whoever has a calendar's address reads it for good, also when she no longer helps.
AT_DESK = frozenset(f"selection:{name}" for name in ("reserve", "helpers", "add_helper", "end_help", "calendar", "new_feed", "end_feed"))


@never_cache
@login_required
def for_somebody(request: HttpRequest, whom: int, rest: str) -> HttpResponse:
    """One page or verb, for somebody for whom this person may act; for all others there is nothing here.

    While it runs, addresses are made with the door before them, so that no link and no form can lose for whom it is. A page that is for oneself alone is
    led to outside; nothing is ever sent there.
    """
    acting = domain.may_act_for(actor=cast(User, request.user), learner_id=whom)
    match = resolve(f"/{rest}")
    if acting.role is None or match.view_name not in PAGES | (AT_DESK if acting.at_desk else frozenset()):
        return _outside(request, rest)
    if request.method == "POST":
        rate_limited(request, "acting")
    else:
        looked(acting, timezone.now())
    request.acting = acting  # type: ignore[attr-defined]
    before = get_script_prefix()
    set_script_prefix(f"{before}for/{whom}/")
    try:
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    finally:
        set_script_prefix(before)
    return answer


def _outside(request: HttpRequest, rest: str) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"/{rest.lstrip('/')}{'?' if query else ''}{query}")
