"""A draw computed again: the page brings the rules and a script, and the file stays in the visitor's browser."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.selection.models import Draw


@require_safe
def check_draw(request: HttpRequest) -> HttpResponse:
    """With `?round=` the script fetches that round's file by itself."""
    asked = request.GET.get("round", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else 0
    draw = Draw.objects.filter(round=number, sealed_at__isnull=False).select_related("round__plan__term").first() if number else None
    return render(request, "courses/selection/check_draw.html", {"draw": draw})
