"""The upload door: a lesson's recording sent by parts, by the page's script or by any program that speaks tus."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial, wraps
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from college.errors import DomainError
from college.models import User
from courses.selection import domain
from courses.selection.models import Lesson
from media.domain import Arrived, begin, decide, end, find
from media.models import Recording, Upload
from media.views import tus

ARRIVED = gettext_lazy("The file has arrived. You may leave this page while it is prepared.")


@dataclass(frozen=True)
class OnTheWay:
    """One's own upload for a lesson: how far it came, or (`twin`) why it waits for a word."""

    upload: Upload
    address: str
    twin: Lesson | None


def on_the_way(lessons: Iterable[Lesson], by: User, now: datetime) -> dict[int, list[OnTheWay]]:
    """What somebody has sent for lessons and not finished, oldest first, by the lesson's number in the database."""
    targets = {_target(lesson): lesson for lesson in lessons}
    found: dict[int, list[OnTheWay]] = {lesson.pk: [] for lesson in targets.values()}
    for upload in Upload.objects.open_at(now).filter(owner=by, target__in=targets, offset__gt=0).order_by("pk"):
        lesson = targets[upload.target]
        found[lesson.pk].append(OnTheWay(upload, _address(lesson, upload.token), domain.twin_of(lesson=lesson, sha256=upload.sha256, by=by)))
    return found


def _known(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Tell a script that nobody is signed in: it cannot do anything with the sign-in page."""

    @wraps(view)
    def checked(request: HttpRequest, pk: int, **more: str) -> HttpResponse:
        if not request.user.is_authenticated:
            headers = {"Upload-Refusal": "sign_in"}
            return HttpResponse(_("Please sign in first."), status=401, content_type="text/plain; charset=utf-8", headers=headers)
        return view(request, pk, **more)

    return checked


@require_http_methods(["OPTIONS", "POST"])
@_known
def uploads(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an upload for the lesson. Only its teacher and staff may."""
    return opened(request, domain.lesson_to_teach(lesson_id=pk, by=_person(request)))


@require_http_methods(["HEAD", "PATCH", "DELETE", "POST"])
@_known
def upload_part(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """One's own upload: how far it is, the next part, the end; POST is the form that asks what to do with it. The right is asked again each time."""
    lesson = domain.lesson_to_teach(lesson_id=pk, by=_person(request))
    if request.method == "POST":
        return _decided(request, lesson, token)
    return sent(request, lesson, token)


def opened(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """Answer tus about a new upload for a lesson that the person may teach."""
    return tus.create(request, owner=request.user, target=_target(lesson), address=partial(_address, lesson))


def begun(lesson: Lesson, by: User, name: str, length: int, now: datetime) -> Upload:
    """Open an upload for a lesson that the person may teach. Raises as `media.domain.begin` does."""
    return begin(owner=by, target=_target(lesson), name=name, length=length, now=now)


def used(lesson: Lesson, by: User, token: str, now: datetime) -> Upload:
    """A file that waits for a word becomes the lesson's recording. Raises as `find` and `decide` do."""
    upload = find(token=token, owner=by, target=_target(lesson), now=now)
    return decide(upload=upload, take=partial(_take, lesson, by, True), now=now)


def sent(request: HttpRequest, lesson: Lesson, token: str) -> HttpResponse:
    """Answer tus about one's own upload."""
    by = _person(request)
    return tus.part(request, token=token, owner=by, target=_target(lesson), take=partial(_take, lesson, by, False))


def _decided(request: HttpRequest, lesson: Lesson, token: str) -> HttpResponse:
    by, now = _person(request), timezone.now()
    try:
        if request.POST.get("use") == "yes":
            used(lesson, by, token, now)
            messages.success(request, ARRIVED)
        else:
            end(upload=find(token=token, owner=by, target=_target(lesson), now=now))
            messages.success(request, _("The upload is forgotten. Nothing else has changed."))
    except DomainError as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
    return redirect("selection:recording", lesson.pk)


def _take(lesson: Lesson, by: User, sure: bool, whole: Arrived) -> Recording:
    """Make the file the lesson's recording. Runs in the transaction that ends the upload, so a refusal leaves no recording behind."""
    return domain.take_recording(lesson=lesson, file=whole, sha256=whole.sha256, by=by, sure=sure, now=timezone.now())


def _target(lesson: Lesson) -> str:
    return f"lesson:{lesson.pk}"


def _address(lesson: Lesson, token: str) -> str:
    return reverse("selection:upload_part", args=[lesson.pk, token])


def _person(request: HttpRequest) -> User:
    """Who is signed in, which the decorator has made sure of."""
    return cast(User, request.user)
