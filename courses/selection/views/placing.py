"""The page on which a recording that belongs to no lesson is given one. All of it works without scripts."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from college.errors import DomainError
from college.models import User
from courses.selection import domain
from courses.selection.models import Lesson
from media.domain import answering
from media.models import Recording


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the lesson of a recording; one that has another recording is asked about first."""
    by = cast(User, request.user)
    recording = Recording.objects.kept().filter(pk=pk).first()
    if recording is None or not answering.answers_for(by, recording):
        raise Http404
    if held := Lesson.objects.filter(recording=recording).first():
        return redirect("selection:recording", held.pk)
    lessons = domain.lessons_for(recording=recording, by=by)
    chosen = next((lesson for lesson in lessons if str(lesson.pk) == request.POST.get("lesson")), None)
    if request.method != "POST":
        return _page(request, recording, lessons)
    if chosen is None:
        raise Http404
    return _placed(request, recording, lessons, chosen)


def _placed(request: HttpRequest, recording: Recording, lessons: list[Lesson], chosen: Lesson) -> HttpResponse:
    instead = request.POST.get("instead-of", "")
    try:
        wanted = int(instead) if instead.isdecimal() and len(instead) < 19 else None
        domain.place(lesson=chosen, recording=recording, by=cast(User, request.user), instead_of=wanted, now=timezone.now())
    except domain.LessonHasOne as refusal:
        chosen.refresh_from_db()
        return _page(request, recording, lessons, chosen, refusal)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("selection:place", recording.pk)
    messages.success(request, _("This is the recording of the lesson now."))
    return redirect("selection:recording", chosen.pk)


def _page(request: HttpRequest, recording: Recording, lessons: list[Lesson], asked: Lesson | None = None, refusal: DomainError | None = None) -> HttpResponse:
    free = [lesson for lesson in lessons if lesson.recording is None]
    taken = [lesson for lesson in lessons if lesson.recording is not None]
    several = len({lesson.offering_id for lesson in lessons}) > 1
    context = {"recording": recording, "groups": [(True, free), (False, taken)], "several": several, "asked": asked, "refusal": refusal, "any": bool(lessons)}
    return render(request, "courses/selection/place.html", context, status=refusal.status if refusal else 200)
