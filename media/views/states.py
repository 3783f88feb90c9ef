"""The state of a recording for the people who answer for it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from college.errors import DomainError
from media import domain
from media.domain.answering import answers_for
from media.models import Recording

LONGEST_PATH = 1000  # signs: in per cent they are up to twelve times as long, and Django refuses a redirect that is very long


@require_safe
@never_cache
@login_required
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """The state: a fragment for htmx, a small page for everybody else."""
    recording = _answered_for(request, pk)
    is_fragment = getattr(request, "htmx", False)
    return render(request, "media/state.html" if is_fragment else "media/state_page.html", {"recording": recording})


@require_POST
@login_required
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed recording again, then back to where the button stood."""
    return _done(request, pk, domain.retry, "media.retry", _("The recording is being prepared again."))


@require_POST
@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """End the work on a recording, then back to where the button stood."""
    return _done(request, pk, domain.cancel, "media.cancel", _("The preparation has been ended."))


def _done(request: HttpRequest, pk: int, verb: Callable[..., Recording], action: str, said: str) -> HttpResponse:
    recording = _answered_for(request, pk)
    try:
        verb(recording=recording, now=timezone.now())
        domain.note(recording=recording, action=action, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(way_back(request) or reverse("media:state", args=[pk]))


def way_back(request: HttpRequest) -> str:
    """The page that the form names, if it is a path on this site."""
    back = request.POST.get("next", "")
    is_path = back.startswith("/") and back.isprintable() and len(back) <= LONGEST_PATH
    return back if is_path and url_has_allowed_host_and_scheme(back, {request.get_host()}) else ""


def _answered_for(request: HttpRequest, pk: int) -> Recording:
    """The recording, for its owner and staff; to anybody else, another teacher too, it does not exist."""
    recording = Recording.objects.kept().filter(pk=pk).first()
    if recording is None or not answers_for(request.user, recording):
        raise Http404
    return recording
