"""Who may take a class: one answer for one learner and one class, or for many, from as few questions as the classes' rules need.

What a class asks (audience, age, courses needed first, health pledge) and the limit of the term's plan are looked at here and nowhere else; what the
office has waived is taken out. A class without any rule in a term without a plan costs no query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from itertools import batched

from django.utils import timezone

from college import audiences
from college.facts import NOTHING, Known, known_of
from courses.catalogue.models import Prerequisite
from courses.selection.models import Enrolment, Offering, Waiver
from courses.selection.rules import OF_HER, WAIVABLE, Demands, Learner, Reason, over_limit, unmet

LOT = 10_000  # learners asked for at once: SQLite takes no more values
Pair = tuple[Offering, int]
Found = dict[tuple[int, int], frozenset[Reason]]
Completed = Callable[[Collection[int], Collection[int]], set[tuple[int, int]]]

_asked: list[Completed] = []


def know_completed(ask: Completed) -> None:
    """A room above says who has completed what: `ask(learners, courses)` answers pairs (learner, course). Called once, when the rooms are wired."""
    _asked[:] = [ask]


def unmet_of(pairs: Iterable[Pair], now: datetime) -> Found:
    """By (class, learner) every reason of `WAIVABLE` that stands against it today; where none does, the pair is not in it.

    The classes come with their term and its plan (`term__selection_plan`). Up to eight queries for each 10,000 learners, however many classes.
    """
    by_learner: dict[int, list[Offering]] = defaultdict(list)
    for offering, learner in pairs:
        if has_rules(offering):
            by_learner[learner].append(offering)
    found: Found = {}
    for lot in batched(by_learner, LOT):
        found |= _unmet_in({learner: by_learner[learner] for learner in lot}, now)
    return found


def unmet_by(offering: Offering, learners: Collection[int], now: datetime) -> dict[int, frozenset[Reason]]:
    """The same for one class, by learner."""
    return {learner: reasons for (_offering, learner), reasons in unmet_of([(offering, one) for one in learners], now).items()}


def unmet_of_one(offerings: Iterable[Offering], learner: int, now: datetime) -> dict[int, frozenset[Reason]]:
    """The same for one learner, by class."""
    return {offering: reasons for (offering, _learner), reasons in unmet_of([(one, learner) for one in offerings], now).items()}


def has_rules(offering: Offering) -> bool:
    """Whether anything is asked of those who take it. No query where the term's plan is loaded."""
    return asks_something(offering) or limit_of(offering) is not None


def asks_something(offering: Offering) -> bool:
    return bool(offering.audience or _has_age(offering) or offering.needs_pledge or offering.needs_courses)


def _has_age(offering: Offering) -> bool:
    return offering.age_from is not None or offering.age_to is not None


def limit_of(offering: Offering) -> int | None:
    """How many such classes somebody may have in its term; None: any number, or it does not count."""
    plan = getattr(offering.term, "selection_plan", None) if offering.mode != Offering.Mode.ONLINE else None
    return None if plan is None else plan.offline_limit


def demands_of(offering: Offering, needed: Mapping[int, Collection[int]]) -> Demands:
    """What a class asks; `needed`: by course those that it needs first."""
    return Demands(
        first_day=offering.term.starts_on,
        audience=tuple(offering.audience),
        age_from=offering.age_from,
        age_to=offering.age_to,
        pledge=offering.needs_pledge,
        courses=frozenset(needed.get(offering.course_id, ())) if offering.needs_courses else frozenset(),
    )


def needed_first(offerings: Iterable[Offering]) -> dict[int, dict[int, str]]:
    """By course the published courses that it needs first, with their titles; only of classes that ask for them. One query, none where none does."""
    courses = {offering.course_id for offering in offerings if offering.needs_courses}
    needed: dict[int, dict[int, str]] = {course: {} for course in courses}
    rows = Prerequisite.objects.filter(page__in=courses, needs__live=True).order_by("sort_order", "pk").values_list("page", "needs", "needs__title")
    for course, needs, title in rows if courses else ():
        needed[course][needs] = title
    return needed


def _unmet_in(wanted: Mapping[int, list[Offering]], now: datetime) -> Found:
    offerings = {offering.pk: offering for mine in wanted.values() for offering in mine}
    needed = needed_first(offerings.values())
    learners = _learners(wanted, offerings.values(), needed)
    held = _held(wanted, offerings.values())
    today = timezone.localtime(now).date()
    demands = {pk: demands_of(offering, needed) for pk, offering in offerings.items()}
    found = {}
    for learner, mine in wanted.items():
        for offering in mine:
            has: set[int] = held.get((learner, offering.term_id), set()) - {offering.pk}
            reasons = unmet(demands[offering.pk], learners[learner], today)
            found[offering.pk, learner] = reasons | _limit(limit_of(offering), len(has))
    return _without_waived({pair: reasons for pair, reasons in found.items() if reasons})


