"""The desk for rounds in the Wagtail admin: the plan of a term with its time line, the draw, and a dry run. For those who plan for the whole college."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem

from college import desks
from college.errors import DomainError, NotAllowed
from college.models import Term, User
from college.roles import is_keeper
from college.waiting import Waiting
from courses.selection import domain, rounds_shown
from courses.selection.models import Draw, Round, SelectionPlan
from courses.selection.plan_forms import BeaconForm, ConfirmForm, DryRunForm, LimitForm, ValueForm, rounds_of
from courses.selection.rounds_shown import Stage

SHOWN, A_PAGE = 30, 50  # terms; classes of a dry run
Door = Callable[..., HttpResponse]


def planner_only(view: Door) -> Door:
    """A page of the desk. Raises NotAllowed for everybody who does not plan for the whole college."""

    @wraps(view)
    def door(request: HttpRequest, **named: int) -> HttpResponse:
        if not domain.may_plan(_user(request)):
            raise NotAllowed
        return view(request, **named)

    return cast(Door, require_admin_access(door))


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


@require_safe
@require_admin_access  # type: ignore[untyped-decorator]
def plans(request: HttpRequest) -> HttpResponse:
    """The terms, the newest first, and how each is picked. The office of one school looks at them; a plan is the whole college's."""
    if not is_keeper(_user(request)):
        raise NotAllowed
    terms = Term.objects.select_related("selection_plan").annotate(rounds=Count("selection_plan__rounds")).order_by("-starts_on")[:SHOWN]
    return render(request, "courses/selection/admin_plans.html", {"terms": terms, "may_plan": domain.may_plan(_user(request))})


@dataclass(frozen=True)
class Stretch:
    """A round on the time line: where it begins and how long it is, in thousandths of the whole; and where its draw is."""

    round: Round
    draw: Draw | None
    stage: Stage
    left: int
    width: int
    draw_left: int | None


def time_line(there: list[tuple[Round, Draw | None]], now: datetime) -> list[Stretch]:
    """The rounds of a plan in order, measured from the first moment to the last one."""
    moments = [moment for one, draw in there for moment in (one.opens_at, one.closes_at, *([draw.beacon_at] if draw else []))]
    if not moments:
        return []
    first, whole = min(moments), max(moments) - min(moments)
    at = lambda moment: round(1000 * ((moment - first) / whole))  # noqa: E731
    return [
        Stretch(
            one,
            draw,
            rounds_shown.stage_of(one, draw, now),
            at(one.opens_at),
            max(8, at(one.closes_at) - at(one.opens_at)),
            at(draw.beacon_at) if draw else None,
        )
        for one, draw in there
    ]


def _there(term: Term) -> list[tuple[Round, Draw | None]]:
    rounds = Round.objects.filter(plan__term=term).select_related("draw", "plan__term").order_by("opens_at")
    return [(one, rounds_shown.draw_of(one)) for one in rounds]


@require_http_methods(["GET", "HEAD", "POST"])
@planner_only
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One term's plan: its limit and its rounds, kept whole. What was typed stays when something is refused."""
    term, now = get_object_or_404(Term.objects.select_related("selection_plan"), pk=pk), timezone.now()
    there, known = _there(term), SelectionPlan.objects.filter(term=term).first()
    data = request.POST if request.method == "POST" else None
    limit = LimitForm(data, initial={"offline_limit": known.offline_limit} if known else None)
    rounds = rounds_of(data, there)
    if data is not None and limit.is_valid() & rounds.is_valid() and _saved(request, term, limit, rounds):
        return redirect("selection_plan_of", term.pk)
    context = {"term": term, "plan": known, "limit": limit, "rounds": rounds, "line": time_line(there, now), "now": now}
    picking = any(one.kind in Round.PICKING for one, _draw in there)
    return render(request, "courses/selection/admin_plan.html", {**context, "picking": picking})


