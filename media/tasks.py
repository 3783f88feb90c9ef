"""Doors for the queue: load by number, call one verb."""

from django.tasks import task
from django.utils import timezone

from media import domain
from media.stopping import STOP


@task(queue_name="media")
def process_recording(recording_id: int) -> None:
    """Prepare the replay of one recording."""
    domain.process(recording_id=recording_id, now=timezone.now(), stop=STOP)


@task()
def sweep_recordings() -> None:
    """Find recordings whose job was lost, and folders that nobody needs."""
    domain.sweep(now=timezone.now())
