"""The public pages of rounds: when what is picked, how many want which class, and the file of a draw for whoever computes it again."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from college import caching
from courses.selection import rounds_shown
from courses.selection.domain.events import ROUNDS
from courses.selection.models import Draw, DrawList, Round
from courses.selection.rounds_shown import Stage

A_PAGE = 50


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The time line of every plan that runs or was drawn."""
    caching.shows(request, ROUNDS, caching.LISTS)
    now = timezone.now()
    plans = [(plan, [(one, rounds_shown.stage_of(one, rounds_shown.draw_of(one), now)) for one in plan.rounds.all()]) for plan in rounds_shown.plans(now)]
    return render(request, "courses/selection/rounds.html", {"plans": plans})


@require_safe
def round(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: what, when, and, where a draw decides, everything that can be checked. The same for everybody."""
    caching.shows(request, ROUNDS, caching.LISTS)
    found = get_object_or_404(Round.objects.select_related("plan__term", "draw"), pk=pk)
    draw, now = rounds_shown.draw_of(found), timezone.now()
    context = {"round": found, "draw": draw, "term": found.plan.term, "plan": found.plan, "stage": rounds_shown.stage_of(found, draw, now)}
    if draw is not None:
        context |= _drawn(request, found, draw, context["stage"])
    return render(request, "courses/selection/round.html", context)


def _drawn(request: HttpRequest, found: Round, draw: Draw, stage: Stage) -> dict[str, Any]:
    """What a round of wishes has to show; nobody's numbers before it has begun."""
    if stage is Stage.COMING:
        return {}
    page = Paginator(rounds_shown.wanted_classes(found), A_PAGE).get_page(request.GET.get("page"))
    numbers = rounds_shown.numbers(found)
    drawn = {"changes": rounds_shown.changes(draw), "summary": draw.summary} if stage is Stage.DRAWN else {}
    return {"numbers": numbers, "empty": not numbers["people"], "page": page, "rows": rounds_shown.show(found, page.object_list), **drawn}


def _tag(request: HttpRequest, pk: int) -> str | None:
    """The file is written twice in its life: when the list is closed, and at the draw."""
    row = Draw.objects.filter(round=pk, sealed_at__isnull=False).values_list("list_sha256", "drawn_at").first()
    return None if row is None else f'"{row[0]}{"-drawn" if row[1] else ""}"'


@require_safe
@condition(etag_func=_tag)
def draw_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The published list; after the draw, with the opening and the seats below it."""
    found = DrawList.objects.filter(draw__round=pk).first()
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.sealed) + bytes(found.opened), content_type="application/x-ndjson")
    answer["Content-Disposition"] = f'attachment; filename="draw-{pk}.jsonl"'
    answer["Cache-Control"] = "no-cache"
    return answer
