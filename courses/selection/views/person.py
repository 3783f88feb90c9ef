"""The page of one person for whom somebody acts: what she has and waits for, her week, and the classes that she can have. And her slip to take home."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from college import access
from college.models import AccessLog, User
from college.roles import roles_of
from courses.selection import listing, progress, wishlist
from courses.selection.domain.acting import DESK, Acting
from courses.selection.models import OfferingQuerySet
from courses.selection.timetable import week
from courses.selection.whom import acting_of, learner_of, outside

A_PAGE = 12
ONE_VISIT = timedelta(minutes=30)  # looking at one person again within it leaves no second line
TOPIC = "selection"
PAPERS = ("receipt", "a6", "a4")


def person_page(request: HttpRequest) -> HttpResponse:
    """Everything on one page, as the desk needs it with a queue of people, and a helper on her phone. `q` narrows the classes."""
    acting, now = acting_of(request), timezone.now()
    typed = request.GET.get("q", "").replace("\0", "").strip()[:60]
    who = listing.viewer(acting.learner, now)
    picked, waited = listing.of_learner(acting.learner, who, now)
    others = _found(listing.open_for_selection(now).exclude(pk__in={*who.enrolled, *who.places}), typed)
    page = Paginator(others, A_PAGE).get_page(request.GET.get("page"))
    rounds = progress.current(now)
    context = {
        "learner": acting.learner,
        "at_desk": acting.at_desk,
        "standings": progress.standings(acting.learner, rounds),
        "limits": listing.limits([one.term for one in rounds], picked),
        "picked": picked,
        "waited": waited,
        "week": week([*picked, *waited], now),
        "typed": typed,
        "page": page,
        "open": listing.show(page.object_list, who, now),
    }
    return render(request, "courses/selection/acting/person.html", context)


def _found(offerings: OfferingQuerySet, typed: str) -> OfferingQuerySet:
    """Each word in the course, the teacher, the place or the class's own label."""
    for word in typed.split():
        fits = Q(course__title__icontains=word) | Q(teacher__name__icontains=word) | Q(venue__name__icontains=word) | Q(label__icontains=word)
        offerings = offerings.filter(fits)
    return offerings


def looked(acting: Acting, now: datetime, action: AccessLog.Action = AccessLog.Action.VIEW) -> None:
    """The desk leaves a line for the person, one a visit. Whom she let in herself leaves what was done, not each look."""
    if not acting.at_desk:
        return
    before = AccessLog.objects.filter(actor=acting.actor, subject=acting.learner, topic=TOPIC, action=action, at__gt=now - ONE_VISIT)
    if not before.exists():
        role = next(role for role in DESK if role in roles_of(acting.actor))
        access.record(actor=acting.actor, role=role, subjects=[acting.learner.pk], action=action, topic=TOPIC, now=now)


def _wished(learner: User, who: listing.Viewer, now: datetime) -> list[tuple[progress.Standing, list[listing.Shown]]]:
    """Her lists of wishes that are not drawn yet: where the round stands, and the classes in her order."""
    rounds = [one for one in progress.current(now) if one.wishing is not None and not one.drawn]
    lists = [one for one in progress.standings(learner, rounds) if one.wishes]
    return [(one, wishlist.shown(one.wishes, who, now)) for one in lists]


@never_cache
@login_required
@require_safe
def slip(request: HttpRequest) -> HttpResponse:
    """What she has, what is kept for her, what she waits and wishes for, large and clear, on the paper that the printer has."""
    learner, now = learner_of(request), timezone.now()
    who = listing.viewer(learner, now)
    picked, waited = listing.of_learner(learner, who, now)
    looked(acting_of(request), now, AccessLog.Action.EXPORT)
    paper = request.GET.get("paper")
    context = {
        "learner": learner,
        "acting": acting_of(request),
        "picked": [(one, listing.next_lesson(one.offering, now)) for one in picked],
        "offered": [one for one in waited if one.held_until],
        "waited": [one for one in waited if not one.held_until],
        "wished": _wished(learner, who, now),
        "paper": paper if paper in PAPERS else PAPERS[0],
        "papers": PAPERS,
        "address": settings.SITE_URL + outside("selection:home"),
        "now": now,
    }
    return render(request, "courses/selection/acting/slip.html", context)
