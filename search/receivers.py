"""What hurries the index: after a commit that changes what is found, a job is enqueued. A signal that is missed costs seconds, not truth."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from college.models import School, Teacher, Term, Venue
from college.teacher_merging import teachers_merged
from courses.catalogue.models import CourseDocument, CoursePage
from courses.selection.domain import seats_changed
from courses.selection.models import Offering
from search.queries import Key
from search.tasks import refresh_index

QUIET = 2  # seconds in which further picks enqueue nothing: the next job takes them along, and the sweep compares seats anyway
BATCH = 200  # objects named in one job


def enqueue(keys: list[Key]) -> None:
    """Enqueue a refresh after the commit. A queue that does not answer must not undo what somebody has done."""
    for start in range(0, len(keys), BATCH):
        pairs = [list(key) for key in keys[start : start + BATCH]]
        transaction.on_commit(partial(refresh_index.enqueue, pairs), robust=True)


@receiver([page_published, page_unpublished])
def _page(sender: type, instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, CoursePage):
        enqueue([("course", instance.pk)])


@receiver(post_delete, sender=CoursePage)
def _page_deleted(sender: type, instance: CoursePage, **kwargs: Any) -> None:
    enqueue([("course", instance.pk)])


@receiver([post_save, post_delete], sender=Offering)
def _offering(sender: type, instance: Offering, **kwargs: Any) -> None:
    # All three by name: of a deleted offering nobody can ask the database any more.
    enqueue([("offering", instance.pk), ("course", instance.course_id), ("teacher", instance.teacher_id)])


@receiver([post_save, post_delete], sender=Teacher)
def _teacher(sender: type, instance: Teacher, **kwargs: Any) -> None:
    enqueue([("teacher", instance.pk)])


@receiver(teachers_merged)
def _merged(sender: type, kept: Teacher, **kwargs: Any) -> None:
    """All that names her now: her classes and courses have moved without being saved one by one."""
    classes = [("offering", pk) for pk in kept.offerings.values_list("pk", flat=True)]
    enqueue([("teacher", kept.pk), *classes, *(("course", pk) for pk in kept.course_links.values_list("page_id", flat=True))])


@receiver(m2m_changed, sender=Teacher.schools.through)
def _schools_of_teacher(sender: type, instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, Teacher):
        enqueue([("teacher", instance.pk)])


@receiver(post_save, sender=Venue)
def _venue(sender: type, instance: Venue, created: bool, **kwargs: Any) -> None:
    if not created:
        enqueue([("offering", pk) for pk in instance.offerings.values_list("pk", flat=True)])


@receiver(post_save, sender=Term)
def _term(sender: type, instance: Term, created: bool, **kwargs: Any) -> None:
    if not created:
        enqueue([("offering", pk) for pk in instance.offerings.values_list("pk", flat=True)])


@receiver(post_save, sender=School)
def _school(sender: type, instance: School, created: bool, **kwargs: Any) -> None:
    if not created:
        enqueue([("course", pk) for pk in instance.courses.values_list("pk", flat=True)])


@receiver(post_save, sender=CourseDocument)
def _file(sender: type, instance: CourseDocument, **kwargs: Any) -> None:
    """The text of a file is taken out after the upload, and then the courses that use it can be found by it."""
    if instance.extracted_at is not None:
        uses = [instance.outline_of, instance.handout_of, instance.slides_of]
        enqueue([("course", pk) for use in uses for pk in use.values_list("pk", flat=True)])


@receiver(seats_changed)
def _seats(sender: type, offering_id: int, **kwargs: Any) -> None:
    """After a pick or a drop. Hundreds come in a second, and a job costs half as much as a pick: one of this process takes all that came together."""
    _moved.add(offering_id)
    if cache.add(f"search-seats-{os.getpid()}", 1, timeout=QUIET):
        enqueue([("offering", _moved.pop()) for _ in range(len(_moved))])


_moved: set[int] = set()  # classes whose seats no job has been told of. What is lost with the process is found by the sweep
