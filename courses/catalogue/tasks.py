"""Doors for the queue."""

from django.core.management import call_command
from django.tasks import task
from django.utils import timezone

from courses.catalogue import domain
from courses.catalogue.domain import drops, importing, surveys
from media.stopping import STOP


@task()
def publish_scheduled() -> None:
    """Wagtail publishes and expires pages at their time through this command, which somebody must call.

    A course that is not complete at that time is put back to a draft by `CoursePage.publish`, and the others go on.
    """
    call_command("publish_scheduled")


@task()
def read_document(document_id: int) -> None:
    """Take the words out of one course file, and ask for its page."""
    domain.read_words(document_id=document_id, now=timezone.now())


@task()
def sweep_documents() -> None:
    """Read the files whose job was lost; on a schedule."""
    for document_id in domain.unread_documents():
        domain.read_words(document_id=document_id, now=timezone.now())


@task(queue_name="files")
def make_reading(reading_id: int) -> None:
    """Make the page of one file, which may take a minute; what is still to be done of a long scan waits behind other files."""
    done = domain.make_reading(reading_id=reading_id, now=timezone.now(), stop=STOP)
    if done and domain.has_more(reading_id=reading_id, now=timezone.now()):
        make_reading.enqueue(reading_id)


@task(queue_name="files")
def sweep_readings() -> None:
    """Make the pages whose job was lost, that an older reader has made, or whose pictures are still to be recognised; on a schedule."""
    for reading_id in domain.waiting_readings(now=timezone.now()):
        if STOP.is_set():
            return
        domain.make_reading(reading_id=reading_id, now=timezone.now(), stop=STOP)


@task()
def forget_drops() -> None:
    """Delete files that somebody dropped and left for a week; on a schedule."""
    drops.forget_old(now=timezone.now())


@task()
def forget_imports() -> None:
    """Previews of imported courses that nobody has confirmed for a day; on a schedule."""
    importing.forget_imports(now=timezone.now())


@task()
def close_surveys() -> None:
    """Close the surveys whose last day is over; on a schedule."""
    surveys.close_due(day=timezone.localdate())
