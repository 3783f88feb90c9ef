"""Who may rate: learners who attended or watched enough of the class, and do not work here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from college.roles import KEEPERS
from courses.evaluation.models import EvaluationPolicy, RatingWindow
from courses.learning.domain import shares_of
from courses.learning.rules import Share
from courses.selection.models import Enrolment


def policy_at(moment: datetime) -> EvaluationPolicy | None:
    """The policy of the day of a moment, in the college's zone."""
    return EvaluationPolicy.objects.valid_on(timezone.localtime(moment).date()).first()


def eligible_seats(window: RatingWindow) -> set[int]:
    """The learners who may rate the window's class, by the keys of their enrolments. Six queries, however many there are."""
    seats = Enrolment.objects.filter(offering=window.offering_id, state=Enrolment.State.ENROLLED)
    staff = seats.filter(Q(learner__groups__name__in=KEEPERS) | Q(learner__is_superuser=True)).values_list("pk", flat=True)
    return eligible_of(list(seats.select_related("offering__teacher", "offering__rating_window"))) - set(staff)


def eligible_of(seats: Sequence[Enrolment]) -> set[int]:
    """Which of these seats have attended or watched enough; their offerings, teachers and windows are loaded. Five queries, none for no seats."""
    if not seats:
        return set()
    policies = list(EvaluationPolicy.objects.order_by("-valid_from"))
    shares = shares_of(seats)
    return {seat.pk for seat in seats if _is_eligible(seat, shares[seat.pk], policies)}


def _is_eligible(seat: Enrolment, share: Share, policies: Sequence[EvaluationPolicy]) -> bool:
    day = timezone.localtime(seat.offering.rating_window.opens_at).date()
    policy = next((one for one in policies if one.valid_from <= day and (one.valid_until is None or day <= one.valid_until)), None)
    teaches = seat.offering.teacher.user_id == seat.learner_id
    return policy is not None and not teaches and share.reaches(policy.eligible_percent)
