"""The teacher's desk: my classes, who is in them, and the recordings of their lessons."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Case, Prefetch, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from college.errors import DomainError, Invalid
from college.models import User
from college.roles import Role, has_role, is_keeper
from courses.selection import domain, listing, words
from courses.selection.domain.refusals import NotYourClass
from courses.selection.forms import SampleForm
from courses.selection.models import Enrolment, Lesson, Offering, WaitlistEntry
from courses.selection.rules import Reason
from courses.selection.views.sending import ARRIVED, on_the_way
from media.domain import answer, hash_if_known
from media.forms import ConsentForm, UploadForm

A_PAGE = 8
SPARE = 5  # recordings without a lesson, beside the form
FORM_OVERHEAD = 1024 * 1024  # what a form adds to the file it carries, generously


@require_safe
@never_cache
@login_required
def teach(request: HttpRequest) -> HttpResponse:
    """My classes with the recordings of their lessons; staff see everybody's."""
    now = timezone.now()
    offerings = _by_nearness(_taught(request.user), now)
    if not has_role(request.user, Role.TEACHER) and not is_keeper(request.user) and not offerings.exists():
        raise Http404
    page = Paginator(offerings, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "shown": listing.show(page.object_list, listing.STRANGER, now), "now": now, "keeper": is_keeper(request.user)}
    return render(request, "courses/selection/teach.html", context)


def _by_nearness(offerings: QuerySet[Offering], now: datetime) -> QuerySet[Offering]:
    """Classes of the running term first, then the coming ones, then the past, latest in front; each says which in `nearness`."""
    today = timezone.localtime(now).date()
    coming, past = When(term__starts_on__gt=today, then=Value("coming")), When(term__ends_on__lt=today, then=Value("past"))
    ranked = offerings.annotate(
        nearness=Case(past, coming, default=Value("now")), place=Case(When(nearness="now", then=0), When(nearness="coming", then=1), default=2)
    )
    return ranked.order_by("place", "-term__starts_on", "course__title", "pk")


def _taught(user: Any) -> QuerySet[Offering]:
    offerings = Offering.objects.kept_or_taught_by(user)
    lessons = Prefetch("lessons", Lesson.objects.select_related("unit", "recording").order_by("number"))
    return listing.with_everything(offerings).prefetch_related(None).prefetch_related(lessons)


