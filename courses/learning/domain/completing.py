"""Completions: made whenever the evidence suffices, once for a seat, and never taken away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from courses.learning.domain.events import announce
from courses.learning.domain.evidence import ATTENDED, Evidence, evidence_of
from courses.learning.models import Attendance, CheckAttempt, Completion
from courses.selection.models import Enrolment, Offering

SWEPT_AFTER_END = timedelta(days=60)  # how long after its term a class is looked at once more


def completion_of(*, enrolment: Enrolment, now: datetime) -> Completion | None:
    """The completion of a learner's class, made now if the evidence suffices and there is none. A dropped seat never completes anew."""
    made = complete(enrolment_ids=[enrolment.pk], now=now)
    return made[0] if made else Completion.objects.filter(enrolment__offering=enrolment.offering_id, enrolment__learner=enrolment.learner_id).first()


def complete(*, enrolment_ids: Iterable[int], now: datetime) -> list[Completion]:
    """Make the completions that are due among these seats; the new ones, also sent as the signal `completed` once they are committed."""
    with transaction.atomic():
        due = [evidence for evidence in evidence_of(_undecided(enrolment_ids), now=now) if evidence.basis]
        made = [Completion.objects.create(**_row(evidence, now)) for evidence in due]
        announce(made)
    return made


def _undecided(enrolment_ids: Iterable[int]) -> list[Enrolment]:
    """The seats that are held and have no completion, locked: a drop waits, and two who decide at once do so one after the other."""
    held = Enrolment.objects.filter(pk__in=set(enrolment_ids), state=Enrolment.State.ENROLLED).exclude(offering__state=Offering.State.CANCELLED)
    locked = set(held.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    before = Completion.objects.filter(enrolment__offering=OuterRef("offering"), enrolment__learner=OuterRef("learner"))
    return list(Enrolment.objects.filter(~Exists(before), pk__in=locked).order_by("pk"))


def _row(evidence: Evidence, now: datetime) -> dict[str, object]:
    return {"enrolment": evidence.enrolment, "basis": evidence.basis.value if evidence.basis else "", "facts": _facts(evidence), "completed_at": now}


def _facts(evidence: Evidence) -> dict[str, int]:
    share, policy = evidence.share, evidence.policy
    facts = {"lessons": len(share.planned), "attended": len(share.attended), "covered": len(share.covered), "policy": policy.pk if policy else 0}
    best = _score(evidence.enrolment) if evidence.sitting.passed else None
    return facts if best is None else {**facts, "score": best}


def _score(enrolment: Enrolment) -> int | None:
    """The right answers of the passed try in whole percent."""
    passed = CheckAttempt.objects.filter(enrolment__offering=enrolment.offering_id, enrolment__learner=enrolment.learner_id, passed=True)
    found = passed.values_list("right", "total").first()
    return found[0] * 100 // found[1] if found else None


def sweep_completions(*, now: datetime) -> int:
    """Complete what became due without a roll call or a check: a policy was made or changed, a lesson was taken out. The number made."""
    due: dict[int, list[int]] = defaultdict(list)
    for offering, enrolment in _candidates(now).values_list("offering", "pk"):
        due[offering].append(enrolment)
    return sum(len(complete(enrolment_ids=enrolments, now=now)) for enrolments in due.values())


def _candidates(now: datetime) -> QuerySet[Enrolment]:
    there = Attendance.objects.filter(enrolment=OuterRef("pk"), state__in=ATTENDED)
    passed = CheckAttempt.objects.filter(enrolment=OuterRef("pk"), passed=True)
    since = timezone.localdate(now - SWEPT_AFTER_END)
    held = Enrolment.objects.filter(state=Enrolment.State.ENROLLED, completion__isnull=True, offering__term__ends_on__gte=since)
    return held.filter(Exists(there) | Exists(passed)).order_by("offering", "pk")


def completed_among(learners: Collection[int], courses: Collection[int]) -> set[tuple[int, int]]:
    """Who of these learners has completed which of these courses, as (learner, course). One query."""
    rows = Completion.objects.filter(enrolment__learner__in=learners, enrolment__offering__course__in=courses)
    return set(rows.order_by().values_list("enrolment__learner", "enrolment__offering__course"))
