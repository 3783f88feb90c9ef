"""The committee's pages: the report of a year, one member's evidence, and the report as a file. Every showing is written down."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from college.errors import NotFound
from college.models import User
from college.roles import Role, has_role
from courses.credits import exports
from courses.credits.domain.refusals_report import NotOpenYet
from courses.credits.domain.report import ORDERS, STATES, Asked, Report, read_member, read_page, take_export, years_of_committee
from courses.credits.models import ReportYear
from courses.credits.rules.chart import chart

LONGEST = 60  # characters of a filter that are looked at
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _committee(request: HttpRequest) -> User:
    """Who is signed in, when she is of the committee; to everybody else there is nothing here."""
    if not has_role(request.user, Role.COMMITTEE):
        raise NotFound
    return cast(User, request.user)


def _asked(given: QueryDict) -> Asked:
    values = {name: given.get(name, "").strip()[:LONGEST] for name in ("category", "state", "unit", "name", "order")}
    return Asked(**{**values, "order": values["order"] or "name"})


def _query(asked: Asked) -> str:
    """The filter as a query string, without what is empty; pages and exports carry it along."""
    query = QueryDict(mutable=True)
    chosen = {"category": asked.category, "state": asked.state, "unit": asked.unit, "name": asked.name}
    query.update({name: value for name, value in chosen.items() if value})
    if asked.order != "name":
        query["order"] = asked.order
    return query.urlencode()


@require_safe
@never_cache
@login_required
def latest(request: HttpRequest) -> HttpResponse:
    """The last year whose report may be opened, else the last that is planned; a page that says so when there is none."""
    _committee(request)
    years, today = years_of_committee(), timezone.localdate()
    if not years:
        return render(request, "courses/credits/report_none.html")
    return redirect("credits:report", next((one.year for one in years if one.committee_from <= today), years[0].year))


@require_safe
@never_cache
@login_required
def report(request: HttpRequest, year: int) -> HttpResponse:
    """The report: numbers, distribution, list; with `print` the whole list on one page, which counts as taking it along."""
    by, asked = _committee(request), _asked(request.GET)
    years, on_paper = years_of_committee(), "print" in request.GET
    read = _all_of_it if on_paper else read_page
    try:
        found, page = read(year=year, asked=asked, page=request.GET.get("page"), by=by, now=timezone.now())
    except NotOpenYet as refusal:
        return _not_open(request, year, years, refusal)
    context = {
        "report": found,
        "page": page,
        "rows": [(line, found.names_of(line)) for line in page.object_list],
        "states": STATES,
        "orders": ORDERS,
        "chart": chart(found.bands),
        "query": _query(asked),
        "years": years,
        "now": timezone.now(),
        "on_paper": on_paper,
    }
    return render(request, "courses/credits/report.html", context)


def _all_of_it(*, year: int, asked: Asked, page: object, by: User, now: datetime) -> tuple[Report, Page]:
    found = take_export(year=year, asked=asked, by=by, now=now)
    return found, Paginator(found.lines, max(1, len(found.lines))).page(1)


def _not_open(request: HttpRequest, year: int, years: list[ReportYear], refusal: NotOpenYet) -> HttpResponse:
    return render(request, "courses/credits/report_closed.html", {"year": year, "years": years, "refusal": refusal}, status=refusal.status)


@require_safe
@never_cache
@login_required
def member(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """One member's entries of the year and what each stands on."""
    found = read_member(year=year, account_id=pk, by=_committee(request), now=timezone.now())
    return render(request, "courses/credits/report_member.html", {"file": found, "year": year})


@require_safe
@never_cache
@login_required
def export_csv(request: HttpRequest, year: int) -> StreamingHttpResponse:
    now = timezone.now()
    found = take_export(year=year, asked=_asked(request.GET), by=_committee(request), now=now)
    return StreamingHttpResponse(exports.as_csv(found, now), content_type="text/csv; charset=utf-8", headers=_as_file(year, "csv"))


@require_safe
@never_cache
@login_required
def export_xlsx(request: HttpRequest, year: int) -> HttpResponse:
    now = timezone.now()
    found = take_export(year=year, asked=_asked(request.GET), by=_committee(request), now=now)
    return HttpResponse(exports.as_xlsx(found, now), content_type=XLSX, headers=_as_file(year, "xlsx"))


def _as_file(year: int, kind: str) -> dict[str, str]:
    return {"Content-Disposition": content_disposition_header(True, f"promotion-report-{year}.{kind}") or ""}
