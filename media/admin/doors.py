"""What staff do with one recording: each a form on its page. Removing asks once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.auth import require_admin_access

from college.errors import DomainError, NotAllowed
from college.roles import is_keeper
from media import domain
from media.domain import answering, keeping, removing
from media.forms import ConsentForm, UploadForm
from media.models import Recording
from media.places import places

View = Callable[..., HttpResponse]


def _for_keepers(view: View) -> View:
    def checked(request: HttpRequest, pk: int) -> HttpResponse:
        if not is_keeper(request.user):
            raise NotAllowed
        return view(request, get_object_or_404(answering.kept_by(request.user).select_related("owner"), pk=pk))

    return require_admin_access(checked)  # type: ignore[no-any-return]


def _back(request: HttpRequest, recording: Recording, act: Callable[[], object], done: str) -> HttpResponse:
    """Act, say what was done or why not, and show the recording again."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("recording:inspect", recording.pk)


@require_POST
@_for_keepers
def retry(request: HttpRequest, recording: Recording) -> HttpResponse:
    return _back(request, recording, lambda: _noted(domain.retry, "media.retry", request, recording), _("The recording is being prepared again."))


@require_POST
@_for_keepers
def cancel(request: HttpRequest, recording: Recording) -> HttpResponse:
    return _back(request, recording, lambda: _noted(domain.cancel, "media.cancel", request, recording), _("The preparation has been ended."))


def _noted(verb: Callable[..., object], action: str, request: HttpRequest, recording: Recording) -> None:
    verb(recording=recording, now=timezone.now())
    keeping.note(recording=recording, action=action, by=request.user)


@require_POST
@_for_keepers
def redo(request: HttpRequest, recording: Recording) -> HttpResponse:
    """Make a part again that was left out; the form names it."""
    step = request.POST.get("step", "")
    act = lambda: keeping.redo(recording=recording, step=step, by=request.user, now=timezone.now())  # noqa: E731
    return _back(request, recording, act, _("This part is being made again."))


@require_POST
@_for_keepers
def answer(request: HttpRequest, recording: Recording) -> HttpResponse:
    """Who can be seen, and whether learners may download it."""
    form = ConsentForm(request.POST, prefix=ConsentForm.PREFIX)
    if not form.is_valid():
        messages.error(request, _("Please choose one of the answers."))
        return redirect("recording:inspect", recording.pk)
    return _back(request, recording, lambda: keeping.answer(recording=recording, by=request.user, **form.answer()), _("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
@_for_keepers
def remove(request: HttpRequest, recording: Recording) -> HttpResponse:
    """GET asks, POST removes."""
    if request.method != "POST":
        place = places().of([recording.pk]).get(recording.pk)
        return render(request, "media/admin_remove.html", {"recording": recording, "place": place, "days": removing.GRACE.days})
    act = lambda: removing.remove(recording=recording, by=request.user, now=timezone.now())  # noqa: E731
    return _back(request, recording, act, _("The recording is removed. You can take it back here for a while."))


@require_POST
@_for_keepers
def take_back(request: HttpRequest, recording: Recording) -> HttpResponse:
    returned: list[bool] = []
    act = lambda: returned.append(removing.take_back(recording=recording, by=request.user, now=timezone.now()))  # noqa: E731
    answer = _back(request, recording, act, _("The recording is back."))
    if returned == [False]:
        messages.warning(request, _("It belongs to no lesson now: the lesson has another recording, or there never was one."))
    return answer


@csrf_exempt  # the token is checked below, after the person: a stranger's gigabytes are never read
@require_POST
@_for_keepers
@csrf_protect
def replace(request: HttpRequest, recording: Recording) -> HttpResponse:
    """Another file for a recording without a lesson; one with a lesson is replaced on the lesson's page."""
    if recording.removed_at:
        raise Http404
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("recording:inspect", recording.pk)
    return _back(request, recording, lambda: _replaced(request, recording, form.cleaned_data["recording"]), _("The new file has arrived."))


def _replaced(request: HttpRequest, recording: Recording, file: Any) -> None:
    domain.replace(recording=recording, upload=file, now=timezone.now())
    keeping.note(recording=recording, action="media.replace", by=request.user)


URLS: list[URLPattern] = [
    path(f"recording/<int:pk>/{name}/", view, name=f"recording_{name}")
    for name, view in {
        "retry": retry,
        "cancel": cancel,
        "redo": redo,
        "answer": answer,
        "remove": remove,
        "take_back": take_back,
        "replace": replace,
    }.items()
]
