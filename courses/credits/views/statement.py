"""My statement of credits, what each line stands on, and the rules in words."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from college.models import User
from courses.credits import domain


@require_safe
@never_cache
@login_required
def statement(request: HttpRequest) -> HttpResponse:
    """My statement (学分单) of this year, or of the one asked for."""
    now = timezone.now()
    year = _year(request.GET.get("year", ""), timezone.localdate(now).year)
    found = domain.statement(learner=cast(User, request.user), year=year, now=now)
    return render(request, "courses/credits/statement.html", {"statement": found})


def _year(asked: str, this_year: int) -> int:
    if not asked:
        return this_year
    if not (len(asked) == 4 and asked.isascii() and asked.isdigit()):
        raise Http404
    return int(asked)


@require_safe
@never_cache
@login_required
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """What one of my lines stands on, and the rule behind it in words. Of others' lines there is nothing to see."""
    found = domain.own_entry(number=pk, learner=cast(User, request.user))
    context = {"entry": found, "facts": found.evidence.snapshot, "instead": domain.correction_of(found)}
    return render(request, "courses/credits/entry.html", context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """How credits are counted, for everybody: the rules of today, and all earlier ones."""
    current, every = domain.rulebook(timezone.now())
    return render(request, "courses/credits/rules.html", {"current": current, "others": [one for one in every if one != current]})
