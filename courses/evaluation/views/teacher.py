"""The teacher's side: a class on one screen to review, and what the class said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from college.errors import DomainError
from college.models import User
from courses.evaluation import domain
from courses.evaluation.domain import ClassReviews, Phase
from courses.evaluation.domain.rating import phase_of
from courses.evaluation.domain.refusals import ReviewsDue, StillSealed
from courses.evaluation.domain.reviews import is_handed_in
from courses.evaluation.forms import ReviewForm
from courses.evaluation.words import levels_of
from courses.selection.models import Enrolment


@dataclass(frozen=True, slots=True)
class Line:
    """A learner on the screen: her form, or, once handed in, her review."""

    seat: Enrolment
    form: ReviewForm
    is_handed_in: bool

    @property
    def levels(self) -> list[tuple[str, str]]:
        return levels_of(self.seat.review)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """The rubric of a whole class; a post saves the lines that it holds, and hands in those that are whole when asked to."""
    now = timezone.now()
    found = domain.class_reviews(teacher=cast(User, request.user), offering_id=pk, now=now)
    lines = [_line(seat, request) for seat in found.seats]
    early = phase_of(found.window, now) is Phase.BEFORE
    if request.method == "POST":
        return _saved(request, found, lines)
    return _page(request, found, lines, early=early)


def _line(seat: Enrolment, request: HttpRequest) -> Line:
    prefix, review = f"s{seat.pk}", getattr(seat, "review", None)
    bound = request.method == "POST" and f"{prefix}-sentence" in request.POST
    form = ReviewForm(request.POST if bound else None, instance=review, prefix=prefix, name=seat.learner.get_full_name())
    return Line(seat, form, is_handed_in(seat))


def _saved(request: HttpRequest, found: ClassReviews, lines: list[Line]) -> HttpResponse:
    """Every line by itself: what can be kept is kept, whatever is wrong with another."""
    step = request.headers.get("Accept", "").startswith("application/json")
    sent = [line for line in lines if line.form.is_bound and not line.is_handed_in]
    handed_in = sum(_write(request, line, hand_in="hand_in" in request.POST) for line in sent)
    wrong = [line for line in sent if line.form.errors]
    if step:
        return JsonResponse({"saved": not wrong, "errors": [str(text) for line in wrong for texts in line.form.errors.values() for text in texts]})
    if wrong:
        return _page(request, found, lines, status=422, wrong=len(wrong))
    left = sum(1 for line in sent if line.form.is_begun and not line.form.is_whole) if "hand_in" in request.POST else 0
    _say(request, handed_in, left)
    return redirect("evaluation:reviews", found.offering.pk)


def _write(request: HttpRequest, line: Line, *, hand_in: bool) -> int:
    """Keep one line as a draft, or hand it in when it is whole. 1 when it was handed in. An empty line nobody touched makes no row."""
    form = line.form
    if not form.is_valid() or not (form.is_begun or line.form.instance.pk):
        return 0
    verb = domain.submit_review if hand_in and form.is_whole else domain.save_review
    try:
        verb(teacher=cast(User, request.user), enrolment_id=line.seat.pk, levels=form.levels, sentence=form.cleaned_data["sentence"], now=timezone.now())
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return 0
    return int(hand_in and form.is_whole)


def _say(request: HttpRequest, handed_in: int, left: int) -> None:
    if handed_in:
        messages.success(request, ngettext("%(n)s review has been handed in.", "%(n)s reviews have been handed in.", handed_in) % {"n": handed_in})
    else:
        messages.success(request, _("Saved. Only you see it until you hand it in."))
    if left:
        text = ngettext("%(n)s review still lacks a level and was kept as a draft.", "%(n)s reviews still lack a level and were kept as drafts.", left)
        messages.warning(request, text % {"n": left})


def _page(request: HttpRequest, found: ClassReviews, lines: list[Line], *, status: int = 200, early: bool = False, wrong: int = 0) -> HttpResponse:
    context = {"found": found, "offering": found.offering, "lines": lines, "early": early, "wrong": wrong}
    return render(request, "courses/evaluation/reviews.html", context, status=status)


@require_safe
@never_cache
@login_required
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """What the class said, once it is closed and the teacher has spoken herself."""
    teacher = cast(User, request.user)
    try:
        found = domain.class_result(teacher=teacher, offering_id=pk, now=timezone.now())
    except (StillSealed, ReviewsDue) as refusal:
        reviews = domain.class_reviews(teacher=teacher, offering_id=pk, now=timezone.now())
        context = {"offering": reviews.offering, "refusal": refusal, "window": reviews.window, "due": isinstance(refusal, ReviewsDue)}
        return render(request, "courses/evaluation/result.html", context, status=refusal.status)
    return render(request, "courses/evaluation/result.html", {"offering": found.offering, "found": found})
