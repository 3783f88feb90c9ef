"""Picking, dropping and waiting, as forms that work without a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from college import caching, members, situations
from college.errors import DomainError
from college.models import Term
from courses.selection import domain, listing, progress, situation, starts
from courses.selection.domain.eligibility import asks_something, has_rules
from courses.selection.domain.events import ROUNDS
from courses.selection.domain.refusals import AlreadyEnrolled, AlreadyWaiting, NotEnrolled, NotWaiting, OfferingOver
from courses.selection.keys import key_of
from courses.selection.listing import Shown, Viewer, with_counted
from courses.selection.models import Offering
from courses.selection.pressing import pressed
from courses.selection.rules.phases import Phase
from courses.selection.timetable import week
from courses.selection.views.person import person_page
from courses.selection.whom import acting_of, for_her, learner_of

DONE_BEFORE = {one.code for one in (AlreadyEnrolled, AlreadyWaiting, NotEnrolled, NotWaiting)}  # the second click of two: the wish is already so


@caching.for_members
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My selection: what I have, what I wait for, my week, and what can be picked now. The same for all who are not signed in, and for all who have
    nothing yet. Of somebody else all that can be done for her."""
    if acting_of(request).role is not None:
        return person_page(request)
    caching.shows(request, caching.LISTS, ROUNDS)
    now = timezone.now()
    has = situations.of(request, situation.HAS, 0, now)
    return _home(request, request.user if has == situation.SOMETHING else AnonymousUser(), has, now)


def _home(request: HttpRequest, learner: Any, has: str, now: datetime) -> HttpResponse:
    """The page for somebody who has something, or for a stranger, as whom somebody is shown who has nothing that stands on it but what became of her
    wishes."""
    rounds = progress.current(now)
    standings = progress.standings(learner, rounds)
    who = listing.viewer(learner, now, wishes=progress.listed(standings))
    picked, waited = listing.of_learner(who.person, who, now) if who.signed_in else ([], [])
    page = situation.open_page(request.GET.get("page"), now, but={*who.enrolled, *who.places})
    context = {
        **_choices(rounds, now),
        "standings": standings,
        "own_standings": members.hole(request, progress.STANDINGS) if has == situation.WISHED else "",
        "has_wishes": any(one.wishing for one in rounds),
        "limits": listing.limits([one.term for one in rounds], picked) if request.user.is_authenticated else [],
        "has_something": who.signed_in,
        "picked": picked,
        "waited": waited,
        "week": week([*picked, *waited], now),
        "page": page,
        "open": _open(request, page, who, now),
    }
    return render(request, "courses/selection/home.html", context)


def _open(request: HttpRequest, page: Page[Offering], who: Viewer, now: datetime) -> list[Shown]:
    """What can be picked, as she sees it."""
    found = list(page.object_list)
    if not who.signed_in and request.user.is_authenticated:
        unmet = situations.of(request, situation.UNMET, page.number, now) if any(asks_something(one) for one in found) else ()
        who = replace(situation.fresh(unmet), begun=starts.begun(request, {one.term for one in found}, now))
    return [starts.with_start(request, one) for one in listing.show(found, who, now)]


def _choices(rounds: list[progress.Progress], now: datetime) -> dict[str, Any]:
    """What there is to choose from: terms without rounds that can be picked, or the next one of them; and whether rounds let people pick or only wish."""
    terms = [one for one in Term.objects.selecting_at(now).order_by("selection_closes_at") if one.pk not in {of.term.pk for of in rounds}]
    phases = {one.phase for one in rounds}
    picking = bool(terms) or not phases.isdisjoint({Phase.FIRST_COME, Phase.ADD_DROP})
    return {
        "terms": terms,
        "coming": None if terms or rounds else Term.objects.filter(selection_opens_at__gt=now).order_by("selection_opens_at").first(),
        "choosing": picking or Phase.WISHES in phases,
        "wishes_only": not picking,
    }


@caching.for_members
@require_safe
def offering(request: HttpRequest, pk: int) -> HttpResponse:
    """One class: when, where, who, its seats and lessons, and what I can do. The same for all who stand the same way."""
    return _offering_page(request, pk)


def _offering_page(request: HttpRequest, pk: int, refusal: DomainError | None = None) -> HttpResponse:
    now = timezone.now()
    asked = partial(_stands, request, now=now)
    shown = with_counted(_shown_on(request, pk, now), lambda: asked(situation.LIMIT, pk))
    caching.shows(request, caching.offering(pk), caching.course(shown.offering.course_id), ROUNDS)
    exception = asked(situation.EXCEPTION, pk) if has_rules(shown.offering) else None
    lessons = list(shown.offering.lessons.select_related("unit", "room").order_by("number"))
    for lesson in lessons:
        lesson.offering = shown.offering
    context = {"shown": shown, "offering": shown.offering, "lessons": lessons, "refusal": refusal, "now": now, "exception": exception}
    return render(request, "courses/selection/offering.html", context, status=refusal.status if refusal else 200)