@require_safe
@never_cache
@login_required
def roster(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in my class and who waits: names only."""
    offering = _taught(request.user).filter(pk=pk).first()
    if offering is None:
        raise Http404
    now = timezone.now()
    enrolments = list(offering.enrolments.filter(state=Enrolment.State.ENROLLED).select_related("learner"))
    learners = [one.learner_id for one in enrolments]
    shown = listing.show([offering], listing.STRANGER, now)[0]
    against: dict[int, frozenset[Reason]] = dict.fromkeys(domain.clashes_of(pk, learners, shown.slots, now), frozenset({Reason.CLASH}))
    for learner, unmet in domain.no_longer_met(offering, learners, now).items():
        against[learner] = against.get(learner, frozenset()) | unmet
    flags = words.flags(against)
    context = {
        "offering": offering,
        "shown": shown,
        "rows": [(one, flags.get(one.learner_id, [])) for one in enrolments],
        "late": offering.enrolments.filter(dropped_late=True).select_related("learner").order_by("dropped_at", "pk"),
        "waitlist": offering.waitlist.filter(state=WaitlistEntry.State.WAITING).select_related("learner"),
    }
    return render(request, "courses/selection/roster.html", context)


@require_safe
@never_cache
@login_required
def recordings(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the recordings of several lessons of my class: each lesson that has none, with a form of its own."""
    offering = _taught(request.user).filter(pk=pk).first()
    if offering is None:
        raise Http404
    lessons = [lesson for lesson in offering.lessons.all() if lesson.recording is None]
    begun = on_the_way(lessons, _person(request), timezone.now())
    rows = [(lesson, UploadForm(auto_id=f"id_{lesson.pk}_%s"), begun[lesson.pk]) for lesson in lessons]
    return render(request, "courses/selection/recordings.html", {"offering": offering, "rows": rows})


@csrf_exempt  # the token is checked below, after the person: a stranger's gigabytes are never read
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def recording(request: HttpRequest, pk: int) -> HttpResponse:
    """The recording of one lesson: send it, watch it being prepared, replace it, open it as a sample."""
    lesson = domain.lesson_to_teach(lesson_id=pk, by=_person(request))
    if request.method == "POST" and _too_long(request):
        return render(request, "refused.html", {"refusal": Invalid(_("This file is too large. Please save the recording in a smaller size."))}, status=413)
    try:
        return _recording(request, lesson)
    except MultiPartParserError:  # raised while the parts are read, before anything is done: what names the file is longer than any disk's names
        return _unreadable(request, lesson)


def _unreadable(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    upload = UploadForm({}, {})
    upload.errors.clear()  # not "choose a file": one was chosen
    upload.refuse(Invalid(_("The name of this file is too long. Please give it a shorter one and upload it again.")))
    return _page(request, lesson, upload)


def _person(request: HttpRequest) -> User:
    """Who is signed in, which the view's decorator has made sure of."""
    return cast(User, request.user)


def _too_long(request: HttpRequest) -> bool:
    length = request.headers.get("Content-Length", "0")
    return length.isdigit() and int(length) > settings.UPLOAD_MAX_BYTES + FORM_OVERHEAD


@csrf_protect
def _recording(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST" and "sample-form" in request.POST:
        return _switch_sample(request, lesson)
    if request.method == "POST" and "consent-form" in request.POST:
        return _answer(request, lesson)
    upload = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and upload.is_valid() and _keep(request, lesson, upload, now):
        return redirect("selection:recording", lesson.pk)
    return _page(request, lesson, upload)


def _page(request: HttpRequest, lesson: Lesson, upload: UploadForm, consent: ConsentForm | None = None) -> HttpResponse:
    context = {"lesson": lesson, "offering": lesson.offering, "upload": upload, "sample": SampleForm(instance=lesson)}
    context["consent"] = consent or (ConsentForm.of(lesson.recording) if lesson.recording else None)
    context["spare"] = [] if lesson.recording else list(domain.spare_recordings(owner=lesson.offering.teacher.user)[:SPARE])
    context["on_the_way"] = on_the_way([lesson], _person(request), timezone.now())[lesson.pk]
    return render(request, "courses/selection/recording.html", context, status=422 if upload.errors or consent else 200)


def _keep(request: HttpRequest, lesson: Lesson, upload: UploadForm, now: datetime) -> bool:
    """Hand the file to the recordings' room and tie it to the lesson; a refusal stands beside the field."""
    file = upload.cleaned_data["recording"]
    try:
        domain.take_recording(lesson=lesson, file=file, sha256=hash_if_known(file), by=_person(request), sure=upload.is_sure, now=now)
    except NotYourClass:
        raise
    except DomainError as refusal:
        lesson.refresh_from_db(fields=["recording"])  # the page shows the one that came first
        upload.refuse(refusal)
        return False
    messages.success(request, ARRIVED)
    return True


def _switch_sample(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    form = SampleForm(request.POST, instance=lesson)
    if form.is_valid():
        domain.set_sample(lesson=lesson, is_sample=form.cleaned_data["is_sample"], by=_person(request))
        messages.success(request, _("Saved."))
    return redirect("selection:recording", lesson.pk)


def _answer(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """Who can be seen in the recording, and whether learners may download it. Without a recording there is nothing to answer."""
    form = ConsentForm(request.POST, prefix=ConsentForm.PREFIX)
    if lesson.recording is None:
        return redirect("selection:recording", lesson.pk)
    if not form.is_valid():
        return _page(request, lesson, UploadForm(), form)
    answer(recording=lesson.recording, by=_person(request), **form.answer())
    messages.success(request, _("Saved."))
    return redirect("selection:recording", lesson.pk)
