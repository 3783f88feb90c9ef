"""Pages for everybody: how scores are counted, and when each score changed."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from college.models import Teacher
from courses.catalogue.models import CoursePage
from courses.evaluation import domain, rules
from courses.evaluation.domain.scores import Thing

A_PAGE = 30
EXAMPLE = ((5,) * 6, (5, 4, 5, 5, 4, 5), (4,) * 6, (5, 5, 4, 4, 5, 3), (3, 4, 4, 5, 4, 4))


@require_safe
def scores(request: HttpRequest) -> HttpResponse:
    """How scores are counted, with an example that is counted here."""
    context = {"policy": domain.policy_at(timezone.now()), "fewest": rules.FEWEST, "example": rules.Score(len(EXAMPLE), 8, rules.tally(EXAMPLE))}
    return render(request, "courses/evaluation/scores.html", context)


@require_safe
def course_log(request: HttpRequest, pk: int) -> HttpResponse:
    """When and why the score of a course changed."""
    page = get_object_or_404(CoursePage.objects.live().public(), pk=pk)
    return _log(request, page, page.title, page.get_url(request) or "/")


@require_safe
def teacher_log(request: HttpRequest, slug: str) -> HttpResponse:
    """When and why the score of a teacher changed."""
    teacher = get_object_or_404(Teacher, slug=slug)
    return _log(request, teacher, teacher.name, teacher.get_absolute_url())


def _log(request: HttpRequest, thing: Thing, title: str, url: str) -> HttpResponse:
    page = Paginator(domain.score_log(thing), A_PAGE).get_page(request.GET.get("page"))
    rows: list[tuple[Any, rules.Score]] = [(snapshot, domain.score_of(snapshot)) for snapshot in page.object_list]
    return render(request, "courses/evaluation/score_log.html", {"title": title, "url": url, "page": page, "rows": rows})