def _stands(request: HttpRequest, name: str, key: int, now: datetime) -> Any:
    """How she stands for whom the page is; see `college/situations.py`."""
    acting = acting_of(request)
    return situations.of(request, name, key, now) if acting.role is None else situations.answer((name, key), acting.learner, now)


def _shown_on(request: HttpRequest, pk: int, now: datetime) -> Shown:
    """For the class's page, which may be kept: of oneself nothing is asked but how one stands."""
    if acting_of(request).role is not None:
        return _shown_to(learner_of(request), pk, now)
    found = _loaded(pk)
    who = situations.of(request, situation.NAME, found.course_id, now).viewer
    _must_see(request.user, found, who)
    who = replace(who, begun=starts.begun(request, [found.term], now))
    return starts.with_start(request, listing.show([found], who, now)[0])


def _shown_to(user: Any, pk: int, now: datetime) -> Shown:
    found, who = _loaded(pk), listing.viewer(user, now)
    _must_see(user, found, who)
    return listing.show([found], who, now)[0]


def _loaded(pk: int) -> Offering:
    return get_object_or_404(listing.with_everything(Offering.objects.all()), pk=pk)


def _must_see(user: Any, found: Offering, who: Viewer) -> None:
    """The offering of a published course for everybody, of any course for those who have it or teach it; else 404."""
    if not (found.course.live or found.pk in who.enrolled or domain.may_teach(user, found)):
        raise Http404


def _verb(what: domain.What, verb: Callable[..., Any], said: Callable[[Any], str]) -> Callable[[HttpRequest, int], HttpResponse]:
    """A page that calls one verb for the learner. Opened as a link (after signing in, say) it leads to the class."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @login_required
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            return redirect("selection:offering", pk)
        return _call(request, pk, what, verb, said)

    return view


def _call(request: HttpRequest, pk: int, what: domain.What, verb: Callable[..., Any], said: Callable[[Any], str]) -> HttpResponse:
    pressed(request)  # drawing the page again would cost a script's thousand presses too much
    who: Any = request.user
    learner = learner_of(request)
    try:
        done = domain.once(for_her(request, what, verb), key=key_of(request), account=who, offering_id=pk, learner=learner, now=timezone.now())
    except DomainError as refusal:
        if refusal.code not in DONE_BEFORE:
            return _refused(request, pk, refusal)
        _shown_to(learner, pk, timezone.now())
        messages.info(request, str(refusal))
    else:
        messages.success(request, said(done))
    return HttpResponseRedirect(_page_of(pk, get_script_prefix()))


@lru_cache(1024)
def _page_of(pk: int, _door: str) -> str:
    """The address of a class, below the door through which somebody came (see `door`): a thousand picks go back to the same few."""
    return reverse("selection:offering", args=[pk])


def _refused(request: HttpRequest, pk: int, refusal: DomainError) -> HttpResponse:
    """The class with the words on it; the words alone for a script, since a page for each of the many who come too late costs more than all seats."""
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        opens_at = getattr(refusal, "opens_at", None)
        later = {"starts_in": listing.milliseconds(opens_at, timezone.now())} if opens_at else {}
        return JsonResponse({"code": refusal.code, "message": str(refusal), **later}, status=refusal.status)
    return _offering_page(request, pk, refusal)


def _picked(enrolment: Any) -> str:
    return _("You have a seat in “%(course)s”.") % {"course": enrolment.offering.course_title}


def _dropped(enrolment: Any) -> str:
    return _("You have dropped “%(course)s”.") % {"course": enrolment.offering.course_title}


def _joined(entry: Any) -> str:
    return _("You are on the waitlist. As soon as a seat is free for you, we keep it for you and tell you.")


def _left(entry: Any) -> str:
    return _("You have left the waitlist.")


def _declined(entry: Any) -> str:
    return _("The seat goes on to the next. You keep your place for the next one.")


pick = _verb(domain.What.PICK, domain.pick, _picked)
accept = _verb(domain.What.ACCEPT, domain.accept_offer, _picked)
wait = _verb(domain.What.WAIT, domain.join_waitlist, _joined)
leave = _verb(domain.What.LEAVE, domain.leave_waitlist, _left)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first what happens to the seat, then drops."""
    if request.method == "POST":
        return _call(request, pk, domain.What.DROP, domain.drop, _dropped)
    shown = _shown_to(learner_of(request), pk, timezone.now())
    if not shown.enrolled:
        return redirect("selection:offering", pk)
    if shown.over:
        return _offering_page(request, pk, OfferingOver())
    return render(request, "courses/selection/drop.html", {"shown": shown, "offering": shown.offering, "now": timezone.now()})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, since a seat that was declined is gone; then lets it go on to the next."""
    if request.method == "POST":
        return _call(request, pk, domain.What.DECLINE, domain.decline_offer, _declined)
    shown = _shown_to(learner_of(request), pk, timezone.now())
    if not shown.held_until:
        return redirect("selection:offering", pk)
    return render(request, "courses/selection/decline.html", {"shown": shown, "offering": shown.offering})
