"""What a member sees of the report: her own line, before anybody else, and who has looked at it."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from college.access import accesses_of
from college.models import User
from courses.credits.domain.report import own_file, years_of_members
from courses.credits.models import ReportYear

A_PAGE = 20


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """My own line of a year's report: what I have, what I need, what is missing, and from when others may read it."""
    now = timezone.now()
    years = years_of_members(now)
    year = _chosen(years, request.GET.get("year", ""))
    file = own_file(year=year, user=cast(User, request.user), now=now) if year else None
    return render(request, "courses/credits/my_report.html", {"years": years, "year": year, "file": file, "today": timezone.localdate()})


def _chosen(years: list[ReportYear], asked: str) -> ReportYear | None:
    """The year asked for, else the last one that can be read."""
    if not asked:
        return years[0] if years else None
    found = next((one for one in years if str(one.year) == asked), None)
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
@login_required
def accesses(request: HttpRequest) -> HttpResponse:
    """Who has looked at my credits (谁看过我的学分)."""
    page = Paginator(accesses_of(cast(User, request.user)), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "courses/credits/accesses.html", {"page": page})
