"""What the neighbourhood needs: surveys, needs, modules; and the results of a survey."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.log_actions import log

from college import caching
from college.cells import safe_cell
from college.errors import DomainError
from college.models import User
from courses.catalogue.domain.needs import raise_need
from courses.catalogue.models import CoursePage, Module, Need, Survey, SurveyWords, Topic
from courses.catalogue.models.scope import keeps
from courses.catalogue.results import as_rows, tables_of
from courses.catalogue.rules.questions import Question


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """Surveys that can be answered, what was found, and which needs have an answer."""
    caching.shows(request, caching.LISTS)
    day = timezone.localdate()
    all_needs = list(Need.objects.with_answer().select_related("module").order_by("-asked", "pk"))
    context = {
        "open": Survey.objects.taking(day),
        "released": Survey.objects.released().order_by("-released_on", "-pk"),
        "unmet": [need for need in all_needs if not need.met],
        "met": [need for need in all_needs if need.met],
        "modules": Module.objects.with_demand().select_related("school"),
        "topics": Topic.objects.public().count(),
    }
    return render(request, "courses/catalogue/needs/needs.html", context)


@require_safe
def module(request: HttpRequest, slug: str) -> HttpResponse:
    """A module: its courses, and the needs that it answers."""
    caching.shows(request, caching.LISTS)
    found = get_object_or_404(Module.objects.with_demand().select_related("school"), slug=slug)
    courses = CoursePage.objects.live().public().filter(module_links__module=found).select_related("school").order_by("module_links__sort_order")
    return render(request, "courses/catalogue/needs/module.html", {"module": found, "courses": courses, "needs": found.needs.order_by("-asked", "pk")})


# ---- results


def _results_of(request: HttpRequest, slug: str) -> Survey:
    """A survey whose results this person may see: everybody once they are released, the office before."""
    found = get_object_or_404(Survey.objects.filter(results__isnull=False), slug=slug)
    if found.released_on is None and not keeps(request.user, found.school_id):
        raise Http404("The results are not released.")
    return found


@require_safe
@never_cache
def survey_results(request: HttpRequest, slug: str) -> HttpResponse:
    found = _results_of(request, slug)
    keeper = keeps(request.user, found.school_id)
    context: dict[str, Any] = {
        "survey": found,
        "tables": tables_of(found),
        "keeper": keeper,
        "said": _words(found) if keeper else [],
        "left_out": sum(found.tallies.filter(left_out=True).values_list("answers", flat=True)),
        "needs": found.needs.with_answer().select_related("module"),
    }
    return render(request, "courses/catalogue/needs/results.html", context)


def _words(found: Survey) -> list[tuple[Question, list[str]]]:
    """What people wrote, by question, in an order that says nothing; nothing of too few people. One query."""
    texts: dict[str, list[str]] = {}
    if found.results["people"]:
        for one in SurveyWords.objects.filter(survey=found, state=SurveyWords.State.KEPT):
            texts.setdefault(one.question, []).append(one.text)
    return [(question, texts[question.key]) for question in found.asked if question.key in texts]


@require_safe
@never_cache
def survey_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same tables as a file; each fetch leaves a line in the survey's history."""
    found = _results_of(request, slug)
    if not keeps(request.user, found.school_id):
        raise Http404("The file is for the office.")
    log(instance=found, action="courses.survey_export", user=request.user)
    text = StringIO()
    writer = csv.writer(text)
    for row in as_rows(found):
        writer.writerow([safe_cell(str(cell)) for cell in row])
    response = HttpResponse(b"\xef\xbb\xbf" + text.getvalue().encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="survey-{found.pk}.csv"'
    return response


@require_POST
def make_need(request: HttpRequest, slug: str) -> HttpResponse:
    """A number of the results becomes a need."""
    found = _results_of(request, slug)
    if not keeps(request.user, found.school_id):
        raise Http404("Only the office makes needs.")
    key, option, group = (request.POST.get(name, "") for name in ("question", "option", "group"))
    try:
        need = raise_need(survey_id=found.pk, key=key, option=_number(option), group=_number(group) if group else None, by=cast(User, request.user))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(need)s” is a need now. Give it a module in the list of needs.") % {"need": need.title})
    return redirect("catalogue:survey_results", found.slug)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1
