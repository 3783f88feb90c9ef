"""My learning, how I stand in a course, and the replay of a lesson."""

from datetime import datetime
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from college.models import User
from college.vendor import style_hashes
from courses.learning import domain, rules
from courses.learning.domain import LearnersOnly, RecordingNotReady
from courses.learning.domain.refusals import NotInThisClass
from courses.selection.domain import may_teach
from courses.selection.models import Lesson
from media.domain import downloads_for, playback_for, slides_for
from media.models import Recording

WIDTH = 100


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My courses, what comes next, and what I can catch up on."""
    overview = domain.my_learning(learner=request.user, now=timezone.now())
    return render(request, "courses/learning/home.html", {"overview": overview})


@login_required
@require_safe
@never_cache
def course(request: HttpRequest, pk: int) -> HttpResponse:
    """What I have done in a course and what is missing, from the first day on; for those who hold a seat."""
    try:
        standing = domain.standing_of(learner=cast(User, request.user), offering_id=pk, now=timezone.now())
    except NotInThisClass:
        raise Http404 from None
    return render(request, "courses/learning/course.html", {"standing": standing, "offering": standing.offering, "checklist": standing.checklist})


@login_required
@require_safe
def replay(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """The replay of a lesson, for those who may watch it; `?t=` names the second to begin at."""
    lesson = domain.find_lesson(lesson_id=lesson_id)
    access = domain.access_of(request.user, lesson)
    if access is rules.Access.NONE:
        return _refused(request, lesson)
    context = {
        "lesson": lesson,
        "counted": access is rules.Access.LEARNER,
        "others": domain.replays_of(learner=request.user, offering=lesson.offering, teaches=may_teach(request.user, lesson.offering)),
        **_player(request, lesson, timezone.now()),
    }
    response = render(request, "courses/learning/replay.html", context)
    response.csp_extra = {"style-src": list(style_hashes())}  # type: ignore[attr-defined]  # read by the policy's middleware
    return response


def _refused(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """The way to the course for those who could pick it; a class that is not announced is not there."""
    refusal = domain.refusal_of(lesson)
    if not isinstance(refusal, LearnersOnly):
        raise refusal
    return render(request, "courses/learning/learners_only.html", {"lesson": lesson}, status=refusal.status)


def _player(request: HttpRequest, lesson: Lesson, now: datetime) -> dict[str, Any]:
    """What the player and the list of unseen parts need; only the state while there is no replay."""
    try:
        recording = domain.ready_recording(lesson, request.user)
    except RecordingNotReady:
        return {"waiting_for": _waiting_for(lesson.recording)}
    progress = domain.progress_of(learner=request.user, recording=recording)
    resume_ms = rules.resume_ms(progress.position_ms, recording.duration_ms)
    start = rules.start_second(request.GET.get("t", ""), resume_ms // 1000, progress.total)
    return {
        "playback": playback_for(recording=recording, viewer_key=str(request.user.pk), now=now),
        "slides": slides_for(recording=recording, viewer_key=str(request.user.pk), now=now),
        "downloads": downloads_for(recording=recording, viewer_key=str(request.user.pk), now=now),
        "progress": progress,
        "start": start,
        "start_exact": f"{resume_ms / 1000:.3f}" if start == resume_ms // 1000 else str(start),
        "gaps": rules.gaps_to_name(progress.spans, progress.total),
        "mark": round(rules.COVERED * WIDTH),
        "shortest_gap": min(rules.WORTH_NAMING, progress.total),
    }


def _waiting_for(recording: Recording | None) -> str:
    """Why there is no replay yet: "upload", "repair", "preparation" or, when only the answer who can be seen is missing, "answer"."""
    if recording is None:
        return "upload"
    if recording.is_playable:
        return "answer"
    return "repair" if recording.state == Recording.State.FAILED else "preparation"
