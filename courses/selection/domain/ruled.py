"""What a compiled statement reads of a class's rules and of one learner, so that they cost a pick, and a page that is kept, no journey of their own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Case, Count, DateField, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from college.compiled import Given, Row, loaded
from college.facts import Known
from college.models import LearnerFacts, Term
from courses.selection.domain.eligibility import unmet_by_one
from courses.selection.models import Enrolment, Offering
from courses.selection.rules import Reason

OF_CLASS = ("course_id", "term_id", "mode", "audience", "age_from", "age_to", "needs_pledge", "needs_courses")
OF_TERM = ("starts_on", "selection_opens_at", "selection_closes_at", "selection_spread")
HAS_AGE = Q(age_from__isnull=False) | Q(age_to__isnull=False)
LIMITED = Q(term__selection_plan__isnull=False) & ~Q(mode=Offering.Mode.ONLINE)
RULED = ~Q(audience=[]) | HAS_AGE | Q(needs_pledge=True) | Q(needs_courses=True) | LIMITED
OTHERS = 4  # columns beside those of the class and its term


def columns(learner: str) -> tuple[Any, ...]:
    """For `values_list`; `learner` is the name under which her key is given. What of her a class does not ask for is not looked up."""
    facts = LearnerFacts.objects.filter(user=Given(learner, BigIntegerField()))
    return (
        *OF_CLASS,
        *(f"term__{name}" for name in OF_TERM),
        "term__selection_plan__offline_limit",
        Case(When(HAS_AGE, then=Subquery(facts.values("birth_year"))), output_field=IntegerField()),
        Case(When(needs_pledge=True, then=Subquery(facts.values("pledge_until"))), output_field=DateField()),
        Case(When(LIMITED, then=Coalesce(Subquery(_held(learner)), 0)), output_field=IntegerField()),
    )


WIDTH = len(OF_CLASS) + len(OF_TERM) + OTHERS


def _held(learner: str) -> QuerySet[Any, Any]:
    """How many of her classes in the same term count towards the limit, without this one."""
    mine = Enrolment.objects.filter(learner=Given(learner, BigIntegerField()), state=Enrolment.State.ENROLLED, offering__term=OuterRef("term"))
    counted = mine.exclude(offering__mode=Offering.Mode.ONLINE).exclude(offering__state=Offering.State.CANCELLED).exclude(offering=OuterRef("pk"))
    return counted.order_by().values("learner").annotate(n=Count("pk")).values("n")


def read(offering_id: int, row: Row, **more: Any) -> Offering:
    """The class with its term, of what `columns` have brought; `more` fields of it that were read beside them."""
    offering = loaded(Offering, id=offering_id, **dict(zip(OF_CLASS, row, strict=False)), **more)
    offering.term = loaded(Term, id=offering.term_id, **dict(zip(OF_TERM, row[len(OF_CLASS) :], strict=False)))
    return offering


def unmet(offering: Offering, learner_id: int, row: Row, now: datetime) -> frozenset[Reason]:
    """What stands against her, of the same columns; further queries only for an audience, for courses needed first, and where something stands."""
    limit, birth_year, pledge_until, held = row[WIDTH - OTHERS : WIDTH]
    known = Known(birth_year=birth_year, pledge_until=pledge_until)
    return unmet_by_one(offering, learner_id, known, limit=None if held is None else limit, held=held or 0, now=now)
