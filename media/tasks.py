"""Doors for the queue: load by number, call one verb."""

from django.tasks import task
from django.utils import timezone

from media import domain, rules
from media.stopping import STOP


@task(queue_name="media-quick")
def open_recording(recording_id: int) -> None:
    """Check one recording, and make it playable at once if it can be."""
    domain.process(recording_id=recording_id, now=timezone.now(), stop=STOP, steps=rules.QUICK)


@task(queue_name="media")
def process_recording(recording_id: int) -> None:
    """Prepare the whole replay of one recording, which takes its time."""
    domain.process(recording_id=recording_id, now=timezone.now(), stop=STOP, steps=rules.LONG)


@task()
def sweep_recordings() -> None:
    """Find recordings whose job was lost, and folders that nobody needs."""
    domain.sweep(now=timezone.now())
