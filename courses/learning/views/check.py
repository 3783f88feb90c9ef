"""The check as a learner does it: a page before it, the paper, and the result. All of it works without a script."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from college.errors import DomainError
from college.models import User
from courses.learning import domain
from courses.learning.domain.refusals import AnswersMissing, NotInThisClass
from courses.learning.forms import answers_from
from courses.learning.models import CheckAttempt


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the check: whether it is open, and what is missing while it is not. Sending the form opens a try, or the one under way."""
    try:
        if request.method == "POST":
            return _open(request, pk)
        return _front(request, pk)
    except NotInThisClass:
        raise Http404 from None


def _open(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        opened = domain.open_check(learner=_person(request), offering_id=pk, now=timezone.now())
    except NotInThisClass:
        raise
    except DomainError as refusal:
        return _front(request, pk, refusal)
    return redirect("learning:attempt", opened.pk)


def _front(request: HttpRequest, pk: int, refusal: DomainError | None = None) -> HttpResponse:
    standing = domain.standing_of(learner=_person(request), offering_id=pk, now=timezone.now())
    context = {
        "standing": standing,
        "offering": standing.offering,
        "checklist": standing.checklist,
        "check": domain.check_of(offering=standing.offering),
        "refusal": refusal,
    }
    return render(request, "courses/learning/check.html", context, status=refusal.status if refusal else 200)


def _person(request: HttpRequest) -> User:
    """Who is signed in, which the view's decorator has made sure of."""
    return cast(User, request.user)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def attempt(request: HttpRequest, key: UUID) -> HttpResponse:
    """The paper with what was answered so far; once it is handed in, the result with explanations."""
    found = domain.find_attempt(learner=_person(request), key=key)
    if request.method == "POST":
        return _hand_in(request, found)
    return _paper(request, found) if found.submitted_at is None else _result(request, found)


def _hand_in(request: HttpRequest, found: CheckAttempt) -> HttpResponse:
    try:
        domain.submit_check(learner=_person(request), key=found.pk, answers=_answers(request, found), now=timezone.now())
    except DomainError as refusal:
        found.refresh_from_db(fields=["answers", "submitted_at"])
        return _paper(request, found, refusal)
    return redirect("learning:attempt", found.pk)


def _answers(request: HttpRequest, found: CheckAttempt) -> dict[str, list[int]]:
    """What was sent; nothing of a paper that is handed in already, where it changes nothing."""
    return answers_from(request.POST, found.paper) if found.submitted_at is None else {}


def _paper(request: HttpRequest, found: CheckAttempt, refusal: DomainError | None = None) -> HttpResponse:
    missing = set(refusal.numbers) if isinstance(refusal, AnswersMissing) else set()
    context = {"attempt": found, "offering": found.enrolment.offering, "questions": _shown(found, missing), "refusal": refusal, "missing": sorted(missing)}
    return render(request, "courses/learning/attempt.html", context, status=refusal.status if refusal else 200)


def _result(request: HttpRequest, found: CheckAttempt) -> HttpResponse:
    context = {"attempt": found, "offering": found.enrolment.offering, "questions": _shown(found), "result": domain.result_of(attempt=found)}
    return render(request, "courses/learning/result.html", context)


def _shown(found: CheckAttempt, missing: set[int] | None = None) -> list[dict[str, Any]]:
    """Each question with its place, what was picked, and whether that is right or missing."""
    sheet = domain.sheet_of(found)
    rows = zip(found.paper, sheet, strict=True)
    return [
        {
            **question,
            "number": place,
            "picked": found.answers.get(marked.key, []),
            "is_right": set(found.answers.get(marked.key, [])) == set(question["right"]),
            "missing": place in (missing or set()),
        }
        for place, (question, marked) in enumerate(rows, start=1)
    ]


@login_required
@require_POST
@never_cache
def answers(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep what was answered so far: nothing to read for the page's script, the way back for a form without one."""
    found = domain.find_attempt(learner=_person(request), key=key)
    by_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        domain.save_answers(learner=_person(request), key=key, answers=answers_from(request.POST, found.paper), now=timezone.now())
    except DomainError as refusal:
        if by_script:
            return HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
        raise
    if by_script:
        return HttpResponse(status=204)
    messages.success(request, _("Your answers are saved. You can go on whenever you like."))
    return redirect("learning:course", found.enrolment.offering_id)