def _limit(limit: int | None, held: int) -> frozenset[Reason]:
    return frozenset({Reason.LIMIT}) if over_limit(limit, held, counts=True) else frozenset()


def _learners(wanted: Collection[int], offerings: Collection[Offering], needed: Mapping[int, Mapping[int, str]]) -> dict[int, Learner]:
    """What decides about each of them; only what one of the classes asks for is looked up."""
    known = known_of(wanted) if any(_has_age(one) or one.needs_pledge for one in offerings) else {}
    codes = audiences.held_by(wanted) if any(one.audience for one in offerings) else {}
    done = completed_by(wanted, {course for courses in needed.values() for course in courses})
    return {pk: learner_of(known.get(pk, NOTHING), codes.get(pk, ()), done.get(pk, ())) for pk in wanted}


def learner_of(known: Known, codes: Iterable[str] = (), completed: Iterable[int] = ()) -> Learner:
    return Learner(known.birth_year, known.pledge_until, frozenset(codes), frozenset(completed))


def completed_by(learners: Collection[int], courses: Collection[int]) -> dict[int, set[int]]:
    """Which of the courses each of the learners has completed."""
    done: dict[int, set[int]] = defaultdict(set)
    for ask in _asked if courses else ():
        for learner, course in ask(learners, courses):
            done[learner].add(course)
    return done


def _held(learners: Collection[int], offerings: Collection[Offering]) -> dict[tuple[int, int], set[int]]:
    """The classes that count towards a limit, by (learner, term); no query where no class is limited."""
    terms = {offering.term_id for offering in offerings if limit_of(offering) is not None}
    held: dict[tuple[int, int], set[int]] = defaultdict(set)
    for learner, term, offering in counting(learners, terms) if terms else ():
        held[learner, term].add(offering)
    return held


def counting(learners: Collection[int], terms: Collection[int]) -> Iterable[tuple[int, int, int]]:
    """(learner, term, class) of the seats that count towards a term's limit."""
    seats = Enrolment.objects.filter(learner__in=learners, state=Enrolment.State.ENROLLED, offering__term__in=terms)
    counted = seats.exclude(offering__mode=Offering.Mode.ONLINE).exclude(offering__state=Offering.State.CANCELLED)
    return counted.order_by().values_list("learner", "offering__term", "offering")


def _without_waived(found: Found) -> Found:
    """One query, none where nothing stands against anybody."""
    if not found:
        return found
    said = waived({learner for _offering, learner in found}, {offering for offering, _learner in found})
    left = {pair: reasons - said.get(pair, frozenset()) for pair, reasons in found.items()}
    return {pair: reasons for pair, reasons in left.items() if reasons}


def waived(learners: Collection[int], offerings: Collection[int]) -> Found:
    """What the office leaves out of account, by (class, learner): the latest word counts."""
    rows = Waiver.objects.filter(learner__in=learners, offering__in=offerings).order_by("at", "pk").values_list("offering", "learner", "reasons")
    codes = {reason.value: reason for reason in WAIVABLE}
    return {(offering, learner): frozenset(codes[code] for code in reasons if code in codes) for offering, learner, reasons in rows}


def unmet_by_one(offering: Offering, learner_id: int, known: Known, *, limit: int | None, held: int, now: datetime) -> frozenset[Reason]:
    """The same for a pick, which has read with the class what is `known` of her where the class asks for it, the limit, and how many classes she has."""
    reasons = _limit(limit, held)
    if asks_something(offering):
        needed = needed_first([offering])
        codes = audiences.held_by([learner_id])[learner_id] if offering.audience else ()
        done = completed_by([learner_id], {course for courses in needed.values() for course in courses})
        learner = learner_of(known, codes, done.get(learner_id, ()))
        reasons |= unmet(demands_of(offering, needed), learner, timezone.localtime(now).date())
    return _without_waived({(offering.pk, learner_id): reasons}).get((offering.pk, learner_id), frozenset()) if reasons else reasons


def no_longer_met(offering: Offering, learners: Collection[int], now: datetime) -> dict[int, frozenset[Reason]]:
    """Who has a seat and would not get it today, and why: kept, and said, never dropped. The limit is not a rule of the class."""
    found = {learner: reasons & OF_HER for learner, reasons in unmet_by(offering, learners, now).items()}
    return {learner: reasons for learner, reasons in found.items() if reasons}
