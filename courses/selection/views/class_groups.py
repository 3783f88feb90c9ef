"""The groups of a course for those who sit in it: the questions, and later one's own group."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from college.errors import DomainError
from college.models import User
from courses.selection import domain
from courses.selection.class_group_forms import GROUPING_PARTS, AnswerForm, when_and_where
from courses.selection.class_group_words import reasons
from courses.selection.models import GroupAnswer, Grouping
from courses.selection.whom import for_her, learner_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def groups(request: HttpRequest, pk: int) -> HttpResponse:
    """Not there for whoever has no seat in one of the classes."""
    grouping = get_object_or_404(Grouping.objects.select_related("course__school", "term").prefetch_related(*GROUPING_PARTS), pk=pk)
    learner = learner_of(request)
    if not domain.people_of(grouping).filter(learner=learner).exists():
        raise domain.NoSuchGroups
    answer = GroupAnswer.objects.filter(grouping=grouping, learner=learner).first()
    form = AnswerForm(grouping, request.POST if request.method == "POST" else None, answer=answer)
    if request.method == "POST" and form.is_valid() and _keep(request, grouping, form):
        return redirect(grouping)
    context = {"grouping": grouping, "form": form, "answer": answer, "open": grouping.takes_answers(timezone.now()), **_place(grouping, learner)}
    return render(request, "courses/selection/groups.html", context, status=422 if form.errors else 200)


def _keep(request: HttpRequest, grouping: Grouping, form: AnswerForm) -> bool:
    answers = {"chosen": form.chosen(), "suits": form.cleaned_data.get("suits", [])}
    verb = for_her(request, domain.What.GROUPS, domain.answer_questions, about=lambda _answer: grouping.course.title)
    try:
        verb(grouping_id=grouping.pk, learner=learner_of(request), now=timezone.now(), **answers)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Thank you. Your answers are kept; until the end you may change them."))
    return True


def _place(grouping: Grouping, learner: User) -> dict[str, Any]:
    """Her group once it is published, with time and place, and why she is in it."""
    place = grouping.places.filter(learner=learner).first() if grouping.published_at else None
    group = next((one for one in grouping.groups.all() if place and one.pk == place.group_id), None)
    return {"place": place, "group": group, "where": when_and_where(group.offering) if group else "", "reasons": reasons(place) if place else []}