def _saved(request: HttpRequest, term: Term, limit: LimitForm, rounds: Any) -> bool:
    wanted = [form.planned() for form in rounds.kept()]
    try:
        domain.save_plan(term_id=term.pk, limit=limit.cleaned_data["offline_limit"], rounds=wanted, by=_user(request), now=timezone.now())
    except domain.BadRounds as refusal:
        for words in rounds.show_faults(list(refusal.found)):
            limit.add_error(None, words)
        return False
    except DomainError as refusal:
        limit.add_error(None, str(refusal))
        return False
    messages.success(request, _("The plan is kept. The page of each round shows it to everybody."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@planner_only
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """The draw of one round: how it stands, and the one thing that can be done now."""
    found = get_object_or_404(Round.objects.select_related("plan__term", "draw"), pk=pk, kind=Round.Kind.WISHES)
    stage = rounds_shown.stage_of(found, found.draw, timezone.now())
    form: Any = None
    data = request.POST if request.method == "POST" else None
    if stage is Stage.LATE:
        form = BeaconForm(data)
        if request.method == "POST" and form.is_valid() and _named(request, found, form):
            return redirect("selection_draw", found.pk)
    elif stage is Stage.READY:
        form = ConfirmForm(data) if "again" in request.POST else ValueForm(data)
        if request.method == "POST" and form.is_valid():
            if isinstance(form, ValueForm):
                form = ConfirmForm(initial={"value": " ".join(form.cleaned_data["value"].split())})
            elif _drawn(request, found, form):
                return redirect("selection_draw", found.pk)
    context = {
        "round": found,
        "draw": found.draw,
        "stage": stage,
        "form": form,
        "numbers": rounds_shown.numbers(found),
        "changes": rounds_shown.changes(found.draw),
    }
    return render(request, "courses/selection/admin_draw.html", {**context, "confirming": isinstance(form, ConfirmForm)})


def _named(request: HttpRequest, found: Round, form: BeaconForm) -> bool:
    try:
        domain.name_beacon(round_id=found.pk, **form.cleaned_data, by=_user(request), now=timezone.now())
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The value is named. The list is closed within a minute."))
    return True


def _drawn(request: HttpRequest, found: Round, form: ConfirmForm) -> bool:
    values = form.cleaned_data
    try:
        domain.hold_draw(round_id=found.pk, beacon_value=values["value"], by=_user(request), now=timezone.now(), witness=values["witness"])
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The draw has been held. Everybody is told."))
    return True


@require_safe
@planner_only
def dry_run(request: HttpRequest, pk: int) -> HttpResponse:
    """What other limits, seats and kept seats would have done to an earlier term's wishes. Nothing is written."""
    term = get_object_or_404(Term.objects.select_related("selection_plan"), pk=pk)
    known = SelectionPlan.objects.filter(term=term).first()
    start = {"offline_limit": known.offline_limit if known else 2, "seats": 100, "wishes": 5}
    form = DryRunForm({**start, **request.GET.dict()})
    context: dict[str, Any] = {"term": term, "form": form}
    if form.is_valid():
        try:
            context["tried"] = domain.try_plan(term_id=term.pk, trial=form.trial(), by=_user(request))
            context["page"] = Paginator(context["tried"].rows, A_PAGE).get_page(request.GET.get("page"))
        except DomainError as refusal:
            context["refusal"] = refusal
    query = request.GET.copy()
    query.pop("page", None)
    return render(request, "courses/selection/admin_dry_run.html", {**context, "query": query.urlencode()})


class PlansMenuItem(MenuItem):
    """In the menu of the timetable, for the office."""

    def __init__(self) -> None:
        super().__init__(
            pgettext_lazy("desk", "Rounds of selection"), reverse("selection_plans"), name="selection-rounds", icon_name="calendar-check", order=15
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return is_keeper(_user(request))


def register_log_actions(actions: Any) -> None:
    said = {
        "courses.selection_plan": gettext_lazy("Planned how a term is picked"),
        "courses.selection_beacon": gettext_lazy("Named another public value for a draw"),
        "courses.selection_draw": gettext_lazy("Held a draw"),
    }
    for action, label in said.items():
        actions.register_action(action, label, label)


def _to_do() -> int:
    """Draws that can be held now, and lists that wait for another public value."""
    now = timezone.now()
    waiting = Draw.objects.filter(drawn_at=None, beacon_at__lte=now, round__closes_at__lte=now, round__ballots__isnull=False)
    return waiting.distinct().count()


WAITING = (
    Waiting(
        gettext_lazy("Draws to be held"),
        lambda user: _to_do() if domain.may_plan(user) else 0,
        lambda: reverse("selection_plans"),
        order=5,
        personal=True,
    ),
)
MENU = desks.TIMETABLE
URLS: list[URLPattern] = [
    path("selection/plans/", plans, name="selection_plans"),
    path("selection/plans/<int:pk>/", plan, name="selection_plan_of"),
    path("selection/plans/<int:pk>/dry-run/", dry_run, name="selection_dry_run"),
    path("selection/draws/<int:pk>/", draw, name="selection_draw"),
]
