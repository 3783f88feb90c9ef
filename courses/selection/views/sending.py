"""The upload door: a lesson's recording sent by parts, by the page's script or by any program that speaks tus."""

from __future__ import annotations

from functools import partial
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from college.errors import DomainError
from college.models import User
from courses.selection import domain
from courses.selection.models import Lesson
from media.domain import Arrived, receive, replace
from media.models import Recording
from media.views import tus


class SameFile(DomainError):
    """The very file of the lesson's recording was sent again."""

    code = "same_file"
    message = _("This is the file that the lesson has already. Nothing was changed.")


@require_http_methods(["OPTIONS", "POST"])
@login_required
def uploads(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an upload for the lesson. Only its teacher and staff may."""
    lesson = domain.lesson_to_teach(lesson_id=pk, by=_person(request))
    return tus.create(request, owner=request.user, target=_target(lesson), address=partial(_address, lesson))


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@login_required
def upload_part(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """One's own upload: how far it is, the next part, the end. The right is asked again each time."""
    by = _person(request)
    lesson = domain.lesson_to_teach(lesson_id=pk, by=by)
    return tus.part(request, token=token, owner=by, target=_target(lesson), take=partial(_take, lesson, by))


def _take(lesson: Lesson, by: User, whole: Arrived) -> Recording:
    """Make the file the lesson's recording. Runs in the transaction that ends the upload, so a refusal leaves no recording behind."""
    now = timezone.now()
    if lesson.recording is None:
        title = f"{lesson.offering.course.title} {lesson.shown_title}"
        made = receive(upload=whole, owner=lesson.offering.teacher.user or by, title=title, now=now)
        domain.attach_recording(lesson=lesson, recording=made, by=by, now=now)
        return made
    if lesson.recording.sha256 == whole.sha256 and lesson.recording.state != Recording.State.FAILED:
        raise SameFile
    return replace(recording=lesson.recording, upload=whole, now=now)


def _target(lesson: Lesson) -> str:
    return f"lesson:{lesson.pk}"


def _address(lesson: Lesson, token: str) -> str:
    return reverse("selection:upload_part", args=[lesson.pk, token])


def _person(request: HttpRequest) -> User:
    """Who is signed in, which the decorator has made sure of."""
    return cast(User, request.user)
