"""The numbers of free seats, for pages that stay open while everybody picks."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.selection import board

MOST = 60  # classes of one page
DIGITS = 18


@require_safe
def seats(request: HttpRequest) -> JsonResponse:
    """{"12": [taken, all], ...} of the classes named in `of` (numbers with commas between) that can be picked now. Asks nothing about who asks."""
    wanted = [int(word) for word in request.GET.get("of", "").split(",")[:MOST] if word.isascii() and word.isdigit() and len(word) <= DIGITS]
    found = board.of(wanted, timezone.now())
    return JsonResponse({str(pk): pair for pk, pair in found.items()}, headers={"Cache-Control": f"public, max-age={board.FRESH}"})
