"""The learner's page: what she says of a class, and what its teacher says of her."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from college.errors import DomainError, NotAllowed
from college.models import User
from courses.evaluation import domain, rules
from courses.evaluation.domain import Standing
from courses.evaluation.domain.refusals import WordsRead
from courses.evaluation.forms import RatingForm
from courses.evaluation.words import ANSWERS, QUESTIONS, levels_of


@sensitive_post_parameters()  # a fault while this is handled must not write somebody's answers into a report
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Six taps for a class, to be changed until the close."""
    now, learner = timezone.now(), cast(User, request.user)
    standing = domain.rating_standing(learner=learner, offering_id=pk, now=now)
    if request.method != "POST":
        return _page(request, standing, _filled(standing))
    form = RatingForm(request.POST)
    if form.is_valid():
        try:
            domain.submit_rating(learner=learner, offering_id=pk, **form.values(), now=now)
        except DomainError as refusal:
            form.refuse(refusal)
            return _page(request, domain.rating_standing(learner=learner, offering_id=pk, now=now), form, refusal.status)
        messages.success(request, _("Your rating is sealed. You can change it until the time to rate is over."))
        return redirect("evaluation:rate", pk)
    return _page(request, standing, form, standing.refusal.status if standing.refusal else 422)


def _filled(standing: Standing) -> RatingForm:
    """The form with what she has said before."""
    mine = domain.my_rating(standing=standing)
    if mine is None:
        return RatingForm()
    return RatingForm(initial={**dict(zip(rules.ITEMS, mine.answers, strict=True)), "text": mine.text})


def _page(request: HttpRequest, standing: Standing, form: RatingForm, status: int = 0) -> HttpResponse:
    review = domain.review_for(standing=standing)
    context = {
        "standing": standing,
        "offering": standing.offering,
        "form": form,
        "can_rate": standing.refusal is None,
        "rated": standing.receipt is not None,
        "review": review,
        "levels": levels_of(review) if review else [],
        "may_read": domain.may_read(standing=standing),
        **_settled(standing),
    }
    if not status:
        status = standing.refusal.status if isinstance(standing.refusal, NotAllowed) else 200
    return render(request, "courses/evaluation/rate.html", context, status=status)


def _settled(standing: Standing) -> dict[str, Any]:
    """Her own answers in words, once she has read the teacher's and can change nothing more."""
    mine = domain.my_rating(standing=standing) if isinstance(standing.refusal, WordsRead) else None
    if mine is None:
        return {}
    words = dict(ANSWERS)
    return {"mine": [(QUESTIONS[item].short, words[answer], answer) for item, answer in zip(rules.ITEMS, mine.answers, strict=True)], "text": mine.text}


@require_POST
@never_cache
@login_required
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """Open what the teacher wrote before the close; the learner's own rating stays as it is from then on."""
    now = timezone.now()
    standing = domain.rating_standing(learner=cast(User, request.user), offering_id=pk, now=now)
    if domain.review_for(standing=standing) is None:  # pressed twice: they are open
        domain.read_words(standing=standing, now=now)
    return redirect("evaluation:rate", pk)
