"""Published scores: each a sum of whole batches, each new one a row of the change log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from college import caching
from college.models import Teacher
from courses.catalogue.models import CoursePage
from courses.evaluation import rules
from courses.evaluation.models import Rating, ScoreBatch, ScoreSnapshot

Thing = CoursePage | Teacher


def publish(batch: ScoreBatch, now: datetime) -> None:
    """Add a new batch to the scores of its course and its teacher. The cost depends on the batch alone."""
    course = CoursePage.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.course_id)
    teacher = Teacher.objects.get(pk=batch.teacher_id)  # held by the close already
    for thing in (course, teacher):
        old = score_log(thing).filter(is_current=True).first()
        counts = rules.add(old.counts if old else {}, batch.counts)
        _replace(thing, old, (old.answers if old else 0) + batch.answers, (old.eligible if old else 0) + batch.eligible, counts, "closed", now)
    caching.changed(caching.course(course.pk), caching.LISTS)


def recount(*, thing: Thing, now: datetime) -> ScoreSnapshot | None:
    """Sum up all batches again, from the ratings on; says so in the change log when the result differs. What stands afterwards."""
    with transaction.atomic():
        type(thing)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=thing.pk)
        old = score_log(thing).filter(is_current=True).first()
        whole = _whole(thing)
        if whole is None or (old is not None and (old.answers, old.eligible, old.counts) == whole):
            return old
        new = _replace(thing, old, *whole, "recounted", now)
        caching.changed(*([caching.course(thing.pk)] if isinstance(thing, CoursePage) else []), caching.LISTS)
    return new


def _whole(thing: Thing) -> tuple[int, int, rules.Counts] | None:
    batches = ScoreBatch.objects.filter(**_named(thing))
    if not batches:
        return None
    offerings = batches.values_list("windows__offering", flat=True)
    return sum(batch.answers for batch in batches), sum(batch.eligible for batch in batches), counts_of(offerings)


def _replace(thing: Thing, old: ScoreSnapshot | None, answers: int, eligible: int, counts: rules.Counts, reason: str, now: datetime) -> ScoreSnapshot:
    if old is not None:
        old.is_current = False
        old.save(update_fields=["is_current"])
    facts = {"answers": answers, "eligible": eligible, "counts": counts, "reason": reason, "published_at": now}
    return ScoreSnapshot.objects.create(**_named(thing), **facts)


def counts_of(offerings: Iterable[int]) -> rules.Counts:
    """How often each answer was given in these classes."""
    return rules.tally(Rating.objects.filter(offering__in=list(offerings)).values_list(*rules.ITEMS))


def _named(thing: Thing) -> dict[str, Thing]:
    return {"course" if isinstance(thing, CoursePage) else "teacher": thing}


def score_log(thing: Thing) -> QuerySet[ScoreSnapshot]:
    """All scores a course or teacher ever had, the newest first: the change log."""
    return ScoreSnapshot.objects.filter(**_named(thing)).order_by("-published_at", "-pk")


def score_of(snapshot: ScoreSnapshot) -> rules.Score:
    return rules.Score(snapshot.answers, snapshot.eligible, snapshot.counts)


def current_score(thing: Thing) -> ScoreSnapshot | None:
    """The published score of a course or teacher; None while there are too few answers. One query."""
    return score_log(thing).filter(is_current=True).first()


def scores_of_courses(keys: Iterable[int]) -> dict[int, ScoreSnapshot]:
    """The published scores of several courses, by their keys; one query."""
    return {found.course_id: found for found in ScoreSnapshot.objects.filter(course__in=list(keys), is_current=True) if found.course_id}


def scores_of_teachers(keys: Iterable[int]) -> dict[int, ScoreSnapshot]:
    """The published scores of several teachers, by their keys; one query."""
    return {found.teacher_id: found for found in ScoreSnapshot.objects.filter(teacher__in=list(keys), is_current=True) if found.teacher_id}
