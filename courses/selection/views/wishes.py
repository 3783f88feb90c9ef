"""One's wishes in a round of wishes: chosen on a class's card, put in order here. Each button is a form; a script only saves the reload."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from college.errors import DomainError
from college.limits import rate_limited
from courses.selection import domain, progress, wishlist
from courses.selection.models import MOST_WISHES, Ballot
from courses.selection.pressing import crowded
from courses.selection.rules.wishes import moved, wishes_of
from courses.selection.whom import for_her, learner_of

STEPS = {"up": -1, "down": 1}
BY_SCRIPT = "fetch"  # X-Requested-With of our own script, which takes the list alone


@require_safe
@never_cache
@login_required
def wishes(request: HttpRequest) -> HttpResponse:
    """The round that matters now: one that runs, else the last one that has begun, else the next."""
    now = timezone.now()
    found = [one for one in progress.current(now) if one.wishing is not None]
    if not found:
        return render(request, "courses/selection/wishes.html", {"list": None})
    return _page(request, min(found, key=lambda one: _distance(one, now)), now)


def _distance(of: progress.Progress, now: datetime) -> tuple[int, float]:
    assert of.wishing is not None
    if of.wishing.runs_at(now):
        return 0, of.wishing.closes_at.timestamp()
    return (1, -of.wishing.closes_at.timestamp()) if of.wishing.opens_at <= now else (2, of.wishing.opens_at.timestamp())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def change_wishes(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of one round, and every change of it."""
    if request.method == "POST":
        rate_limited(request, "wish")
        crowded(request)
    now = timezone.now()
    found = next((one for one in progress.current(now) if one.wishing is not None and one.wishing.pk == pk), None)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found, now)
    try:
        ballot = _change(request, pk, now)
    except DomainError as refusal:
        return _page(request, found, now, refusal)
    return _page(request, found, now, saved=True) if by_script(request) else _done(request, pk, ballot)


def by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == BY_SCRIPT


def _change(request: HttpRequest, pk: int, now: datetime) -> Ballot | None:
    """`do` says what: add or remove one class, move one up or down, or save the whole order. The last three only on the list that she saw."""
    act, asked = request.POST.get("do"), {"round_id": pk, "learner": learner_of(request), "now": now}
    wanted, seen = [_number(one) for one in request.POST.getlist("offering")], request.POST.get("version", "")
    one = wanted[0] if wanted else 0
    if act == "add":
        return for_her(request, domain.What.WISHES, domain.add_wish)(offering_id=one, **asked)
    if act == "remove":
        return for_her(request, domain.What.WISHES, domain.remove_wish)(offering_id=one, **asked)
    if act in STEPS:
        wanted = moved(wishes_of(seen) or [], one, STEPS[act])
    elif act != "save":
        raise domain.BadWishes
    return for_her(request, domain.What.WISHES, domain.save_wishes)(offerings=wanted, version=seen, **asked)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0


def _done(request: HttpRequest, pk: int, ballot: Ballot | None) -> HttpResponse:
    """Back to where she pressed the button: a class's card, or the line that she moved."""
    back, one = request.headers.get("Referer", ""), _number(request.POST.get("offering", ""))
    messages.success(request, _said(request, ballot, one))
    if "/selection/wishes/" not in back and url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect(f"{reverse('selection:change_wishes', args=[pk])}#wish-{one}")


def _said(request: HttpRequest, ballot: Ballot | None, one: int) -> str:
    wished = list(ballot.wishes.order_by("rank").values_list("offering", flat=True)) if ballot else []
    if request.POST.get("do") == "add" and one in wished:
        parts = {"rank": wished.index(one) + 1, "left": MOST_WISHES - len(wished)}
        return _("Saved. It is your wish number %(rank)s; you may add %(left)s more.") % parts
    return _("Saved. You may change your wishes until the round ends.")


def _page(request: HttpRequest, of: progress.Progress, now: datetime, refusal: DomainError | None = None, *, saved: bool = False) -> HttpResponse:
    """The page, or for our script its list alone."""
    context = {"list": wishlist.of(learner_of(request), of, now), "refusal": refusal, "saved": saved}
    template = "courses/selection/wish_list.html" if by_script(request) else "courses/selection/wishes.html"
    return render(request, template, context, status=refusal.status if refusal else 200)
