"""The page on which another recording is joined to one, for the people who answer for both: choose, look how it goes on, publish, take off again."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from college.errors import DomainError
from media.cutting_forms import written
from media.domain import cutting, joining, playback_for
from media.models import Recording
from media.views.cutting import answered_for

BIGGEST = 18  # digits of a number that a database holds


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """`?second=` is the chosen one; POST joins it (`do=join`) or takes the last one off (`do=off`)."""
    recording, refusal = answered_for(request, pk), None
    if request.method == "POST":
        try:
            return _done(request, recording)
        except DomainError as error:
            if error.status == 404:
                raise
            refusal = error
    return _page(request, recording, refusal)


def _done(request: HttpRequest, recording: Recording) -> HttpResponse:
    asked = {"recording": recording, "by": request.user, "version": _number(request.POST.get("version", "")), "now": timezone.now()}
    if request.POST.get("do") == "off":
        joining.take_off(**asked)
        messages.success(request, _("It is being taken off. Until that is done people watch the replay of now."))
    else:
        joining.join(**asked, second=_number(request.POST.get("second", "")))
        messages.success(request, _("The two are being joined. Until that is done people watch the replay of now."))
    return redirect("media:cut", recording.pk)


def _page(request: HttpRequest, recording: Recording, refusal: DomainError | None) -> HttpResponse:
    found = joining.candidates(recording=recording, by=request.user) if cutting.can_cut(recording) else []
    wanted = _number(request.POST.get("second") or request.GET.get("second", ""))
    chosen = next((one for one, _words in found if one.pk == wanted and one.folder), None)
    context = {
        "recording": recording,
        "found": found,
        "chosen": chosen,
        "films": [_film(request, one) for one in (recording, chosen)] if chosen and recording.folder else [],
        "joins": [(one, written(one.begins_ms)) for one in recording.joins.filter(state="shown")],
        "can_cut": cutting.can_cut(recording),
        "refusal": refusal,
    }
    return render(request, "media/join.html", context, status=refusal.status if refusal else 200)


def _film(request: HttpRequest, recording: Recording) -> dict[str, Any]:
    """What people see of it now; nothing is encoded for a look at both."""
    shown = playback_for(recording=recording, viewer_key=str(request.user.pk), now=timezone.now())
    return {"url": shown.mp4_url, "poster": shown.poster_url, "name": str(recording), "length": recording.duration_ms // 1000}


def _number(text: str) -> int:
    """-1 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= BIGGEST else -1
