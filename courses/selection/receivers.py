"""Which kept pages a change of a class drops: seats, times, places, replays."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from college import caching
from courses.selection.domain import seats_changed
from courses.selection.domain.bookings import book_all
from courses.selection.domain.events import ROUNDS
from courses.selection.models import Booking, Lesson, Offering, OfferingQuerySet, SelectionPlan
from media.models import Recording
from media.signals import recording_changed


@receiver(seats_changed)
def _seats(sender: type, offering_id: int, full: bool = False, **kwargs: Any) -> None:
    """After every pick, drop and wait; no query, since thousands come in a minute. That a class is full shows at once on its page and its course's."""
    if full:
        caching.changed(caching.offering(offering_id))
    caching.counted(caching.offering(offering_id), caching.LISTS)


@receiver([post_save, post_delete], sender=Offering)
def _offering(sender: type, instance: Offering, **kwargs: Any) -> None:
    """A new class is on no page yet: its course names it. A class that moved to another course is still named by itself on the old one."""
    caching.changed(caching.course(instance.course_id), caching.offering(instance.pk), caching.LISTS)


@receiver([post_save, post_delete], sender=SelectionPlan)
def _plan(sender: type, instance: SelectionPlan, **kwargs: Any) -> None:
    """Every class of the term says how many somebody may have."""
    caching.changed(caching.LISTS, ROUNDS)


@receiver([post_save, post_delete], sender=Lesson)
def _lesson(sender: type, instance: Lesson, **kwargs: Any) -> None:
    _lessons_of(Offering.objects.filter(pk=instance.offering_id))


@receiver(recording_changed, sender=Recording)
def _recording(sender: type, recording_id: int, **kwargs: Any) -> None:
    _lessons_of(Offering.objects.filter(lessons__recording=recording_id))


def _lessons_of(offerings: OfferingQuerySet) -> None:
    """Replays of terms that are over stay on the course's page, where their classes are not named any more."""
    for offering_id, course_id in offerings.values_list("pk", "course_id"):
        caching.changed(caching.course(course_id), caching.offering(offering_id), caching.LISTS)


def book_after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Lessons from before there were bookings, and those that a migration wrote while the triggers stood aside. Nothing where the table is not there yet."""
    connection = connections[using]
    if using == DEFAULT_DB_ALIAS and Booking._meta.db_table in connection.introspection.table_names():
        book_all(timezone.now())
