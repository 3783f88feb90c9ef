"""What a teacher does here: confirm who was at a lesson, write the check, see how the class stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from college.errors import DomainError
from college.models import User
from courses.learning import domain
from courses.learning.domain import Draft
from courses.learning.forms import IntroductionForm, QuestionFormSet, as_initial, shown_states, states_from
from courses.learning.models import Attendance, Check
from courses.selection.domain import lesson_to_teach, may_teach
from courses.selection.domain.refusals import NotYourClass
from courses.selection.models import Lesson, Offering

FIRST_QUESTIONS = 3  # empty ones that a new check begins with


def _person(request: HttpRequest) -> User:
    """Who is signed in, which the view's decorator has made sure of."""
    return cast(User, request.user)


# ---- the list of a lesson


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def roll_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was at this lesson: everybody is present until somebody says otherwise."""
    lesson, now = lesson_to_teach(lesson_id=pk, by=_person(request)), timezone.now()
    if request.method != "POST":
        return _roll_page(request, lesson, now)
    try:
        states = states_from(request.POST)
        domain.confirm_roll_call(by=_person(request), lesson=lesson, states=states, now=now)
    except NotYourClass:
        raise
    except DomainError as refusal:
        return _roll_page(request, lesson, now, refusal)
    there = sum(state in (Attendance.State.PRESENT, Attendance.State.LATE) for state in states.values())
    messages.success(request, ngettext("Confirmed: %(there)s person was there.", "Confirmed: %(there)s people were there.", there) % {"there": there})
    return redirect("learning:roll_call", lesson.pk)


def _roll_page(request: HttpRequest, lesson: Lesson, now: datetime, refusal: DomainError | None = None) -> HttpResponse:
    call = getattr(lesson, "roll_call", None)
    context = {
        "lesson": lesson,
        "offering": lesson.offering,
        "rows": shown_states(domain.roll_of(lesson=lesson), request.POST or None),
        "states": Attendance.State.choices,
        "call": call,
        "begun": lesson.starts_at <= now and lesson.offering.state != Offering.State.CANCELLED,
        "refusal": refusal,
    }
    return render(request, "courses/learning/roll_call.html", context, status=refusal.status if refusal else 200)


@login_required
@require_safe
@never_cache
def roll_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The list on paper: names and a place to sign."""
    lesson = lesson_to_teach(lesson_id=pk, by=_person(request))
    return render(request, "courses/learning/roll_paper.html", {"lesson": lesson, "offering": lesson.offering, "lines": domain.roll_of(lesson=lesson)})


# ---- the check


def _taught(request: HttpRequest, pk: int) -> Offering:
    offering = Offering.objects.select_related("course", "teacher", "term").filter(pk=pk).first()
    if offering is None or not may_teach(_person(request), offering):
        raise Http404
    return offering


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The check's questions: write, publish, withdraw, or take over those of an earlier class. `do` says which."""
    offering = _taught(request, pk)
    if request.method != "POST":
        return _editor(request, offering, *_forms(offering))
    do = request.POST.get("do", "save")
    if do in SIMPLE:
        return _simple(request, offering, do)
    return _write(request, offering, do)


def _forms(offering: Offering) -> tuple[IntroductionForm, Any]:
    check = domain.check_of(offering=offering)
    drafts = domain.drafts_of(check) if check else []
    initial = [as_initial(draft) for draft in drafts] or [{}] * FIRST_QUESTIONS
    return IntroductionForm(initial={"introduction": check.introduction if check else ""}), QuestionFormSet(initial=initial, prefix="q")


def _editor(request: HttpRequest, offering: Offering, introduction: IntroductionForm, questions: Any, refusal: DomainError | None = None) -> HttpResponse:
    check = Check.objects.filter(offering=offering).first()
    context = {
        "offering": offering,
        "check": check,
        "introduction": introduction,
        "questions": questions,
        "refusal": refusal,
        "source": None if check and check.questions.exists() else domain.reusable_check(by=_person(request), offering=offering),
    }
    wrong = refusal or questions.total_error_count() or introduction.errors
    return render(request, "courses/learning/write_check.html", context, status=422 if wrong else 200)


def _simple(request: HttpRequest, offering: Offering, do: str) -> HttpResponse:
    """A verb that needs no form but its button."""
    verb, said = SIMPLE[do]
    try:
        verb(by=_person(request), offering=offering, now=timezone.now())
    except DomainError as refusal:
        return _editor(request, offering, *_forms(offering), refusal)
    messages.success(request, said())
    return redirect("learning:write_check", offering.pk)


SIMPLE = {
    "withdraw": (domain.withdraw_check, lambda: _("Withdrawn. Learners cannot begin it any more; marks stay.")),
    "reuse": (domain.reuse_check, lambda: _("The questions are taken over. Look through them, then publish.")),
}


def _write(request: HttpRequest, offering: Offering, do: str) -> HttpResponse:
    introduction, questions = IntroductionForm(request.POST), QuestionFormSet(_one_more(request) if do == "add" else request.POST, prefix="q")
    if not (questions.is_valid() and introduction.is_valid()) or do == "add":
        return _editor(request, offering, introduction, questions)
    drafts = [draft for form in questions.forms if (draft := form.as_draft())]
    try:
        said = _keep(request, offering, drafts, introduction.cleaned_data["introduction"], do)
    except DomainError as refusal:
        return _editor(request, offering, introduction, questions, refusal)
    messages.success(request, said)
    return redirect("learning:check_preview" if do == "preview" else "learning:write_check", offering.pk)


def _one_more(request: HttpRequest) -> Any:
    """What was sent with one empty question more."""
    posted = request.POST.copy()
    count = posted.get("q-TOTAL_FORMS", "")
    if count.isascii() and count.isdigit() and len(count) < 4:
        posted["q-TOTAL_FORMS"] = str(int(count) + 1)
    return posted


def _keep(request: HttpRequest, offering: Offering, drafts: list[Draft], introduction: str, do: str) -> str:
    """Save, and publish when asked. What is saved stays saved when it cannot be published yet."""
    by, now = _person(request), timezone.now()
    domain.write_check(by=by, offering=offering, questions=drafts, introduction=introduction, now=now)
    if do != "publish":
        return _("Saved.")
    domain.publish_check(by=by, offering=offering, now=now)
    return _("Published. Learners can do it as soon as they have attended or watched enough.")


@login_required
@require_safe
@never_cache
def check_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The check as learners see it; nothing can be handed in."""
    offering = _taught(request, pk)
    check = domain.check_of(offering=offering)
    paper = domain.paper_of(check) if check else []
    questions = [{**question, "number": place, "picked": []} for place, question in enumerate(paper, start=1)]
    return render(request, "courses/learning/check_preview.html", {"offering": offering, "check": check, "questions": questions})


# ---- how the class stands


@login_required
@require_safe
@never_cache
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody of a class: lessons attended and watched, the check, and who has completed."""
    offering = _taught(request, pk)
    rows = domain.class_of(offering=offering, now=timezone.now())
    completed = sum(row.completion is not None for row in rows)
    return render(request, "courses/learning/results.html", {"offering": offering, "rows": rows, "completed": completed})
