"""A draw computed again: the page brings the rules and a script, and the file stays in the visitor's browser."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def check_draw(request: HttpRequest) -> HttpResponse:
    return render(request, "courses/selection/check_draw.html")
