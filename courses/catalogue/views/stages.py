"""The pages on which a course walks through its four stages, and on which others take it over. All of it works without scripts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from college.duties import schools_of
from college.errors import DomainError
from college.models import User
from college.roles import Role, has_role, is_keeper
from courses.catalogue import domain
from courses.catalogue.forms.reuse import EndReleaseForm, TakeOverForm
from courses.catalogue.models import CoursePage
from courses.catalogue.models.stage_forms import FORMS, SendBackForm
from courses.catalogue.rules.stages import Stage


@require_safe
@never_cache
@login_required
def stages(request: HttpRequest) -> HttpResponse:
    """What waits for this person, and where her own courses are."""
    user = cast(User, request.user)
    if not (is_keeper(user) or has_role(user, Role.TEACHER, Role.SCHOOL_HEAD)):
        raise Http404
    waiting = [(stage, domain.waiting_for(user, stage)) for stage in (Stage.TRIAL, Stage.REVIEW, Stage.RELEASE)]
    context = {"waiting": [(stage, courses) for stage, courses in waiting if courses], "mine": domain.courses_of(user)}
    return render(request, "courses/catalogue/stages.html", context)


@require_safe
@never_cache
@login_required
def course_stages(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _course(request, pk))


@require_POST
@login_required
def settle(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """Take the course on, or send it back: two buttons of two forms."""
    course = _course(request, pk)
    at = _stage(stage)
    on = "on" in request.POST
    form = (FORMS[at] if on else SendBackForm)(request.POST, prefix="on" if on else "back")
    if not form.is_valid():
        return _page(request, course, **{"on" if on else "back": form})
    said = _("The course goes on.") if on else _("The course was sent back, and its author reads why.")
    verb = partial(domain.settle, course=course, stage=at, on=on, given=form.cleaned_data, by=cast(User, request.user))
    return _done(request, course, verb, said)


@require_POST
@login_required
def hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    course = _course(request, pk)
    return _done(request, course, partial(domain.hand_on, course=course, by=cast(User, request.user)), _("The course was handed on to be tried."))


@require_POST
@login_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    course = _course(request, pk)
    return _done(request, course, partial(domain.take_back, course=course, by=cast(User, request.user)), _("The course is with its author again."))


@require_POST
@login_required
def end_release(request: HttpRequest, pk: int) -> HttpResponse:
    course, reason = _course(request, pk), request.POST.get("reason", "").replace("\x00", "")[:200]
    verb = partial(domain.end_release, course=course, reason=reason, by=cast(User, request.user), now=timezone.now())
    return _done(request, course, verb, _("The course is no longer released. Who uses it already may go on."))


@require_POST
@login_required
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    course, user = _course(request, pk), cast(User, request.user)
    form = _take_over_form(user, request.POST)
    if not form.is_valid():
        return _page(request, course, take_over=form)
    return _done(request, course, partial(domain.take_over, course=course, by=user, **form.cleaned_data), _("The place uses this course now."))


@require_POST
@login_required
def give_back(request: HttpRequest, pk: int, rollout: int) -> HttpResponse:
    course = _course(request, pk)
    verb = partial(domain.give_back, course=course, rollout_id=rollout, by=cast(User, request.user))
    return _done(request, course, verb, _("The place no longer uses this course."))


@require_POST
@login_required
def adapt(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy of one's own, opened in the editor at once."""
    course = _course(request, pk)
    try:
        made = domain.adapt(course=course, by=cast(User, request.user), now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("catalogue:course_stages", course.pk)
    return redirect("wagtailadmin_pages:edit", made.pk)


def _course(request: HttpRequest, pk: int) -> CoursePage:
    course = CoursePage.objects.filter(pk=pk).select_related("school", "owner").first()
    if course is None or not domain.may_see_way(request.user, course):
        raise Http404
    return course


def _stage(code: str) -> Stage:
    if code not in {stage.value for stage in FORMS}:
        raise Http404
    return Stage(code)


def _done(request: HttpRequest, course: CoursePage, verb: Callable[[], Any], said: str) -> HttpResponse:
    """Do it and show the page anew; a refusal is shown in its own words, and is no error of the page."""
    try:
        verb()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    seen = domain.may_see_way(request.user, CoursePage.objects.get(pk=course.pk))
    return redirect(reverse("catalogue:course_stages", args=[course.pk]) if seen else reverse("catalogue:stages"))


def _take_over_form(user: User, data: Any = None) -> TakeOverForm:
    return TakeOverForm(data, schools=schools_of(user, Role.STAFF, Role.ADMINISTRATOR, Role.SCHOOL_HEAD))


def _page(request: HttpRequest, course: CoursePage, **bound: forms.Form) -> HttpResponse:
    """The page; `bound` are forms that could not be taken, which come back with what was typed."""
    user = cast(User, request.user)
    way = domain.way_of(course, user)
    context = {
        "course": course,
        "draft": course.get_latest_revision_as_object(),
        "way": way,
        "use": domain.use_of(course),
        "authors": domain.authors_of(course),
        "on": bound.get("on") or (FORMS[way.action](prefix="on") if way.action else None),
        "back": bound.get("back") or (SendBackForm(prefix="back") if way.action else None),
        "take_over": bound.get("take_over") or (_take_over_form(user) if domain.may_use(user) else None),
        "end": EndReleaseForm() if way.may_end_release else None,
        "may_adapt": domain.may_adapt(user),
        "may_edit": course.permissions_for_user(user).can_edit(),
    }
    return render(request, "courses/catalogue/course_stages.html", context, status=422 if bound else 200)
