"""Where selection stands for everybody, and where one learner stands in it: which round runs, what comes next and when, and what the draw gave her."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.template.loader import render_to_string
from django.utils import timezone

from college.models import Term
from courses.selection.models import MOST_WISHES, Ballot, Draw, Enrolment, Round, SelectionPlan, Wish
from courses.selection.rules.phases import Moment, Phase, moment_of
from courses.selection.rules.rounds import Kind, Window, after_draws, held_or_expected
from courses.selection.wishing import Listed

DONE, NOW, NEXT = "done", "now", "next"
STANDINGS = "selection.standings"


@dataclass(frozen=True)
class Stage:
    """One step of the way: a round, or the draw of the round before it (from `opens_at` on). `state`: done, now or next. `late`: a draw that should have been
    held, or a round that waits for it."""

    kind: str
    opens_at: datetime
    closes_at: datetime | None
    state: str
    late: bool = False


@dataclass(frozen=True)
class Progress:
    """How a term's plan stands. `wishing`: the round of wishes that matters: the last one that has begun, else the first one. `windows`: the rounds, one for
    one, as they really begin."""

    plan: SelectionPlan
    rounds: list[Round]
    windows: list[Window]
    wishing: Round | None
    moment: Moment
    now: datetime

    @property
    def term(self) -> Term:
        return self.plan.term

    @property
    def phase(self) -> Phase:
        return self.moment.phase

    @property
    def draw(self) -> Draw | None:
        return draw_of(self.wishing)

    @property
    def drawn(self) -> bool:
        return self.draw is not None and self.draw.drawn_at is not None

    @property
    def sealed(self) -> bool:
        return self.draw is not None and self.draw.sealed_at is not None

    @property
    def late(self) -> bool:
        """Whether the public value is known, and its draw is still to be held."""
        return self.draw is not None and not self.drawn and self.draw.beacon_at <= self.now and _is_drawn_once(self.wishing)

    @property
    def stages(self) -> list[Stage]:
        return [step for one, window in zip(self.rounds, self.windows, strict=True) for step in self._steps(one, window)]

    def _steps(self, one: Round, window: Window) -> Iterator[Stage]:
        state = DONE if window.closes_at <= self.now else NOW if window.opens_at <= self.now else NEXT
        yield Stage(one.kind, window.opens_at, window.closes_at, state, late=self.late and window.opens_at > one.opens_at)
        if one.closes_at > self.now or _is_drawn_once(one):
            yield from self._draw_step(one, draw_of(one))

    def _draw_step(self, one: Round, draw: Draw | None) -> Iterator[Stage]:
        if draw is not None:
            state = DONE if draw.drawn_at else NOW if one.closes_at <= self.now else NEXT
            yield Stage("draw", draw.drawn_at or draw.beacon_at, None, state, late=not draw.drawn_at and draw.beacon_at <= self.now)


def _is_drawn_once(one: Round | None) -> bool:
    """Where nobody wished for anything, nothing is drawn."""
    return one is not None and bool(one.wished)  # type: ignore[attr-defined]  # `loaded_plans` adds it


def draw_of(one: Round | None) -> Draw | None:
    return getattr(one, "draw", None) if one is not None else None


def _windows(rounds: list[Round], now: datetime) -> list[Window]:
    """As `domain.plans.windows_of`, from what is loaded: no round begins before the draws that come before it."""
    windows = [Window(one.opens_at, one.closes_at, Kind(one.kind)) for one in rounds]
    draws = [(one.closes_at, held_or_expected(draw.drawn_at, draw.beacon_at, now)) for one in rounds if (draw := draw_of(one)) and _is_drawn_once(one)]
    return after_draws(windows, draws, now)


def loaded_plans(now: datetime) -> list[SelectionPlan]:
    """The plans of terms that have not ended, with their rounds and draws. Two queries, one where there are none."""
    wished = Exists(Ballot.objects.filter(round=OuterRef("pk")))
    rounds = Prefetch("rounds", Round.objects.select_related("draw").annotate(wished=wished).order_by("opens_at"))
    plans = SelectionPlan.objects.filter(term__ends_on__gte=timezone.localtime(now).date())
    return list(plans.select_related("term").prefetch_related(rounds).order_by("term__starts_on", "pk"))


def progress_of(plan: SelectionPlan, now: datetime) -> Progress:
    """No query where the plan came from `loaded_plans`."""
    rounds = list(plan.rounds.all())
    wishes = [one for one in rounds if one.kind == Round.Kind.WISHES]
    begun = [one for one in wishes if one.opens_at <= now]
    wishing = begun[-1] if begun else wishes[0] if wishes else None
    draw, windows = draw_of(wishing), _windows(rounds, now)
    drawn = draw is not None and (draw.drawn_at is not None or not _is_drawn_once(wishing))
    return Progress(plan, rounds, windows, wishing, moment_of(windows, now, drawn=drawn), now)


def current(now: datetime) -> list[Progress]:
    """How all terms that have not ended and have rounds stand."""
    return [progress_of(plan, now) for plan in loaded_plans(now) if plan.rounds.all()]


@dataclass(frozen=True)
class Standing:
    """One learner in a term: her list, and what it gave her."""

    progress: Progress
    ballot: Ballot | None
    wishes: list[Wish]

    @property
    def left(self) -> int:
        return MOST_WISHES - len(self.wishes)

    @property
    def got(self) -> list[Wish]:
        return [one for one in self.wishes if one.outcome == Wish.Outcome.SEAT]


def standings(user: Any, found: list[Progress]) -> list[Standing]:
    """Where a learner stands in each of these terms, or a stranger. Two queries, none where no round of wishes has begun."""
    if not user.is_authenticated:
        return [Standing(one, None, []) for one in found]
    rounds = [one.wishing.pk for one in found if one.wishing is not None and one.wishing.opens_at <= one.now]
    mine = ballots_of(user, rounds) if rounds else {}
    return [_standing(one, mine.get(one.wishing.pk) if one.wishing else None) for one in found]


def standings_of(person: Any) -> str:
    """The panels of somebody, for the hole in a page that several people get. Four queries."""
    found = standings(person, current(timezone.now()))
    return render_to_string("courses/selection/standings.html", {"standings": found, "signed_in": True})


def _standing(progress: Progress, ballot: Ballot | None) -> Standing:
    return Standing(progress, ballot, sorted(ballot.wishes.all(), key=lambda one: one.rank) if ballot else [])


def ballots_of(user: Any, rounds: list[int]) -> dict[int, Ballot]:
    wishes = Prefetch("wishes", Wish.objects.select_related("offering__course"))
    return {one.round_id: one for one in Ballot.objects.filter(learner=user, round__in=rounds).prefetch_related(wishes)}


def listed(standings: list[Standing]) -> dict[int, Listed]:
    """Her wishes in the rounds that run, as `wishing.wishes_of` gives them. No query."""
    running = [one for one in standings if one.wishes and one.ballot and one.ballot.round_id == _running(one.progress)]
    return {one.ballot.round_id: Listed(len(one.wishes), {wish.offering_id: wish.rank for wish in one.wishes}) for one in running if one.ballot}


def _running(one: Progress) -> int | None:
    return one.wishing.pk if one.wishing and one.wishing.runs_at(one.now) else None


def counted(user: Any, term: Term) -> int:
    """How many classes of the term she has that count towards its limit. One query."""
    seats = Enrolment.objects.filter(learner=user, state=Enrolment.State.ENROLLED, offering__term=term)
    return seats.exclude(offering__mode="online").exclude(offering__state="cancelled").count()
