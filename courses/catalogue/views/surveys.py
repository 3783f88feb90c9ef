"""A survey for those who answer: the questions, and what happens afterwards."""

from __future__ import annotations

from typing import Any, cast

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from college.errors import DomainError, TooMany
from college.limits import rate_limited, visitor
from college.models import User
from courses.catalogue.domain.answering import By, answer, refusal_for
from courses.catalogue.errors.needs import AlreadyAnswered, CrowdedDevice
from courses.catalogue.forms.surveys import SurveyForm
from courses.catalogue.models import Survey
from courses.catalogue.models.scope import keeps

DONE_COOKIE = "surveys"  # which surveys this browser has answered by the open link; says neither who nor what
DONE_SECONDS = 365 * 24 * 60 * 60
SALT = "catalogue.surveys"


def person_of(request: HttpRequest) -> User | None:
    return cast(User, request.user) if request.user.is_authenticated else None


def done_before(request: HttpRequest) -> list[int]:
    """The surveys that this browser has answered by the open link."""
    try:
        return [int(pk) for pk in signing.loads(request.COOKIES.get(DONE_COOKIE, ""), salt=SALT)]
    except (signing.BadSignature, TypeError, ValueError):
        return []


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def survey(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions; a draft is shown to the office alone."""
    found = get_object_or_404(Survey, slug=slug)
    if found.state == Survey.State.DRAFT and not keeps(request.user, found.school_id):
        found = get_object_or_404(Survey.objects.none())
    refusal = refusal_for(survey=found, person=person_of(request), day=timezone.localdate())
    if request.method == "POST" and found.state == Survey.State.OPEN:
        return _taken(request, found)
    return _page(request, found, SurveyForm(found), refusal)


@sensitive_variables()
def _taken(request: HttpRequest, found: Survey) -> HttpResponse:
    form = SurveyForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, None, 422)
    slip = form.cleaned_data["slip"].strip()
    by = By(person_of(request), slip, f"{visitor(request)} {timezone.localdate()}")
    try:
        _count_this(request, found, by)
        answer(survey_id=found.pk, given=form.given(), form=form.cleaned_data["form"], by=by, day=timezone.localdate())
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(request, found, form, None, refusal.status)
    response = redirect("catalogue:survey_thanks", found.slug)
    if by.person is None and not slip:
        _remember(request, response, found)
    return response


def _count_this(request: HttpRequest, found: Survey, by: By) -> None:
    """Tries with a slip are counted, and so are answers by the open link from one connection and one browser."""
    if by.slip:
        rate_limited(request, "slip")
    elif by.person is None:
        if found.pk in done_before(request):
            raise AlreadyAnswered
        try:
            rate_limited(request, "survey")
        except TooMany as error:
            raise CrowdedDevice from error


def _remember(request: HttpRequest, response: HttpResponse, found: Survey) -> None:
    value = signing.dumps([*done_before(request)[-50:], found.pk], salt=SALT)
    path = reverse("catalogue:needs")
    response.set_cookie(DONE_COOKIE, value, max_age=DONE_SECONDS, path=path, httponly=True, samesite="Lax", secure=request.is_secure())


def _page(request: HttpRequest, found: Survey, form: SurveyForm, refusal: DomainError | None, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "survey": found,
        "form": form,
        "refusal": refusal,
        "needs_slip": not request.user.is_authenticated,
        "done_here": refusal is None and not request.user.is_authenticated and found.pk in done_before(request),
        "keeper": keeps(request.user, found.school_id),
    }
    return render(request, "courses/catalogue/needs/survey.html", context, status=status)


@require_safe
@never_cache
def survey_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens next; the same for everybody, whatever she has said."""
    found = get_object_or_404(Survey.objects.exclude(state=Survey.State.DRAFT), slug=slug)
    return render(request, "courses/catalogue/needs/thanks.html", {"survey": found})
