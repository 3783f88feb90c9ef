"""The API of the promotion report: for the committee alone, and every look is written down as on the page."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from college.api import Refusal, limit, signed_in
from college.models import User
from courses.credits.domain.report import Asked, Report, read_page
from courses.credits.domain.report_fold import Line

router = Router(tags=["credits"], auth=signed_in)
A_PAGE = 100
REFUSALS = {401: Refusal, 403: Refusal, 404: Refusal, 422: Refusal, 429: Refusal}


class ByKind(Schema):
    """Hundredths of a credit."""

    required: int
    elective: int
    project: int


class MemberLine(Schema):
    """One member: `state` is met, unmet, exempt or no_rule; `categories` are codes; `entries` counts the entries of the year."""

    name: str
    categories: list[str]
    units: list[str]
    earned: ByKind
    needed: ByKind
    entries: int
    state: str


class PromotionReport(Schema):
    """A page of the report. `check_code` is of all lines that answer the question, the same as on the page and in the exports."""

    year: int
    rules: str | None
    count: int
    page: int
    pages: int
    check_code: str
    results: list[MemberLine]


@router.get("/promotion-report", operation_id="promotionReport", response={200: PromotionReport, **REFUSALS}, summary="The promotion report of a year")
def promotion_report(
    request: HttpRequest,
    year: int = Query(..., ge=2000, le=2099),
    state: str = Query("", max_length=20),
    category: str = Query("", max_length=30),
    page: int = Query(1, ge=1, le=100_000),
) -> PromotionReport:
    """For the committee, by name; a page beyond the last is the last. Refused with not_found for everybody else, report_not_open_yet, unknown_filter."""
    limit(request)
    asked = Asked(category=category, state=state)
    report, shown = read_page(year=year, asked=asked, page=page, by=cast(User, request.user), now=timezone.now(), size=A_PAGE)
    return PromotionReport(
        year=year,
        rules=report.rules.version if report.rules else None,
        count=shown.paginator.count,
        page=shown.number,
        pages=shown.paginator.num_pages,
        check_code=report.check_code,
        results=[_line(report, line) for line in shown.object_list],
    )


def _line(report: Report, line: Line) -> MemberLine:
    return MemberLine(
        name=line.name,
        categories=[report.categories[key].code for key in line.categories],
        units=list(line.units),
        earned=ByKind(**line.earned._asdict()),
        needed=ByKind(**line.need._asdict()),
        entries=line.entries,
        state=line.state.value,
    )
